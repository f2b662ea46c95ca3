"""The plain model of one member's accounts: add what comes in, take what goes.

Twenty lines that anybody can check, written without the ledger's own code on
purpose: ``prove`` replays every posting through it and compares the outcome
with the balances that the ledger keeps.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.ledger.accounts import Place

ON_HAND = frozenset({Place.PENDING, Place.AVAILABLE, Place.HELD})


class Fault(NamedTuple):
    """An account that a transaction left below (or above) what it may hold."""

    where: str
    found: int


@dataclass(slots=True)
class PlainAccounts:
    """One member's four accounts of one asset, and their lots."""

    places: dict[str, int] = field(
        default_factory=lambda: {place.value: 0 for place in Place}
    )
    lots: dict[tuple[str, str], int] = field(default_factory=dict)
    """Units of a lot in a place; empty ones are left out."""
    _touched: set[tuple[str, str]] = field(default_factory=set)

    def apply(
        self, source: str | None, target: str | None, lot: str | None, amount: int
    ) -> None:
        """Move units between the member's places; nothing is refused here.

        Args:
            source: The place they leave; None when they come from elsewhere.
            target: The place they reach; None when they go elsewhere.
            lot: Whose units they are; None for a shortfall without lot.
            amount: How many.
        """
        if source is not None:
            self._add(source, lot, -amount)
        if target is not None:
            self._add(target, lot, amount)

    def _add(self, place: str, lot: str | None, units: int) -> None:
        self.places[place] += units
        if lot is not None and place in ON_HAND:
            slot = (lot, place)
            left = self.lots.get(slot, 0) + units
            self._touched.add(slot)
            if left:
                self.lots[slot] = left
            else:
                self.lots.pop(slot, None)

    def faults(self) -> list[Fault]:
        """Return what is wrong at the end of a transaction, and begin the next."""
        found = [
            Fault(place, units)
            for place, units in self.places.items()
            if (units > 0 if place == Place.SHORTFALL else units < 0)
        ]
        for slot in sorted(self._touched):
            left = self.lots.get(slot, 0)
            if left < 0:
                found.append(Fault(f"{slot[1]} of lot {slot[0]}", left))
        self._touched.clear()
        return found
