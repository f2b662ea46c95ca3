"""Members in a list: found by filters, in any order, page by page, with their figures.

A page begins behind the last row of the one before, in the order of an index: the
thousandth page costs what the first does. So a list is sorted only by what has a
column and an index in ``member``; who has the same value stands by id.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

SortName = Literal["changed", "name", "points", "tier", "spent", "last", "joined"]
SORTS: Final[tuple[SortName, ...]] = get_args(SortName)
COLUMN: Final[Mapping[SortName, str]] = {
    "changed": "updated_at",
    "name": "sort_name",
    "points": "kept_points",
    "tier": "kept_tier",
    "spent": "kept_spent_minor",
    "last": "kept_last_order_at",
    "joined": "sort_since",
}
KIND: Final[Mapping[SortName, str]] = {
    "changed": "timestamptz",
    "name": "text",
    "points": "bigint",
    "tier": "text",
    "spent": "bigint",
    "last": "timestamptz",
    "joined": "timestamptz",
}
SortKey = datetime | int | str
Cursor = tuple[SortKey, UUID]

PICKED: Final = """
FROM member m WHERE m.programme_id = %(programme)s AND m.state = ANY(%(states)s)
"""
BLOCKED: Final = " AND m.frozen_at IS NOT NULL"
IN_TIER: Final = """
  AND EXISTS (SELECT FROM member_tier t WHERE t.programme_id = m.programme_id
    AND t.member_id = m.member_id AND t.until IS NULL AND t.tier = %(tier)s)
"""
IN_BASE: Final = """
  AND NOT EXISTS (SELECT FROM member_tier t WHERE t.programme_id = m.programme_id
    AND t.member_id = m.member_id AND t.until IS NULL
    AND t.tier IS DISTINCT FROM %(tier)s)
"""
"""Who never left the base tier has no history."""
IN_SEGMENT: Final = """
  AND EXISTS (SELECT FROM member_segment s WHERE s.programme_id = m.programme_id
    AND s.member_id = m.member_id AND s.until IS NULL AND s.segment = %(segment)s)
"""
NAMED: Final = " AND m.member_id = ANY(%(only)s)"
KNOWN_BY: Final = " AND m.created_at <= %(known_by)s"
TIERS: Final = """
WITH RECURSIVE held AS (
  (SELECT kept_tier FROM member WHERE programme_id = %(programme)s
   ORDER BY kept_tier LIMIT 1)
  UNION ALL
  SELECT (SELECT m.kept_tier FROM member m WHERE m.programme_id = %(programme)s
    AND m.kept_tier > held.kept_tier ORDER BY m.kept_tier LIMIT 1)
  FROM held WHERE held.kept_tier IS NOT NULL
)
SELECT kept_tier FROM held WHERE kept_tier IS NOT NULL
"""
"""From one tier to the next in the index: as many steps as there are tiers."""
COUNT: Final = """
SELECT count(*) FROM (SELECT FROM member m
WHERE m.programme_id = %(programme)s AND m.state = ANY(%(states)s)
LIMIT %(most)s) AS counted
"""
SPENT: Final = """
  SELECT coalesce(sum((s.snapshot->>'total_minor')::bigint)
      FILTER (WHERE s.snapshot->>'currency' = %(currency)s), 0)::bigint AS spent,
    count(*) AS orders, max(s.placed_at) AS last_at
  FROM order_settlement s WHERE s.programme_id = %(programme)s
    AND s.member_id = w.member_id AND s.snapshot IS NOT NULL
    AND s.state IN ('paid', 'fulfilled')
"""
FIGURES: Final = f"""
SELECT w.member_id, coalesce(b.available, 0), coalesce(b.pending, 0),
  coalesce(b.shortfall, 0), o.spent, o.orders, o.last_at
FROM unnest(%(members)s::uuid[]) AS w(member_id)
LEFT JOIN member_balance b ON b.programme_id = %(programme)s
  AND b.member_id = w.member_id AND b.asset = %(asset)s
LEFT JOIN LATERAL ({SPENT}) o ON true
"""
MOST_COUNTED: Final = 10_001
"""Beyond, a list says "more than 10,000" instead of counting on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Who is wanted in the list."""

    states: Collection[str] = ("active", "shadow", "closed")
    frozen: bool = False
    """Only those who may not redeem."""
    tier: str | None = None
    base: bool = False
    """Whether that tier is the one that asks for nothing."""
    segment: str | None = None
    only: Collection[UUID] | None = None
    """These, as far as they fit the rest."""
    known_by: datetime | None = None
    """Who came later is left out."""


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is sorted."""

    by: SortName = "changed"
    down: bool = True
    ranks: Mapping[str, int] | None = None
    """The place of each tier; needed to sort by tier. A tier without one is last."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands beside a member in the list."""

    available: int = 0
    pending: int = 0
    owed: int = 0
    """What a correction could not take any more; positive."""
    spent_minor: int = 0
    orders: int = 0
    last_order_at: datetime | None = None

    @property
    def shown(self) -> int:
        """What the member is told they have."""
        return self.available - self.owed


@dataclass(frozen=True, slots=True)
class Picked:
    """A condition over ``member m``, with its values."""

    clause: str
    values: Mapping[str, Any]


def picked(filters: Filters) -> Picked:
    """Return the condition of a filter; only what is asked for stands in it."""
    clause = PICKED
    values: dict[str, Any] = {"states": list(filters.states)}
    if filters.frozen:
        clause += BLOCKED
    if filters.tier is not None:
        clause += IN_BASE if filters.base else IN_TIER
        values["tier"] = filters.tier
    if filters.segment is not None:
        clause += IN_SEGMENT
        values["segment"] = filters.segment
    if filters.only is not None:
        clause += NAMED
        values["only"] = list(filters.only)
    if filters.known_by is not None:
        clause += KNOWN_BY
        values["known_by"] = filters.known_by
    return Picked(clause, values)


def page_statement(filters: Filters, order: Order, *, begun: bool) -> str:
    """Return the statement of one page, all but by tier; *begun*: not the first."""
    column, way = f"m.{COLUMN[order.by]}", "DESC" if order.down else "ASC"
    behind = ""
    if begun:
        sign = "<" if order.down else ">"
        kind = KIND[order.by]
        behind = f" AND ({column}, m.member_id) {sign} (%(key)s::{kind}, %(last)s)"
    return (
        f"SELECT m.member_id, {column}{picked(filters).clause}{behind}"
        f" ORDER BY {column} {way}, m.member_id {way} LIMIT %(most)s"
    )


def tier_statement(filters: Filters, *, down: bool, begun: bool) -> str:
    """Return the statement of a page of those whose kept tier is ``key``."""
    sign, way = ("<", "DESC") if down else (">", "ASC")
    behind = f" AND m.member_id {sign} %(last)s" if begun else ""
    return (
        f"SELECT m.member_id, m.kept_tier{picked(filters).clause}"
        f" AND m.kept_tier = %(key)s{behind} ORDER BY m.member_id {way} LIMIT %(most)s"
    )


class MemberList:
    """Reads lists of members of the bound programme. No locks."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def page(
        self, filters: Filters, order: Order, after: Cursor | None, *, limit: int
    ) -> list[Cursor]:
        """Return up to *limit* members behind *after*: their sort keys and ids."""
        if order.by == "tier":
            return self._by_tier(filters, order, after, limit)
        key, last = after or (None, None)
        rows = self._run(
            page_statement(filters, order, begun=after is not None),
            **picked(filters).values,
            key=key,
            last=last,
            most=limit,
        )
        return [(row[1], row[0]) for row in rows]

    def _by_tier(
        self, filters: Filters, order: Order, after: Cursor | None, limit: int
    ) -> list[Cursor]:
        """Go from tier to tier in the order of the ladder, each in order of ids."""
        found: list[Cursor] = []
        tiers = self._tiers(order)
        if after is not None:
            # A tier that nobody holds any more: go on behind where it would stand.
            place = _place(order, str(after[0]))
            tiers = [
                tier
                for tier in tiers
                if tier == after[0]
                or (
                    (_place(order, tier) < place) == order.down
                    and _place(order, tier) != place
                )
            ]
        for tier in tiers:
            last = after[1] if after is not None and after[0] == tier else None
            rows = self._run(
                tier_statement(filters, down=order.down, begun=last is not None),
                **picked(filters).values,
                key=tier,
                last=last,
                most=limit - len(found),
            )
            found += [(tier, row[0]) for row in rows]
            if len(found) >= limit:
                break
        return found

    def _tiers(self, order: Order) -> Sequence[str]:
        held = [row[0] for row in self._run(TIERS)]
        return sorted(held, key=lambda tier: _place(order, tier), reverse=order.down)

    def count(self, states: Collection[str]) -> int:
        """Return how many there are, counted to ``MOST_COUNTED`` at most."""
        found: int = self._run(
            COUNT, states=list(states), most=MOST_COUNTED
        ).scalar_one()
        return found

    def count_all(self, filters: Filters) -> int:
        """Return how many a filter finds, however many; not for every page."""
        wanted = picked(filters)
        found: int = self._run(
            f"SELECT count(*) {wanted.clause}", **wanted.values
        ).scalar_one()
        return found

    def figures(
        self, member_ids: Collection[UUID], *, asset: str, currency: str
    ) -> dict[UUID, Figures]:
        """Return the figures of some members, in one query."""
        if not member_ids:
            return {}
        rows = self._run(
            FIGURES, members=list(member_ids), asset=asset, currency=currency
        )
        return {row[0]: Figures(*row[1:]) for row in rows}

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )


def _place(order: Order, tier: str) -> tuple[int, str]:
    return (order.ranks or {}).get(tier, -1), tier
