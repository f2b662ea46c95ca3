"""Who may not post for now, and what goes on all the same."""

from enum import StrEnum
from typing import Self

from app.domain.ledger.kinds import END_OF_HOLD, Kind


class Freeze(StrEnum):
    """How much is stopped."""

    REDEEMING = "redeeming"
    """No new holds; everything else goes on (a chargeback under review)."""
    WRITES = "writes"
    """Nothing but the end of holds already sent (a violation was found)."""

    @classmethod
    def of_programme(cls, state: str) -> Self | None:
        """Return what a programme's state stops: ``paused`` and ``frozen`` do."""
        if state == "paused":
            return cls(cls.REDEEMING)
        if state == "frozen":
            return cls(cls.WRITES)
        return None


def refuses(freeze: Freeze | None, kind: Kind) -> bool:
    """Tell whether *freeze* stops a posting of *kind*."""
    if freeze is Freeze.REDEEMING:
        return kind is Kind.HOLD
    return freeze is Freeze.WRITES and kind not in END_OF_HOLD
