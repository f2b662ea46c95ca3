"""Reads and writes what stores hold of us for their themes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.theme_marks import MemberFigures
from app.storage.unit_of_work import UnitOfWork

OVERLAP = timedelta(minutes=2)
"""A row may carry an instant from before its commit; a look goes back this far."""
OWED = (
    "INSERT INTO theme_mark (programme_id, store_id, customer_ref, owed_at)"
    " SELECT l.programme_id, l.store_id, l.customer_ref, %(at)s FROM customer_link l"
)
ON_TWICE = (
    " ON CONFLICT (programme_id, store_id, customer_ref)"
    " DO UPDATE SET owed_at = EXCLUDED.owed_at"
)
CHANGED = """
WITH newer AS (
  SELECT transaction_id FROM ledger_journal
  WHERE programme_id = %(programme_id)s AND seq > %(after)s AND seq <= %(until)s
), touched AS (
  SELECT p.source_member_id AS member_id FROM ledger_posting p JOIN newer n
    ON p.programme_id = %(programme_id)s AND p.transaction_id = n.transaction_id
  UNION SELECT p.target_member_id FROM ledger_posting p JOIN newer n
    ON p.programme_id = %(programme_id)s AND p.transaction_id = n.transaction_id
  UNION SELECT member_id FROM voucher
    WHERE programme_id = %(programme_id)s AND updated_at >= %(since)s
  UNION SELECT member_id FROM member
    WHERE programme_id = %(programme_id)s AND updated_at >= %(since)s
)
"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far we looked for changes on behalf of a store."""

    seq: int
    looked_at: datetime
    filled_to: str | None
    programme_digest: bytes | None


@dataclass(frozen=True, slots=True)
class OwedMark:
    """A customer of a store of whom something may have changed."""

    customer_ref: str
    digest: bytes | None
    owed_at: datetime


class ThemeMarks:
    """``theme_mark`` and ``theme_cursor`` of the programme of a unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def cursor(self, store_id: UUID, at: datetime) -> Cursor:
        """Return the store's cursor, locked; made where there is none."""
        self._run(
            "INSERT INTO theme_cursor (programme_id, store_id, seq, looked_at,"
            " filled_to) SELECT %(programme_id)s, %(store_id)s,"
            " coalesce(max(seq), 0), %(at)s, '' FROM ledger_journal"
            " WHERE programme_id = %(programme_id)s ON CONFLICT DO NOTHING",
            store_id=store_id,
            at=at,
        )
        row = self._run(
            "SELECT seq, looked_at, filled_to, programme_digest FROM theme_cursor"
            " WHERE programme_id = %(programme_id)s AND store_id = %(store_id)s"
            " FOR UPDATE",
            store_id=store_id,
        ).one()
        return Cursor(*row)

    def look(self, store_id: UUID, seen: Cursor, at: datetime, *, most: int) -> bool:
        """Owe what changed since; return whether there is more to look at."""
        head = self._run(
            "SELECT coalesce(max(seq), 0) FROM ledger_journal"
            " WHERE programme_id = %(programme_id)s"
        ).scalar_one()
        until = min(head, seen.seq + most)
        self._run(
            f"{CHANGED} {OWED} WHERE l.programme_id = %(programme_id)s"
            " AND l.store_id = %(store_id)s AND l.gone_at IS NULL AND (l.linked_at >="
            " %(since)s OR l.member_id IN (SELECT member_id FROM touched))" + ON_TWICE,
            store_id=store_id,
            at=at,
            after=seen.seq,
            until=until,
            since=seen.looked_at - OVERLAP,
        )
        filled_to = self._fill(store_id, seen.filled_to, at, most=most)
        self._run(
            "UPDATE theme_cursor SET seq = %(until)s, looked_at = %(at)s,"
            " filled_to = %(filled_to)s WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s",
            store_id=store_id,
            at=at,
            until=until,
            filled_to=filled_to,
        )
        return until < head or filled_to is not None

    def _fill(
        self, store_id: UUID, after: str | None, at: datetime, *, most: int
    ) -> str | None:
        """Take in customers known from before; return how far, None at the end."""
        if after is None:
            return None
        rows = self._run(
            "WITH known AS (SELECT programme_id, store_id, customer_ref"
            " FROM customer_link WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s AND customer_ref > %(after)s"
            " AND gone_at IS NULL ORDER BY customer_ref LIMIT %(most)s)"
            " INSERT INTO theme_mark (programme_id, store_id, customer_ref, owed_at)"
            " SELECT programme_id, store_id, customer_ref, %(at)s FROM known"
            f" {ON_TWICE} RETURNING customer_ref",
            store_id=store_id,
            after=after,
            at=at,
            most=most,
        )
        found = [row[0] for row in rows]
        return max(found) if len(found) == most else None

    def owe(self, member_ids: Collection[UUID], at: datetime) -> list[UUID]:
        """Owe members' figures wherever a theme reads them; return those stores."""
        rows = self._run(
            f"{OWED} JOIN theme_cursor c ON c.programme_id = l.programme_id"
            " AND c.store_id = l.store_id WHERE l.programme_id = %(programme_id)s"
            f" AND l.member_id = ANY(%(members)s) {ON_TWICE} RETURNING store_id",
            members=list(member_ids),
            at=at,
        )
        return sorted({row[0] for row in rows})

    def forget(self, customers: Sequence[tuple[UUID, str]], at: datetime) -> list[UUID]:
        """Owe the removal of customers' figures; return the stores that have some."""
        rows = self._run(
            "UPDATE theme_mark m SET owed_at = %(at)s FROM"
            " unnest(%(stores)s::uuid[], %(refs)s::text[]) AS g (store_id, ref)"
            " WHERE m.programme_id = %(programme_id)s AND m.store_id = g.store_id"
            " AND m.customer_ref = g.ref RETURNING m.store_id",
            stores=[store_id for store_id, _ in customers],
            refs=[ref for _, ref in customers],
            at=at,
        )
        return sorted({row[0] for row in rows})

    def owed(self, store_id: UUID, *, not_since: datetime, most: int) -> list[OwedMark]:
        """Return customers whose figures may have changed, the longest owed first.

        Left out are those whose figures were written later than *not_since*.
        """
        rows = self._run(
            "SELECT customer_ref, digest, owed_at FROM theme_mark"
            " WHERE programme_id = %(programme_id)s AND store_id = %(store_id)s"
            " AND owed_at IS NOT NULL"
            " AND (written_at IS NULL OR written_at <= %(not_since)s)"
            " ORDER BY owed_at, customer_ref LIMIT %(most)s",
            store_id=store_id,
            not_since=not_since,
            most=most,
        )
        return [OwedMark(*row) for row in rows]

    def figures(
        self,
        store_id: UUID,
        refs: Sequence[str],
        *,
        asset: str,
        base: str | None,
        at: datetime,
    ) -> dict[str, MemberFigures]:
        """Return what is to be told of customers; nothing of who is no member.

        Who never left the *base* tier has no history, and holds it all the same.
        """
        rows = self._run(
            "SELECT l.customer_ref, coalesce(b.available, 0), coalesce(b.pending, 0),"
            " CASE WHEN t.member_id IS NULL THEN %(base)s::text ELSE t.tier END,"
            " (SELECT count(*) FROM voucher v"
            "  WHERE v.programme_id = m.programme_id AND v.member_id = m.member_id"
            "  AND v.state = 'issued' AND v.ending IS NULL"
            "  AND (v.lapses_at IS NULL OR v.lapses_at > %(at)s))"
            " FROM customer_link l JOIN member m ON m.programme_id = l.programme_id"
            "  AND m.member_id = l.member_id"
            " LEFT JOIN member_balance b ON b.programme_id = m.programme_id"
            "  AND b.member_id = m.member_id AND b.asset = %(asset)s"
            " LEFT JOIN member_tier t ON t.programme_id = m.programme_id"
            "  AND t.member_id = m.member_id AND t.until IS NULL"
            " WHERE l.programme_id = %(programme_id)s AND l.store_id = %(store_id)s"
            " AND l.customer_ref = ANY(%(refs)s) AND l.gone_at IS NULL"
            " AND m.state = 'active' AND m.frozen_at IS NULL",
            store_id=store_id,
            refs=list(refs),
            asset=asset,
            base=base,
            at=at,
        )
        return {row[0]: MemberFigures(*row[1:]) for row in rows}

    def settle(
        self,
        store_id: UUID,
        paid: Sequence[OwedMark],
        held: Mapping[str, bytes],
        written: Collection[str],
        at: datetime,
    ) -> None:
        """Note what the store holds now; what was owed anew meanwhile stays owed.

        Args:
            store_id: The store.
            paid: What was owed.
            held: Digest of what the store holds, by customer; others hold nothing.
            written: Customers whose figures were sent just now.
            at: The present instant.
        """
        refs = [one.customer_ref for one in paid]
        self._run(
            "UPDATE theme_mark m SET digest = p.digest,"
            " owed_at = CASE WHEN m.owed_at = p.owed_at THEN NULL ELSE m.owed_at END,"
            " written_at = CASE WHEN p.sent THEN %(at)s ELSE m.written_at END"
            " FROM unnest(%(refs)s::text[], %(digests)s::bytea[],"
            " %(owed)s::timestamptz[], %(sent)s::boolean[])"
            " AS p (ref, digest, owed_at, sent)"
            " WHERE m.programme_id = %(programme_id)s AND m.store_id = %(store_id)s"
            " AND m.customer_ref = p.ref",
            store_id=store_id,
            refs=refs,
            digests=[held.get(ref) for ref in refs],
            owed=[one.owed_at for one in paid],
            sent=[ref in written for ref in refs],
            at=at,
        )
        # A customer who is no member and of whom the store holds nothing needs no row.
        self._run(
            "DELETE FROM theme_mark WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s AND customer_ref = ANY(%(refs)s)"
            " AND digest IS NULL AND owed_at IS NULL",
            store_id=store_id,
            refs=refs,
        )

    def note_programme(self, store_id: UUID, digest: bytes | None) -> None:
        """Note what the store holds of the programme; None: nothing, or who knows."""
        self._run(
            "UPDATE theme_cursor SET programme_digest = %(digest)s"
            " WHERE programme_id = %(programme_id)s AND store_id = %(store_id)s",
            store_id=store_id,
            digest=digest,
        )

    def leave(self, store_id: UUID) -> None:
        """Forget everything about a store that left; it begins anew if it returns."""
        for table in ("theme_mark", "theme_cursor"):
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme_id)s"
                " AND store_id = %(store_id)s",
                store_id=store_id,
            )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
