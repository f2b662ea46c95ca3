"""Everything with a beginning and an end, whichever section it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import MultiplierAward, OrderRule
from app.domain.programme.windows import Window

LONG: Final = timedelta(days=31)
"""What lasts longer is no event of a month."""
SECTIONS: Final = ("earning", "rewards", "campaigns", "challenges", "play")
State = Literal["planned", "running", "ended", "off"]


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing that holds for a while."""

    section: str
    item: Any
    since: date | None
    until: date | None
    """Its last day."""
    state: State

    def on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def fills(self, first: date, after: date) -> bool:
        """Tell whether it is no event of the month from *first* to before *after*.

        It holds on every day of it, or goes on for longer than any month.
        """
        if self.since is None or self.until is None:
            return True
        whole = self.since <= first and self.until >= after - timedelta(days=1)
        return whole or self.until - self.since >= LONG

    @property
    def multiplies(self) -> bool:
        """Whether it multiplies the points of orders."""
        item = self.item
        return isinstance(item, OrderRule) and isinstance(item.award, MultiplierAward)


def dated(document: ProgrammeDocument, *, at: datetime, zone: str) -> list[Dated]:
    """Return everything with dates, what begins first in front.

    Personal offers (section ``campaigns``) are listed without dates, too.
    """
    today = at.astimezone(ZoneInfo(zone)).date()
    found = list(_all(document, today, zone))
    return sorted(found, key=lambda one: (one.since or date.min, one.item.id))


def _all(document: ProgrammeDocument, today: date, zone: str) -> Iterator[Dated]:
    for section in SECTIONS:
        for item in getattr(document, section):
            window: Window | None = item.active
            if window is None and section != "campaigns":
                continue
            since, until = _days(window, zone)
            state = _state(item.enabled, since, until, today)
            yield Dated(section, item, since, until, state)


def _days(window: Window | None, zone: str) -> tuple[date | None, date | None]:
    if window is None:
        return None, None
    local = ZoneInfo(zone)
    begins_at, ends_at = window.begins_at(zone), window.ends_at(zone)
    since = None if begins_at is None else begins_at.astimezone(local).date()
    until = None
    if ends_at is not None:
        until = (ends_at - timedelta(microseconds=1)).astimezone(local).date()
    return since, until


def _state(
    enabled: bool,  # noqa: FBT001 - as the document says it
    since: date | None,
    until: date | None,
    today: date,
) -> State:
    if until is not None and until < today:
        return "ended"
    if not enabled:
        return "off"
    if since is not None and today < since:
        return "planned"
    return "running"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two multipliers that hold on the same day."""

    first: Dated
    second: Dated
    day: date
    """The first such day."""


def overlaps(found: Sequence[Dated], *, today: date) -> list[Overlap]:
    """Return multipliers that meet, from today on."""
    open_ones = [
        one for one in found if one.multiplies and one.state in ("planned", "running")
    ]
    met = []
    for at, first in enumerate(open_ones):
        for second in open_ones[at + 1 :]:
            day = max(first.since or today, second.since or today, today)
            if first.on(day) and second.on(day):
                met.append(Overlap(first, second, day))
    return met
