"""Dated amounts of one member, added up over any span of days.

Amounts come in as they begin to count, sums are asked for in between; both take
a logarithm of the number of days, so a member of ten thousand orders is judged
as quickly as one of ten.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from app.domain.records import record
from app.domain.tiers.ladder import Need, Test
from app.domain.tiers.windows import Span


@record
class Entry:
    """An amount of a metric, the day it belongs to and when it begins to count."""

    metric: str
    unit: str
    day: date
    amount: int
    matured_at: datetime
    paid_at: datetime

    def counts_at(self, counts: str) -> datetime:
        """Return when it begins to count, ``matured`` or ``paid``."""
        return self.matured_at if counts == "matured" else self.paid_at


class _Days:
    """Amounts by day, as a binary indexed tree."""

    __slots__ = ("_days", "_tree")

    def __init__(self, days: Iterable[date]) -> None:
        self._days = sorted(set(days))
        self._tree = [0] * (len(self._days) + 1)

    def add(self, day: date, amount: int) -> None:
        at = bisect_left(self._days, day) + 1
        while at < len(self._tree):
            self._tree[at] += amount
            at += at & -at

    def _until(self, place: int) -> int:
        total = 0
        while place:
            total += self._tree[place]
            place -= place & -place
        return total

    def total(self, span: Span) -> int:
        first = bisect_left(self._days, span.first)
        last = bisect_right(self._days, span.last)
        return self._until(last) - self._until(first) if last > first else 0


def could_meet_any(tests: Iterable[Test], sums: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether sums by metric and unit pass any of *tests*."""
    for test in tests:
        met = [_weighed(need, sums) >= need.at_least for need in test.needs]
        if all(met) if test.all_of else any(met):
            return True
    return False


def _weighed(need: Need, sums: Mapping[tuple[str, str], int]) -> int:
    if need.weights is None:
        return sum([amount for key, amount in sums.items() if key[0] == need.metric])
    return sum(
        [weight * sums.get((need.metric, unit), 0) for unit, weight in need.weights]
    )


class Tally:
    """What counts so far."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Prepare for these entries; none counts yet."""
        days: dict[tuple[str, str], list[date]] = {}
        for entry in entries:
            days.setdefault((entry.metric, entry.unit), []).append(entry.day)
        self._sums = {key: _Days(found) for key, found in days.items()}
        self._ever: dict[tuple[str, str], int] = {}

    def add(self, entry: Entry) -> None:
        """Let an entry count."""
        key = (entry.metric, entry.unit)
        self._sums[key].add(entry.day, entry.amount)
        if entry.amount > 0:
            self._ever[key] = self._ever.get(key, 0) + entry.amount

    def could_any(self, tests: Iterable[Test]) -> bool:
        """Tell whether the sums over any span at all might pass a test by now.

        Nothing is taken off, so a no stands until more begins to count.
        """
        return could_meet_any(tests, self._ever)

    def weighed(self, need: Need, span: Span) -> int:
        """Return the sum that *need* compares, over a span of days."""
        if need.weights is None:
            return sum(
                days.total(span)
                for (metric, _), days in self._sums.items()
                if metric == need.metric
            )
        return sum(
            weight * self._sums[need.metric, unit].total(span)
            for unit, weight in need.weights
            if (need.metric, unit) in self._sums
        )

    def meets(self, test: Test | None, span: Span) -> bool:
        """Tell whether the sums over *span* pass; no test is always passed."""
        if test is None:
            return True
        met = (self.weighed(need, span) >= need.at_least for need in test.needs)
        return all(met) if test.all_of else any(met)
