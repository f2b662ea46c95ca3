"""Reads and marks the deliveries of one programme.

Claiming and marking belong to one unit of work, so a worker that dies leaves the
rows as they were. Rows that another worker holds are skipped, which is why a
sweep must come back for them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Conflict, Missing
from app.storage.unit_of_work import UnitOfWork

MOST_IN_A_BATCH = 100
MOST_BYTES_IN_A_BATCH = 2 * 1024 * 1024


class DeliveryMissing(Missing):
    """No such delivery in this programme."""

    code = "delivery_missing"


class DeliveryErased(Conflict):
    """The body is gone after its thirty days; it can't be read again."""

    code = "delivery_erased"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed delivery: locked until the unit of work ends."""

    inbox_id: UUID
    store_id: UUID
    provider: str
    topic: str
    body: bytes
    headers: Mapping[str, str]
    late: bool
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How a delivery ended."""

    inbox_id: UUID
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A delivery as a list shows it: without its body."""

    inbox_id: UUID
    store_id: UUID
    provider: str
    topic: str
    state: str
    attempts: int
    reason: str | None
    late: bool
    received_at: datetime
    due_at: datetime
    handled_at: datetime | None
    size_bytes: int | None
    """None once the body was erased."""


CLAIMED = (
    "inbox_id, store_id, provider, topic, body, headers, late, received_at, attempts"
)
LISTED = (
    "inbox_id, store_id, provider, topic, state, attempts, reason, late,"
    " received_at, due_at, handled_at, length(body)"
)


class InboxRepository:
    """The inbox of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def claim(self, at: datetime, most: int = MOST_IN_A_BATCH) -> list[Waiting]:
        """Lock a batch of due deliveries, longest waiting first.

        It holds up to *most*, and no more bytes than a worker should hold at
        once; what another batch has in hand is left out, its worker alive or not.
        """
        found = self._run(
            "SELECT inbox_id, octet_length(body) FROM inbox"
            " WHERE programme_id = %(programme_id)s AND state = 'waiting'"
            " AND due_at <= %(at)s AND inbox_id <> ALL (ARRAY(SELECT unnest(inbox_ids)"
            " FROM inbox_batch WHERE programme_id = %(programme_id)s))"
            " ORDER BY due_at, inbox_id LIMIT %(most)s FOR UPDATE SKIP LOCKED",
            at=at,
            most=most,
        )
        chosen: list[UUID] = []
        room = MOST_BYTES_IN_A_BATCH
        for inbox_id, size in found:
            if chosen and size > room:
                break
            chosen.append(inbox_id)
            room -= size
        if not chosen:
            return []
        rows = self._run(
            f"SELECT {CLAIMED} FROM inbox WHERE programme_id = %(programme_id)s"
            " AND inbox_id = ANY (%(ids)s) ORDER BY due_at, inbox_id",
            ids=chosen,
        )
        return [Waiting(*row) for row in rows]

    def begin_batch(
        self, batch_id: UUID, inbox_ids: Sequence[UUID], at: datetime
    ) -> None:
        """Write down what a worker has in hand, in a unit of work of its own."""
        self._run(
            "INSERT INTO inbox_batch (programme_id, batch_id, inbox_ids, begun_at)"
            " VALUES (%(programme_id)s, %(batch_id)s, %(ids)s, %(at)s)"
            " ON CONFLICT (programme_id, batch_id) DO UPDATE"
            " SET inbox_ids = EXCLUDED.inbox_ids",
            batch_id=batch_id,
            ids=list(inbox_ids),
            at=at,
        )

    def end_batch(self, batch_id: UUID) -> None:
        """Forget a batch, in the unit of work that handled it."""
        self._run(
            "DELETE FROM inbox_batch WHERE programme_id = %(programme_id)s"
            " AND batch_id = %(batch_id)s",
            batch_id=batch_id,
        )

    def abandoned(self, begun_before: datetime) -> tuple[UUID, list[UUID]] | None:
        """Return the oldest batch that nobody ended, and what still waits of it.

        What was tried least comes first.
        """
        row = self._run(
            "SELECT b.batch_id, ARRAY(SELECT i.inbox_id FROM inbox i"
            " WHERE i.programme_id = %(programme_id)s AND i.state = 'waiting'"
            " AND i.inbox_id = ANY (b.inbox_ids) ORDER BY i.attempts, i.due_at)"
            " FROM inbox_batch b WHERE b.programme_id = %(programme_id)s"
            " AND b.begun_at < %(before)s ORDER BY b.begun_at LIMIT 1",
            before=begun_before,
        ).first()
        return (row[0], list(row[1])) if row else None

    def claim_one(self, inbox_id: UUID, at: datetime) -> Waiting | None:
        """Lock this delivery; None when it is done, not due, or held elsewhere."""
        row = self._run(
            f"SELECT {CLAIMED} FROM inbox"
            " WHERE programme_id = %(programme_id)s AND inbox_id = %(inbox_id)s"
            " AND state = 'waiting' AND due_at <= %(at)s FOR UPDATE SKIP LOCKED",
            inbox_id=inbox_id,
            at=at,
        ).first()
        return Waiting(*row) if row else None

    def mark(self, marks: Sequence[Mark], at: datetime) -> None:
        """Write how the claimed deliveries ended, all in one statement."""
        self._run(
            "UPDATE inbox i SET state = m.state, reason = nullif(m.reason, ''),"
            " handled_at = %(at)s, attempts = i.attempts + 1"
            " FROM unnest(%(ids)s::uuid[], %(states)s::text[], %(reasons)s::text[])"
            " AS m (inbox_id, state, reason)"
            " WHERE i.programme_id = %(programme_id)s AND i.inbox_id = m.inbox_id"
            " AND i.state = 'waiting'",
            at=at,
            ids=[mark.inbox_id for mark in marks],
            states=[mark.state for mark in marks],
            reasons=[mark.reason for mark in marks],
        )

    def note_failure(self, inbox_id: UUID, *, due_at: datetime, reason: str) -> None:
        """Count an attempt that was rolled back, and wait until *due_at*."""
        self._run(
            "UPDATE inbox SET attempts = attempts + 1, due_at = %(due_at)s,"
            " reason = %(reason)s WHERE programme_id = %(programme_id)s"
            " AND inbox_id = %(inbox_id)s AND state = 'waiting'",
            inbox_id=inbox_id,
            due_at=due_at,
            reason=reason,
        )

    def replay(self, inbox_id: UUID, at: datetime) -> None:
        """Let a delivery be handled again, as if it had just come in.

        Raises:
            DeliveryMissing: There is none.
            DeliveryErased: Its body is gone.
        """
        row = self._run(
            "UPDATE inbox SET state = CASE WHEN body IS NULL THEN state"
            " ELSE 'waiting' END, attempts = 0, due_at = %(at)s, handled_at = NULL"
            " WHERE programme_id = %(programme_id)s AND inbox_id = %(inbox_id)s"
            " RETURNING body IS NULL",
            inbox_id=inbox_id,
            at=at,
        ).first()
        if row is None:
            raise DeliveryMissing(f"no delivery {inbox_id} in this programme")
        if row[0]:
            raise DeliveryErased(f"the body of delivery {inbox_id} was erased")

    def listed(
        self,
        *,
        states: Iterable[str] = ("set_aside",),
        before: UUID | None = None,
        most: int = 50,
    ) -> list[InboxRow]:
        """Return deliveries in *states*, newest first, older than *before*."""
        rows = self._run(
            f"SELECT {LISTED} FROM inbox"
            " WHERE programme_id = %(programme_id)s AND state = ANY (%(states)s)"
            " AND (%(before)s::uuid IS NULL OR inbox_id < %(before)s::uuid)"
            " ORDER BY inbox_id DESC LIMIT %(most)s",
            states=list(states),
            before=before,
            most=most,
        )
        return [InboxRow(*row) for row in rows]

    def get(self, inbox_id: UUID) -> InboxRow:
        """Return one delivery; ``DeliveryMissing`` when there is none."""
        row = self._run(
            f"SELECT {LISTED} FROM inbox"
            " WHERE programme_id = %(programme_id)s AND inbox_id = %(inbox_id)s",
            inbox_id=inbox_id,
        ).first()
        if row is None:
            raise DeliveryMissing(f"no delivery {inbox_id} in this programme")
        return InboxRow(*row)

    def letter(self, inbox_id: UUID) -> Waiting | None:
        """Return a delivery with its body; None once the body was erased."""
        row = self._run(
            f"SELECT {CLAIMED} FROM inbox WHERE programme_id = %(programme_id)s"
            " AND inbox_id = %(inbox_id)s AND body IS NOT NULL",
            inbox_id=inbox_id,
        ).first()
        return Waiting(*row) if row else None

    def erase_bodies(
        self, received_before: datetime, *, after: UUID, most: int
    ) -> list[UUID]:
        """Erase bodies and headers of old handled deliveries; return which.

        Goes on behind *after*, in the order of receipt.
        """
        rows = self._run(
            "UPDATE inbox SET body = NULL, headers = '{}' WHERE programme_id ="
            " %(programme_id)s AND inbox_id IN (SELECT inbox_id FROM inbox"
            " WHERE programme_id = %(programme_id)s AND inbox_id > %(after)s"
            " AND received_at < %(before)s AND state <> 'waiting'"
            " AND body IS NOT NULL ORDER BY inbox_id LIMIT %(most)s"
            " FOR UPDATE SKIP LOCKED) RETURNING inbox_id",
            before=received_before,
            after=after,
            most=most,
        )
        return [row[0] for row in rows]

    def forget(
        self, received_before: datetime, *, after: UUID, most: int
    ) -> list[UUID]:
        """Delete handled rows whose body is long gone; return which."""
        rows = self._run(
            "DELETE FROM inbox WHERE programme_id = %(programme_id)s AND inbox_id IN"
            " (SELECT inbox_id FROM inbox WHERE programme_id = %(programme_id)s"
            " AND inbox_id > %(after)s AND received_at < %(before)s"
            " AND state <> 'waiting' AND body IS NULL"
            " ORDER BY inbox_id LIMIT %(most)s FOR UPDATE SKIP LOCKED)"
            " RETURNING inbox_id",
            before=received_before,
            after=after,
            most=most,
        )
        return [row[0] for row in rows]

    def receive(
        self,
        *,
        inbox_id: UUID,
        store_id: UUID,
        provider: str,
        topic: str,
        dedupe_key: str,
        body: bytes,
        headers: Mapping[str, str],
        late: bool,
        received_at: datetime,
    ) -> bool:
        """Keep a delivery; False when it was here before.

        The door has a quicker way (``app.storage.mailbox``); this one is for
        deliveries that come from inside, such as those of a simulation.
        """
        done = self._run(
            "INSERT INTO inbox (programme_id, inbox_id, store_id, provider, topic,"
            " dedupe_key, body, headers, late, received_at, due_at) VALUES"
            " (%(programme_id)s, %(inbox_id)s, %(store_id)s, %(provider)s,"
            " %(topic)s, %(dedupe_key)s, %(body)s, %(headers)s::jsonb, %(late)s,"
            " %(received_at)s, %(received_at)s) ON CONFLICT DO NOTHING",
            inbox_id=inbox_id,
            store_id=store_id,
            provider=provider,
            topic=topic,
            dedupe_key=dedupe_key,
            body=body,
            headers=json.dumps(dict(headers)),
            late=late,
            received_at=received_at,
        )
        return done.rowcount == 1

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
