"""Debts to the outside as rows: owed, leased, ended.

A debt is leased in one unit of work, worked on outside of any, and ended in
another. Ending needs the lease's token: a worker that was overtaken is refused.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Conflict, Missing
from app.storage.unit_of_work import UnitOfWork

LEASE_LOCK = 1_907_222_101
"""First half of the advisory lock that counts a store's calls in flight."""


class DebtMissing(Missing):
    """No such debt in this programme."""

    code = "debt_missing"


class DebtEnded(Conflict):
    """The debt was settled or cancelled; there is nothing left to retry."""

    code = "debt_ended"


@dataclass(frozen=True, slots=True)
class LeasedDebt:
    """A debt that is ours to work on until the lease ends."""

    debt_id: UUID
    programme_id: UUID
    store_id: UUID | None
    kind: str
    subject: str
    payload: Mapping[str, Any]
    attempts: int
    """This attempt included."""
    lease_token: UUID
    created_at: datetime
    attempted_at: datetime
    """When this attempt began."""


@dataclass(frozen=True, slots=True)
class DebtRow:
    """A debt as a list shows it."""

    debt_id: UUID
    store_id: UUID | None
    kind: str
    subject: str
    state: str
    attempts: int
    due_at: datetime
    leased: bool
    reason: str | None
    created_at: datetime
    attempted_at: datetime | None
    ended_at: datetime | None


LEASED = (
    "debt_id, o.programme_id, o.store_id, o.kind, o.subject, o.payload, o.attempts,"
    " o.lease_token, o.created_at, o.attempted_at"
)
LISTED = (
    "debt_id, store_id, kind, subject, state, attempts, due_at,"
    " lease_token IS NOT NULL, reason, created_at, attempted_at, ended_at"
)
UNTIED = ("redact_customer", "redact_store", "data_request", "read_access")
"""What a platform orders about personal data is done in our own books: it waits for
no store, least of all for one that left. And only a look at what a shop grants tells
that it may be called again."""
TAKE = (
    " lease_token = %(token)s, due_at = %(until)s, attempts = o.attempts + 1,"
    " attempted_at = %(at)s"
)


class OutboxRepository:
    """The outbox of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._ids = uow.ids

    def add(
        self,
        kind: str,
        subject: str,
        *,
        store_id: UUID | None,
        due_at: datetime,
        payload: Mapping[str, Any],
        key: str | None = None,
    ) -> UUID:
        """Owe something; return the debt's id.

        With a *key* there is one open debt per (kind, key): asking again while
        one waits returns that one with the new payload, and asking while it is
        being worked on has it done once more afterwards.
        """
        row = self._run(
            "INSERT INTO outbox AS o (programme_id, debt_id, store_id, kind, subject,"
            " key, payload, due_at, created_at) VALUES (%(programme_id)s,"
            " %(debt_id)s, %(store_id)s, %(kind)s, %(subject)s, %(key)s,"
            " %(payload)s::jsonb, %(due_at)s, %(due_at)s)"
            " ON CONFLICT (programme_id, kind, key)"
            " WHERE key IS NOT NULL AND state IN ('waiting', 'blocked')"
            " DO UPDATE SET payload = EXCLUDED.payload,"
            " again = o.lease_token IS NOT NULL,"
            " due_at = CASE WHEN o.lease_token IS NULL"
            " THEN least(o.due_at, EXCLUDED.due_at) ELSE o.due_at END"
            " RETURNING o.debt_id",
            debt_id=self._ids.new(),
            store_id=store_id,
            kind=kind,
            subject=subject,
            key=key,
            payload=json.dumps(dict(payload)),
            due_at=due_at,
        ).one()
        found: UUID = row[0]
        return found

    def lease(
        self, at: datetime, until: datetime, *, most: int, per_store: int
    ) -> list[LeasedDebt]:
        """Take up to *most* due debts until *until*; new ones before repeats.

        Leaves out stores that are paused, and takes no more of one store than
        keeps it at *per_store* calls in flight over all workers. A store whose
        pause has just ended gets a single call, to see whether it answers.
        """
        self._connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            (LEASE_LOCK, str(self._programme_id)),
        )
        rows = self._run(
            f"""
            WITH in_flight AS (
              SELECT store_id, count(*) AS calls FROM outbox
              WHERE programme_id = %(programme_id)s AND lease_token IS NOT NULL
                AND due_at > %(at)s GROUP BY store_id
            ), of_stores AS (
              SELECT w.debt_id, w.repeat, w.due_at FROM store s
              LEFT JOIN in_flight f ON f.store_id = s.store_id
              LEFT JOIN outbox_pause p
                ON p.programme_id = s.programme_id AND p.store_id = s.store_id
              CROSS JOIN LATERAL (
                SELECT d.debt_id, d.attempts > 0 AS repeat, d.due_at FROM outbox d
                WHERE d.programme_id = %(programme_id)s AND d.state = 'waiting'
                  AND d.store_id = s.store_id AND d.due_at <= %(at)s
                ORDER BY d.attempts > 0, d.due_at, d.debt_id
                LIMIT greatest(0, CASE WHEN p.store_id IS NULL
                                  THEN %(per_store)s ELSE 1 END
                                  - coalesce(f.calls, 0))
                FOR UPDATE SKIP LOCKED) w
              WHERE s.programme_id = %(programme_id)s
                AND (p.paused_until IS NULL OR p.paused_until <= %(at)s)
            ), of_none AS (
              SELECT d.debt_id, d.attempts > 0 AS repeat, d.due_at FROM outbox d
              WHERE d.programme_id = %(programme_id)s AND d.state = 'waiting'
                AND d.store_id IS NULL AND d.due_at <= %(at)s
              ORDER BY d.attempts > 0, d.due_at, d.debt_id LIMIT %(most)s
              FOR UPDATE SKIP LOCKED
            ), chosen AS (
              SELECT * FROM of_stores UNION ALL SELECT * FROM of_none
              ORDER BY repeat, due_at, debt_id LIMIT %(most)s
            )
            UPDATE outbox o SET {TAKE} FROM chosen c
            WHERE o.programme_id = %(programme_id)s AND o.debt_id = c.debt_id
            RETURNING o.{LEASED}""",
            at=at,
            until=until,
            token=self._ids.new(),
            most=most,
            per_store=per_store,
        )
        return [LeasedDebt(*row) for row in rows]

    def lease_one(
        self, debt_id: UUID, at: datetime, until: datetime
    ) -> LeasedDebt | None:
        """Take this debt now, due or not; None when it is held, paused or ended."""
        row = self._run(
            f"""
            UPDATE outbox o SET {TAKE}
            WHERE o.programme_id = %(programme_id)s AND o.debt_id = %(debt_id)s
              AND o.state = 'waiting' AND (o.lease_token IS NULL OR o.due_at <= %(at)s)
              AND NOT EXISTS (
                SELECT FROM outbox_pause p WHERE p.programme_id = %(programme_id)s
                  AND p.store_id = o.store_id AND p.paused_until > %(at)s)
            RETURNING o.{LEASED}""",
            debt_id=debt_id,
            at=at,
            until=until,
            token=self._ids.new(),
        ).first()
        return LeasedDebt(*row) if row else None

    def end(
        self, debt: LeasedDebt, state: str, at: datetime, *, reason: str = ""
    ) -> bool:
        """End a leased debt as *state*; False when the lease was lost.

        A debt that was asked for again meanwhile is due at once instead.
        """
        return (
            self._run(
                "UPDATE outbox SET lease_token = NULL, again = false,"
                " reason = nullif(%(reason)s, ''),"
                " state = CASE WHEN again THEN 'waiting' ELSE %(state)s END,"
                " due_at = %(at)s, attempts = CASE WHEN again THEN 0 ELSE attempts END,"
                " ended_at = CASE WHEN again THEN NULL ELSE %(at)s::timestamptz END"
                " WHERE programme_id = %(programme_id)s AND debt_id = %(debt_id)s"
                " AND lease_token = %(token)s",
                debt_id=debt.debt_id,
                token=debt.lease_token,
                state=state,
                reason=reason,
                at=at,
            ).rowcount
            == 1
        )

    def give_back(self, debt: LeasedDebt, due_at: datetime, *, reason: str) -> bool:
        """Let a leased debt wait until *due_at*; False when the lease was lost."""
        return (
            self._run(
                "UPDATE outbox SET lease_token = NULL, again = false,"
                " due_at = %(due_at)s, reason = %(reason)s"
                " WHERE programme_id = %(programme_id)s AND debt_id = %(debt_id)s"
                " AND lease_token = %(token)s",
                debt_id=debt.debt_id,
                token=debt.lease_token,
                due_at=due_at,
                reason=reason,
            ).rowcount
            == 1
        )

    def cancel(self, kind: str, key: str, at: datetime, *, reason: str) -> bool:
        """Cancel the open debt of (kind, key) unless it is being worked on."""
        return (
            self._run(
                "UPDATE outbox SET state = 'cancelled', ended_at = %(at)s,"
                " reason = %(reason)s WHERE programme_id = %(programme_id)s"
                " AND kind = %(kind)s AND key = %(key)s"
                " AND state IN ('waiting', 'blocked')"
                " AND (lease_token IS NULL OR due_at <= %(at)s)",
                kind=kind,
                key=key,
                at=at,
                reason=reason,
            ).rowcount
            == 1
        )

    def block_store(self, store_id: UUID, reason: str) -> int:
        """Let every waiting debt that needs a store wait for its reconnection."""
        return self._run(
            "UPDATE outbox SET state = 'blocked', reason = %(reason)s,"
            " lease_token = NULL WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s AND state = 'waiting'"
            " AND kind <> ALL (%(untied)s)",
            store_id=store_id,
            untied=list(UNTIED),
            reason=reason,
        ).rowcount

    def unblock_store(self, store_id: UUID, at: datetime) -> int:
        """Let a reconnected store's debts go on, and forget its pause."""
        self.resume_store(store_id)
        return self._run(
            "UPDATE outbox SET state = 'waiting', due_at = %(at)s, attempts = 0"
            " WHERE programme_id = %(programme_id)s AND store_id = %(store_id)s"
            " AND state = 'blocked'",
            store_id=store_id,
            at=at,
        ).rowcount

    def cancel_store(self, store_id: UUID, at: datetime, *, reason: str) -> int:
        """Cancel what is owed to a store that is gone for good."""
        return self._run(
            "UPDATE outbox SET state = 'cancelled', reason = %(reason)s,"
            " lease_token = NULL, ended_at = %(at)s"
            " WHERE programme_id = %(programme_id)s AND store_id = %(store_id)s"
            " AND state IN ('waiting', 'blocked')",
            store_id=store_id,
            at=at,
            reason=reason,
        ).rowcount

    def pause_store(self, store_id: UUID, until: datetime, reason: str) -> None:
        """Don't call a store until *until*; a later end wins."""
        self._run(
            "INSERT INTO outbox_pause AS p (programme_id, store_id, paused_until,"
            " failures, reason) VALUES (%(programme_id)s, %(store_id)s, %(until)s,"
            " 1, %(reason)s) ON CONFLICT (programme_id, store_id) DO UPDATE SET"
            " paused_until = greatest(p.paused_until, EXCLUDED.paused_until),"
            " failures = p.failures + 1, reason = EXCLUDED.reason",
            store_id=store_id,
            until=until,
            reason=reason,
        )

    def failures_of_store(self, store_id: UUID) -> int:
        """Return how many pauses in a row a store has had."""
        row = self._run(
            "SELECT failures FROM outbox_pause WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s",
            store_id=store_id,
        ).first()
        return row[0] if row else 0

    def resume_store(self, store_id: UUID) -> None:
        """Forget a store's pause: it answered."""
        self._run(
            "DELETE FROM outbox_pause WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s",
            store_id=store_id,
        )

    def retry(self, debt_id: UUID, at: datetime) -> None:
        """Make a debt that waits, is blocked or was set aside due now.

        Raises:
            DebtMissing: There is none.
            DebtEnded: It was settled or cancelled.
        """
        row = self._run(
            "UPDATE outbox SET attempts = 0, due_at = CASE WHEN lease_token IS NULL"
            " THEN %(at)s ELSE due_at END, ended_at = NULL, state = 'waiting'"
            " WHERE programme_id = %(programme_id)s AND debt_id = %(debt_id)s"
            " AND state IN ('waiting', 'blocked', 'set_aside') RETURNING debt_id",
            debt_id=debt_id,
            at=at,
        ).first()
        if row is None:
            ended = self.get(debt_id)
            raise DebtEnded(f"debt {debt_id} is {ended.state}")

    def get(self, debt_id: UUID) -> DebtRow:
        """Return one debt; ``DebtMissing`` when there is none."""
        row = self._run(
            f"SELECT {LISTED} FROM outbox"
            " WHERE programme_id = %(programme_id)s AND debt_id = %(debt_id)s",
            debt_id=debt_id,
        ).first()
        if row is None:
            raise DebtMissing(f"no debt {debt_id} in this programme")
        return DebtRow(*row)

    def listed(
        self,
        *,
        states: Iterable[str] = ("waiting", "blocked", "set_aside"),
        subject: str | None = None,
        most: int = 50,
    ) -> list[DebtRow]:
        """Return debts in *states*, newest first."""
        rows = self._run(
            f"SELECT {LISTED} FROM outbox"
            " WHERE programme_id = %(programme_id)s AND state = ANY (%(states)s)"
            " AND (%(subject)s::text IS NULL OR subject = %(subject)s)"
            " ORDER BY created_at DESC, debt_id DESC LIMIT %(most)s",
            states=list(states),
            subject=subject,
            most=most,
        )
        return [DebtRow(*row) for row in rows]

    def forget(self, ended_before: datetime, most: int) -> list[UUID]:
        """Delete settled and cancelled debts that ended long ago; return which."""
        rows = self._run(
            "DELETE FROM outbox WHERE programme_id = %(programme_id)s AND debt_id IN"
            " (SELECT debt_id FROM outbox WHERE programme_id = %(programme_id)s"
            " AND state IN ('settled', 'cancelled') AND ended_at < %(before)s"
            " LIMIT %(most)s FOR UPDATE SKIP LOCKED) RETURNING debt_id",
            before=ended_before,
            most=most,
        )
        return [row[0] for row in rows]

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
