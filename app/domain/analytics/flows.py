"""The roll-forward of what members have: opening, flows, closing.

The flows come from the journal, each posting in exactly one of them; so closing is
opening plus flows by construction, and the closing of a day is the opening of the
next. ``released`` moves inside and is told beside the sum.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FLOWS: Final = (
    "earned",
    "imported",
    "released",
    "redeemed",
    "returned",
    "expired",
    "taken_back",
    "adjusted",
    "settled_debt",
)
INSIDE: Final = "released"
"""From pending to usable: no part of the sum."""


@dataclass(frozen=True, slots=True)
class RollForward:
    """One asset over one span of days, in smallest units."""

    opening: int
    flows: Mapping[str, int]
    """With their sign."""

    @property
    def closing(self) -> int:
        """What members have at the end."""
        return self.opening + net(self.flows)

    def lines(self) -> tuple[tuple[str, int], ...]:
        """Return every line from opening to closing; flows of 0 too."""
        return (
            ("opening", self.opening),
            *((name, self.flows.get(name, 0)) for name in FLOWS),
            ("closing", self.closing),
        )


def net(flows: Mapping[str, int]) -> int:
    """Return what flows change about what members have."""
    return sum(amount for name, amount in flows.items() if name != INSIDE)
