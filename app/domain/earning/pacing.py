"""How much of a budget is open by now, when it has to last to the end."""

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from app.domain.programme.windows import Window

HOURS = 24
WEEK = 7


def open_share(
    total: int,
    *,
    per: str,
    pacing: Literal["none", "even"],
    active: Window | None,
    at: datetime,
    zone: str,
) -> int:
    """Return how much of *total* may be used up to *at*.

    An even pace opens a share with each day of the period, of a day with each
    hour; what was not used stays open.
    """
    if pacing == "none":
        return total
    local = at.astimezone(ZoneInfo(zone))
    if per == "day":
        return total * (local.hour + 1) // HOURS
    first, after = _period(per, local.date(), active, zone)
    passed = (local.date() - first).days + 1
    days = (after - first).days
    return total * max(0, min(passed, days)) // days


def _period(
    per: str, today: date, active: Window | None, zone: str
) -> tuple[date, date]:
    """Return the first day of a period, and the first one after it."""
    match per:
        case "week":
            first = today - timedelta(days=today.weekday())
            return first, first + timedelta(days=WEEK)
        case "month":
            first = today.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1)
        case "year":
            return date(today.year, 1, 1), date(today.year + 1, 1, 1)
        case _:
            return _days_of(active, zone)


def _days_of(active: Window | None, zone: str) -> tuple[date, date]:
    begins_at = None if active is None else active.begins_at(zone)
    ends_at = None if active is None else active.ends_at(zone)
    if begins_at is None or ends_at is None:
        raise ValueError("an even pace needs a beginning and an end")
    local = ZoneInfo(zone)
    first = begins_at.astimezone(local).date()
    last = (ends_at - timedelta(microseconds=1)).astimezone(local).date()
    return first, last + timedelta(days=1)
