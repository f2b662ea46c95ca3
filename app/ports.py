"""What Setia needs from outside, as the floors above may know it.

Implementations live in ``integrations`` and are chosen in ``app.wiring``. A
platform call is never made inside a unit of work. Every method that goes over
the network raises only members of the ``PlatformError`` family.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from app.domain.events import CustomerProfile, Event, OrderSnapshot, ReviewSnapshot
from app.domain.events.products import ProductFacts
from app.domain.money import Money
from app.domain.rewards.credit import (
    CreditMovement,
    CreditSpec,
    GiftCardSpec,
    IssuedGiftCard,
)
from app.domain.rewards.discount import DiscountSpec, IssuedDiscount
from app.domain.rewards.live import LiveDiscounts, Rule

T = TypeVar("T")


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return the present instant, aware, UTC, microseconds."""

    def monotonic_us(self) -> int:
        """Return microseconds of a clock that never goes back."""


class Ids(Protocol):
    """The only source of randomness; seedable in tests."""

    def new(self) -> UUID:
        """Return a fresh time-ordered id (version 7)."""

    def code(self, length: int) -> str:
        """Return *length* symbols, 5 bits each, without look-alikes."""

    def secret(self, size: int) -> bytes:
        """Return *size* random bytes."""

    def jitter_ms(self, upper: int) -> int:
        """Return a whole number from 0 to *upper*."""


class SecretBox(Protocol):
    """Encryption at rest. The context is checked on opening."""

    def seal(self, plain: bytes, *, context: str) -> str:
        """Return a text to store; *context* names programme, table, row, column."""

    def open(self, sealed: str, *, context: str) -> bytes:
        """Return what was sealed.

        Raises:
            Untrusted: The text was damaged, moved, or sealed under another key.
        """

    def renewed(self, sealed: str) -> str:
        """Return the same secret under the newest key: *sealed* itself if it is.

        Raises:
            Untrusted: The text was damaged, or sealed under a key we don't have.
        """


class Wake(Protocol):
    """Tells workers that work is waiting. Losing a call loses nothing."""

    def work(self, queue: str) -> None:
        """Ask for a drain of *queue* (``inbox``, ``outbox`` …). Never raises."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook request as kept: bytes and the headers that matter."""

    topic: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case names."""
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoreConnection:
    """What an adapter needs to talk to one store. Holds secrets: never log it."""

    store_id: UUID
    programme_id: UUID
    platform: str
    base_url: str
    """Where to call, without a trailing slash."""
    domain: str
    """The platform's permanent name of the shop (``x.myshopify.com``, host)."""
    currency: str
    timezone: str
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: Mapping[str, str] = field(default_factory=dict)
    """Store settings that adapters read: ``earn_on`` (paid/fulfilled) …"""
    keep_credentials: Callable[[Mapping[str, str]], None] | None = field(
        default=None, repr=False
    )
    """Called after a token refresh, before the new token is used."""
    renew_credentials: (
        Callable[[Callable[[Mapping[str, str]], Mapping[str, str]]], Mapping[str, str]]
        | None
    ) = field(default=None, repr=False)
    """Runs a refresh alone for the store, across processes: takes the store's lock,
    hands the credentials as stored now to the given function, keeps what that
    returns when it differs, and returns what is in force."""


@dataclass(frozen=True, slots=True)
class StoreDescription:
    """What a store says of itself when it is connected."""

    name: str
    domain: str
    shop_ref: str
    currency: str
    timezone: str
    currency_decimals: int
    coupons_enabled: bool = True
    prices_include_tax: bool = False
    version: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a listing and where the next begins."""

    items: Sequence[T]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookReport:
    """What was found and done with a store's subscriptions."""

    present: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Signer(Protocol):
    """Checks that a delivery was signed by who it says. Pure; raises nothing."""

    def topic(self, headers: Mapping[str, str]) -> str:
        """Return the topic that the headers name, or an empty text."""

    def verified(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]
    ) -> bool:
        """Tell whether one of *secrets* signed exactly these bytes."""

    def dedupe_key(self, headers: Mapping[str, str], topic: str, body: bytes) -> str:
        """Return the key under which repeats of this delivery meet."""

    def is_ping(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Tell whether this is the platform's unsigned form ping."""


class Platform(Protocol):
    """One kind of store. Adapters of all kinds obey one contract test."""

    name: str
    signer: Signer
    benefits: "MemberBenefits"
    catalogue: "Catalogue"
    discounts: "StoreDiscounts"

    def normalise(self, delivery: Delivery, store: StoreConnection) -> list[Event]:
        """Return what the delivery says, in our words. Pure, no network.

        Raises:
            Malformed: The body breaks its contract; the delivery is set aside.
        """

    def credentials_for(
        self, store: StoreConnection, proof: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Trade a proof of installation for the credentials to keep.

        Shopify: ``{"id_token": …}`` is verified and exchanged, ``{"code": …}`` of a
        verified callback is traded, and ``{"access_token": …}`` of a merchant's own
        app is kept as it is. WooCommerce: the consumer key and secret are kept.

        Raises:
            Untrusted: The proof does not hold for this store.
            PlatformError: The platform did not answer as it should.
        """

    def describe(self, store: StoreConnection) -> StoreDescription:
        """Return what the store says of itself; the connection test."""

    def fetch_order(self, store: StoreConnection, order_ref: str) -> OrderSnapshot:
        """Return the order as it stands now.

        Raises:
            PlatformMissing: The store has no such order (deleted or trashed).
        """

    def orders(
        self,
        store: StoreConnection,
        *,
        changed_since: datetime | None = None,
        cursor: str | None = None,
    ) -> Page[OrderSnapshot]:
        """Return one page of orders, oldest change first."""

    def fetch_customer(
        self, store: StoreConnection, customer_ref: str
    ) -> CustomerProfile:
        """Return the customer; ``PlatformMissing`` when there is none."""

    def customers(
        self, store: StoreConnection, *, cursor: str | None = None
    ) -> Page[CustomerProfile]:
        """Return one page of customers."""

    def reviews(
        self, store: StoreConnection, *, product_ref: str
    ) -> list[ReviewSnapshot]:
        """Return a product's reviews, approved or not; none where there are no own."""

    def recent_reviews(
        self,
        store: StoreConnection,
        *,
        written_since: datetime,
        cursor: str | None = None,
    ) -> Page[ReviewSnapshot]:
        """Return one page of reviews of all products, approved or not, newest first.

        Empty where the platform has no reviews of its own.
        """

    def issue(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        """Create the code; finding our own already there is success.

        Raises:
            CodeTaken: The code exists and carries another marker.
            PlatformRefused: A clear no.
            PlatformUnclear: The outcome is unknown; look up before a resend.
        """

    def look_up(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        """Return what the store holds under *code*, or None."""

    def withdraw(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        """Switch the code off and return it as read afterwards (None: it is gone)."""

    def orders_with_code(self, store: StoreConnection, code: str) -> list[str]:
        """Return the order_refs that carry *code*, as far as the store can tell."""

    def ensure_webhooks(
        self, store: StoreConnection, *, callback_url: str, secret: str
    ) -> WebhookReport:
        """List, create, repair what we need; idempotent; never makes twins."""

    def remove_webhooks(
        self, store: StoreConnection, *, callback_url: str
    ) -> WebhookReport:
        """Delete our subscriptions (on disconnect)."""


class MemberBenefits(Protocol):
    """What a platform can do for one customer beside discount codes.

    An adapter that can't do one of these raises ``PlatformCannot`` with a reason
    from its facts; ``can`` says so beforehand.
    """

    def can(self, store: StoreConnection) -> frozenset[str]:
        """Return what this store offers through us, as the store says now.

        Some of ``tags``, ``store_credit``, ``gift_card``, ``automatic_discount``.
        """

    def tag_customer(
        self,
        store: StoreConnection,
        customer_ref: str,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Add and remove customer tags; return all as read afterwards.

        Idempotent. WooCommerce has none: they are kept in our customer meta.
        """

    def add_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        """Add store credit; finding our own movement already there is success.

        One movement of a customer at a time: a second one is told to wait.

        Raises:
            PlatformRefused: A clear no.
            PlatformUnclear: Unknown; call again with the same marker.
        """

    def take_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        """Take store credit back, at most what is there; safe to call again.

        The movement's ``amount`` is what was really taken, zero when there was none.
        """

    def credit_balance(
        self, store: StoreConnection, customer_ref: str, currency: str
    ) -> Money:
        """Return the customer's store credit in *currency*."""

    def issue_gift_card(
        self, store: StoreConnection, spec: GiftCardSpec
    ) -> IssuedGiftCard:
        """Create the card; finding our own already there is success."""

    def look_up_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        """Return the card with this code, or None."""

    def disable_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        """Switch the card off for good and return it as read afterwards."""


class Catalogue(Protocol):
    """What a store knows of its goods and leaves out of its orders."""

    def products(
        self, store: StoreConnection, product_refs: Sequence[str]
    ) -> list[ProductFacts]:
        """Return those of the products that the store has, 50 asked for at most.

        Fill an order with them by ``app.domain.events.products.enriched``.
        """


class StoreDiscounts(Protocol):
    """What a store itself takes off, beside what is ours. Reads only."""

    rule: Rule

    def live(
        self, store: StoreConnection, *, customer_ref: str | None = None
    ) -> LiveDiscounts:
        """Return what is in force or soon to be; a customer's own with their ref."""


class ReviewProvider(Protocol):
    """A review app whose webhooks we take (Judge.me …)."""

    name: str
    signer: Signer

    def normalise(self, delivery: Delivery) -> list[Event]:
        """Return what the delivery says, in our words. Pure."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a platform says stands at the storefront of which shop."""

    domain: str
    """The platform's permanent name of the shop."""
    customer_ref: str | None
    """None for a guest."""


class Doorman(Protocol):
    """Believes what a platform signed about a visitor. Pure; raises nothing."""

    def proxied(
        self, query_string: str, secrets: Sequence[bytes], *, at: datetime
    ) -> Visitor | None:
        """Return the visitor of a call that the platform passed on, or None."""

    def extension(
        self, token: str, client_id: str, secrets: Sequence[bytes], *, at: datetime
    ) -> Visitor | None:
        """Return the visitor of a checkout or account extension, or None."""
