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

    most: Mapping[str, int]
    """By counter."""
    keys: tuple[str, ...]
    allowed: Mapping[str, int]
    per_order: int | None


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
            self._used = Counter(used)
            self._given: Counter[str] = Counter()
            self._known: dict[str, _Shared] = {}
            self._at, self._zone = at, zone

    def of(self, asset: str) -> Room:
        """Return what is left of *asset* for the next award."""
        if not self.needed:
            return NO_LIMIT
        if asset not in self._known:
            self._known[asset] = self._shared(asset)
        known = self._known[asset]
        left = [most - self._used[counter] for counter, most in known.most.items()]
        if known.per_order is not None:
            left.append(known.per_order - self._given[asset])
        units = max(0, min(left)) if left else None
        return Room(units, known.keys, known.allowed)

    def _shared(self, asset: str) -> _Shared:
        scale = self._document.asset(asset).scale
        caps = [cap for cap in self._stacking.caps if cap.asset == asset]
        most: dict[str, int] = {}
        keys = []
        for cap, key in limit_keys(f"@{asset}", caps, self._at, self._zone):
            if cap.per != "order":
                keys.append(key)
                most[f"{key}|points"] = (cap.points or 0) * 10**scale
        allowed: dict[str, int] = {}
        for budget in self._stacking.budgets:
            if budget.asset == asset:
                found = budget_room(
                    f"@{asset}", budget, {}, at=self._at, zone=self._zone, scale=scale
                )
                allowed |= found.allowed
        whole = [cap.points * 10**scale for cap in caps if cap.per == "order"]
        return _Shared(
            {**most, **allowed}, tuple(keys), allowed, min(whole, default=None)
        )

    def take(self, asset: str, amount: int, counters: Mapping[str, int] | None) -> None:
        """Note what an award took."""
        if self.needed:
            self._given[asset] += amount
            self._used.update(counters or {})
