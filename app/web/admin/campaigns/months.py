"""Campaigns as they lie in months: a grid of days for each, and what fills it."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from app.services.campaign_calendar import Dated

QUARTER = 3


class Lying(Protocol):
    """Whatever has dates."""

    @property
    def dated(self) -> Dated:
        """When it holds."""


ShownT = TypeVar("ShownT", bound=Lying)


@dataclass(frozen=True, slots=True)
class Day(Generic[ShownT]):
    """One day, with what begins, lasts or ends in its month."""

    day: date
    inside: bool
    """Of the month itself; the others fill up its weeks."""
    today: bool
    shown: list[ShownT]


@dataclass(frozen=True, slots=True)
class Month(Generic[ShownT]):
    """One month."""

    first: date
    weeks: list[list[Day[ShownT]]]
    long: list[ShownT]
    """What lasts all through it."""


def months_of(first: date, *, quarter: bool) -> list[date]:
    """Return the first days of the months shown, and that of the month after."""
    if quarter:
        first = first.replace(month=first.month - (first.month - 1) % QUARTER)
    found = [first]
    for _ in range(QUARTER if quarter else 1):
        found.append((found[-1].replace(day=28) + timedelta(days=4)).replace(day=1))
    return found


def between(found: Sequence[ShownT], first: date, after: date) -> list[ShownT]:
    """Return what holds at some time from *first* to before *after*."""
    return [
        one
        for one in found
        if (one.dated.since is None or one.dated.since < after)
        and (one.dated.until is None or one.dated.until >= first)
    ]


def grid(
    found: Sequence[ShownT], first: date, after: date, *, today: date
) -> Month[ShownT]:
    """Return a month with what is on; what is off or never ends is no event of it."""
    dated = [
        one
        for one in between(found, first, after)
        if one.dated.state != "off" and (one.dated.since or one.dated.until)
    ]
    long = [one for one in dated if one.dated.fills(first, after)]
    short = [one for one in dated if one not in long]
    weeks = [
        [
            Day(
                day=day,
                inside=day.month == first.month,
                today=day == today,
                shown=[one for one in short if one.dated.on(day)],
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks, long)
