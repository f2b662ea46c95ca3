"""One member on the ladder: the tiers that the figures alone give, instant by instant.

The whole history is worked out anew from the dated facts each time. So it does
not matter in which order facts came to be known, how often it is asked, or how
late: the same facts give the same history. An amount that was refunded was
never there, which is why a refund takes a tier only from a member who could not
have reached it without that order.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import Literal

from app.domain.tiers.ladder import Ladder, Rung
from app.domain.tiers.tally import Entry, Tally
from app.domain.tiers.windows import Calendar, Span

NO_RUNG = -1
TICK = timedelta(microseconds=1)
Reason = Literal[
    "joined",
    "reached",
    "kept",
    "term_ended",
    "fell_below",
    "rules_changed",
    "recounted",
]


@dataclass(frozen=True, slots=True)
class Era:
    """From when which rules are in force."""

    begins_at: datetime
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class Invitation:
    """When a member may reach a tier that is for the invited."""

    tier_id: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about a member that the ladder looks at."""

    zone: str
    joined_on: date
    eras: tuple[Era, ...]
    """In order; no two neighbours have the same ladder."""
    entries: tuple[Entry, ...] = ()
    invitations: tuple[Invitation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """From an instant on: this tier, kept until then, and why."""

    at: datetime
    tier_id: str | None
    term_end: datetime | None
    grace_end: datetime | None
    reason: Reason
    upwards: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the member stands on the ladder."""

    rung: int
    term_end: datetime | None
    grace_end: datetime | None


class _Climb:
    """The member under one era's rules."""

    def __init__(self, facts: Facts, era: Era) -> None:
        self.ladder = era.ladder
        self.rungs: Sequence[Rung] = era.ladder.rungs
        self.calendar = Calendar(era.ladder.terms, facts.zone, facts.joined_on)
        self.invitations = facts.invitations
        metrics = era.ladder.metrics
        self.entries = [entry for entry in facts.entries if entry.metric in metrics]
        self.tally = Tally(self.entries)
        open_to_all = bool(self.rungs) and self.rungs[0].reach is None
        self.lowest = 0 if open_to_all else NO_RUNG
        self.place = _Place(self.lowest, None, None)
        self._hopes = [rung.reach for rung in self.rungs if rung.reach is not None]
        self._hopeful = False

    @property
    def hopeful(self) -> bool:
        """Whether what counts by now may reach any tier, in whatever window."""
        if not self._hopeful:
            self._hopeful = self.tally.could_any(self._hopes)
        return self._hopeful

    @property
    def still(self) -> bool:
        """Whether an instant can change nothing: lowest, and nothing to hope for."""
        return self.place.rung == self.lowest and not self.hopeful

    def open(self, rung: Rung, at: datetime) -> bool:
        return not rung.invite or any(
            one.tier_id == rung.tier_id
            and one.since <= at
            and (one.until is None or at < one.until)
            for one in self.invitations
        )

    def highest(self, at: datetime, spans: Sequence[Span]) -> tuple[int, Span]:
        """Return the highest rung that is reached in one of *spans*, and in which."""
        for number in range(len(self.rungs) - 1, self.lowest, -1):
            rung = self.rungs[number]
            if self.open(rung, at):
                for span in spans:
                    if self.tally.meets(rung.reach, span):
                        return number, span
        return self.lowest, spans[0]

    def stands(self, rung: int, span: Span, at: datetime) -> _Place:
        """Return the place of one who reached *rung* within *span* at *at*."""
        if rung == self.lowest:
            return _Place(rung, None, None)
        return self.until(rung, self.calendar.term_end(span, self.calendar.day(at)))

    def until(self, rung: int, term_end: datetime | None) -> _Place:
        grace = None if term_end is None else self.calendar.grace_end(term_end)
        return _Place(rung, term_end, grace)

    def step(self, at: datetime, reason: Reason, *, upwards: bool = False) -> Step:
        place = self.place
        tier = None if place.rung == NO_RUNG else self.rungs[place.rung].tier_id
        return Step(at, tier, place.term_end, place.grace_end, reason, upwards)

    def spans(self, at: datetime) -> list[Span]:
        """Return the windows that matter at *at*: the running one, and last year's.

        Where tiers are lost at once, last year is over.
        """
        running = self.calendar.window(self.calendar.day(at))
        before = None if self.calendar.immediate else self.calendar.before(running)
        return [running] if before is None else [running, before]

    def rise(self, at: datetime, spans: Sequence[Span]) -> Iterator[Step]:
        """Go up to the highest rung that *spans* reach, if it is above."""
        rung, span = self.highest(at, spans)
        if rung > self.place.rung:
            self.place = self.stands(rung, span, at)
            yield self.step(at, "reached", upwards=True)

    def lengthen(self, at: datetime, day: date) -> Iterator[Step]:
        """Keep the present rung for longer when an amount of *day* decides that."""
        place = self.place
        if place.term_end is None:
            return
        if at >= place.term_end:
            yield from self.keep(at, place.term_end)
        if self.calendar.before(span := self.calendar.window(day)) is None:
            return
        rung, now = self.rungs[place.rung], self.place
        longer = self.calendar.term_end(span, day)
        if (
            now.term_end is not None
            and longer is not None
            and longer > now.term_end
            and self.tally.meets(rung.keep, span)
        ):
            self.place = self.until(place.rung, longer)
            yield self.step(at, "kept")

    def keep(self, at: datetime, term_end: datetime) -> Iterator[Step]:
        """Begin another term if the figures allow it, at a term's end or in grace."""
        place = self.place
        span = self.calendar.to_keep(term_end, at)
        if self.tally.meets(self.rungs[place.rung].keep, span):
            last = self.calendar.last_day_before(term_end)
            ended = self.calendar.window(last)
            day = last if at == term_end else self.calendar.day(at)
            self.place = self.until(place.rung, self.calendar.term_end(ended, day))
            yield self.step(at, "kept")

    def fall(self, at: datetime) -> Iterator[Step]:
        """Go down at the end of grace."""
        place = self.place
        lower = self._below(place.rung, at)
        if self.ladder.terms.at_term_end == "recount":
            rung, _ = self.highest(at, self.spans(at))
            lower = min(lower, rung)
        end = None if lower <= self.lowest else self.calendar.short_term_end(at)
        self.place = self.until(lower, end)
        yield self.step(at, "term_ended")

    def _below(self, rung: int, at: datetime) -> int:
        for number in range(rung - 1, self.lowest, -1):
            if self.open(self.rungs[number], at):
                return number
        return self.lowest

    def sink(self, at: datetime) -> Iterator[Step]:
        """Go down at once, where the rules have no terms."""
        place = self.place
        if place.rung <= self.lowest:
            return
        span = self.spans(at)[0]
        if not self.tally.meets(self.rungs[place.rung].keep, span):
            rung, found = self.highest(at, [span])
            self.place = self.stands(min(rung, place.rung - 1), found, at)
            yield self.step(at, "fell_below")


def climb(facts: Facts, *, until: datetime) -> list[Step]:
    """Return every step of a member up to *until* (included), oldest first.

    Pure. The first step of each era tells how its rules took the member over.
    Steps at one instant are joined to the last of them.
    """
    steps: list[Step] = []
    before: _Climb | None = None
    for number, era in enumerate(facts.eras):
        if era.begins_at > until:
            break
        following = facts.eras[number + 1 :]
        ends = following[0].begins_at if following else None
        climber = _Climb(facts, era)
        steps += _era(climber, era, before, ends, until)
        before = climber
    return _joined(steps)


def _joined(steps: Sequence[Step]) -> list[Step]:
    found: list[Step] = []
    for step in steps:
        if found and found[-1].at == step.at:
            upwards = found.pop().upwards or step.upwards
            found.append(replace(step, upwards=upwards))
        else:
            found.append(step)
    return found


def _era(
    climber: _Climb,
    era: Era,
    before: _Climb | None,
    ends: datetime | None,
    until: datetime,
) -> Iterator[Step]:
    counts = era.ladder.terms.counts
    coming = [(entry.counts_at(counts), entry) for entry in climber.entries]
    coming.sort(key=itemgetter(0))
    already = bisect_right(coming, era.begins_at, key=itemgetter(0))
    for _, entry in coming[:already]:
        climber.tally.add(entry)
    yield from _taken_over(climber, era, before)
    stirring = _stirring(climber, era)
    last = until if ends is None else min(until, ends - TICK)
    yield from _run(climber, coming[already:], stirring, (era.begins_at, last))


def _taken_over(climber: _Climb, era: Era, before: _Climb | None) -> Iterator[Step]:
    at = era.begins_at
    rung, span = climber.highest(at, climber.spans(at))
    if before is None:
        climber.place = climber.stands(rung, span, at)
        above = rung > climber.lowest
        yield climber.step(at, "reached" if above else "joined", upwards=above)
        return
    old = before.place
    tier = None if old.rung == NO_RUNG else before.rungs[old.rung].tier_id
    names = [one.tier_id for one in climber.rungs]
    same = names.index(tier) if tier in names else None
    if same is None or (era.ladder.terms.on_change == "recount" and same != rung):
        climber.place = climber.stands(rung, span, at)
        reason: Reason = "rules_changed" if same is None else "recounted"
        yield climber.step(at, reason, upwards=same is not None and rung > same)
        return
    climber.place = _carried(climber, old, same, at)
    yield climber.step(at, "rules_changed")
    yield from climber.rise(at, climber.spans(at))


def _carried(climber: _Climb, old: _Place, rung: int, at: datetime) -> _Place:
    """Return the place of one whom new rules leave where they are."""
    calendar = climber.calendar
    if rung <= climber.lowest or calendar.endless or calendar.immediate:
        return _Place(rung, None, None)
    if old.term_end is None:
        span = climber.spans(at)[0]
        return climber.until(rung, calendar.term_end(span, calendar.day(at)))
    return _Place(rung, old.term_end, old.grace_end)


def _stirring(climber: _Climb, era: Era) -> list[datetime]:
    """Return instants at which something may change though no amount comes in."""
    stirring = {one.since for one in climber.invitations}
    if climber.calendar.immediate:
        left = (climber.calendar.leaves(entry.day) for entry in climber.entries)
        stirring |= {at for at in left if at is not None}
    if climber.ladder.terms.upgrade == "period_end":
        ends = (climber.calendar.leaves(entry.day) for entry in climber.entries)
        stirring |= {at for at in ends if at is not None}
    return [at for at in stirring if at > era.begins_at]


def _run(
    climber: _Climb,
    coming: Sequence[tuple[datetime, Entry]],
    stirring: list[datetime],
    between: tuple[datetime, datetime],
) -> Iterator[Step]:
    """Go through the instants of one era at which something may change."""
    now, last = between
    agenda = stirring + [counts_at for counts_at, _ in coming]
    heapify(agenda)
    taken = 0
    planned: set[datetime] = set()
    while True:
        for due in (climber.place.term_end, climber.place.grace_end):
            if due is not None and due >= now and due not in planned:
                planned.add(due)
                heappush(agenda, due)
        if not agenda or agenda[0] > last:
            return
        now = heappop(agenda)
        days: list[date] = []
        while taken < len(coming) and coming[taken][0] <= now:
            entry = coming[taken][1]
            climber.tally.add(entry)
            days.append(entry.day)
            taken += 1
        if climber.still:
            continue
        yield from _instant(climber, now, sorted(set(days)))


def _instant(climber: _Climb, at: datetime, days: Sequence[date]) -> Iterator[Step]:
    """Judge one instant: what came in first, then what ends."""
    calendar = climber.calendar
    at_once = climber.ladder.terms.upgrade == "at_once"
    touched = [] if calendar.immediate else [calendar.window(day) for day in days]
    spans = [*climber.spans(at), *touched]
    if at_once:
        yield from climber.rise(at, spans)
    else:
        over = [span for span in spans if calendar.takes_effect(span, at) == at]
        yield from climber.rise(at, over) if over else ()
    for day in days:
        yield from climber.lengthen(at, day)
    if calendar.immediate:
        yield from climber.sink(at)
    place = climber.place
    if place.term_end is not None and at in (place.term_end, place.grace_end):
        yield from climber.keep(at, place.term_end)
    if climber.place.grace_end == at:
        yield from climber.fall(at)
