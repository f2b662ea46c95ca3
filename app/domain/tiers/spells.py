"""What a member holds: the ladder's steps, with what was assigned laid over them.

An assignment (a customer tag, staff, a program) gives at least its tier while it
lasts; a fixed one gives exactly it. When it ends, the member holds what the
figures give. Both are dated facts, so this too is worked out anew each time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.programme.tiers import CalendarWindow
from app.domain.tiers.climbing import Era, Facts, Invitation, Step, climb
from app.domain.tiers.ladder import Ladder
from app.domain.tiers.windows import Calendar

NO_ENTRY = ""
"""The occasion of a spell that brings no entry gifts, but those of each year."""
FIGURES = "figures"
"""Who put a member there when nobody did."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A tier that somebody gave a member for a time."""

    assignment_id: UUID
    tier_id: str
    kind: str
    """``hand``, ``tag`` or ``invite``."""
    since: datetime
    until: datetime | None
    by: str
    reason: str
    fixed: bool = False
    with_gifts: bool = True

    def active(self, at: datetime) -> bool:
        """Tell whether it holds at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Spell:
    """One tier held without a break."""

    since: datetime
    tier_id: str | None
    until: datetime | None
    """None: it is held now."""
    term_end: datetime | None
    grace_end: datetime | None
    reason: str
    by: str
    occasion: str | None
    """The source of its gifts; None: it brings none."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held at an instant, and by what."""

    tier_id: str | None
    rank: int
    term_end: datetime | None
    grace_end: datetime | None
    reason: str
    by: str
    began_now: bool
    gifts: bool


def spells_of(
    facts: Facts, assignments: Sequence[Assignment], *, at: datetime
) -> list[Spell]:
    """Return what a member held from the first rules on until *at*, oldest first.

    Pure: the same facts give the same spells, whatever was known when.
    """
    if not facts.eras or facts.eras[0].begins_at > at:
        return []
    invited = tuple(
        Invitation(one.tier_id, one.since, one.until)
        for one in assignments
        if one.kind == "invite"
    )
    steps = climb(replace(facts, invitations=invited), until=at)
    given = sorted(
        (one for one in assignments if one.kind != "invite"),
        key=lambda one: (one.since, one.assignment_id),
    )
    first = facts.eras[0].begins_at
    instants = {step.at for step in steps} | {era.begins_at for era in facts.eras}
    for one in given:
        instants |= {one.since, *([] if one.until is None else [one.until])}
    held = [
        (instant, _held(instant, steps, given, era_at(facts.eras, instant)))
        for instant in sorted(max(first, instant) for instant in instants)
        if instant <= at
    ]
    return _named(facts, _merged(held))


def calendar_of(facts: Facts) -> Calendar:
    """Return windows and terms by the newest rules."""
    return Calendar(facts.eras[-1].ladder.terms, facts.zone, facts.joined_on)


def era_at(eras: Sequence[Era], at: datetime) -> Era:
    """Return the rules in force at an instant, the first ones for what was before."""
    found = [era for era in eras if era.begins_at <= at]
    return found[-1] if found else eras[0]


def _held(
    at: datetime, steps: Sequence[Step], given: Sequence[Assignment], era: Era
) -> _Held:
    step = [one for one in steps if one.at <= at][-1]
    ranks = era.ladder.ranks
    active = [one for one in given if one.active(at) and one.tier_id in ranks]
    fixed = [one for one in active if one.fixed]
    earned = -1 if step.tier_id is None else ranks[step.tier_id]
    if fixed:
        best: Assignment | None = fixed[-1]
    else:
        best = max(active, key=lambda one: ranks[one.tier_id], default=None)
        if best is not None and ranks[best.tier_id] <= earned:
            best = None
    if best is None:
        return _Held(
            step.tier_id,
            earned,
            step.term_end,
            step.grace_end,
            step.reason,
            FIGURES,
            began_now=step.at == at and step.upwards,
            gifts=True,
        )
    return _Held(
        best.tier_id,
        ranks[best.tier_id],
        best.until,
        best.until,
        best.reason,
        best.by,
        began_now=max(best.since, era.begins_at) == at,
        gifts=best.with_gifts,
    )


def _merged(
    held: Sequence[tuple[datetime, _Held]],
) -> list[tuple[datetime, _Held, bool]]:
    """Return each change of tier with its last known ends, and whether it went up."""
    found: list[tuple[datetime, _Held, bool]] = []
    for at, now in held:
        if not found:
            found.append((at, now, now.began_now))
            continue
        since, was, upwards = found[-1]
        if was.tier_id == now.tier_id:
            ends = replace(was, term_end=now.term_end, grace_end=now.grace_end)
            found[-1] = (since, ends, upwards)
        else:
            found.append((at, now, now.rank > was.rank))
    return found


def _named(
    facts: Facts, changes: Sequence[tuple[datetime, _Held, bool]]
) -> list[Spell]:
    entries: Counter[str] = Counter()
    found: list[Spell] = []
    for number, (since, held, upwards) in enumerate(changes):
        following = changes[number + 1 :]
        ladder = era_at(facts.eras, since).ladder
        occasion = None
        if held.tier_id is not None and held.gifts and held.tier_id != ladder.base:
            occasion = NO_ENTRY
            if upwards and held.began_now:
                entries[held.tier_id] += 1
                occasion = _occasion(facts, ladder, since, entries[held.tier_id])
        found.append(
            Spell(
                since,
                held.tier_id,
                following[0][0] if following else None,
                held.term_end,
                held.grace_end,
                held.reason,
                held.by,
                occasion,
            )
        )
    return found


def _occasion(facts: Facts, ladder: Ladder, since: datetime, entry: int) -> str:
    """Return the name of a term: its year, or which one it is of this tier."""
    calendar = Calendar(ladder.terms, facts.zone, facts.joined_on)
    if isinstance(ladder.terms.window, CalendarWindow):
        return f"term:{calendar.day(since).year}"
    return f"term:{entry}"
