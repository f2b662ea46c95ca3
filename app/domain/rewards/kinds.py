"""What a voucher can be, and who makes it good: a store, staff, or we ourselves."""

from enum import StrEnum


class VoucherKind(StrEnum):
    """What a member holds. The first four are discount codes of ours."""

    FIXED_AMOUNT = "fixed_amount"
    PERCENT = "percent"
    FREE_SHIPPING = "free_shipping"
    FREE_PRODUCT = "free_product"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    CHARITY = "charity"
    TICKETS = "tickets"
    MANUAL = "manual"
    CODE_POOL = "code_pool"
    EXPERIENCE = "experience"
    CARRIED = "carried"
    """A code that another program made in the store. We show it and see it used; we
    never make, change or delete it."""

    @property
    def by_store(self) -> bool:
        """Whether a store must be asked before the member has it."""
        return self not in _OURS

    @property
    def discount(self) -> bool:
        """Whether it is a code that takes something off in a checkout."""
        return self in _DISCOUNTS

    @property
    def by_hand(self) -> bool:
        """Whether staff hand it over; until then it can be given back."""
        return self in (VoucherKind.MANUAL, VoucherKind.EXPERIENCE)

    @property
    def at_once(self) -> bool:
        """Whether it is used up in the moment in which the member gets it."""
        return self in _AT_ONCE


_DISCOUNTS = frozenset(
    {
        VoucherKind.FIXED_AMOUNT,
        VoucherKind.PERCENT,
        VoucherKind.FREE_SHIPPING,
        VoucherKind.FREE_PRODUCT,
        VoucherKind.CARRIED,
    }
)
_OURS = frozenset(
    {
        VoucherKind.CHARITY,
        VoucherKind.TICKETS,
        VoucherKind.MANUAL,
        VoucherKind.CODE_POOL,
        VoucherKind.EXPERIENCE,
        VoucherKind.CARRIED,
    }
)
_AT_ONCE = frozenset(
    {
        VoucherKind.CHARITY,
        VoucherKind.TICKETS,
        VoucherKind.CODE_POOL,
        VoucherKind.STORE_CREDIT,
    }
)
