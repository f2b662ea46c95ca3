"""Birthdays and anniversaries as days of a calendar year.

Who was born on 29 February has the day on 28 February in years without one. A
birthday whose year nobody told is kept in ``UNTOLD_YEAR`` and shown without one.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

UNTOLD_YEAR: Final = 1904
"""Of who told a day only: a leap year, so that every day exists in it."""
_TOLD: Final = re.compile(r"(?:([0-9]{4})|-)-([0-9]{2})-([0-9]{2})")


def year_of(birthday: date) -> int | None:
    """Return the year in which somebody was born; None when nobody told it."""
    return None if birthday.year == UNTOLD_YEAR else birthday.year


def birthday_text(birthday: date) -> str:
    """Return ``1990-12-31``, or ``--12-31`` where the year is not known."""
    known = year_of(birthday) is not None
    return birthday.isoformat() if known else f"--{birthday:%m-%d}"


def read_birthday(text: str) -> date:
    """Return the birthday that ``birthday_text`` wrote.

    Raises:
        ValueError: It is not written so, or there is no such day.
    """
    found = _TOLD.fullmatch(text)
    if found is None:
        raise ValueError("a birthday is written 1990-12-31, or --12-31")
    year, month, day = found.groups()
    return date(int(year or UNTOLD_YEAR), int(month), int(day))


def yearly(day: date, year: int) -> date:
    """Return the day of *year* on which *day* comes round."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def around(day: date, today: date) -> Iterator[date]:
    """Return the last, this year's and the next occurrence, none before *day*."""
    for year in (today.year - 1, today.year, today.year + 1):
        if year >= day.year:
            yield yearly(day, year)


def nearest_occurrence(day: date, today: date) -> date | None:
    """Return the occurrence nearest to *today*; None before the first."""
    found = list(around(day, today))
    return min(found, key=lambda one: abs(one - today), default=None)


def days_to_birthday(birthday: date, today: date) -> int | None:
    """Return how many days the nearest birthday is away, before or after."""
    nearest = nearest_occurrence(birthday, today)
    return None if nearest is None else abs((nearest - today).days)


def open_occurrence(
    day: date, today: date, *, before_days: int, after_days: int
) -> date | None:
    """Return the occurrence whose window *today* lies in, or None.

    The window goes from *before_days* before the occurrence to *after_days*
    after it, both days included.
    """
    for one in around(day, today):
        begins, ends = (
            one - timedelta(days=before_days),
            one + timedelta(days=after_days),
        )
        if begins <= today <= ends:
            return one
    return None
