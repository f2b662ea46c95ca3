"""A receiver and one store of each flavour, fresh for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.sandbox.shop import Receiver, Shop
from tests.sandbox.visitor import Browser

TOPICS = (
    "order.created",
    "order.updated",
    "order.deleted",
    "order.restored",
    "customer.created",
    "customer.updated",
    "customer.deleted",
    "product.updated",
    "coupon.created",
    "coupon.updated",
    "coupon.deleted",
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.stop()


def shopify_config(receiver: Receiver) -> StoreConfig:
    return StoreConfig(
        queue="manual",
        queue_delay_ms=0,
        webhook_url=f"{receiver.url}/webhooks/shopify",
        proxy_url=f"{receiver.url}/proxied",
        retry_gaps_s=(0.0,) * 8,
    )


@pytest.fixture
def shopify(receiver: Receiver) -> Iterator[Shop]:
    """Deliveries wait until `deliver` is called."""
    with run_in_thread(create_shopify_store(shopify_config(receiver))) as running:
        yield Shop(running, receiver)


@pytest.fixture
def woo(receiver: Receiver) -> Iterator[Shop]:
    """No webhooks yet; deliveries wait until `deliver` is called."""
    config = StoreConfig(
        platform="woocommerce",
        queue="manual",
        queue_delay_ms=0,
        pretend_https=True,
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        yield Shop(running, receiver)


@pytest.fixture
def hooked(woo: Shop) -> Shop:
    """The WooCommerce store with a webhook for each topic, pinged already."""
    for topic in TOPICS:
        asked = {
            "name": topic,
            "topic": topic,
            "delivery_url": f"{woo.receiver.url}/webhooks/woocommerce/1",
            "secret": "harness-secret-1",
        }
        assert woo.rest("POST", "webhooks", asked).status_code == 201
    woo.receiver.got.clear()
    return woo


@pytest.fixture(params=["shopify", "woo"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def visitor(shop: Shop) -> Iterator[Browser]:
    made = Browser(shop)
    yield made
    made.session.close()


MORE_TOPICS = (
    "review.approved",
    "action.woocommerce_order_status_completed",
    "action.woocommerce_rest_insert_product_review",
    "action.woocommerce_refund_created",
    "action.woocommerce_order_refunded",
    "action.woocommerce_store_api_checkout_order_processed",
)


@pytest.fixture
def usd(receiver: Receiver) -> Iterator[Shop]:
    """A USD store, with the companion plugin, subscribed to everything."""
    config = StoreConfig(
        platform="woocommerce",
        currency="USD",
        queue="manual",
        queue_delay_ms=0,
        pretend_https=True,
        extra={"companion": "on"},
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        shop = Shop(running, receiver)
        for topic in (*TOPICS, *MORE_TOPICS):
            asked = {"topic": topic, "delivery_url": receiver.url, "secret": "s"}
            assert shop.rest("POST", "webhooks", asked).status_code == 201
        receiver.got.clear()
        yield shop
