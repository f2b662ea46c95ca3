"""What decides about a member's tiers, and the history that follows from it.

Spells are written as a whole: those that the facts no longer give go, new ones
come, and what stayed is not touched.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult

from app.domain.tiers.spells import Assignment, Spell
from app.domain.tiers.tally import Entry
from app.storage.unit_of_work import UnitOfWork

ENTRIES = """
SELECT e.metric, e.unit, e.day, sum(e.amount)::bigint, e.counts_from, o.placed_at
FROM metric_entry e
LEFT JOIN order_settlement o ON o.programme_id = e.programme_id
  AND o.store_id = e.store_id AND o.order_ref = e.source
WHERE e.programme_id = %(programme_id)s AND e.member_id = %(member_id)s
  AND e.metric = ANY(%(metrics)s) AND e.amount <> 0
GROUP BY e.metric, e.unit, e.day, e.counts_from, o.placed_at
"""
SPELL = "since, tier, until, term_end, grace_end, reason, by, occasion"
ASSIGNMENT = "assignment_id, tier, kind, since, until, by, reason, fixed, with_gifts"


class TierHistory:
    """Reads and writes one member's spells and assignments."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def entries(
        self, member_id: UUID, metrics: Collection[str], *, zone: str
    ) -> tuple[Entry, ...]:
        """Return the dated amounts of a member, those not matured yet included."""
        if not metrics:
            return ()
        rows = self._run(ENTRIES, member_id=member_id, metrics=sorted(metrics))
        found = []
        for metric, unit, day, amount, counts_from, placed_at in rows:
            morning = datetime.combine(day, time(0), ZoneInfo(zone))
            paid_at = placed_at or morning
            matured_at = counts_from or paid_at
            found.append(Entry(metric, unit, day, amount, matured_at, paid_at))
        return tuple(found)

    def spells(self, member_id: UUID) -> list[Spell]:
        """Return what is written of a member, oldest first."""
        rows = self._run(
            f"SELECT {SPELL} FROM member_tier WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY since",
            member_id=member_id,
        )
        return [Spell(*row) for row in rows]

    def write(
        self, member_id: UUID, before: Sequence[Spell], after: Sequence[Spell]
    ) -> None:
        """Bring what is written from *before* to *after*; the member is locked."""
        kept = set(after)
        gone = [spell.since for spell in before if spell not in kept]
        if gone:
            self._run(
                "DELETE FROM member_tier WHERE programme_id = %(programme_id)s"
                " AND member_id = %(member_id)s AND since = ANY(%(gone)s)",
                member_id=member_id,
                gone=gone,
            )
        written = set(before)
        new = [spell for spell in after if spell not in written]
        if not new:
            return
        columns = list(zip(*(astuple(spell) for spell in new), strict=True))
        self._connection.exec_driver_sql(
            f"INSERT INTO member_tier (programme_id, member_id, {SPELL})"
            " SELECT %s, %s, * FROM unnest(%s::timestamptz[], %s::text[],"
            " %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::text[],"
            " %s::text[], %s::text[])",
            (self._programme_id, member_id, *(list(column) for column in columns)),
        )

    def assignments(self, member_id: UUID) -> list[Assignment]:
        """Return everything that was assigned to a member, oldest first."""
        rows = self._run(
            f"SELECT {ASSIGNMENT} FROM tier_assignment"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " ORDER BY since, assignment_id",
            member_id=member_id,
        )
        return [Assignment(*row) for row in rows]

    def assign(
        self,
        member_id: UUID,
        given: Assignment,
        *,
        at: datetime,
        store_id: UUID | None = None,
    ) -> None:
        """Write an assignment; a tag that is there already is not written twice."""
        self._run(
            f"INSERT INTO tier_assignment (programme_id, member_id, {ASSIGNMENT},"
            " store_id, created_at) VALUES (%(programme_id)s, %(member_id)s,"
            " %(assignment_id)s, %(tier)s, %(kind)s, %(since)s, %(until)s, %(by)s,"
            " %(reason)s, %(fixed)s, %(with_gifts)s, %(store_id)s, %(at)s)"
            " ON CONFLICT DO NOTHING",
            member_id=member_id,
            assignment_id=given.assignment_id,
            tier=given.tier_id,
            kind=given.kind,
            since=given.since,
            until=given.until,
            by=given.by,
            reason=given.reason,
            fixed=given.fixed,
            with_gifts=given.with_gifts,
            store_id=store_id,
            at=at,
        )

    def end(
        self, member_id: UUID, assignment_ids: Collection[UUID], *, at: datetime
    ) -> int:
        """End assignments that are running or to come; return how many."""
        done = self._run(
            "UPDATE tier_assignment SET until = greatest(since, %(at)s)"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND assignment_id = ANY(%(ids)s) AND (until IS NULL OR until > %(at)s)",
            member_id=member_id,
            ids=list(assignment_ids),
            at=at,
        )
        return done.rowcount

    def tags(self, member_id: UUID, store_id: UUID) -> dict[str, UUID]:
        """Return the tiers that a store's customer tags give now."""
        rows = self._run(
            "SELECT tier, assignment_id FROM tier_assignment"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND store_id = %(store_id)s AND kind = 'tag' AND until IS NULL",
            member_id=member_id,
            store_id=store_id,
        )
        return {row[0]: row[1] for row in rows}

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* the assignments of *gone*, whose history ends with it."""
        self._run(
            "UPDATE tier_assignment a SET member_id = %(kept)s"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s"
            " AND NOT EXISTS (SELECT FROM tier_assignment k"
            "   WHERE k.programme_id = a.programme_id AND k.member_id = %(kept)s"
            "     AND k.tier = a.tier AND k.store_id = a.store_id"
            "     AND k.kind = 'tag' AND a.kind = 'tag'"
            "     AND k.until IS NULL AND a.until IS NULL)",
            kept=kept,
            gone=gone,
        )
        self.forget(gone)

    def forget(self, member_id: UUID) -> None:
        """Drop a member's tiers: merged or erased."""
        for table in ("tier_assignment", "member_tier"):
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme_id)s"
                " AND member_id = %(member_id)s",
                member_id=member_id,
            )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
