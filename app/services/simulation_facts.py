"""What documents ask of members beside their orders, for a simulation.

Marks, consents, the person, memberships and days chosen are read as they were at
each order; tiers and history are not read but played.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from app.domain.programme.awards import AmountBasis
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.facts import NOBODY
from app.domain.simulation.people import Person, Placed
from app.services.member_facts import ALL, HISTORY, TIER, Wanted, asked_by, gather
from app.services.simulation_plays import Plays
from app.services.voucher_uses import vouchers_of
from app.storage.simulation import StoredOrders
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PLAYED = HISTORY | TIER
SECTIONS = ("metrics", "challenges", "dividends", "terms")


class Beside:
    """Completes people by what several documents ask."""

    def __init__(
        self,
        uow: UnitOfWork,
        documents: Sequence[ProgrammeDocument],
        plays: Plays | None = None,
    ) -> None:
        self._uow = uow
        self._all_plays = plays
        self._plays = plays if plays is not None and plays.any else None
        self._documents = documents
        asked = frozenset[str]().union(
            *(asked_by(one) for one in documents),
            *(one.asked(section) for one in documents for section in SECTIONS),
        )
        self._also = (asked & ALL) - PLAYED
        self._codes = any(_counts_codes(one) for one in documents)
        self._tiers = any(one.tiers for one in documents)
        self._told = {
            metric.id
            for one in documents
            for metric in one.metrics
            if metric.of == "activity"
        }

    def complete(self, people: Sequence[Person]) -> None:
        """Add what is asked to people and to their orders."""
        if self._tiers:
            given = StoredOrders(self._uow).assigned([UUID(one.ref) for one in people])
            for person in people:
                person.assignments = given.get(UUID(person.ref), ())
        if self._told:
            self._figures(people)
        if self._also:
            self._facts(people)
        if self._codes:
            self._own_codes([each for person in people for each in person.orders])
        if self._plays is not None:
            self._plays.complete(people, asked=self._also)

    def bystanders(self) -> Iterator[Sequence[Person]]:
        """Return members without orders, where a document looks at more than those."""
        if self._all_plays is None or not (self._plays or self._told):
            return
        for page in self._all_plays.bystanders():
            self.complete(page)
            yield page

    def _figures(self, people: Sequence[Person]) -> None:
        zone = StoreRepository(self._uow).programme().timezone
        found = StoredOrders(self._uow).figures(
            [UUID(one.ref) for one in people], self._told, zone=zone
        )
        for person in people:
            person.figures = found.get(UUID(person.ref), ())

    def _facts(self, people: Sequence[Person]) -> None:
        wanted: dict[tuple[int, int], Wanted] = {
            (n, place): (UUID(person.ref), placed.snapshot.placed_at, None)
            for n, person in enumerate(people)
            for place, placed in enumerate(person.orders)
        }
        found = gather(
            self._uow,
            self._documents[0],
            list(set(wanted.values())),
            only=self._also,
        )
        for (n, place), one in wanted.items():
            people[n].orders[place].member = found.get(one, NOBODY)

    def _own_codes(self, orders: Sequence[Placed]) -> None:
        codes = [
            (each.shop.store_id, discount.code)
            for each in orders
            for discount in each.snapshot.discounts
        ]
        if not codes:
            return
        held = vouchers_of(self._uow, codes)
        for each in orders:
            if each.snapshot.discounts:
                each.own_codes = held.amounts(each.shop.store_id, each.snapshot)


def _counts_codes(document: ProgrammeDocument) -> bool:
    """Tell whether what was paid with points counts anywhere."""
    bases: list[AmountBasis] = [
        rule.amount for rule in document.earning if isinstance(rule, OrderRule)
    ]
    bases += [one.amount for one in document.metrics if hasattr(one, "amount")]
    return any(basis.paid_with_points for basis in bases)
