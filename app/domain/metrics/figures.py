"""Figures of a member by day, and how far they reach towards a goal.

Money in several currencies is never converted: each currency has its own amount
in a goal, and what was spent in several adds up by its share of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.metrics.periods import first_day
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import Metric, PointsMetric
from app.domain.programme.numbers import Amounts

COUNT = "count"
"""The unit of what is neither money nor points."""

Sums = Mapping[str, int]
"""Amounts by unit: a currency (minor units), an asset (its units), ``count``."""
Wanted = Mapping[str, int]
"""So much by unit; any one of them is the whole goal."""


@dataclass(frozen=True, slots=True)
class DayAmount:
    """What a member has of a metric on one day, in one unit."""

    day: date
    unit: str
    amount: int


def metric_of(document: ProgrammeDocument, metric_id: str) -> Metric | None:
    """Return a declared metric, or None for one that is built in or gone."""
    found: Metric | None = document.item("metrics", metric_id)
    return found


def asset_of(document: ProgrammeDocument, metric_id: str) -> str | None:
    """Return the asset whose points a metric counts, or None."""
    if metric_id == "points":
        return document.main_points
    metric = metric_of(document, metric_id)
    return metric.asset if isinstance(metric, PointsMetric) else None


def wanted(
    document: ProgrammeDocument,
    metric_id: str,
    *,
    amount: Amounts | None,
    count: int | None,
) -> Wanted:
    """Return a goal in the units in which the metric is kept."""
    if amount is not None:
        return dict(amount)
    asset_id = asset_of(document, metric_id)
    if asset_id is None:
        return {COUNT: count or 0}
    return {asset_id: (count or 0) * 10 ** document.asset(asset_id).scale}


def share(sums: Sums, goal: Wanted) -> Fraction:
    """Return which part of a goal is reached; 1 is all of it."""
    parts = (Fraction(sums.get(unit, 0), size) for unit, size in goal.items())
    return sum(parts, Fraction(0))


def by_period(
    days: Iterable[DayAmount],
    period: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Mapping[date, Sums]:
    """Return the sums of each period that has any, by its first day."""
    found: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in days:
        if since is not None and each.day < since:
            continue
        if until is not None and each.day >= until:
            continue
        found[first_day(period, each.day)][each.unit] += each.amount
    return {first: dict(found[first]) for first in sorted(found)}


Figures = Mapping[str, Sequence[DayAmount]]
"""By metric; of one member."""
