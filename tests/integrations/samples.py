"""Recorded deliveries, as the adapters get them."""

import json
from pathlib import Path
from typing import Any

from app.domain.events import Event, OrderSeen, OrderSnapshot
from app.ports import Delivery
from integrations.shopify import normalise as shopify
from integrations.woocommerce import normalise as woocommerce
from tests.integrations.benches import connection

PAYLOADS = Path(__file__).parent.parent / "payloads"
STORE = connection("woocommerce", "https://shop.example", currency="")
CONSENT = "customers_email_marketing_consent/update"
SHOPIFY_TOPICS = {
    "app-scopes_update": "app/scopes_update",
    "app-uninstalled": "app/uninstalled",
    "app_subscriptions-update": "app_subscriptions/update",
    "bulk_operations-finish": "bulk_operations/finish",
    "customer-tags_added": "customer.tags_added",
    "customers-create-phone-only": "customers/create",
    "customers-create": "customers/create",
    "customers-data_request": "customers/data_request",
    "customers-delete": "customers/delete",
    "customers-merge-failed": "customers/merge",
    "customers-merge": "customers/merge",
    "customers-purchasing_summary": "customers/purchasing_summary",
    "customers-redact": "customers/redact",
    "customers_email_marketing_consent-update": CONSENT,
    "discounts-delete": "discounts/delete",
    "discounts-redeemcode_added": "discounts/redeemcode_added",
    "discounts-update": "discounts/update",
    "orders-create-pos-anonymous-test": "orders/create",
    "orders-delete": "orders/delete",
    "orders-edited": "orders/edited",
    "orders-paid": "orders/paid",
    "refunds-create-amount-only": "refunds/create",
    "refunds-create-partial": "refunds/create",
    "shop-redact": "shop/redact",
}
TRIGGERED = "2026-11-20T08:30:07.123456Z"


def shopify_body(name: str) -> dict[str, Any]:
    """Return the body of a Shopify sample, to change and send again."""
    found: dict[str, Any] = json.loads(_path("shopify", name).read_bytes())
    return found


def shopify_delivery(name: str) -> Delivery:
    return Delivery(
        SHOPIFY_TOPICS[name],
        _path("shopify", name).read_bytes(),
        {"x-shopify-triggered-at": TRIGGERED},
    )


def shopify_events(topic: str, body: object) -> list[Event]:
    return shopify.normalise(Delivery(topic, json.dumps(body).encode()))


def shopify_order(body: object) -> OrderSnapshot:
    """Return the snapshot in an order body."""
    return _snapshot(shopify_events("orders/updated", body))


def woo_request(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_path("woocommerce", name).read_bytes())
    return found


def woo_delivery(name: str) -> Delivery:
    request = woo_request(name)["request"]
    headers = {key.lower(): value for key, value in request["headers"].items()}
    return Delivery(
        headers.get("x-wc-webhook-topic", ""), request["body"].encode(), headers
    )


def woo_body(name: str) -> dict[str, Any]:
    """Return the body of a WooCommerce sample, to change and send again."""
    found: dict[str, Any] = json.loads(woo_request(name)["request"]["body"])
    return found


def woo_answer(name: str) -> dict[str, Any]:
    """Return the answer of a recorded call: status, headers, json."""
    found: dict[str, Any] = woo_request(name)["response"]
    return found


def woo_events(topic: str, body: object) -> list[Event]:
    return woocommerce.normalise(Delivery(topic, json.dumps(body).encode()), STORE)


def woo_order(body: object, topic: str = "order.updated") -> OrderSnapshot:
    """Return the snapshot in an order body."""
    return _snapshot(woo_events(topic, body))


def _snapshot(events: list[Event]) -> OrderSnapshot:
    (event,) = events
    assert isinstance(event, OrderSeen)
    return event.snapshot


def _path(platform: str, name: str) -> Path:
    return PAYLOADS / platform / f"{name}.json"
