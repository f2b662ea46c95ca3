"""How the ledger says no, with the figures that a page can show."""

from uuid import UUID

from app.domain.errors import Busy, Conflict, InvariantBroken, Malformed, Refused


class InsufficientPoints(Refused):
    """A member has fewer live units than the act needs."""

    code = "insufficient_points"

    def __init__(self, *, points_needed: int, points_live: int) -> None:
        self.points_needed = points_needed
        self.points_live = points_live
        super().__init__(f"{points_needed} points needed, {points_live} live")

    @property
    def points_missing(self) -> int:
        return self.points_needed - self.points_live


class BalanceNegative(Refused):
    """A shortfall stands; nothing can be spent until it is recovered."""

    code = "balance_negative"

    def __init__(self, *, points_owed: int) -> None:
        self.points_owed = points_owed
        super().__init__(f"{points_owed} points are owed")


class MemberFrozen(Refused):
    """The member's account takes no such posting for now."""

    code = "member_frozen"

    def __init__(self, reason: str = "") -> None:
        self.reason = reason
        super().__init__(f"the member is frozen: {reason}" if reason else "frozen")


class MemberGone(Refused):
    """The member left, was merged into another, or was erased."""

    code = "member_gone"


class MemberMoved(Busy):
    """A member was merged or erased while a deed waited for their balance.

    What the deed read of them holds no more: the whole unit of work is done again.
    """

    code = "member_moved"


class ProgrammeFrozen(Refused):
    """The programme takes no such posting for now."""

    code = "programme_frozen"

    def __init__(self, reason: str = "") -> None:
        self.reason = reason
        super().__init__(f"the programme is frozen: {reason}" if reason else "frozen")


class AmountOutOfRange(Malformed):
    """An amount or a balance beyond what the ledger keeps."""

    code = "amount_out_of_range"

    def __init__(self, *, amount: int, lowest: int, highest: int) -> None:
        self.amount = amount
        self.lowest = lowest
        self.highest = highest
        super().__init__(f"{amount} is not between {lowest} and {highest}")


class KeyReused(Conflict):
    """The key was used for another request; nothing was posted."""

    code = "key_reused"

    def __init__(self, made: UUID | None = None) -> None:
        self._made = made
        """What the key made then; for logs, not for whoever asks."""
        super().__init__("this key was used for another request")


class AlreadySettled(Conflict):
    """The request was carried out, and its stored answer is gone."""

    code = "already_settled"

    def __init__(self, made: UUID | None = None) -> None:
        self._made = made
        super().__init__("this request was carried out earlier")


class ReversalNotPossible(Conflict):
    """The transaction can't be reversed; ``reason`` says why."""

    code = "reversal_not_possible"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"not reversible: {reason}")


class HoldUnfinished(Conflict):
    """Units are set aside for a redemption that has not ended yet."""

    code = "hold_unfinished"

    def __init__(self, *, points_held: int) -> None:
        self.points_held = points_held
        super().__init__(f"{points_held} points are held by unfinished redemptions")


class HoldMissing(Conflict):
    """The voucher has no hold (or no burn) that could be ended."""

    code = "hold_missing"

    def __init__(self, voucher_id: UUID) -> None:
        self.voucher = str(voucher_id)
        super().__init__("the voucher has nothing on hold")


class LotTouched(Conflict):
    """The lot was used already, and the act wants it whole."""

    code = "lot_touched"

    def __init__(self, lot_id: UUID) -> None:
        self.lot = str(lot_id)
        super().__init__("the lot was used already")


class LedgerOutOfBalance(InvariantBroken):
    """The books would not add up. The unit of work is rolled back, not repaired."""

    code = "ledger_out_of_balance"
