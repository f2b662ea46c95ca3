"""What a store delivers and what it shows when asked come to the same order."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.events import OrderLine, OrderSeen, OrderSnapshot
from app.ports import Delivery
from tests.integrations.benches import (
    SandboxBench,
    shopify_bench,
    woocommerce_bench,
)
from tests.integrations.discounts import fixed
from tests.integrations.wire import says, serving

SHOPS: dict[str, dict[str, Any]] = {
    "tax-added": {"tax_percent": "11"},
    "tax-inside": {"tax_percent": "20", "tax_included": True, "tax_shipping": True},
    "rupiah": {"currency": "IDR", "decimals": 0, "tax_percent": "11"},
}
CODE = "LOY-7K3MQ9TX2F4H"
MUG = {"product": "stoneware-mug", "quantity": 1}


@pytest.fixture(params=list(SHOPS))
def shopify(request: pytest.FixtureRequest) -> Iterator[SandboxBench]:
    with serving(says()) as wire:
        url = f"{wire.url}/webhooks/shopify"
        with shopify_bench(webhook_url=url, **SHOPS[request.param]) as bench:
            yield bench


@pytest.fixture(params=list(SHOPS))
def woocommerce(request: pytest.FixtureRequest) -> Iterator[SandboxBench]:
    with serving(says()) as wire:
        url = f"{wire.url}/webhooks/woocommerce/x"
        with woocommerce_bench(**SHOPS[request.param]) as bench:
            bench.platform.ensure_webhooks(
                bench.store, callback_url=url, secret="s" * 40
            )
            yield bench


def last_seen(bench: SandboxBench, order_ref: str) -> OrderSnapshot:
    """Return the newest snapshot of an order among what was delivered."""
    seen = [
        event.snapshot
        for delivery in bench.deliveries()
        for event in bench.platform.normalise(delivery, bench.store)
        if isinstance(event, OrderSeen) and event.snapshot.order_ref == order_ref
    ]
    # Stamps have whole seconds: of two that are equal, the later one tells.
    return max(reversed(seen), key=lambda order: order.version)


def amounts(lines: tuple[OrderLine, ...]) -> list[tuple[object, ...]]:
    return [
        (
            line.line_ref,
            line.quantity,
            line.amount_minor,
            line.tax_minor,
            line.refunded_minor,
            line.refunded_tax_minor,
            line.discount_minor,
            line.product_ref,
            line.gift_card,
        )
        for line in lines
    ]


def assert_same(delivered: OrderSnapshot, fetched: OrderSnapshot) -> None:
    assert amounts(delivered.lines) == amounts(fetched.lines)
    for name in (
        "state",
        "currency",
        "version",
        "placed_at",
        "paid_at",
        "shipping_minor",
        "shipping_tax_minor",
        "refunded_shipping_minor",
        "total_minor",
        "refunded_total_minor",
        "discounts",
        "test",
        "channel",
    ):
        assert getattr(delivered, name) == getattr(fetched, name), name
    assert (delivered.customer or 0) == (fetched.customer or 0) or (
        delivered.customer is not None
        and fetched.customer is not None
        and delivered.customer.customer_ref == fetched.customer.customer_ref
        and delivered.customer.email == fetched.customer.email
    )


def place(bench: SandboxBench) -> str:
    bench.platform.issue(bench.store, fixed(bench.store))
    customer_ref = bench.sign_up("user@customer.test")
    made = bench.act(
        "order",
        customer=int(customer_ref),
        lines=[
            {"product": "stoneware-mug", "quantity": 3},
            {"product": "canvas-tote", "quantity": 1},
        ],
        codes=[CODE],
    )
    return str(made["order"]["id"])


def test_an_order_with_a_code(shopify: SandboxBench) -> None:
    order_ref = place(shopify)

    fetched = shopify.platform.fetch_order(shopify.store, order_ref)

    assert fetched.discounts[0].amount_minor == 500
    assert_same(last_seen(shopify, order_ref), fetched)


def test_woocommerce_an_order_with_a_code(woocommerce: SandboxBench) -> None:
    order_ref = place(woocommerce)

    fetched = woocommerce.platform.fetch_order(woocommerce.store, order_ref)

    assert_same(last_seen(woocommerce, order_ref), fetched)


REFUNDS: list[list[dict[str, object]]] = [
    [{"lines": [{"index": 0, "quantity": 1}]}],
    [
        {"lines": [{"index": 0, "quantity": 1}]},
        {"lines": [{"index": 0, "quantity": 1}, {"index": 1, "quantity": 1}]},
    ],
    [{"amount": "7"}],
    [{"amount": "7"}, {"lines": [{"index": 0, "quantity": 2}]}, {"amount": "3"}],
    [{"lines": [{"index": 0, "quantity": 1}], "shipping": "2"}],
    [{}],
]


@pytest.mark.parametrize("refunds", REFUNDS, ids=range(len(REFUNDS)))
def test_shopify_refunds_of_every_kind(
    shopify: SandboxBench, refunds: list[dict[str, object]]
) -> None:
    order_ref = place(shopify)
    for refund in refunds:
        shopify.act("refund", order_id=int(order_ref), **refund)

    fetched = shopify.platform.fetch_order(shopify.store, order_ref)
    delivered = last_seen(shopify, order_ref)

    assert delivered.complete
    assert_same(delivered, fetched)


@pytest.mark.parametrize("refunds", REFUNDS, ids=range(len(REFUNDS)))
def test_woocommerce_refunds_are_delivered_whole_or_asked_for(
    woocommerce: SandboxBench, refunds: list[dict[str, object]]
) -> None:
    order_ref = place(woocommerce)
    for refund in refunds:
        woocommerce.act("refund", order_id=int(order_ref), **refund)

    fetched = woocommerce.platform.fetch_order(woocommerce.store, order_ref)
    delivered = last_seen(woocommerce, order_ref)

    assert fetched.complete
    assert delivered.refunded_total_minor == fetched.refunded_total_minor
    assert not delivered.complete or amounts(delivered.lines) == amounts(fetched.lines)


def test_all_that_was_paid_back_is_all_that_was_paid(shopify: SandboxBench) -> None:
    order_ref = place(shopify)
    shopify.act("refund", order_id=int(order_ref))

    order = shopify.platform.fetch_order(shopify.store, order_ref)

    assert all(line.refunded_minor == line.amount_minor for line in order.lines)
    assert all(line.refunded_tax_minor == line.tax_minor for line in order.lines)
    assert order.refunded_total_minor == order.total_minor


def test_an_edit_counts_as_refunded_on_both_sides(shopify: SandboxBench) -> None:
    order_ref = place(shopify)
    shopify.act("edit", order_id=int(order_ref), remove=[{"index": 0, "quantity": 1}])

    fetched = shopify.platform.fetch_order(shopify.store, order_ref)

    first = fetched.lines[0]
    assert first.refunded_minor == pytest.approx(Decimal(first.amount_minor) / 3, abs=1)
    assert_same(last_seen(shopify, order_ref), fetched)


def test_every_delivery_of_a_busy_store_is_understood(
    shopify: SandboxBench, woocommerce: SandboxBench
) -> None:
    for bench in (shopify, woocommerce):
        order_ref = place(bench)
        bench.refund(order_ref, quantity=1)
        bench.act("cancel", order_id=int(order_ref))
        bench.review("user@customer.test")

        deliveries: list[Delivery] = bench.deliveries()
        events = [
            event
            for delivery in deliveries
            for event in bench.platform.normalise(delivery, bench.store)
        ]

        assert len(events) >= 5


def test_a_late_payment_is_dated_by_the_money_and_not_by_the_order(
    shopify: SandboxBench,
) -> None:
    made = shopify.act(
        "order", email="late@customer.test", lines=[MUG], gateway="Bank Deposit"
    )
    order_ref = str(made["order"]["id"])
    shopify.control("POST", "clock", {"advance_s": 3 * 86_400})
    shopify.act("pay", order_id=int(order_ref))

    fetched = shopify.platform.fetch_order(shopify.store, order_ref)
    delivered = last_seen(shopify, order_ref)

    assert fetched.paid_at is not None
    assert fetched.paid_at - fetched.placed_at > timedelta(days=2)
    assert (delivered.paid_at, delivered.payment_unsaid) == (None, True)
