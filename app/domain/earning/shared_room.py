"""What rules leave each other: caps of a member and budgets over all rules.

They are asked one award after the other, in the order of the document, because
each award takes from what the next one may have.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from app.domain.earning.limits import NO_LIMIT, Room, budget_room, room
from app.domain.programme.document import ProgrammeDocument


class SharedRoom:
    """The caps and budgets of one decision."""

    def __init__(
        self,
        document: ProgrammeDocument,
        used: Mapping[str, int],
        *,
        at: datetime,
        zone: str,
    ) -> None:
        self._document = document
        self._stacking = document.stacking
        self._used = Counter(used) if self.needed else Counter[str]()
        self._given: Counter[str] = Counter()
        self._at, self._zone = at, zone

    @property
    def needed(self) -> bool:
        """Whether there is anything to share."""
        return bool(self._stacking.caps or self._stacking.budgets)

    def of(self, asset: str) -> Room:
        """Return what is left of *asset* for the next award."""
        if not self.needed:
            return NO_LIMIT
        scale = self._document.asset(asset).scale
        caps = [cap for cap in self._stacking.caps if cap.asset == asset]
        found = room(
            f"@{asset}", caps, self._used, at=self._at, zone=self._zone, scale=scale
        )
        for cap in caps:
            if cap.per == "order":
                left = max(0, cap.points * 10**scale - self._given[asset])
                found = found.beside(Room(left))
        for budget in self._stacking.budgets:
            if budget.asset == asset:
                found = found.beside(
                    budget_room(
                        f"@{asset}",
                        budget,
                        self._used,
                        at=self._at,
                        zone=self._zone,
                        scale=scale,
                    )
                )
        return found

    def take(self, asset: str, amount: int, counters: Mapping[str, int] | None) -> None:
        """Note what an award took."""
        if self.needed:
            self._given[asset] += amount
            self._used.update(counters or {})
