"""Deliveries to developers as rows: leased, tried, ended, tried again by hand.

A delivery is leased in one unit of work, sent outside of any, and ended in another.
Ending needs the lease's token: a worker that was overtaken is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Missing
from app.domain.outgoing.trying import TIRED_AFTER, Sent
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 4
"""To one address; one that is tired gets one at a time."""

LEASE: Final = f"""
WITH taken AS (
  SELECT w.delivery_id, e.url, e.secret, e.former_secret, e.former_until
  FROM webhook_endpoint e CROSS JOIN LATERAL (
    SELECT d.delivery_id, d.due_at FROM webhook_delivery d
    WHERE d.programme_id = e.programme_id AND d.endpoint_id = e.endpoint_id
      AND d.state = 'waiting' AND d.due_at <= %(at)s
    ORDER BY d.due_at, d.delivery_id LIMIT 1 FOR UPDATE SKIP LOCKED) w
  WHERE e.programme_id = %(programme_id)s AND e.state = 'on'
    AND (e.rests_until IS NULL OR e.rests_until <= %(at)s)
    AND (SELECT count(*) FROM webhook_delivery b
      WHERE b.programme_id = e.programme_id AND b.endpoint_id = e.endpoint_id
        AND b.lease_token IS NOT NULL AND b.due_at > %(at)s)
      < CASE WHEN e.failures >= {TIRED_AFTER} THEN 1 ELSE {AT_ONCE} END
  ORDER BY w.due_at, w.delivery_id LIMIT 1)
UPDATE webhook_delivery d SET lease_token = %(token)s, due_at = %(until)s,
  attempts = d.attempts + 1
FROM taken t, webhook_message m
WHERE d.programme_id = %(programme_id)s AND d.delivery_id = t.delivery_id
  AND m.programme_id = d.programme_id AND m.message_id = d.message_id
RETURNING d.delivery_id, d.programme_id, d.message_id, d.endpoint_id, d.attempts,
  d.lease_token, m.type, m.body, t.url, t.secret, t.former_secret, t.former_until
"""
REPLAY: Final = """
INSERT INTO webhook_delivery AS d (programme_id, delivery_id, message_id, endpoint_id,
  state, by_hand, due_at, created_at)
SELECT m.programme_id, gen_random_uuid(), m.message_id, %(endpoint)s, %(state)s, true,
  %(at)s, %(at)s
FROM webhook_message m
WHERE m.programme_id = %(programme_id)s AND m.made_at >= %(since)s
  AND m.made_at < %(until)s AND m.type <> 'ping'
  AND ('*' = ANY(%(types)s::text[]) OR m.type = ANY(%(types)s::text[]))
  AND (%(everything)s OR NOT EXISTS (SELECT FROM webhook_delivery o
    WHERE o.programme_id = m.programme_id AND o.message_id = m.message_id
      AND o.endpoint_id = %(endpoint)s AND o.state <> 'failed'))
ORDER BY m.made_at, m.message_id LIMIT %(most)s
ON CONFLICT (programme_id, message_id, endpoint_id) DO UPDATE
SET state = excluded.state, by_hand = true, attempts = 0, due_at = excluded.due_at,
  lease_token = NULL, reason = NULL, ended_at = NULL
"""
FORGET: Final = """
WITH old AS (
  SELECT m.message_id FROM webhook_message m
  WHERE m.programme_id = %(programme_id)s AND m.made_at < %(before)s
    AND NOT EXISTS (SELECT FROM webhook_delivery d
      WHERE d.programme_id = m.programme_id AND d.message_id = m.message_id
        AND d.lease_token IS NOT NULL AND d.due_at > %(at)s)
  ORDER BY m.made_at LIMIT %(most)s),
letters AS (
  SELECT d.delivery_id FROM webhook_delivery d JOIN old o USING (message_id)
  WHERE d.programme_id = %(programme_id)s),
tries AS (
  DELETE FROM webhook_attempt a USING letters l
  WHERE a.programme_id = %(programme_id)s AND a.delivery_id = l.delivery_id),
sent AS (
  DELETE FROM webhook_delivery d USING letters l
  WHERE d.programme_id = %(programme_id)s AND d.delivery_id = l.delivery_id)
DELETE FROM webhook_message m USING old o
WHERE m.programme_id = %(programme_id)s AND m.message_id = o.message_id
RETURNING m.message_id
"""


class WebhookDeliveryMissing(Missing):
    """No such delivery of a webhook in this programme."""

    code = "webhook_delivery_missing"


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery that is ours to send until the lease ends. Holds secrets, sealed."""

    delivery_id: UUID
    programme_id: UUID
    message_id: UUID
    endpoint_id: UUID
    attempts: int
    """This try included."""
    lease_token: UUID
    type: str
    body: str
    url: str
    secret: str
    former_secret: str | None
    former_until: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as a list shows it, with its last try."""

    delivery_id: UUID
    message_id: UUID
    endpoint_id: UUID
    type: str
    member_id: UUID | None
    state: str
    attempts: int
    by_hand: bool
    due_at: datetime
    reason: str | None
    created_at: datetime
    ended_at: datetime | None
    last_at: datetime | None
    last_status: int | None
    last_ms: int | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try of a delivery."""

    attempt_id: UUID
    at: datetime
    took_ms: int
    status: int | None
    reason: str | None
    answer: str


LISTED: Final = """
SELECT d.delivery_id, d.message_id, d.endpoint_id, m.type, m.member_id, d.state,
  d.attempts, d.by_hand, d.due_at, d.reason, d.created_at, d.ended_at, l.at, l.status,
  l.took_ms
FROM webhook_delivery d
JOIN webhook_message m ON m.programme_id = d.programme_id
  AND m.message_id = d.message_id
LEFT JOIN LATERAL (
  SELECT a.at, a.status, a.took_ms FROM webhook_attempt a
  WHERE a.programme_id = d.programme_id AND a.delivery_id = d.delivery_id
  ORDER BY a.at DESC LIMIT 1) l ON true
WHERE d.programme_id = %(programme_id)s
"""


class DeliveryRepository:
    """Reads and writes ``webhook_delivery`` and its tries."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def lease(self, at: datetime, until: datetime) -> Letter | None:
        """Take the delivery that is due the longest; None when nothing may be sent."""
        row = self._run(LEASE, at=at, until=until, token=self._uow.ids.new()).first()
        return None if row is None else Letter(*row)

    def end(
        self, letter: Letter, state: str, at: datetime, reason: str | None = None
    ) -> bool:
        """End a leased delivery; False when the lease was lost."""
        return self._leased(
            "state = %(state)s, ended_at = %(at)s, reason = %(reason)s",
            letter,
            state=state,
            at=at,
            reason=reason,
        )

    def again(self, letter: Letter, due_at: datetime, reason: str | None) -> bool:
        """Try a leased delivery again at an instant; False when the lease was lost."""
        return self._leased(
            "due_at = %(due)s, reason = %(reason)s", letter, due=due_at, reason=reason
        )

    def untried(self, letter: Letter, due_at: datetime) -> bool:
        """Give a delivery back that was not sent: its try does not count."""
        return self._leased(
            "due_at = %(due)s, attempts = greatest(attempts - 1, 0)", letter, due=due_at
        )

    def _leased(self, slots: str, letter: Letter, **values: object) -> bool:
        done = self._run(
            f"UPDATE webhook_delivery SET {slots}, lease_token = NULL"
            " WHERE programme_id = %(programme_id)s AND delivery_id = %(id)s"
            " AND lease_token = %(token)s",
            id=letter.delivery_id,
            token=letter.lease_token,
            **values,
        )
        return done.rowcount == 1

    def note(self, letter: Letter, sent: Sent, *, at: datetime, took_ms: int) -> None:
        """Write down a try."""
        self._run(
            "INSERT INTO webhook_attempt (programme_id, attempt_id, delivery_id,"
            " endpoint_id, at, took_ms, status, reason, answer) VALUES"
            " (%(programme_id)s, %(attempt)s, %(delivery)s, %(endpoint)s, %(at)s,"
            " %(took)s, %(status)s, %(reason)s, %(answer)s)",
            attempt=self._uow.ids.new(),
            delivery=letter.delivery_id,
            endpoint=letter.endpoint_id,
            at=at,
            took=took_ms,
            status=sent.status,
            reason=sent.why,
            answer=sent.shown,
        )

    def hold(self, endpoint_id: UUID) -> int:
        """Let what waits for an address wait for its return."""
        return self._of_endpoint(
            "state = 'held', lease_token = NULL", endpoint_id, "waiting"
        )

    def release(self, endpoint_id: UUID, at: datetime) -> int:
        """Let what was held for an address go now."""
        return self._of_endpoint(
            "state = 'waiting', due_at = %(at)s", endpoint_id, "held", at=at
        )

    def give_up(self, endpoint_id: UUID, at: datetime, *, reason: str) -> int:
        """End what waits for an address that is off."""
        slots = (
            "state = 'failed', lease_token = NULL, ended_at = %(at)s,"
            " reason = %(reason)s"
        )
        return self._of_endpoint(
            slots, endpoint_id, "waiting", "held", at=at, reason=reason
        )

    def _of_endpoint(
        self, slots: str, endpoint_id: UUID, *states: str, **values: object
    ) -> int:
        return self._run(
            f"UPDATE webhook_delivery SET {slots}"
            " WHERE programme_id = %(programme_id)s AND endpoint_id = %(endpoint)s"
            " AND state = ANY(%(states)s)",
            endpoint=endpoint_id,
            states=list(states),
            **values,
        ).rowcount

    def owe(
        self, message_id: UUID, endpoint_id: UUID, *, state: str, at: datetime
    ) -> UUID:
        """Owe a message to one address, again if it was sent; return the delivery."""
        row = self._run(
            "INSERT INTO webhook_delivery (programme_id, delivery_id, message_id,"
            " endpoint_id, state, by_hand, due_at, created_at) VALUES"
            " (%(programme_id)s, %(id)s, %(message)s, %(endpoint)s, %(state)s, true,"
            " %(at)s, %(at)s) ON CONFLICT (programme_id, message_id, endpoint_id)"
            " DO UPDATE SET state = excluded.state, by_hand = true, attempts = 0,"
            " due_at = excluded.due_at, lease_token = NULL, reason = NULL,"
            " ended_at = NULL RETURNING delivery_id",
            id=self._uow.ids.new(),
            message=message_id,
            endpoint=endpoint_id,
            state=state,
            at=at,
        ).one()
        found: UUID = row[0]
        return found

    def replay(
        self,
        endpoint_id: UUID,
        types: Sequence[str],
        span: tuple[datetime, datetime],
        *,
        state: str,
        at: datetime,
        everything: bool,
        most: int,
    ) -> int:
        """Owe messages of a span of time again, oldest first; return how many."""
        return self._run(
            REPLAY,
            endpoint=endpoint_id,
            types=list(types),
            since=span[0],
            until=span[1],
            state=state,
            at=at,
            everything=everything,
            most=most,
        ).rowcount

    def page(
        self,
        *,
        endpoint_id: UUID | None = None,
        message_id: UUID | None = None,
        state: str | None = None,
        before: tuple[datetime, UUID] | None = None,
        most: int = 50,
    ) -> list[DeliveryRow]:
        """Return deliveries, newest first."""
        wheres = {
            "d.endpoint_id = %(endpoint)s": endpoint_id,
            "d.message_id = %(message)s": message_id,
            "d.state = %(state)s": state,
            "(d.created_at, d.delivery_id) < (%(before)s, %(after)s)": before,
        }
        extra = "".join(f" AND {where}" for where, said in wheres.items() if said)
        rows = self._run(
            f"{LISTED}{extra} ORDER BY d.created_at DESC, d.delivery_id DESC"
            " LIMIT %(most)s",
            endpoint=endpoint_id,
            message=message_id,
            state=state,
            before=before[0] if before else None,
            after=before[1] if before else None,
            most=most,
        )
        return [DeliveryRow(*row) for row in rows]

    def get(self, delivery_id: UUID) -> DeliveryRow:
        """Return one delivery.

        Raises:
            WebhookDeliveryMissing: There is none of this id.
        """
        row = self._run(f"{LISTED} AND d.delivery_id = %(id)s", id=delivery_id).first()
        if row is None:
            raise WebhookDeliveryMissing("no such delivery in this programme")
        return DeliveryRow(*row)

    def attempts(self, delivery_id: UUID) -> list[AttemptRow]:
        """Return the tries of a delivery, newest first."""
        rows = self._run(
            "SELECT attempt_id, at, took_ms, status, reason, answer"
            " FROM webhook_attempt WHERE programme_id = %(programme_id)s"
            " AND delivery_id = %(id)s ORDER BY at DESC, attempt_id DESC LIMIT 100",
            id=delivery_id,
        )
        return [AttemptRow(*row) for row in rows]

    def forget(self, before: datetime, *, at: datetime, most: int) -> list[UUID]:
        """Delete messages made long ago with all of theirs; return which."""
        rows = self._run(FORGET, before=before, at=at, most=most)
        return [row[0] for row in rows]

    def forget_endpoints(self) -> None:
        """Delete addresses that were deleted, once nothing names them."""
        self._run(
            "DELETE FROM webhook_endpoint e WHERE e.programme_id = %(programme_id)s"
            " AND e.state = 'deleted' AND NOT EXISTS (SELECT FROM webhook_delivery d"
            " WHERE d.programme_id = e.programme_id"
            " AND d.endpoint_id = e.endpoint_id)"
        )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme_id": self._uow.programme_id, **values}
        )
