"""Calendar periods of plain days; the zone was settled when the day was named."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.programme.windows import Window

QUARTER_MONTHS = 3
YEAR_MONTHS = 12
MONTHS = {"month": 1, "quarter": QUARTER_MONTHS, "year": YEAR_MONTHS}
EVER = "ever"


def first_day(period: str, day: date) -> date:
    """Return the first day of the period that *day* falls into.

    ``ever`` has one period, which begins on the first day of the calendar.
    """
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            first = (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1
            return day.replace(month=first, day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return date.min


def shifted(period: str, first: date, steps: int) -> date:
    """Return the first day of the period *steps* periods after the one of *first*."""
    if period == "day":
        return first + timedelta(days=steps)
    if period == "week":
        return first + timedelta(weeks=steps)
    months = first.year * YEAR_MONTHS + first.month - 1 + steps * MONTHS[period]
    return date(months // YEAR_MONTHS, months % YEAR_MONTHS + 1, 1)


def label(period: str, first: date) -> str:
    """Return the name of a period: ``2026-07-04``, ``2026-W27``, ``2026-Q3``, ``2026``.

    It is part of keys and never changes.
    """
    match period:
        case "day":
            return first.isoformat()
        case "week":
            year, week, _day = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "month":
            return f"{first.year:04d}-{first.month:02d}"
        case "quarter":
            return f"{first.year:04d}-Q{(first.month - 1) // QUARTER_MONTHS + 1}"
        case "year":
            return f"{first.year:04d}"
        case _:
            return EVER


def periods_between(period: str, since: date, until: date) -> Iterator[date]:
    """Return the first day of each period, from that of *since* to that of *until*."""
    at, last = first_day(period, since), first_day(period, until)
    while at <= last:
        yield at
        if period == EVER:
            return
        at = shifted(period, at, 1)


def days_of(window: Window | None, zone: str) -> tuple[date | None, date | None]:
    """Return the days that a window touches: the first, and the one after the last."""
    if window is None:
        return None, None
    begins_at, ends_at = window.begins_at(zone), window.ends_at(zone)
    since = None if begins_at is None else _local(begins_at, zone).date()
    if ends_at is None:
        return since, None
    last = _local(ends_at - timedelta(microseconds=1), zone).date()
    return since, last + timedelta(days=1)


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))
