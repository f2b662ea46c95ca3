"""A shop in memory: what it holds, and how it is told to fail.

It keeps to what every store promises: a code exists once, one use is counted,
and a call may fail before or after the shop has acted.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import PlatformError
from app.domain.events import CustomerProfile, OrderSnapshot, ReviewSnapshot
from app.domain.events.products import ProductFacts
from app.domain.rewards.credit import CreditMovement, IssuedGiftCard
from app.domain.rewards.discount import DiscountSpec, IssuedDiscount
from app.domain.rewards.live import LiveDiscount


@dataclass(slots=True)
class Issued:
    """A discount as the shop holds it."""

    discount_ref: str
    spec: DiscountSpec
    marker: str
    withdrawn: bool = False
    used_by: list[str] = field(default_factory=list)
    """The order_refs that carry the code."""

    def seen(self, now: datetime) -> IssuedDiscount:
        ends_at = self.spec.ends_at
        return IssuedDiscount(
            code=self.spec.code,
            discount_ref=self.discount_ref,
            marker=self.marker,
            ends_at=ends_at,
            times_used=len(self.used_by),
            active=not self.withdrawn and (ends_at is None or now < ends_at),
        )


@dataclass(slots=True)
class Failure:
    """What the next call of one kind raises, before or after it acted."""

    error: PlatformError
    after: bool


@dataclass(slots=True)
class Card:
    """A gift card, and whose it is if somebody's."""

    shown: IssuedGiftCard
    customer_ref: str | None


ALL_OFFERS = frozenset({"tags", "store_credit", "gift_card", "automatic_discount"})


@dataclass(slots=True)
class FakeShop:
    """Everything that one store knows."""

    name: str = "Fake shop"
    currency: str = "EUR"
    timezone: str = "UTC"
    coupons_enabled: bool = True
    orders: dict[str, OrderSnapshot] = field(default_factory=dict)
    customers: dict[str, CustomerProfile] = field(default_factory=dict)
    reviews: list[ReviewSnapshot] = field(default_factory=list)
    discounts: dict[str, Issued] = field(default_factory=dict)
    """By the code in lower case."""
    own_discounts: list[LiveDiscount] = field(default_factory=list)
    """What the shop takes off itself."""
    webhooks: dict[str, str] = field(default_factory=dict)
    """Address by topic."""
    failures: dict[str, deque[Failure]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    offers: frozenset[str] = ALL_OFFERS
    """What it can do beside codes; take some away to play another platform."""
    products: dict[str, ProductFacts] = field(default_factory=dict)
    credit_minor: dict[tuple[str, str], int] = field(default_factory=dict)
    """By customer and currency."""
    movements: dict[str, CreditMovement] = field(default_factory=dict)
    """By our marker."""
    cards: dict[str, Card] = field(default_factory=dict)
    """By the code in lower case, without hyphens."""

    def put_order(self, snapshot: OrderSnapshot) -> None:
        """Show this order from now on; its codes count as used by it."""
        self.orders[snapshot.order_ref] = snapshot
        for discount in snapshot.discounts:
            held = self.discounts.get(discount.code.casefold())
            if held is not None and snapshot.order_ref not in held.used_by:
                held.used_by.append(snapshot.order_ref)

    def put_foreign_code(self, spec: DiscountSpec) -> None:
        """Hold a code that somebody else made."""
        self.discounts[spec.code.casefold()] = Issued("foreign", spec, "somebody else")

    def fail(self, call: str, error: PlatformError, *, after: bool = False) -> None:
        """Let the next *call* (a method's name) raise, once."""
        self.failures.setdefault(call, deque()).append(Failure(error, after))

    def changed_since(self, moment: datetime | None) -> list[OrderSnapshot]:
        """Return the orders changed since, oldest change first."""
        found = [
            order
            for order in self.orders.values()
            if moment is None or order.version >= moment
        ]
        return sorted(found, key=lambda order: (order.version, order.order_ref))
