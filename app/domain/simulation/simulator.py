"""Plays people by one document and adds up what came of it. No effects at all."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.earner import Asked, Walk
from app.domain.simulation.ladder import Ladders
from app.domain.simulation.outcome import Outcome
from app.domain.simulation.people import Person
from app.domain.simulation.plays import play_all
from app.domain.simulation.report import Report, reported
from app.domain.simulation.sparing import Sparing
from app.domain.simulation.standings import Givers
from app.domain.simulation.totals import Adder

DEFAULT_RATE = Fraction(6, 10)
DEFAULT_LEADERS = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """The span of a simulation and how its result is reckoned."""

    since: datetime
    """What happened before is carried along and not counted."""
    until: datetime
    zone: str
    """The programme's."""
    redemption_rate: Fraction = DEFAULT_RATE
    leaders: int = DEFAULT_LEADERS
    beside_orders: bool = False
    """People come with what else is stored of them: reviews, activities, days."""
    in_force_from: datetime | None = None
    """Since when the document counts as published; ``since`` if left out."""

    def __post_init__(self) -> None:
        if not self.since < self.until:
            raise ValueError("a simulation ends after it begins")
        if not 0 <= self.redemption_rate <= 1:
            raise ValueError("a redemption rate is a share from 0 to 1")


class Simulator:
    """One document being tried."""

    def __init__(self, document: ProgrammeDocument, terms: Terms) -> None:
        self.document = document
        self.terms = terms
        self._asked = Asked(document)
        self._budgets: Counter[str] = Counter()
        begins_at = terms.in_force_from or terms.since
        self._ladders = (
            Ladders(document, begins_at=begins_at, zone=terms.zone)
            if document.tiers
            else None
        )
        self._givers = Givers(
            document, begins_at=begins_at, until=terms.until, zone=terms.zone
        )
        self._sparing = Sparing(document, zone=terms.zone)
        self._adder = Adder(
            document,
            since=terms.since,
            until=terms.until,
            zone=terms.zone,
            most_leaders=terms.leaders,
        )

    def play(self, person: Person) -> Outcome:
        """Play a person's orders and count them; return what came of them."""
        walk = Walk(
            self.document,
            self._asked,
            person,
            ladders=self._ladders,
            budgets=self._budgets,
        )
        if person.plays:
            play_all(self.document, walk, person, zone=self.terms.zone)
        else:
            for placed in person.orders:
                walk.order(placed)
        outcome, standing = walk.outcome, walk.standing
        if standing is not None and standing.entered(self.terms.until):
            outcome.spells = standing.spells(self.terms.until)
        known = walk.last
        if self._asked.tier and standing is not None:
            tier, since = standing.held(self.terms.until)
            known = replace(known, tier=tier, tier_since=since)
        if self._sparing.any:
            outcome.spared = self._sparing.spells(
                [*walk.looks, (self.terms.until, known)],
                outcome.spells,
                until=self.terms.until,
            )
        outcome.bestowed += self._givers.of(walk.entries, outcome.spells, known)
        self._adder.add(person, outcome)
        return outcome

    def report(self) -> Report:
        """Return what was added up so far."""
        return reported(
            self.document,
            self._adder.totals,
            until=self.terms.until,
            zone=self.terms.zone,
            rate=self.terms.redemption_rate,
            beside_orders=self.terms.beside_orders,
        )
