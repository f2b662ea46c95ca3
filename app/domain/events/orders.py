"""An order as the store shows it now, in our words.

All amounts are in ``currency`` (the shop's own), whole minor units. Line
amounts are after line discounts and after the line's share of order discounts,
without tax; tax stands beside them. Refunded parts are cumulative. A removal by
an edit counts as refunded. An adapter spreads refunds without lines over what
is left of the lines by largest remainder before it builds the snapshot, and
keeps the shipping part apart.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.events.customers import CustomerProfile


class OrderState(StrEnum):
    """What the store says of an order, reduced to what loyalty asks."""

    DRAFT = "draft"
    """Not placed yet, or a status that must be ignored."""
    OPEN = "open"
    """Placed, money not seen."""
    PAID = "paid"
    """Paid (part refunds leave it here), not yet handed over."""
    FULFILLED = "fulfilled"
    """Paid and handed over or completed."""
    CANCELLED = "cancelled"
    """Cancelled, voided, failed or trashed: nothing is kept."""
    REFUNDED = "refunded"
    """Refunded in full."""
    CHARGED_BACK = "charged_back"
    UNKNOWN = "unknown"
    """A status that we do not know: no change."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: what was bought, what it cost, what of it went back."""

    line_ref: str
    title: str
    quantity: int
    amount_minor: int
    """After all discounts, without tax, before refunds."""
    tax_minor: int = 0
    refunded_minor: int = 0
    """Cumulative, without tax, at most ``amount_minor``."""
    refunded_tax_minor: int = 0
    discount_minor: int = 0
    """All discounts on this line (already taken off ``amount_minor``)."""
    quantity_left: int | None = None
    """After refunds and edits; None when the store does not say."""
    product_ref: str | None = None
    variant_ref: str | None = None
    sku: str | None = None
    vendor: str | None = None
    gift_card: bool = False
    collection_refs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    full_price: bool | None = None
    """Sold at its regular price; None when the store does not say."""


@dataclass(frozen=True, slots=True)
class Discount:
    """One discount code that the order carries."""

    code: str
    amount_minor: int
    """What it really took off, all lines and shipping together."""


@dataclass(frozen=True, slots=True)
class OrderSnapshot:
    """Everything that decides about an order, at one version of it."""

    order_ref: str
    number: str
    state: OrderState
    currency: str
    lines: tuple[OrderLine, ...]
    version: datetime
    """The store's own change stamp (``updated_at``, ``date_modified_gmt``)."""
    placed_at: datetime
    paid_at: datetime | None = None
    payment_unsaid: bool = False
    """Paid, and this source cannot say when: another look at the order can."""
    fulfilled_at: datetime | None = None
    cancelled_at: datetime | None = None
    customer: CustomerProfile | None = None
    """Who bought; for a guest a profile without ``customer_ref``."""
    shipping_minor: int = 0
    """After discounts, without tax."""
    shipping_tax_minor: int = 0
    refunded_shipping_minor: int = 0
    fees_minor: int = 0
    total_minor: int = 0
    """What the customer was asked to pay, gross of refunds."""
    refunded_total_minor: int = 0
    outstanding_minor: int = 0
    discounts: tuple[Discount, ...] = ()
    presentment_currency: str | None = None
    presentment_total_minor: int | None = None
    test: bool = False
    channel: str = "web"
    payment_methods: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    referral: str | None = None
    renewal: bool = False
    raw_status: str = ""
    complete: bool = True
    """False when the delivery left something out (unread pages, amounts only
    the API knows): settle only after a fetch."""
    notes: tuple[str, ...] = field(default=())
    """What the adapter had to assume, for the decision trace."""
    country: str | None = None
    """ISO code of where the order goes (``ID``); of who pays, where nothing is sent."""
    region: str | None = None
    """ISO or the store's code of the province or state within ``country``."""
    goods_unsaid: bool = False
    """The source leaves out what only the catalogue knows of the lines: collections,
    tags, vendors, regular prices (``app.domain.events.products``)."""


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """The delivery held a whole order."""

    snapshot: OrderSnapshot
    deliverer_stamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderHint:
    """Something happened to this order: fetch it and settle it."""

    order_ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderGone:
    """The order was trashed or deleted: fetch it, and if it is gone keep nothing."""

    order_ref: str
