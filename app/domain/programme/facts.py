"""Facts that conditions read, gathered beforehand.

A condition never asks a table or a clock. What is not gathered here can't be
asked; a new kind of fact is a new attribute here and a new field in
``fields``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from app.domain.events import OrderLine, OrderSnapshot
from app.domain.programme.birthdays import days_to_birthday
from app.domain.records import open_record

Bought = frozenset[tuple[str, str]]
"""Products, each as the store it was bought in and its reference there."""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of a member at the instant that a rule is asked about.

    Only what the document asks is gathered; the rest has its default.
    """

    tier: str | None = None
    tier_since: datetime | None = None
    memberships: Mapping[str, datetime] = field(default_factory=dict)
    """Active ones, with when each began."""
    segments: frozenset[str] = frozenset()
    tags: Mapping[str, datetime] = field(default_factory=dict)
    """In small letters, with since when."""
    consents: Mapping[str, datetime] = field(default_factory=dict)
    joined_at: datetime | None = None
    birthday: date | None = None
    language: str | None = None
    country: str | None = None
    """Where the member's latest order before this one went."""
    region: str | None = None
    orders_before: int = 0
    """Paid orders placed before this one."""
    bought_before: Bought = frozenset()
    chosen: Mapping[str, Mapping[date, datetime]] = field(default_factory=dict)
    """Days that the member chose, by rule, with when they were chosen."""


NOBODY = MemberFacts()


@open_record
class Facts:
    """What is known when a rule is asked."""

    at: datetime
    """When it happened; of an order when it was placed."""
    zone: str
    store: str
    """Our id of the store as text; empty for what happened in no store."""
    platform: str
    snapshot: OrderSnapshot | None = None
    first_order: bool = False
    store_domain: str = ""
    member: MemberFacts = NOBODY
    member_state: str = "member"

    @cached_property
    def order(self) -> OrderSnapshot:
        """The order; asked only by fields that rules on orders may use."""
        if self.snapshot is None:
            raise ValueError("this fact is no order")
        return self.snapshot

    @cached_property
    def local(self) -> datetime:
        """The instant on the wall clock of its zone."""
        return self.at.astimezone(ZoneInfo(self.zone))

    @cached_property
    def days_joined(self) -> int | None:
        """Whole days since the member joined."""
        joined_at = self.member.joined_at
        return None if joined_at is None else self.days_since(joined_at)

    @cached_property
    def days_to_birthday(self) -> int | None:
        """Days to the nearest birthday, before or after; None when unknown."""
        if self.member.birthday is None:
            return None
        return days_to_birthday(self.member.birthday, self.local.date())

    @cached_property
    def new_lines(self) -> tuple[OrderLine, ...]:
        """Lines of products that the member never bought before in this store."""
        before = self.member.bought_before
        return tuple(
            line
            for line in self.order.lines
            if line.product_ref and (self.store, line.product_ref) not in before
        )

    def days_since(self, began: datetime) -> int:
        """Return how many days ago something began; its first day is day 0."""
        zone = ZoneInfo(self.zone)
        return (self.local.date() - began.astimezone(zone).date()).days

    @cached_property
    def merchandise_minor(self) -> int:
        """The order after discounts, without tax, shipping and gift cards."""
        return sum(
            max(0, line.amount_minor) for line in self.order.lines if not line.gift_card
        )


class LineMatcher:
    """Tells lines by product, variant, SKU, collection, tag or vendor.

    References are plain, or ``<store id>/<reference>`` where one programme has
    several stores; ``sku:<text>`` means a SKU in every store and ``*`` anything.
    Tags and vendors are compared without case, as both platforms do.
    """

    __slots__ = (
        "_any",
        "_collections",
        "_local",
        "_products",
        "_skus",
        "_tags",
        "_vendors",
    )

    def __init__(
        self,
        *,
        products: tuple[str, ...] = (),
        collections: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        vendors: tuple[str, ...] = (),
    ) -> None:
        self._any = ANYTHING in products
        skus = tuple(ref for ref in products if ref.startswith(SKU))
        self._skus = frozenset(ref.removeprefix(SKU) for ref in skus)
        self._products = frozenset(products) - frozenset(skus)
        self._collections = frozenset(collections)
        self._tags = frozenset(tag.casefold() for tag in tags)
        self._vendors = frozenset(vendor.casefold() for vendor in vendors)
        self._local = any("/" in ref for ref in (*self._products, *collections))

    def __call__(self, line: OrderLine, store: str) -> bool:
        """Tell whether *line*, bought in *store*, is meant."""
        if self._any or (
            self._products
            and (
                line.product_ref in self._products or line.variant_ref in self._products
            )
        ):
            return True
        if self._skus and line.sku in self._skus:
            return True
        if self._collections and not self._collections.isdisjoint(line.collection_refs):
            return True
        if self._tags and any(tag.casefold() in self._tags for tag in line.tags):
            return True
        if self._vendors and (line.vendor or "").casefold() in self._vendors:
            return True
        return self._local and self._here(line, store)

    def _here(self, line: OrderLine, store: str) -> bool:
        products = (line.product_ref, line.variant_ref)
        return any(f"{store}/{ref}" in self._products for ref in products) or any(
            f"{store}/{ref}" in self._collections for ref in line.collection_refs
        )


SKU = "sku:"
ANYTHING = "*"
