"""A discount code as we ask a store for it, in our words.

Every attempt for one voucher uses the same code and the same marker, so that a
look-up after an unclear answer can tell ours from somebody else's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.money import Money

HUNDRED_PERCENT_BP = 10_000


class DiscountKind(StrEnum):
    """What the code takes off."""

    FIXED_AMOUNT = "fixed_amount"
    PERCENT = "percent"
    FREE_SHIPPING = "free_shipping"
    FREE_PRODUCT = "free_product"


@dataclass(frozen=True, slots=True)
class Combination:
    """The classes of other discounts that may stand beside this one."""

    order: bool = False
    product: bool = False
    shipping: bool = True


@dataclass(frozen=True, slots=True)
class DiscountSpec:
    """One code for one use, or a perk that lasts (``reusable``, ``automatic``).

    Raises:
        ValueError: The parts do not fit the kind (a programmer's mistake).
    """

    code: str
    marker: str
    """The voucher's id as text; stored with the code on the platform."""
    title: str
    kind: DiscountKind
    currency: str
    starts_at: datetime
    amount: Money | None = None
    """For ``FIXED_AMOUNT``."""
    percent_bp: int | None = None
    """For ``PERCENT``: hundredths of a percent, 1 to 10,000."""
    product_refs: tuple[str, ...] = ()
    """The scope, and for ``FREE_PRODUCT`` the gifts (one unit of one)."""
    collection_refs: tuple[str, ...] = ()
    minimum_minor: int | None = None
    """Smallest merchandise amount of the cart, in ``currency``."""
    customer_ref: str | None = None
    customer_email: str | None = None
    ends_at: datetime | None = None
    """The code is dead at this instant."""
    combines_with: Combination = Combination()
    reusable: bool = False
    """A perk: used as often as they like until it is withdrawn or ends."""
    automatic: bool = False
    """A perk that the checkout takes off by itself; nobody types ``code``, which
    is then only our name for it. Platforms without it raise ``PlatformCannot``."""
    pieces: int | None = None
    """Of ``PERCENT``: only so many pieces of the cart are reduced. Shopify wants
    another piece bought for each of them."""
    customer_tag: str | None = None
    """For everybody who carries this customer tag, in place of one customer."""

    def __post_init__(self) -> None:
        if (self.kind is DiscountKind.FIXED_AMOUNT) != (self.amount is not None):
            raise ValueError("a fixed amount needs an amount, other kinds have none")
        if (self.kind is DiscountKind.PERCENT) != (self.percent_bp is not None):
            raise ValueError("a percentage needs percent_bp, other kinds have none")
        if (
            self.percent_bp is not None
            and not 0 < self.percent_bp <= HUNDRED_PERCENT_BP
        ):
            raise ValueError(f"percent_bp is 1 to 10000, not {self.percent_bp}")
        if self.pieces is not None and self.kind is not DiscountKind.PERCENT:
            raise ValueError("only a percentage is limited to pieces")
        if self.amount is not None and self.amount.amount_minor <= 0:
            raise ValueError(f"a discount takes something off, not {self.amount}")
        if self.kind is DiscountKind.FREE_PRODUCT and not self.product_refs:
            raise ValueError("a free product needs at least one product_ref")
        if self.automatic and not self.reusable:
            raise ValueError(
                "an automatic discount can't be counted, so it is reusable"
            )
        if self.customer_tag and (self.customer_ref or self.customer_email):
            raise ValueError("a discount is for one customer or for all with a tag")


@dataclass(frozen=True, slots=True)
class IssuedDiscount:
    """What the platform holds under a code."""

    code: str
    discount_ref: str
    """The platform's id of the discount."""
    marker: str | None
    """Our marker as read back; None when the platform shows none."""
    ends_at: datetime | None = None
    times_used: int = 0
    active: bool = True
