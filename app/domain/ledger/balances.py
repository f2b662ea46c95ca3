"""What a member has of one asset."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """The four accounts of a member, each with the sign of its account."""

    pending: int = 0
    available: int = 0
    held: int = 0
    shortfall: int = 0
    """Zero or negative."""

    @property
    def owed(self) -> int:
        return -self.shortfall

    @property
    def shown(self) -> int:
        """What the member is told: available + shortfall, may be negative."""
        return self.available + self.shortfall
