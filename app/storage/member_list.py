"""Members in a list: found by filters, page by page, with the figures of each row."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Cursor = tuple[datetime, UUID]

PAGE = """
SELECT m.member_id, m.updated_at FROM member m
WHERE m.programme_id = %(programme)s AND m.state = ANY(%(states)s)
  AND (%(frozen)s::boolean IS NULL OR (m.frozen_at IS NOT NULL) = %(frozen)s::boolean)
  AND (%(since)s::timestamptz IS NULL
    OR (m.updated_at, m.member_id) < (%(since)s::timestamptz, %(last)s::uuid))
  AND (%(tier)s::text IS NULL OR EXISTS (
    SELECT FROM member_tier t WHERE t.programme_id = m.programme_id
    AND t.member_id = m.member_id AND t.until IS NULL AND t.tier = %(tier)s::text))
  AND (%(segment)s::text IS NULL OR EXISTS (
    SELECT FROM member_segment s WHERE s.programme_id = m.programme_id
    AND s.member_id = m.member_id AND s.until IS NULL
    AND s.segment = %(segment)s::text))
ORDER BY m.updated_at DESC, m.member_id DESC LIMIT %(most)s
"""
COUNT = """
SELECT count(*) FROM (SELECT FROM member m
WHERE m.programme_id = %(programme)s AND m.state = ANY(%(states)s)
LIMIT %(most)s) AS counted
"""
FIGURES = """
SELECT w.member_id, coalesce(b.available, 0), coalesce(b.pending, 0),
  coalesce(b.shortfall, 0), o.spent, o.orders, o.last_at
FROM unnest(%(members)s::uuid[]) AS w(member_id)
LEFT JOIN member_balance b ON b.programme_id = %(programme)s
  AND b.member_id = w.member_id AND b.asset = %(asset)s
LEFT JOIN LATERAL (
  SELECT coalesce(sum((s.snapshot->>'total_minor')::bigint)
      FILTER (WHERE s.snapshot->>'currency' = %(currency)s), 0)::bigint AS spent,
    count(*) AS orders, max(s.placed_at) AS last_at
  FROM order_settlement s WHERE s.programme_id = %(programme)s
    AND s.member_id = w.member_id AND s.snapshot IS NOT NULL
    AND s.state IN ('paid', 'fulfilled')
) o ON true
"""
MOST_COUNTED = 10_001
"""Beyond, a list says "more than 10,000" instead of counting on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Who is wanted in the list."""

    states: Collection[str] = ("active", "shadow", "closed")
    frozen: bool | None = None
    tier: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands beside a member in the list."""

    available: int = 0
    pending: int = 0
    shortfall: int = 0
    spent_minor: int = 0
    orders: int = 0
    last_order_at: datetime | None = None

    @property
    def shown(self) -> int:
        """What the member is told they have."""
        return self.available + self.shortfall


class MemberList:
    """Reads lists of members of the bound programme. No locks."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def page(
        self, filters: Filters, after: Cursor | None, *, limit: int
    ) -> list[tuple[UUID, datetime]]:
        """Return up to *limit* ids with their cursors, last changed first."""
        since, last = after or (None, None)
        rows = self._connection.exec_driver_sql(
            PAGE,
            {
                "programme": self._programme_id,
                "states": list(filters.states),
                "frozen": filters.frozen,
                "tier": filters.tier,
                "segment": filters.segment,
                "since": since,
                "last": last,
                "most": limit,
            },
        )
        return [(row[0], row[1]) for row in rows]

    def count(self, states: Collection[str]) -> int:
        """Return how many there are, counted to ``MOST_COUNTED`` at most."""
        found: int = self._connection.exec_driver_sql(
            COUNT,
            {
                "programme": self._programme_id,
                "states": list(states),
                "most": MOST_COUNTED,
            },
        ).scalar_one()
        return found

    def figures(
        self, member_ids: Collection[UUID], *, asset: str, currency: str
    ) -> dict[UUID, Figures]:
        """Return the figures of some members, in one query."""
        if not member_ids:
            return {}
        rows = self._connection.exec_driver_sql(
            FIGURES,
            {
                "programme": self._programme_id,
                "members": list(member_ids),
                "asset": asset,
                "currency": currency,
            },
        )
        return {row[0]: Figures(*row[1:]) for row in rows}
