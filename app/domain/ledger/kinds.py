"""What a transaction did. The codes are stable and never reused."""

from enum import StrEnum


class Kind(StrEnum):
    """One code per kind of transaction (ledger rules, 6)."""

    ACCRUAL = "accrual"
    MATURATION = "maturation"
    HOLD = "hold"
    BURN = "burn"
    RELEASE = "release"
    RETURN = "return"
    EXPIRY = "expiry"
    CLAWBACK = "clawback"
    REINSTATEMENT = "reinstatement"
    RECOVERY = "recovery"
    FORGIVENESS = "forgiveness"
    ADJUSTMENT = "adjustment"
    GIFT = "gift"
    MERGE = "merge"
    UNMERGE = "unmerge"
    FORFEITURE = "forfeiture"
    IMPORT = "import"
    RETRACTION = "retraction"
    REVERSAL = "reversal"


END_OF_HOLD = frozenset({Kind.BURN, Kind.RELEASE, Kind.RECOVERY})
"""All that a frozen member or programme still takes: the end of holds already
sent, and the recovery that a release may bring with it."""
