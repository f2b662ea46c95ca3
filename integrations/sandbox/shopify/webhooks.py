"""Who is told what: subscriptions, signing, and what follows from a failure.

The app's own subscriptions stand for what `shopify.app.toml` would say: always
there, never removed. Those made through the API are removed after eight failures
in a row, without a word.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from integrations.sandbox.config import API_VERSION
from integrations.sandbox.courier import Build, Courier, Job, Outcome, Parcel
from integrations.sandbox.shopify import bodies, smaller_bodies
from integrations.sandbox.shopify.wire import local
from integrations.sandbox.store.models import Customer, Discount, Order, Refund
from integrations.sandbox.store.state import Signal, Store

APP_TOPICS = frozenset(
    {
        "app/scopes_update",
        "app/uninstalled",
        "app_subscriptions/update",
        "customer.tags_added",
        "customer.tags_removed",
        "customers/create",
        "customers/delete",
        "customers/merge",
        "customers/update",
        "customers_email_marketing_consent/update",
        "discounts/create",
        "discounts/delete",
        "discounts/redeemcode_added",
        "discounts/redeemcode_removed",
        "discounts/update",
        "orders/cancelled",
        "orders/create",
        "orders/delete",
        "orders/edited",
        "orders/fulfilled",
        "orders/paid",
        "orders/updated",
        "refunds/create",
    }
)
PRIVACY_TOPICS = frozenset(
    {"customers/data_request", "customers/redact", "shop/redact"}
)
CONSENT_TOPIC = "customers_email_marketing_consent/update"
FAILURES_BEFORE_REMOVAL = 8
RETRIES = 8
ORDER_TOPICS = {
    "order.created": "orders/create",
    "order.updated": "orders/updated",
    "order.paid": "orders/paid",
    "order.fulfilled": "orders/fulfilled",
    "order.cancelled": "orders/cancelled",
}


def topic_of_enum(name: str) -> str:
    """``ORDERS_PAID`` as ``orders/paid``, ``DISCOUNTS_REDEEMCODE_ADDED`` and all."""
    for topic in APP_TOPICS | PRIVACY_TOPICS:
        if enum_of_topic(topic) == name:
            return topic
    head, _, tail = name.lower().partition("_")
    return f"{head}/{tail}"


def enum_of_topic(topic: str) -> str:
    return topic.replace("/", "_").replace(".", "_").upper()


@dataclass(slots=True)
class Subscription:
    """One subscription; *made_by_api* ones can die of failures."""

    id: int
    topic: str
    uri: str
    created_at: datetime
    updated_at: datetime
    made_by_api: bool = True
    name: str | None = None
    include_fields: list[str] = field(default_factory=list)
    metafield_namespaces: list[str] = field(default_factory=list)
    filter: str | None = None
    failures_in_a_row: int = 0


class Webhooks:
    """Turns signals into deliveries for everybody who subscribed."""

    def __init__(self, store: Store, courier: Courier) -> None:
        self.store = store
        self.courier = courier
        self.subscriptions: dict[int, Subscription] = {}
        store.listeners.append(self.on_signal)

    def reset(self) -> None:
        self.subscriptions.clear()

    def on_signal(self, signal: Signal) -> None:
        """Work out which topics a signal means and owe their deliveries."""
        store = self.store
        subject = signal.subject
        if isinstance(subject, Order):
            self._order(signal, subject)
        elif isinstance(subject, Refund) and signal.kind == "refund.created":
            order = signal.extra["order"]
            if isinstance(order, Order):
                body = smaller_bodies.refund(store, order, subject)
                self.send("refunds/create", body, str(subject.id), signal)
        elif isinstance(subject, Customer):
            self._customer(signal, subject)
        elif isinstance(subject, Discount):
            self._discount(signal, subject)

    def _order(self, signal: Signal, row: Order) -> None:
        subject = str(row.id)
        topic = ORDER_TOPICS.get(signal.kind)
        if topic is not None:
            body = self.order_body(row)
            self.send(topic, body, subject, signal)
            if signal.kind == "order.created":
                self.send("orders/updated", body, subject, signal)
        elif signal.kind == "order.deleted":
            self.send("orders/delete", {"id": row.id}, subject, signal)
        elif signal.kind == "order.edited":
            additions, removals = signal.extra["additions"], signal.extra["removals"]
            if isinstance(additions, list) and isinstance(removals, list):
                body = smaller_bodies.edited(
                    self.store, row, signal.at, additions, removals
                )
                self.send("orders/edited", body, subject, signal)

    def order_body(self, row: Order) -> dict[str, Any]:
        body = bodies.order(self.store, row)
        body["refunds"] = [
            smaller_bodies.refund(self.store, row, refund) for refund in row.refunds
        ]
        return body

    def _customer(self, signal: Signal, row: Customer) -> None:
        subject = str(row.id)
        store = self.store
        if signal.kind in {"customer.created", "customer.updated"}:
            topic = (
                "customers/create"
                if signal.kind == "customer.created"
                else "customers/update"
            )
            self.send(topic, bodies.customer(store, row), subject, signal)
        elif signal.kind == "customer.deleted":
            body: dict[str, Any] = {
                "id": row.id,
                "tax_exemptions": [],
                "admin_graphql_api_id": f"gid://shopify/Customer/{row.id}",
            }
            self.send("customers/delete", body, subject, signal)
        elif signal.kind == "customer.merged":
            gone_id = int(str(signal.extra["gone_id"]))
            self.send(
                "customers/merge",
                smaller_bodies.merged(row.id, gone_id),
                subject,
                signal,
            )
        elif signal.kind == "customer.consent":
            body = smaller_bodies.consent(row, local(store, signal.at))
            self.send(CONSENT_TOPIC, body, subject, signal)
        elif signal.kind in {"customer.tags_added", "customer.tags_removed"}:
            names = [str(tag) for tag in str(signal.extra["tags"]).split(",")]
            body = smaller_bodies.tags(row, names, local(store, signal.at))
            self.send(signal.kind, body, subject, signal)

    def _discount(self, signal: Signal, row: Discount) -> None:
        subject = str(row.id)
        if signal.kind == "discount.deleted":
            body = smaller_bodies.discount_deleted(row, signal.at)
            self.send("discounts/delete", body, subject, signal)
        elif signal.kind in {"discount.created", "discount.updated"}:
            verb = "create" if signal.kind == "discount.created" else "update"
            status = discount_status(row, self.store.now())
            self.send(
                f"discounts/{verb}",
                smaller_bodies.discount(row, status),
                subject,
                signal,
            )
        elif signal.kind in {"discount.code_added", "discount.code_removed"}:
            verb = signal.kind.rpartition("_")[2]
            code = str(signal.extra["code"])
            body = smaller_bodies.redeem_code(row, code, signal.at)
            self.send(f"discounts/redeemcode_{verb}", body, subject, signal)

    def app_signal(self, topic: str, body: dict[str, Any], subject: str = "") -> None:
        """A topic that is about no row of the store: privacy and the app's state."""
        signal = Signal(
            kind=topic,
            subject=None,
            at=self.store.now(),
            event_id=self.store.ids.uuid("event"),
        )
        self.send(topic, body, subject, signal)

    def receivers(self, topic: str) -> list[Subscription]:
        config = self.store.config
        found = []
        if config.webhook_url and topic in APP_TOPICS | PRIVACY_TOPICS:
            now = self.store.now()
            found.append(
                Subscription(0, topic, config.webhook_url, now, now, made_by_api=False)
            )
        if topic not in PRIVACY_TOPICS:
            rows = self.subscriptions.values()
            found.extend(row for row in rows if row.topic == topic)
        return found

    def send(self, topic: str, body: dict[str, Any], subject: str, why: Signal) -> None:
        """Owe one delivery to each receiver; the body is fixed from here on."""
        if not self.store.installed and topic not in {
            "app/uninstalled",
            *PRIVACY_TOPICS,
        }:
            return
        for receiver in self.receivers(topic):
            chosen = body
            if receiver.include_fields:
                chosen = {k: v for k, v in body.items() if k in receiver.include_fields}
            raw = json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()
            headers = {
                "Content-Type": "application/json",
                "User-Agent": "Shopify-Captain-Hook",
                "X-Shopify-Topic": topic,
                "X-Shopify-Shop-Domain": self.store.config.shop_domain,
                "X-Shopify-API-Version": API_VERSION,
                "X-Shopify-Webhook-Id": self.store.ids.uuid("webhook"),
                "X-Shopify-Event-Id": why.event_id,
                "X-Shopify-Triggered-At": why.at.astimezone(UTC).strftime(
                    "%Y-%m-%dT%H:%M:%S.%fZ"
                ),
            }
            if receiver.name:
                headers["X-Shopify-Name"] = receiver.name
            self.courier.post(
                topic=topic,
                subject=subject,
                build=self._builder(receiver, headers, raw),
                outcome=self._judge(receiver),
            )

    def _builder(
        self, receiver: Subscription, headers: dict[str, str], raw: bytes
    ) -> Build:
        def build() -> Parcel | None:
            signed = {**headers, "X-Shopify-Hmac-Sha256": self.sign(raw)}
            return Parcel(receiver.uri, signed, raw)

        return build

    def sign(self, raw: bytes) -> str:
        config = self.store.config
        secret = config.client_secret
        if config.sign_with_old_secret and config.old_client_secret:
            secret = config.old_client_secret
        digest = hmac.new(secret.encode(), raw, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def _judge(self, receiver: Subscription) -> Outcome:
        def judge(job: Job, status: int | None) -> float | None:
            good = status is not None and 200 <= status < 300  # noqa: PLR2004 -- 2xx
            if good:
                receiver.failures_in_a_row = 0
                return None
            with self.store.lock:
                receiver.failures_in_a_row += 1
                if (
                    receiver.made_by_api
                    and receiver.failures_in_a_row >= FAILURES_BEFORE_REMOVAL
                ):
                    self.subscriptions.pop(receiver.id, None)
            gaps = self.store.config.retry_gaps_s
            tried = len(job.attempts)
            if tried > RETRIES or tried > len(gaps):
                job.state = "gave_up"
                return None
            return gaps[tried - 1]

        return judge


def discount_status(row: Discount, now: datetime) -> str:
    """ACTIVE, SCHEDULED or EXPIRED; a code that was switched off counts as expired."""
    if not row.active or (row.ends_at is not None and now >= row.ends_at):
        return "EXPIRED"
    if row.starts_at is not None and now < row.starts_at:
        return "SCHEDULED"
    return "ACTIVE"
