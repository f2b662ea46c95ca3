"""Days on which shops in the region have campaigns: ready to be dropped in.

Feasts that follow the moon are given as calendars print them; a sighting may move
one by a day, so the form shows the dates and lets people change them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FRIDAY: Final = 4
NOVEMBER: Final = 11
PAYDAY: Final = 25
MOON: Final[dict[str, tuple[date, ...]]] = {
    "new_year": (
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 3),
    ),
    "ramadan": (
        date(2026, 2, 19),
        date(2027, 2, 8),
        date(2028, 1, 28),
        date(2029, 1, 16),
        date(2030, 1, 6),
    ),
    "lebaran": (
        date(2026, 3, 21),
        date(2027, 3, 10),
        date(2028, 2, 27),
        date(2029, 2, 15),
        date(2030, 2, 5),
    ),
    "deepavali": (
        date(2026, 11, 8),
        date(2027, 10, 29),
        date(2028, 10, 17),
        date(2029, 11, 5),
        date(2030, 10, 26),
    ),
}
BEFORE: Final = {"new_year": 7, "ramadan": 0, "lebaran": 10, "deepavali": 7}
"""How many days before the feast people buy for it."""
LONG: Final = {"ramadan": 29}
FIXED: Final = {
    "merdeka_id": (8, 17),
    "merdeka_my": (8, 31),
    "twin_10": (10, 10),
    "twin_11": (11, 11),
    "harbolnas": (12, 12),
}


@dataclass(frozen=True, slots=True)
class Ready:
    """One occasion with its dates, both ends included."""

    key: str
    since: date
    until: date


def ready_dates(today: date, *, began: date | None = None) -> list[Ready]:
    """Return the next occurrence of every occasion, the nearest first.

    The day on which the programme began comes round too, from a year after it on.
    """
    names = (*FIXED, *MOON, "black_friday", "payday")
    found = [one for key in names if (one := _next(key, today)) is not None]
    if began is not None:
        days = (_again(began, today.year + more) for more in range(2))
        day = next((day for day in days if day >= today and day > began), None)
        found += [] if day is None else [Ready("anniversary", day, day)]
    return sorted(found, key=lambda one: (one.since, one.key))


def _again(began: date, year: int) -> date:
    """Return a day in another year; the 29th of February is the 28th in most."""
    try:
        return began.replace(year=year)
    except ValueError:
        return began.replace(year=year, day=28)


def _next(key: str, today: date) -> Ready | None:
    return next((one for one in _all(key, today) if one.until >= today), None)


def _all(key: str, today: date) -> Iterator[Ready]:
    if key in MOON:
        for day in MOON[key]:
            until = day + timedelta(days=LONG.get(key, 0))
            yield Ready(key, day - timedelta(days=BEFORE[key]), until)
    elif key == "payday":
        for month in (today, _month_after(today)):
            last = _month_after(month) - timedelta(days=1)
            yield Ready(key, month.replace(day=PAYDAY), last)
    else:
        for year in (today.year, today.year + 1):
            day = (
                _black_friday(year)
                if key == "black_friday"
                else date(year, *FIXED[key])
            )
            longer = 3 if key == "black_friday" else 0
            yield Ready(key, day, day + timedelta(days=longer))


def _month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _black_friday(year: int) -> date:
    first = date(year, NOVEMBER, 1)
    return first + timedelta(days=(FRIDAY - first.weekday()) % 7 + 21)
