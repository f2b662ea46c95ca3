"""Where all members would stand by a draft's tiers, worked out by the database.

One statement for a million members: the figures of every window are summed in
one pass over the dated amounts, compared as whole numbers with the weights of
the ladder, and set beside the tier that is held. It is a look at one instant:
grace and terms are judged by the ladder itself, member by member.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.domain.programme.tiers import (
    AnniversaryWindow,
    CalendarWindow,
    RollingWindow,
)
from app.domain.tiers.ladder import Ladder, Need, Test
from app.domain.tiers.windows import Calendar
from app.storage.unit_of_work import UnitOfWork

MEMBERS = """
WITH sums AS MATERIALIZED (
  SELECT e.member_id{sums}
  FROM metric_entry e{joined}
  WHERE e.programme_id = %(programme_id)s AND e.metric = ANY(%(metrics)s)
    AND e.amount <> 0 AND e.day >= %(first)s
    {matured}
  GROUP BY e.member_id
), held AS MATERIALIZED (
  SELECT t.member_id, t.tier, t.term_end, t.grace_end, t.by
  FROM member_tier t WHERE t.programme_id = %(programme_id)s AND t.until IS NULL
), placed AS (
  SELECT m.member_id, coalesce(h.tier, %(base)s) AS tier, h.term_end, h.grace_end,
    coalesce(h.by, 'figures') AS by, CASE {levels} ELSE %(lowest)s END AS level
  FROM member m
  LEFT JOIN held h ON h.member_id = m.member_id
  LEFT JOIN sums s ON s.member_id = m.member_id
  WHERE m.programme_id = %(programme_id)s AND m.state IN ('active', 'shadow')
)
"""
MOVES = """
SELECT tier, level, count(*)::bigint,
  count(*) FILTER (WHERE grace_end IS NOT NULL)::bigint,
  (array_agg(member_id ORDER BY member_id))[1:%(sample)s]
FROM placed WHERE by = 'figures' GROUP BY tier, level ORDER BY tier, level
"""
CANDIDATES = """
SELECT p.member_id FROM placed p
LEFT JOIN LATERAL (SELECT r.rank FROM unnest(%(tiers)s::text[], %(ranks)s::int[])
  AS r(tier, rank) WHERE r.tier = p.tier) k ON true
WHERE p.member_id > %(after)s AND p.by = 'figures'
  AND (coalesce(k.rank, -1) < p.level OR p.grace_end <= %(at)s
    OR (p.term_end <= %(at)s AND coalesce(k.rank, -1) <= p.level)
    OR (%(immediate)s AND coalesce(k.rank, -1) > p.level))
ORDER BY p.member_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many members hold one tier and would reach another level."""

    tier: str | None
    level: int
    """The rank in the ladder that was asked about; -1 for none."""
    members: int
    with_term: int
    """Of these, how many would keep what they hold until a term ends."""
    sample: tuple[UUID, ...]


@dataclass(slots=True)
class _Sql:
    """The statement as it grows: its columns and its values."""

    ladder: Ladder
    calendar: Calendar
    at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    sums: list[str] = field(default_factory=list)
    names: dict[tuple[Need, str], str] = field(default_factory=dict)

    def name(self, value: object) -> str:
        """Return the placeholder of a value."""
        key = f"v{len(self.values)}"
        self.values[key] = value
        return f"%({key})s"

    def within(self, which: str) -> str:
        """Return the condition that an amount's day is in a window."""
        window = self.calendar.kind
        today = self.calendar.day(self.at)
        if isinstance(window, AnniversaryWindow):
            return f"e.day >= y.{which}_first AND e.day < y.{which}_next"
        span = self.calendar.window(today)
        if which == "before":
            earlier = self.calendar.before(span)
            span = earlier if earlier is not None else span
        return f"e.day BETWEEN {self.name(span.first)} AND {self.name(span.last)}"

    def sum_of(self, need: Need, which: str) -> str:
        """Return the column that holds the sum that *need* compares."""
        known = self.names.get((need, which))
        if known is not None:
            return known
        column = f"n{len(self.names)}"
        self.names[need, which] = column
        weight = "1"
        if need.weights is not None:
            cases = " ".join(
                f"WHEN {self.name(unit)} THEN {self.name(number)}::bigint"
                for unit, number in need.weights
            )
            weight = f"CASE e.unit {cases} ELSE 0 END"
        metric, days = self.name(need.metric), self.within(which)
        self.sums.append(
            f", sum(e.amount * ({weight})::numeric)"
            f" FILTER (WHERE e.metric = {metric} AND {days}) AS {column}"
        )
        return column

    def test(self, test: Test, which: str) -> str:
        """Return the condition that *test* is passed in a window."""
        asked = [
            f"coalesce(s.{self.sum_of(need, which)}, 0) >= {self.name(need.at_least)}"
            for need in test.needs
        ]
        return "(" + (" AND " if test.all_of else " OR ").join(asked) + ")"

    def levels(self) -> str:
        """Return the cases that find the highest rung, upwards first."""
        cases = []
        for rung in reversed(self.ladder.rungs):
            if rung.reach is None or rung.invite:
                continue
            tests = [self.test(rung.reach, which) for which in self.windows()]
            cases.append(f"WHEN {' OR '.join(tests)} THEN {rung.rank}")
        return " ".join(cases) or "WHEN false THEN 0"

    def windows(self) -> Iterator[str]:
        yield "running"
        window = self.calendar.kind
        years = isinstance(window, CalendarWindow | AnniversaryWindow)
        if years and not self.calendar.immediate:
            yield "before"

    def first(self) -> date:
        """Return the earliest day that any member's window can hold."""
        window, today = self.calendar.kind, self.calendar.day(self.at)
        if isinstance(window, RollingWindow):
            return self.calendar.window(today).first
        if isinstance(window, CalendarWindow | AnniversaryWindow):
            return date(today.year - 3, 1, 1)
        return date(1, 1, 1)


YEARS = """
  JOIN LATERAL (
    SELECT (j.day + make_interval(years => j.full))::date AS running_first,
      (j.day + make_interval(years => j.full + 1))::date AS running_next,
      (j.day + make_interval(years => j.full - 1))::date AS before_first,
      (j.day + make_interval(years => j.full))::date AS before_next
    FROM (SELECT d.day, extract(year FROM age(%(today)s::date, d.day))::int AS full
      FROM member m2, LATERAL (SELECT
        (coalesce(m2.joined_at, m2.created_at) AT TIME ZONE %(zone)s)::date AS day) d
      WHERE m2.programme_id = e.programme_id AND m2.member_id = e.member_id) j
  ) y ON true"""


class TierLevels:
    """Asks where all members would stand."""

    def __init__(
        self, uow: UnitOfWork, ladder: Ladder, *, zone: str, at: datetime
    ) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._ladder = ladder
        self._zone = zone
        self._at = at

    def moves(self, *, sample: int = 5) -> list[Count]:
        """Return held tiers and reached levels, with how many members and a few."""
        rows = self._ask(MOVES, sample=sample)
        return [Count(row[0], row[1], row[2], row[3], tuple(row[4])) for row in rows]

    def candidates(self, *, after: UUID, most: int) -> list[UUID]:
        """Return members whose tier is not what it should be, in id order."""
        ranks = sorted(self._ladder.ranks.items())
        rows = self._ask(
            CANDIDATES,
            after=after,
            most=most,
            tiers=[tier for tier, _ in ranks],
            ranks=[rank for _, rank in ranks],
            at=self._at,
            immediate=self._ladder.terms.at_term_end == "at_once",
        )
        return [row[0] for row in rows]

    def _ask(self, question: str, **values: object) -> Sequence[Any]:
        # Nobody joined on this day; members of years are joined in by the statement.
        calendar = Calendar(self._ladder.terms, self._zone, date(2000, 1, 1))
        sql = _Sql(self._ladder, calendar, self._at)
        levels = sql.levels()
        anniversary = isinstance(calendar.kind, AnniversaryWindow)
        matured = "AND (e.counts_from IS NULL OR e.counts_from <= %(now)s)"
        statement = MEMBERS.format(
            sums="".join(sql.sums),
            levels=levels,
            joined=YEARS if anniversary else "",
            matured=matured if self._ladder.terms.counts == "matured" else "",
        )
        base = self._ladder.base
        return self._connection.exec_driver_sql(
            statement + question,
            {
                "programme_id": self._programme_id,
                "metrics": sorted(self._ladder.metrics),
                "first": sql.first(),
                "base": base,
                "lowest": -1 if base is None else self._ladder.ranks[base],
                "now": self._at,
                "today": calendar.day(self._at),
                "zone": self._zone,
                **sql.values,
                **values,
            },
        ).all()
