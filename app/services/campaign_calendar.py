"""Everything with a beginning and an end, whichever section it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from app.domain.programme.conditions import Group, Leaf
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import MultiplierAward, OrderRule
from app.domain.programme.member_fields import WEEKDAYS
from app.domain.programme.windows import Window

LONG: Final = timedelta(days=31)
"""What lasts longer is no event of a month."""
OPEN: Final = frozenset(("planned", "running", "draft"))
SECTIONS: Final = ("earning", "rewards", "campaigns", "challenges", "play")
State = Literal["planned", "running", "draft", "ended", "off"]
"""``draft``: what is in force knows nothing of it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing that holds for a while."""

    section: str
    item: Any
    since: date | None
    until: date | None
    """Its last day."""
    state: State
    """Of what is in force, where that differs from the draft."""
    changed: bool = False
    """The draft says something else of it, or has it no more."""
    taken_out: bool = False
    """The draft has it no more."""

    def on(self, day: date) -> bool:
        """Tell whether it holds on a day, the day of the week among its conditions."""
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and self.meets_weekday(day)
        )

    def meets_weekday(self, day: date) -> bool:
        """Tell whether it may hold on this day of the week."""
        return WEEKDAYS[day.weekday()] in self.weekdays

    @property
    def needed(self) -> list[Leaf]:
        """The questions that must all be answered with yes."""
        return _needed(getattr(self.item, "when", None))

    @property
    def weekdays(self) -> frozenset[str]:
        """The days of the week on which it may hold, as far as it asks for them."""
        found = frozenset(WEEKDAYS)
        for leaf in self.needed:
            if leaf.field == "at.weekday" and leaf.op == "in":
                found &= frozenset(leaf.value)
        return found

    def fills(self, first: date, after: date) -> bool:
        """Tell whether it is no event of the month from *first* to before *after*.

        It holds on every day of it, or goes on for longer than any month.
        """
        if self.since is None or self.until is None:
            return True
        if len(self.weekdays) < len(WEEKDAYS):
            return False
        whole = self.since <= first and self.until >= after - timedelta(days=1)
        return whole or self.until - self.since >= LONG

    @property
    def multiplies(self) -> bool:
        """Whether it multiplies the points of orders."""
        item = self.item
        return isinstance(item, OrderRule) and isinstance(item.award, MultiplierAward)


def _needed(when: Leaf | Group | None) -> list[Leaf]:
    """Return the questions of a condition that all must be answered with yes."""
    if when is None:
        return []
    if isinstance(when, Leaf):
        return [when]
    if when.match != "all":
        return []
    return [leaf for each in when.items for leaf in _needed(each)]


def dated(document: ProgrammeDocument, *, at: datetime, zone: str) -> list[Dated]:
    """Return everything with dates, what begins first in front.

    Personal offers (section ``campaigns``) are listed without dates, too.
    """
    today = at.astimezone(ZoneInfo(zone)).date()
    found = list(_all(document, today, zone))
    return sorted(found, key=lambda one: (one.since or date.min, one.item.id))


def beside(
    document: ProgrammeDocument,
    live: ProgrammeDocument | None,
    *,
    at: datetime,
    zone: str,
) -> list[Dated]:
    """Return what ``dated`` does of a draft, each in the state that it really has.

    What members meet is what is in force: a campaign that stands in the draft alone
    does not run, and one that was changed there runs as before.
    """
    found = [
        _standing(one, live, at, zone) for one in dated(document, at=at, zone=zone)
    ]
    gone = [] if live is None else dated(live, at=at, zone=zone)
    found += [
        replace(one, changed=True, taken_out=True)
        for one in gone
        if document.item(one.section, one.item.id) is None
    ]
    return sorted(found, key=lambda one: (one.since or date.min, one.item.id))


def _standing(
    one: Dated, live: ProgrammeDocument | None, at: datetime, zone: str
) -> Dated:
    before = None if live is None else live.item(one.section, one.item.id)
    if before is None:
        return replace(one, state="draft")
    if before == one.item:
        return one
    since, until = _days(before.active, zone)
    today = at.astimezone(ZoneInfo(zone)).date()
    state = _state(before.enabled, since, until, today)
    return replace(one, state=state, changed=True)


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
    """Return multipliers that meet, from today on, those of the draft among them."""
    open_ones = [one for one in found if one.multiplies and one.state in OPEN]
    met = []
    for at, first in enumerate(open_ones):
        for second in open_ones[at + 1 :]:
            begin = max(first.since or today, second.since or today, today)
            week = [begin + timedelta(days=n) for n in range(len(WEEKDAYS))]
            both = [day for day in week if first.on(day) and second.on(day)]
            met += [Overlap(first, second, day) for day in both[:1]]
    return met
