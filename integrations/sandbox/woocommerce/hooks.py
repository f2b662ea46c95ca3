"""Webhooks with all their habits: pings, late bodies, merged events, no retry."""

import base64
import contextlib
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import requests

from integrations.sandbox.courier import Build, Courier, Job, Outcome, Parcel
from integrations.sandbox.store.models import (
    Customer,
    Discount,
    Order,
    Product,
    Refund,
    Review,
)
from integrations.sandbox.store.state import Signal, Store
from integrations.sandbox.woocommerce import bodies, marks
from integrations.sandbox.woocommerce.orders_body import order as order_body
from integrations.sandbox.woocommerce.wire import VERSION, WP_VERSION, Body, encode

RESOURCES = ("coupon", "customer", "order", "product")
EVENTS = ("created", "updated", "deleted", "restored")
AGENT = f"WooCommerce/{VERSION} Hookshot (WordPress/{WP_VERSION})"
PING_TIMEOUT_S = 5
FAILURES_KEPT = 5
OK_FIRST, OK_LAST, EXACTLY_OK = 200, 302, 200
SILENT = ("order.deleted", "order.restored", "order.purged", "refund.deleted")
HOOKS = {
    "order.created": ["woocommerce_new_order"],
    "order.updated": ["woocommerce_update_order", "woocommerce_order_refunded"],
    "order.deleted": ["wp_trash_post", "woocommerce_trash_order"],
    "order.restored": ["untrashed_post", "woocommerce_untrash_order"],
    "customer.created": ["user_register", "woocommerce_created_customer"],
    "customer.updated": ["profile_update", "woocommerce_update_customer"],
    "customer.deleted": ["delete_user"],
}


def topic_is_valid(topic: str) -> bool:
    if topic.startswith(("action.woocommerce_", "action.wc_")):
        return True
    resource, _, event = topic.partition(".")
    return resource in RESOURCES and event in EVENTS


@dataclass(slots=True)
class Hook:
    """One webhook; it belongs to a user, not to a key."""

    id: int
    name: str
    status: str
    topic: str
    delivery_url: str
    secret: str
    user_id: int
    created_at: datetime
    modified_at: datetime | None = None
    failures: int = 0
    ping_pending: bool = True

    @property
    def resource(self) -> str:
        return self.topic.partition(".")[0]

    @property
    def event(self) -> str:
        return self.topic.partition(".")[2]


class Hooks:
    """All webhooks of the store, and the queue that feeds them."""

    def __init__(self, store: Store, courier: Courier) -> None:
        self.store = store
        self.courier = courier
        self.hooks: dict[int, Hook] = {}
        self.pings = 0
        self.seconds: Callable[[], float] = time.time
        # 0 while the owner may see everything, else the status REST would give.
        self.owner_refused: dict[int, int] = {}
        store.listeners.append(self.on_signal)

    def reset(self) -> None:
        self.hooks.clear()
        self.owner_refused.clear()
        self.pings = 0

    # -- pings

    def save(self, hook: Hook) -> None:
        """Ping after each save until one is answered with exactly 200."""
        hook.modified_at = self.store.now()
        if hook.ping_pending:
            self.ping(hook)

    def ping(self, hook: Hook) -> None:
        self.pings += 1
        with contextlib.suppress(requests.RequestException, ValueError):
            answer = requests.post(
                hook.delivery_url,
                data=f"webhook_id={hook.id}",
                headers={
                    "User-Agent": AGENT,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
                timeout=PING_TIMEOUT_S,
                allow_redirects=False,
            )
            if answer.status_code == EXACTLY_OK:
                hook.ping_pending = False

    # -- events

    def on_signal(self, signal: Signal) -> None:
        subject = signal.subject
        if isinstance(subject, Order):
            self._order(signal, subject)
        elif isinstance(subject, Refund):
            order = signal.extra.get("order")
            if isinstance(order, Order):
                self._action("woocommerce_refund_created", subject.id)
                self._action("woocommerce_order_refunded", order.id)
        elif isinstance(subject, Customer):
            event = signal.kind.partition(".")[2]
            if event in EVENTS:
                self._owe(f"customer.{event}", subject.id, self._customer_build)
        elif isinstance(subject, Product):
            if signal.kind == "post.trashed":
                self._trashed(subject.id)
            else:
                self._owe("product.updated", subject.id, self._product_build)
        elif isinstance(subject, Discount):
            self._coupon(signal, subject)
        elif isinstance(subject, Review):
            self._review(signal, subject)

    def _order(self, signal: Signal, row: Order) -> None:
        marks.mark(self.store, row)
        if signal.kind == "order.created":
            pair = ["order.created", "order.updated"]
            if signal.extra.get("via") in {"store-api", "checkout"}:
                pair.reverse()
            for topic in pair:
                self._owe(topic, row.id, self._order_build)
        elif signal.kind in {"order.updated", "order.deleted", "order.restored"}:
            self._owe(signal.kind, row.id, self._order_build)
        elif signal.kind == "order.status":
            self._action(f"woocommerce_order_status_{row.status}", row.id)
            self._action("woocommerce_order_status_changed", row.id)
        elif signal.kind == "order.paid":
            self._action("woocommerce_payment_complete", row.id)
        if signal.kind in SILENT and self.store.config.plugin:
            self._changed(row.id)

    def _changed(self, number: int) -> None:
        """What the plugin tells of an order that WooCommerce says little about."""
        body: Body = {
            "action": "wc_setia_order_changed",
            "arg": number,
            "change": self.store.ids.uuid("change"),
        }
        self._owe("action.wc_setia_order_changed", number, lambda _n: body)

    def _coupon(self, signal: Signal, row: Discount) -> None:
        if signal.kind == "post.trashed":
            self._trashed(row.id)
        elif signal.kind in {"discount.created", "discount.updated"}:
            event = signal.kind.partition(".")[2]
            self._owe(f"coupon.{event}", row.id, self._coupon_build)

    def _review(self, signal: Signal, row: Review) -> None:
        if signal.kind == "review.created" and signal.extra.get("through_rest"):
            body = bodies.comment(self.store, row)
            self._action("woocommerce_rest_insert_product_review", body)
        if signal.kind == "review.approved" and self.store.config.has_topics_of_plugin:
            self._owe("review.approved", row.id, lambda _n: self._seen_review(row))

    def _seen_review(self, row: Review) -> Body:
        return bodies.companion_review(row)

    def _trashed(self, number: int) -> None:
        """Any post in the bin fires these two, whatever it was."""
        for topic in ("coupon.deleted", "product.deleted"):
            self._owe(topic, number, lambda n: {"id": n})

    def _action(self, name: str, arg: object) -> None:
        body: Body = {"action": name, "arg": arg}
        number = arg if isinstance(arg, int) else 0
        self._owe(f"action.{name}", number, lambda _n: body)

    def action_with_object(self, name: str) -> None:
        """An action whose first argument is an object: nothing of it survives."""
        body: Body = {"action": name, "arg": {"refunds": []}}
        self._owe(f"action.{name}", 0, lambda _n: body)

    def _owe(self, topic: str, number: int, body: Callable[[int], Body]) -> None:
        for hook in list(self.hooks.values()):
            if hook.topic != topic or hook.status != "active":
                continue
            self.courier.post(
                topic=topic,
                subject=str(number),
                build=self._builder(hook, topic, number, body),
                outcome=self._judge(hook),
                key=f"{hook.id}:{topic}:{number}",
            )

    # -- bodies, made when they are sent

    def _order_build(self, number: int) -> Body:
        row = self.store.orders.get(number)
        if row is None:
            return error("woocommerce_rest_shop_order_invalid_id", "Invalid ID.", 404)
        return order_body(self.store, row)

    def _customer_build(self, number: int) -> Body:
        row = self.store.customers.get(number)
        if row is None or row.deleted:
            return error("woocommerce_rest_invalid_id", "Invalid resource ID.", 404)
        return bodies.customer(self.store, row)

    def _coupon_build(self, number: int) -> Body:
        row = self.store.discounts.get(number)
        if row is None:
            return error("woocommerce_rest_shop_coupon_invalid_id", "Invalid ID.", 404)
        return bodies.coupon(self.store, row)

    def _product_build(self, number: int) -> Body:
        row = self.store.products.get(number)
        if row is None:
            return error("woocommerce_rest_product_invalid_id", "Invalid ID.", 404)
        return bodies.product(self.store, row)

    def _builder(
        self, hook: Hook, topic: str, number: int, body: Callable[[int], Body]
    ) -> Build:
        def build() -> Parcel | None:
            with self.store.lock:
                if hook.id not in self.hooks:
                    return None
                refused = self.owner_refused.get(hook.user_id, 0)
                if topic.endswith(".deleted"):
                    content: Body = {"id": number}
                elif refused and not topic.startswith("action."):
                    text = "Sorry, you cannot view this resource."
                    content = error("woocommerce_rest_cannot_view", text, refused)
                else:
                    content = body(number)
            return self._parcel(hook, encode(content))

        return build

    def _parcel(self, hook: Hook, raw: bytes) -> Parcel:
        digest = hmac.new(hook.secret.encode(), raw, hashlib.sha256).digest()
        second = int(self.seconds())
        delivery = hashlib.md5(f"{hook.id}{second}".encode(), usedforsecurity=False)
        headers = {
            "User-Agent": AGENT,
            "Content-Type": "application/json",
            "X-WC-Webhook-Source": f"{self.store.config.base_url}/",
            "X-WC-Webhook-Topic": hook.topic,
            "X-WC-Webhook-Resource": hook.resource,
            "X-WC-Webhook-Event": hook.event,
            "X-WC-Webhook-Signature": base64.b64encode(digest).decode(),
            "X-WC-Webhook-ID": str(hook.id),
            "X-WC-Webhook-Delivery-ID": delivery.hexdigest(),
        }
        url = hook.delivery_url
        if self.store.config.refuse_private_urls and is_private(url):
            url = "refused:private-address"
        return Parcel(url, headers, raw)

    def _judge(self, hook: Hook) -> Outcome:
        def judge(_job: Job, status: int | None) -> float | None:
            with self.store.lock:
                if status is not None and OK_FIRST <= status <= OK_LAST:
                    hook.failures = 0
                elif hook.failures > FAILURES_KEPT:
                    hook.status = "disabled"
                else:
                    hook.failures += 1
            self.save(hook)
            return None

        return judge


def is_private(url: str) -> bool:
    """An address or port that WordPress will not call."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    local = host in {"localhost", "::1"} or host.startswith(("127.", "10.", "192.168."))
    return local or parts.port not in {None, 80, 443, 8080}


def error(code: str, message: str, status: int) -> Body:
    return {"code": code, "message": message, "data": {"status": status}}
