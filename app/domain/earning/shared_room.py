"""What rules leave each other: caps of a member and budgets over all rules.

They are asked one award after the other, in the order of the document, because
each award takes from what the next one may have.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.earning.limits import NO_LIMIT, Room, budget_room, limit_keys
from app.domain.programme.document import ProgrammeDocument


@dataclass(frozen=True, slots=True)
class _Shared:
    """The caps and budgets of one asset at one instant."""

    least: int | None
    """What the narrowest of them left before the decision."""
    keys: tuple[str, ...]
    allowed: Mapping[str, int]


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
        self.needed = bool(self._stacking.caps or self._stacking.budgets)
        """Whether there is anything to share."""
        if self.needed:
            self._used = used
            self._given: Counter[str] = Counter()
            self._known: dict[str, _Shared] = {}
            self._at, self._zone = at, zone

    def of(self, asset: str) -> Room:
        """Return what is left of *asset* for the next award.

        An award takes the same from every cap and budget of its asset, so the
        narrowest stays the narrowest.
        """
        if not self.needed:
            return NO_LIMIT
        known = self._known.get(asset)
        if known is None:
            known = self._known[asset] = self._shared(asset)
        units = known.least
        if units is not None:
            units = max(0, units - self._given[asset])
        return Room(units, known.keys, known.allowed)

    def _shared(self, asset: str) -> _Shared:
        scale = self._document.asset(asset).scale
        caps = [cap for cap in self._stacking.caps if cap.asset == asset]
        left = [cap.points * 10**scale for cap in caps if cap.per == "order"]
        most: dict[str, int] = {}
        keys = []
        for cap, key in limit_keys(f"@{asset}", caps, self._at, self._zone):
            if cap.per != "order":
                keys.append(key)
                most[f"{key}|points"] = cap.points * 10**scale
        allowed: dict[str, int] = {}
        for budget in self._stacking.budgets:
            if budget.asset == asset:
                found = budget_room(
                    f"@{asset}", budget, {}, at=self._at, zone=self._zone, scale=scale
                )
                allowed |= found.allowed
        most |= allowed
        left += [units - self._used.get(counter, 0) for counter, units in most.items()]
        return _Shared(min(left, default=None), tuple(keys), allowed)

    def take(self, asset: str, amount: int) -> None:
        """Note what an award took."""
        if self.needed:
            self._given[asset] += amount
