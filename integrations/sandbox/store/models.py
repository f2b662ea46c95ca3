"""What a store is made of. Amounts are whole minor units; times are UTC instants.

These rows are changed in place, and only while the store's lock is held.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(slots=True)
class Collection:
    id: int
    handle: str
    title: str
    updated_at: datetime


@dataclass(slots=True)
class Variant:
    id: int
    product_id: int
    title: str
    sku: str
    price_minor: int
    requires_shipping: bool = True
    taxable: bool = True
    compare_at_minor: int = 0  # the regular price when it is reduced

    @property
    def reduced(self) -> bool:
        return self.compare_at_minor > self.price_minor


@dataclass(slots=True)
class Product:
    id: int
    handle: str
    title: str
    description: str
    vendor: str
    product_type: str
    picture: str
    tags: list[str]
    collection_ids: list[int]
    variants: list[Variant]
    created_at: datetime
    updated_at: datetime
    gift_card: bool = False
    virtual: bool = False
    downloadable: bool = False
    status: str = "publish"
    units_sold: int = 0
    subscription: bool = False


@dataclass(slots=True)
class Address:
    id: int = 0
    first_name: str = ""
    last_name: str = ""
    address1: str = ""
    city: str = ""
    province: str = ""
    province_code: str = ""
    country: str = "Indonesia"
    country_code: str = "ID"
    zip: str = ""
    phone: str = ""


@dataclass(slots=True)
class Customer:
    id: int
    email: str | None
    first_name: str
    last_name: str
    created_at: datetime
    updated_at: datetime
    phone: str | None = None
    has_account: bool = False
    password: str = ""
    role: str = "customer"
    username: str = ""
    verified_email: bool = True
    note: str | None = None
    tags: list[str] = field(default_factory=list)
    metafields: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    meta: list[dict[str, object]] = field(default_factory=list)
    address: Address | None = None
    locale: str = "id"
    accepts_marketing: bool = False
    paying: bool = False
    deleted: bool = False
    erased: bool = False
    merged_into: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Scope:
    """Which goods something is about; empty means all of them."""

    product_ids: set[int] = field(default_factory=set)
    variant_ids: set[int] = field(default_factory=set)
    collection_ids: set[int] = field(default_factory=set)
    excluded_product_ids: set[int] = field(default_factory=set)
    excluded_collection_ids: set[int] = field(default_factory=set)

    @property
    def is_all(self) -> bool:
        return not (self.product_ids or self.variant_ids or self.collection_ids)


@dataclass(slots=True)
class Use:
    """One use of a discount by one order. *released* uses do not count any more."""

    order_id: int
    customer_id: int | None
    email: str
    at: datetime
    code: str
    released: bool = False


# Kinds: percent, amount (over the order), amount_each, free_shipping, gift (bxgy).
@dataclass(slots=True)
class Discount:
    id: int
    codes: list[str]
    title: str
    kind: str
    created_at: datetime
    updated_at: datetime
    percent: Decimal = Decimal(0)
    amount_minor: int = 0
    scope: Scope = field(default_factory=Scope)
    buys: Scope = field(default_factory=Scope)
    buys_quantity: int = 0
    buys_amount_minor: int = 0
    gets_quantity: int = 0
    uses_per_order: int | None = None
    min_subtotal_minor: int = 0
    max_subtotal_minor: int = 0
    min_quantity: int = 0
    usage_limit: int | None = None
    per_customer_limit: int | None = None
    customer_ids: set[int] | None = None
    email_restrictions: list[str] = field(default_factory=list)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    active: bool = True
    free_shipping: bool = False
    max_shipping_minor: int | None = None
    automatic: bool = False
    segment_ids: set[int] = field(default_factory=set)
    combines_order: bool = False
    combines_product: bool = False
    combines_shipping: bool = False
    individual_use: bool = False
    limit_items: int | None = None
    amount_text: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list)
    meta: list[dict[str, object]] = field(default_factory=list)
    status: str = "publish"
    shown_kind: str = ""
    code_ids: dict[str, int] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    usage_count: int = 0

    @property
    def code(self) -> str:
        return self.codes[0] if self.codes else ""

    @property
    def discount_class(self) -> str:
        """What the combination rules look at: order, product or shipping."""
        if self.kind == "free_shipping":
            return "shipping"
        if self.kind == "gift" or not self.scope.is_all:
            return "product"
        return "order"

    def live_uses(self) -> list[Use]:
        return [use for use in self.uses if not use.released]


@dataclass(slots=True)
class Allocation:
    """A share of one application that fell on one line."""

    index: int
    amount_minor: int


@dataclass(slots=True)
class Application:
    """A discount as it was applied to one order."""

    index: int
    code: str
    discount_id: int
    kind: str
    value: Decimal
    value_type: str
    method: str
    selection: str
    target: str
    amount_minor: int = 0
    shown_kind: str = ""
    free_shipping: bool = False
    title: str = ""

    @property
    def automatic(self) -> bool:
        return not self.code

    @property
    def label(self) -> str:
        return self.code or self.title


@dataclass(slots=True)
class OrderLine:
    id: int
    product_id: int | None
    variant_id: int | None
    title: str
    variant_title: str
    sku: str
    vendor: str
    quantity: int
    unit_price_minor: int
    gift_card: bool = False
    taxable: bool = True
    requires_shipping: bool = True
    virtual: bool = False
    allocations: list[Allocation] = field(default_factory=list)
    tax_minor: int = 0
    subtotal_tax_minor: int = 0
    removed: int = 0
    refunded: int = 0
    added_later: bool = False

    @property
    def gross_minor(self) -> int:
        return self.unit_price_minor * self.quantity

    @property
    def discount_minor(self) -> int:
        return sum(share.amount_minor for share in self.allocations)

    @property
    def net_minor(self) -> int:
        """After discounts, with or without tax just as the prices are."""
        return self.gross_minor - self.discount_minor

    @property
    def current_quantity(self) -> int:
        return self.quantity - self.removed - self.refunded

    @property
    def name(self) -> str:
        return (
            f"{self.title} - {self.variant_title}" if self.variant_title else self.title
        )


@dataclass(slots=True)
class RefundLine:
    id: int
    line_id: int
    quantity: int
    subtotal_minor: int
    tax_minor: int
    restock: bool = True


@dataclass(slots=True)
class Refund:
    id: int
    created_at: datetime
    note: str
    lines: list[RefundLine]
    amount_minor: int
    adjustment_minor: int = 0
    shipping_minor: int = 0
    shipping_tax_minor: int = 0
    transaction_id: int = 0
    status: str = "success"


@dataclass(slots=True)
class Transaction:
    id: int
    kind: str
    status: str
    gateway: str
    amount_minor: int
    at: datetime
    parent_id: int | None = None
    test: bool = False


@dataclass(slots=True)
class Order:
    id: int
    number: int
    currency: str
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    lines: list[OrderLine]
    email: str = ""
    phone: str | None = None
    customer_id: int | None = None
    status: str = "open"
    gateway: str = "manual"
    gateway_title: str = ""
    taxes_included: bool = False
    tax_percent: Decimal = Decimal(0)
    tax_title: str = ""
    shipping_minor: int = 0
    shipping_discount_minor: int = 0
    shipping_tax_minor: int = 0
    shipping_line_id: int = 0
    fees: list[dict[str, object]] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    fulfilled: bool = False
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    closed_at: datetime | None = None
    paid_at: datetime | None = None
    completed_at: datetime | None = None
    edited: bool = False
    test: bool = False
    source: str = "web"
    note: str = ""
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    meta: list[dict[str, object]] = field(default_factory=list)
    billing: Address | None = None
    shipping_address: Address | None = None
    token: str = ""
    cart_token: str = ""
    created_via: str = "checkout"
    locale: str | None = "id"
    landing: str = ""
    tip_minor: int = 0
    erased: bool = False
    trashed: bool = False
    status_before_trash: str = ""
    presentment_currency: str = ""
    presentment_rate: Decimal = Decimal(1)
    renews_id: int | None = None

    @property
    def gateways(self) -> list[str]:
        used = [row.gateway for row in self.transactions if row.kind != "refund"]
        return list(dict.fromkeys([*used, self.gateway]))

    def line(self, line_id: int) -> OrderLine | None:
        return next((line for line in self.lines if line.id == line_id), None)


@dataclass(slots=True)
class Review:
    id: int
    product_id: int
    author: str
    email: str
    rating: int
    text: str
    status: str
    created_at: datetime
    customer_id: int | None = None
    verified: bool = False


@dataclass(slots=True)
class Cart:
    token: str
    quantities: dict[int, int] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    billing: Address | None = None
    email: str = ""
    customer_id: int | None = None
    note: str = ""
    draft_order_id: int | None = None
    gift_cards: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    landing: str = ""
