"""What a dividend issues for each period: exact shares, whole steps, the rest carried.

Pure: from the sums of all periods, always from the first one on, so that a
refund of an old order changes its own period and whatever carried from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.domain.metrics.periods import label, shifted
from app.domain.programme.dividends import Dividend

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Issue:
    """One period of a dividend, in minor units of its currency."""

    first_day: date
    source: str
    """``2026-Q1``: part of keys, never changes."""
    accrued: Fraction
    """The share of the period and what carried into it."""
    issued_minor: int
    carried: Fraction
    """Into the next period."""


def issues(
    dividend: Dividend,
    sums: Mapping[str, Mapping[date, int]],
    *,
    currency: str,
    first_days: Sequence[date],
) -> list[Issue]:
    """Return what each period issues, oldest first.

    Args:
        dividend: By whose rules.
        sums: Minor units by metric and first day of the period.
        currency: Of the dividend's credit.
        first_days: The periods, every one from the first that counts.
    """
    found = []
    carried = Fraction(0)
    for first in first_days:
        accrued = share_of(dividend, sums, first) + carried
        issued = _issued(dividend, accrued, currency)
        carried = accrued - issued if dividend.carry else Fraction(0)
        if dividend.most is not None:
            room = Fraction(dividend.most[currency] - issued)
            carried = min(carried, room)
        found.append(Issue(first, label(dividend.per, first), accrued, issued, carried))
    return found


def share_of(
    dividend: Dividend, sums: Mapping[str, Mapping[date, int]], first: date
) -> Fraction:
    """Return the exact share of the period that begins on *first*."""
    shares = (
        Fraction(part.percent, WHOLE_BP) * sums.get(part.metric, {}).get(first, 0)
        for part in dividend.shares
    )
    return sum(shares, Fraction(0))


def _issued(dividend: Dividend, accrued: Fraction, currency: str) -> int:
    bounded = accrued
    if dividend.most is not None:
        bounded = min(bounded, Fraction(dividend.most[currency]))
    step = 1 if dividend.step is None else dividend.step[currency]
    issued = bounded.numerator // (bounded.denominator * step) * step
    least = 0 if dividend.least is None else dividend.least[currency]
    return issued if issued >= least else 0


def issued_at(dividend: Dividend, first: date, zone: str) -> datetime:
    """Return when the period that begins on *first* is issued."""
    day = shifted(dividend.per, first, 1) + timedelta(days=dividend.wait_days)
    return datetime.combine(day, time(0), ZoneInfo(zone))
