"""Who bears what a clawback can no longer take from the lot."""

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class ShortfallPolicy:
    """How much a member may owe; the merchant bears the rest as goodwill.

    ``SHORTFALL`` has no limit (the default), ``GOODWILL`` has the limit zero.
    """

    most_owed: int | None = None
    """Units of shortfall at most; None for no limit."""

    SHORTFALL: ClassVar[Self]
    GOODWILL: ClassVar[Self]

    def __post_init__(self) -> None:
        if self.most_owed is not None and self.most_owed < 0:
            raise ValueError("a limit of what may be owed is not negative")

    @classmethod
    def up_to(cls, units: int) -> Self:
        """Return the policy "shortfall up to a limit, then goodwill"."""
        return cls(units)

    def share(self, amount: int, *, owed: int) -> tuple[int, int]:
        """Split *amount* into (shortfall, goodwill), with *owed* standing already."""
        if self.most_owed is None:
            return amount, 0
        charged = min(amount, max(0, self.most_owed - owed))
        return charged, amount - charged


ShortfallPolicy.SHORTFALL = ShortfallPolicy()
ShortfallPolicy.GOODWILL = ShortfallPolicy(0)
