"""The fake platform: the ports of the house, answered from memory.

It trusts nobody and forgets nothing, like the real ones. Deliveries are signed
JSON of our own events, so that whole flows run without a store's words.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

import msgspec

from app.domain.errors import CodeTaken, PlatformMissing, PlatformRefused
from app.domain.events import (
    CustomerGone,
    CustomerProfile,
    CustomerSeen,
    Event,
    Ignored,
    OrderGone,
    OrderHint,
    OrderSeen,
    OrderSnapshot,
    ReviewHint,
    ReviewSeen,
    ReviewSnapshot,
    StoreUninstalled,
)
from app.domain.json_limits import UnreadablePayload, read_json
from app.domain.money import exponent
from app.domain.rewards.discount import DiscountSpec, IssuedDiscount
from app.ports import (
    Catalogue,
    Clock,
    Delivery,
    MemberBenefits,
    Page,
    Signer,
    StoreConnection,
    StoreDescription,
    StoreDiscounts,
    WebhookReport,
)
from integrations.digests import NeverPings, content_key, header, signed_base64
from integrations.fake.benefits import (
    FakeBenefits,
    FakeCatalogue,
    FakeDiscounts,
    require,
)
from integrations.fake.shop import FakeShop, Issued

PER_PAGE = 10
T = TypeVar("T")
TOPICS: dict[str, type[Event]] = {
    "order.seen": OrderSeen,
    "order.hint": OrderHint,
    "order.gone": OrderGone,
    "customer.seen": CustomerSeen,
    "customer.gone": CustomerGone,
    "review.seen": ReviewSeen,
    "review.hint": ReviewHint,
    "store.uninstalled": StoreUninstalled,
}


class FakeSigner(NeverPings):
    """Base64 HMAC over the body in ``X-Fake-Signature``."""

    def topic(self, headers: Mapping[str, str]) -> str:
        return header(headers, "x-fake-topic")

    def verified(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]
    ) -> bool:
        return signed_base64(body, header(headers, "x-fake-signature"), secrets)

    def dedupe_key(self, headers: Mapping[str, str], topic: str, body: bytes) -> str:
        return header(headers, "x-fake-id") or f"{topic}:{content_key(body)}"


class FakePlatform:
    """All fake shops of one process, made when they are first asked for."""

    name = "fake"
    signer: Signer = FakeSigner()

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shops: dict[UUID, FakeShop] = {}
        self.benefits: MemberBenefits = FakeBenefits(self.call)
        self.catalogue: Catalogue = FakeCatalogue(self.call)
        self.discounts: StoreDiscounts = FakeDiscounts(self.call)

    def shop(self, store: StoreConnection) -> FakeShop:
        """Return the shop behind a connection, to fill it or to look at it."""
        if store.store_id not in self._shops:
            self._shops[store.store_id] = FakeShop(
                currency=store.currency or "EUR", timezone=store.timezone
            )
        return self._shops[store.store_id]

    @contextmanager
    def call(self, store: StoreConnection, name: str) -> Iterator[FakeShop]:
        """Note the call, and fail it as the shop was told to."""
        shop = self.shop(store)
        shop.calls.append(name)
        waiting = shop.failures.get(name)
        failure = waiting.popleft() if waiting else None
        if failure is not None and not failure.after:
            raise failure.error
        yield shop
        if failure is not None:
            raise failure.error

    def normalise(self, delivery: Delivery, store: StoreConnection) -> list[Event]:  # noqa: ARG002 - the port's shape
        body = read_json(delivery.body)
        kind = TOPICS.get(delivery.topic)
        if kind is None:
            return [Ignored(f"topic {delivery.topic or 'missing'}")]
        try:
            return [msgspec.convert(body, kind, strict=False)]
        except (msgspec.ValidationError, ValueError) as error:
            raise UnreadablePayload(f"{delivery.topic}: {error}") from error

    def credentials_for(
        self,
        store: StoreConnection,  # noqa: ARG002 - the port's shape
        proof: Mapping[str, str],
    ) -> Mapping[str, str]:
        return dict(proof)

    def describe(self, store: StoreConnection) -> StoreDescription:
        with self.call(store, "describe") as shop:
            return StoreDescription(
                name=shop.name,
                domain=store.domain,
                shop_ref=str(store.store_id),
                currency=shop.currency,
                timezone=shop.timezone,
                currency_decimals=exponent(shop.currency),
                coupons_enabled=shop.coupons_enabled,
            )

    def fetch_order(self, store: StoreConnection, order_ref: str) -> OrderSnapshot:
        with self.call(store, "fetch_order") as shop:
            if order_ref not in shop.orders:
                raise PlatformMissing(f"no order {order_ref}")
            return shop.orders[order_ref]

    def orders(
        self,
        store: StoreConnection,
        *,
        changed_since: datetime | None = None,
        cursor: str | None = None,
    ) -> Page[OrderSnapshot]:
        with self.call(store, "orders") as shop:
            return _page(shop.changed_since(changed_since), cursor)

    def fetch_customer(
        self, store: StoreConnection, customer_ref: str
    ) -> CustomerProfile:
        with self.call(store, "fetch_customer") as shop:
            if customer_ref not in shop.customers:
                raise PlatformMissing(f"no customer {customer_ref}")
            return shop.customers[customer_ref]

    def customers(
        self, store: StoreConnection, *, cursor: str | None = None
    ) -> Page[CustomerProfile]:
        with self.call(store, "customers") as shop:
            return _page(list(shop.customers.values()), cursor)

    def reviews(
        self, store: StoreConnection, *, product_ref: str
    ) -> list[ReviewSnapshot]:
        with self.call(store, "reviews") as shop:
            return [each for each in shop.reviews if each.product_ref == product_ref]

    def recent_reviews(
        self,
        store: StoreConnection,
        *,
        written_since: datetime,
        cursor: str | None = None,
    ) -> Page[ReviewSnapshot]:
        with self.call(store, "recent_reviews") as shop:
            young = [
                (each.written_at, each)
                for each in shop.reviews
                if each.written_at is not None and each.written_at >= written_since
            ]
            young.sort(key=itemgetter(0), reverse=True)
            return _page([each for _, each in young], cursor)

    def issue(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        with self.call(store, "issue") as shop:
            if not shop.coupons_enabled:
                raise PlatformRefused("coupons are off", reason="coupons_disabled")
            if spec.automatic:
                require(shop, "automatic_discount")
            key = spec.code.casefold()
            held = shop.discounts.get(key)
            if held is None:
                number = str(len(shop.discounts) + 1)
                held = shop.discounts[key] = Issued(number, spec, spec.marker)
            elif held.marker != spec.marker:
                raise CodeTaken(f"{spec.code} is taken", reason="TAKEN")
            return held.seen(self._clock.now())

    def look_up(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        with self.call(store, "look_up") as shop:
            held = shop.discounts.get(code.casefold())
            return held.seen(self._clock.now()) if held else None

    def withdraw(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        with self.call(store, "withdraw") as shop:
            held = shop.discounts.get(code.casefold())
            if held is None:
                return None
            held.withdrawn = True
            return held.seen(self._clock.now())

    def orders_with_code(self, store: StoreConnection, code: str) -> list[str]:
        with self.call(store, "orders_with_code") as shop:
            return [
                order.order_ref
                for order in shop.orders.values()
                if any(
                    each.code.casefold() == code.casefold() for each in order.discounts
                )
            ]

    def ensure_webhooks(
        self,
        store: StoreConnection,
        *,
        callback_url: str,
        secret: str,  # noqa: ARG002 - the port's shape
    ) -> WebhookReport:
        with self.call(store, "ensure_webhooks") as shop:
            before = dict(shop.webhooks)
            shop.webhooks = dict.fromkeys(TOPICS, callback_url)
            return WebhookReport(
                present=tuple(t for t in TOPICS if before.get(t) == callback_url),
                created=tuple(t for t in TOPICS if t not in before),
                repaired=tuple(
                    t for t in TOPICS if before.get(t, callback_url) != callback_url
                ),
            )

    def remove_webhooks(
        self, store: StoreConnection, *, callback_url: str
    ) -> WebhookReport:
        with self.call(store, "remove_webhooks") as shop:
            removed = [t for t, url in shop.webhooks.items() if url == callback_url]
            for topic in removed:
                del shop.webhooks[topic]
            return WebhookReport(removed=tuple(removed))


def _page(found: Sequence[T], cursor: str | None) -> Page[T]:
    start = int(cursor) if cursor else 0
    end = start + PER_PAGE
    return Page(found[start:end], str(end) if end < len(found) else None)
