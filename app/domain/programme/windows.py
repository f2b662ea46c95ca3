"""Windows of time, written as days or instants and decided in a zone.

A day as the end counts whole: ``until: 2026-07-31`` ends at midnight after it.
A window has a beginning, an end, or both.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Strict, model_validator

from app.domain.programme.base import Section, refuse

DAY_LENGTH = len("2026-01-31")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?"
_FORM = re.compile(f"{_DAY}({_TIME})?")


def parse_moment(text: str) -> date | datetime:
    """Read ``2026-07-31`` or ``2026-07-31T18:00`` (local), or with an offset.

    Raises:
        ValueError: Another form.
    """
    if not _FORM.fullmatch(text):
        raise ValueError(f"{text!r} is not of the form 2026-07-31T18:00")
    if len(text) == DAY_LENGTH:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text)


def _moment(text: str) -> str:
    try:
        parse_moment(text)
    except ValueError:
        refuse(
            "unreadable_moment",
            "a moment is a day (2026-07-31) or a local time (2026-07-31T18:00)",
            "2026-07-31",
        )
    return text


Moment = Annotated[str, Strict(), AfterValidator(_moment)]


@lru_cache(maxsize=4096)
def instant_of(text: str, zone: str, *, end: bool) -> datetime:
    """Return the instant that a moment means in *zone*, in UTC.

    With *end* a day means the midnight after it.
    """
    moment = parse_moment(text)
    if not isinstance(moment, datetime):
        day = moment + timedelta(days=1) if end else moment
        moment = datetime.combine(day, time.min)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC)


class Window(Section):
    """From an instant on (included) until an instant (not included)."""

    since: Moment | None = None
    until: Moment | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.since is None and self.until is None:
            refuse("empty_window", "a window has a beginning or an end")
        if (
            self.since is not None
            and self.until is not None
            and self.begins_at("UTC") >= self.ends_at("UTC")  # type: ignore[operator]
        ):
            refuse("window_backwards", "a window ends after its beginning")
        return self

    def begins_at(self, zone: str) -> datetime | None:
        """Return the first instant of the window in *zone*, or None."""
        return None if self.since is None else instant_of(self.since, zone, end=False)

    def ends_at(self, zone: str) -> datetime | None:
        """Return the first instant after the window in *zone*, or None."""
        return None if self.until is None else instant_of(self.until, zone, end=True)

    def holds(self, at: datetime, zone: str) -> bool:
        """Tell whether *at* lies within the window of *zone*."""
        begins_at, ends_at = self.begins_at(zone), self.ends_at(zone)
        return (begins_at is None or begins_at <= at) and (
            ends_at is None or at < ends_at
        )


_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _hour(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        refuse("unreadable_hour", "a time of the day is written 18:30", "18:30")
    return text


Hour = Annotated[str, Strict(), AfterValidator(_hour)]


class Hours(Section):
    """From a time of the day on (included) until another (not included).

    ``22:00`` until ``02:00`` goes past midnight.
    """

    since: Hour
    until: Hour

    @model_validator(mode="after")
    def _not_empty(self) -> "Hours":
        if self.since == self.until:
            refuse("empty_hours", "hours begin and end at different times")
        return self

    def hold(self, at: time) -> bool:
        """Tell whether a time of the day lies within the hours."""
        clock = f"{at:%H:%M}"
        if self.since < self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until
