"""The tier of one person while their orders are played.

The history of tiers is a pure function of the dated amounts, so what the member
holds at an order follows from the orders before it. It is worked out again only
where something may have changed since the last look.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.metrics.orders import NEVER
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.people import Person
from app.domain.tiers.climbing import TICK, Era, Facts
from app.domain.tiers.ladder import Ladder, ladder_of
from app.domain.tiers.spells import Spell, spells_of
from app.domain.tiers.tally import Entry, could_meet_any

Held = tuple[str | None, datetime | None]
"""A tier, and since when; nothing and no instant for none."""


class Ladders:
    """The tiers of a document from one instant on."""

    def __init__(
        self, document: ProgrammeDocument, *, begins_at: datetime, zone: str
    ) -> None:
        self.ladder: Ladder = ladder_of(document)
        self.eras = (Era(begins_at, self.ladder),)
        self.zone = zone
        terms = self.ladder.terms
        self.counts = terms.counts
        self.stirs = terms.at_term_end == "at_once" or terms.upgrade == "period_end"
        self.lowest = [
            rung.reach for rung in self.ladder.rungs if rung.reach is not None
        ]

    def standing_of(self, person: Person) -> "Standing":
        """Return a person's standing, before any order."""
        return Standing(self, person)

    def out_of_reach(self, entries: Sequence[Entry]) -> bool:
        """Tell whether all amounts ever together reach no tier at all."""
        sums: dict[tuple[str, str], int] = {}
        for entry in entries:
            if entry.amount > 0:
                key = (entry.metric, entry.unit)
                sums[key] = sums.get(key, 0) + entry.amount
        return not could_meet_any(self.lowest, sums)


class Standing:
    """One person on the ladder, order after order."""

    def __init__(self, ladders: Ladders, person: Person) -> None:
        self._ladders = ladders
        self._person = person
        self.entries: list[Entry] = list(person.figures)
        self._held: Held = (None, None)
        self._until: datetime | None = None
        """When the answer may be another one; None: it was never asked."""

    def add(self, entry: Entry) -> None:
        """Let an amount count, from its own instant on."""
        self.entries.append(entry)
        counts_at = entry.counts_at(self._ladders.counts)
        if self._until is not None and counts_at < self._until:
            self._until = counts_at

    def held(self, at: datetime) -> Held:
        """Return the tier at an instant, not before that of the last question."""
        if self._until is None or at >= self._until:
            self._held = self._look(at)
        return self._held

    def _look(self, at: datetime) -> Held:
        ladders = self._ladders
        begins_at = ladders.eras[0].begins_at
        changes = [entry.counts_at(ladders.counts) for entry in self.entries]
        held: Held = (ladders.ladder.base, self._joined(at))
        if self._person.assignments or not ladders.out_of_reach(self.entries):
            changes.append(begins_at)
            for one in self._person.assignments:
                changes += [one.since, one.until or one.since]
            for spell in (spells := self.spells(at))[-1:]:
                changes += [end for end in (spell.term_end, spell.grace_end) if end]
                held = (spell.tier_id, spell.since)
            if ladders.stirs and spells:
                changes.append(at + TICK)
        self._until = min((one for one in changes if one > at), default=NEVER)
        return held

    def entered(self, at: datetime) -> bool:
        """Tell whether the person may ever have left the base tier."""
        given = self._person.assignments
        return any(one.since <= at for one in given) or not (
            self._ladders.out_of_reach(self.entries)
        )

    def spells(self, at: datetime) -> list[Spell]:
        """Return what was held until *at*, oldest first."""
        zone = self._ladders.zone
        facts = Facts(
            zone=zone,
            joined_on=self._joined(at).astimezone(ZoneInfo(zone)).date(),
            eras=self._ladders.eras,
            entries=tuple(self.entries),
        )
        return spells_of(facts, self._person.assignments, at=at)

    def _joined(self, at: datetime) -> datetime:
        joined_at = self._person.joined_at
        return at if joined_at is None else min(joined_at, at)
