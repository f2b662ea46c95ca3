"""Refunds add up, whatever their order and grouping, and leave exactly nothing."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.store import afterwards, catalogue, checkout, figures, refunds
from integrations.sandbox.store.models import Discount, Order
from integrations.sandbox.store.state import Store, StoreRefusal


def opened(**changes: Any) -> Store:  # noqa: ANN401 -- any field of the configuration
    store = Store(StoreConfig(start_at=datetime(2026, 11, 22, tzinfo=UTC), **changes))
    catalogue.stock(store)
    return store


def discounted(store: Store, amount_minor: int) -> None:
    """A code whose amount does not divide by anything."""
    now = store.now()
    store.discounts[1] = Discount(
        id=1,
        codes=["ODD"],
        title="odd",
        kind="amount",
        amount_minor=amount_minor,
        created_at=now,
        updated_at=now,
    )


def placed(store: Store, quantities: list[int], gateway: str = "") -> Order:
    cart = checkout.cart_of(store, "cart")
    cart.codes = [row.code for row in store.discounts.values()]
    products = list(store.products.values())
    for product, count in zip(products, quantities, strict=False):
        cart.quantities[product.variants[0].id] = count
    first = next(iter(checkout.gateways(store)))
    purchase = checkout.Purchase(email="g@x.test", gateway=gateway or first)
    return checkout.place(store, cart, purchase)


taxes = st.sampled_from([("0", False), ("11", False), ("6", True), ("20", True)])


@given(
    quantities=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    tax=taxes,
    currency=st.sampled_from(["IDR", "USD", "MYR"]),
    off=st.integers(1, 997),
    data=st.data(),
)
def test_the_parts_of_an_order_given_back_are_the_order(
    quantities: list[int],
    tax: tuple[str, bool],
    currency: str,
    off: int,
    data: st.DataObject,
) -> None:
    store = opened(currency=currency, tax_percent=tax[0], tax_included=tax[1])
    discounted(store, off)
    order = placed(store, quantities)
    units = [line.id for line in order.lines for _ in range(line.quantity)]

    for line_id in data.draw(st.permutations(units)):
        refunds.refund(store, order, refunds.Ask(lines={line_id: 1}))

    shipping = figures.as_it_stands(order).shipping_minor
    left = figures.paid_minor(order) - figures.refunded_minor(order)
    assert left == shipping
    assert figures.as_it_stands(order).total_minor == shipping
    refunds.refund(store, order, refunds.Ask(everything=True))
    assert figures.financial_status(order) == "refunded"
    assert figures.as_it_stands(order).total_minor == 0


@given(parts=st.lists(st.integers(1, 200_000), min_size=1, max_size=8))
def test_never_more_is_given_back_than_was_paid(parts: list[int]) -> None:
    store = opened()
    order = placed(store, [2])

    for amount in parts:
        with contextlib.suppress(StoreRefusal):
            refunds.refund(store, order, refunds.Ask(amount_minor=amount))

    paid, back = figures.paid_minor(order), figures.refunded_minor(order)
    assert back <= paid
    assert figures.as_it_stands(order).total_minor == paid - back


@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_more_units_than_are_left_are_refused(platform: str) -> None:
    store = opened(platform=platform)
    order = placed(store, [2])
    line = order.lines[0]
    refunds.refund(store, order, refunds.Ask(lines={line.id: 2}))

    with pytest.raises(StoreRefusal) as refusal:
        refunds.refund(store, order, refunds.Ask(lines={line.id: 1}))

    assert refusal.value.code == "quantity"


def test_nothing_is_not_refunded() -> None:
    store = opened()

    with pytest.raises(StoreRefusal) as refusal:
        refunds.refund(store, placed(store, [1]), refunds.Ask(amount_minor=0))

    assert refusal.value.code == "nothing"


def test_a_line_and_another_amount_book_the_difference() -> None:
    store = opened()
    order = placed(store, [2])

    row = refunds.refund(
        store, order, refunds.Ask(lines={order.lines[0].id: 1}, amount_minor=100_000)
    )

    assert row.lines[0].subtotal_minor == 150_000
    assert row.adjustment_minor == -50_000
    assert figures.refunded_minor(order) == 100_000


def test_a_woo_order_is_refunded_when_everything_went_back() -> None:
    store = opened(platform="woocommerce")
    order = placed(store, [1], "cod")
    total = figures.as_placed(order).total_minor

    refunds.refund(store, order, refunds.Ask(amount_minor=total - 1))
    before = order.status
    refunds.refund(store, order, refunds.Ask(amount_minor=1))

    assert (before, order.status) == ("processing", "refunded")


def test_a_deleted_refund_is_as_if_it_had_never_been() -> None:
    store = opened(platform="woocommerce")
    order = placed(store, [2])
    stamp = order.updated_at
    row = refunds.refund(store, order, refunds.Ask(lines={order.lines[0].id: 1}))
    order.updated_at = stamp
    heard: list[str] = []
    store.listeners.append(lambda signal: heard.append(signal.kind))

    refunds.delete(store, order, row.id)

    assert (order.refunds, order.lines[0].current_quantity) == ([], 2)
    # No webhook of the store tells it; only a plugin listens.
    assert (order.updated_at, heard) == (stamp, ["refund.deleted"])
    with pytest.raises(StoreRefusal):
        refunds.delete(store, order, row.id)


def test_pending_refund_money_arrives_later() -> None:
    store = opened()
    order = placed(store, [1])
    refunds.refund(store, order, refunds.Ask(amount_minor=5, pending=True))
    before = figures.refunded_minor(order)

    refunds.settle_pending(store, order)

    assert (before, figures.refunded_minor(order)) == (0, 5)


def test_an_edit_down_then_a_refund_settle_to_the_unit() -> None:
    store = opened(currency="USD", tax_percent="11")
    order = placed(store, [3])
    line = order.lines[0]

    afterwards.edit(store, order, [afterwards.Edit(line_id=line.id, remove=1)])
    refunds.refund(store, order, refunds.Ask(everything=True))

    assert (line.quantity, line.current_quantity) == (3, 0)
    assert figures.paid_minor(order) == figures.refunded_minor(order)


def test_an_edit_that_makes_no_sense_is_refused() -> None:
    store = opened()
    order = placed(store, [1])
    wrong = [
        afterwards.Edit(line_id=order.lines[0].id, remove=2),
        afterwards.Edit(variant_id=1, add=1),
        afterwards.Edit(),
    ]

    codes = []
    for change in wrong:
        with pytest.raises(StoreRefusal) as refusal:
            afterwards.edit(store, order, [change])
        codes.append(refusal.value.code)

    assert codes == ["edit", "edit", "edit"]


def test_paid_and_cancelled_orders_are_not_paid_again() -> None:
    store = opened()
    order = placed(store, [1])

    with pytest.raises(StoreRefusal):
        afterwards.mark_paid(store, order)
    afterwards.cancel(store, order)
    for again in (afterwards.cancel, afterwards.fulfil):
        with pytest.raises(StoreRefusal):
            again(store, order)


def test_taxes_inside_and_outside_the_price_lead_to_other_totals() -> None:
    inside = opened(tax_percent="11", tax_included=True, shipping="0")
    outside = opened(tax_percent="11", shipping="0")

    one, two = (figures.as_placed(placed(s, [1])) for s in (inside, outside))

    assert (one.total_minor, one.tax_minor) == (150_000, 14_865)
    assert (two.total_minor, two.tax_minor) == (166_500, 16_500)
