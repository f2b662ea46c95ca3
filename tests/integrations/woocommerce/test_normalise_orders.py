"""What refunds, fees, states and people of an order mean."""

import pytest

from app.domain.events import (
    CustomerProfile,
    CustomerSeen,
    Discount,
    OrderState,
)
from integrations.woocommerce.orders import snapshot_of
from tests.integrations.samples import (
    woo_answer,
    woo_body,
    woo_events,
    woo_order,
)


def test_refunds_that_were_read_take_their_own_lines() -> None:
    refunds = [
        woo_answer("rest-refund-by-line")["json"],
        woo_answer("rest-refund-amount-only")["json"],
    ]

    order = snapshot_of(woo_body("order.updated-line-refund"), refunds)

    assert order.lines[0].refunded_minor == 2500
    assert order.lines[0].quantity_left == 1
    assert order.refunded_total_minor == 2500
    assert order.complete


def taxed(**changes: object) -> dict[str, object]:
    """Return the taxed sample with shipping, part of it refunded."""
    refunds = [{"id": 99, "reason": "", "total": "-6.00"}]
    return woo_body("order.created-myr-tax-inclusive") | {"refunds": refunds} | changes


def test_a_part_of_a_mixed_order_asks_for_its_refunds() -> None:
    order = woo_order(taxed())

    assert not order.complete
    assert order.lines[0].quantity_left is None
    assert order.refunded_total_minor == 600


def refund(**changes: object) -> dict[str, object]:
    return {
        "id": 99,
        "amount": "6.00",
        "line_items": [],
        "shipping_lines": [],
    } | changes


def test_a_refund_of_the_shipping_takes_nothing_of_the_lines() -> None:
    shipping = [{"id": 1, "total": "-5.00", "total_tax": "0.00"}]
    only = refund(amount="5.00", shipping_lines=shipping)

    order = snapshot_of(taxed(), [only])

    assert order.lines[0].refunded_minor == 0
    assert order.refunded_shipping_minor == 500


def test_a_refund_of_a_line_without_its_tax_takes_the_net_alone() -> None:
    line = {
        "id": 1,
        "quantity": -1,
        "total": "-6.00",
        "total_tax": "0.00",
        "meta_data": [{"key": "_refunded_item_id", "value": "20"}],
    }

    order = snapshot_of(taxed(), [refund(line_items=[line])])

    assert order.lines[0].refunded_minor == 600
    assert order.lines[0].refunded_tax_minor == 0
    assert order.lines[0].quantity_left == 2


def test_a_refund_of_an_unknown_line_is_money_without_lines() -> None:
    line = {"id": 1, "quantity": -1, "total": "-6.00", "meta_data": []}

    order = snapshot_of(taxed(), [refund(line_items=[line])])

    assert order.lines[0].refunded_minor == 520
    assert order.refunded_total_minor == 600


def test_a_negative_fee_is_a_discount_on_the_lines() -> None:
    body = woo_body("order.created-customer-cod") | {
        "fee_lines": [
            {"id": 1, "total": "-3.00", "total_tax": "0.00"},
            {"id": 2, "total": "1.00", "total_tax": "0.10"},
        ]
    }

    order = woo_order(body)

    assert order.lines[0].amount_minor == 1700
    assert order.lines[0].discount_minor == 300
    assert order.fees_minor == 100


def test_a_coupon_is_worth_what_it_took_off() -> None:
    with_coupon = woo_order(woo_body("order.created-with-coupon"))
    tax_inside = woo_order(woo_body("order.created-myr-tax-inclusive"))

    assert with_coupon.discounts == (Discount("loyal-7f3k", 1000),)
    assert tax_inside.discounts == (Discount("pct7", 420),)


@pytest.mark.parametrize(
    ("status", "paid", "state"),
    [
        ("pending", None, OrderState.OPEN),
        ("on-hold", None, OrderState.OPEN),
        ("processing", None, OrderState.OPEN),
        ("processing", "2026-11-22T01:37:43", OrderState.PAID),
        ("completed", None, OrderState.FULFILLED),
        ("wc-completed", None, OrderState.FULFILLED),
        ("cancelled", "2026-11-22T01:37:43", OrderState.CANCELLED),
        ("failed", None, OrderState.CANCELLED),
        ("trash", None, OrderState.CANCELLED),
        ("refunded", "2026-11-22T01:37:43", OrderState.REFUNDED),
        ("auto-draft", None, OrderState.DRAFT),
        ("checkout-draft", None, OrderState.DRAFT),
        ("awaiting-stars", None, OrderState.UNKNOWN),
        ("", None, OrderState.UNKNOWN),
    ],
)
def test_a_status_means_a_state(
    status: str, paid: str | None, state: OrderState
) -> None:
    body = woo_body("order.created-rest-pending")

    order = woo_order(body | {"status": status, "date_paid_gmt": paid})

    assert order.state is state
    assert (order.paid_at is not None) == (
        paid is not None or state is OrderState.FULFILLED
    )


@pytest.mark.parametrize(
    ("created_via", "channel"),
    [
        ("checkout", "web"),
        ("store-api", "web"),
        ("rest-api", "api"),
        ("admin", "admin"),
        ("", "web"),
        ("kiosk", "kiosk"),
    ],
)
def test_where_an_order_was_made_means_a_channel(
    created_via: str, channel: str
) -> None:
    body = woo_body("order.created-rest-pending") | {"created_via": created_via}

    assert woo_order(body).channel == channel


def test_an_order_in_another_currency_than_the_stores_says_so() -> None:
    order = snapshot_of(woo_body("order.created-idr-no-decimals"), store_currency="USD")

    assert order.currency == "IDR"
    assert order.notes == ("in IDR, while the store sells in USD",)


@pytest.mark.parametrize(
    ("meta", "referral"),
    [
        ([{"key": "_setia_ref", "value": " FRIEND "}], "FRIEND"),
        (
            [
                {
                    "key": "_wc_order_attribution_session_entry",
                    "value": "https://shop.example/?utm=x&ref=MINA7",
                }
            ],
            "MINA7",
        ),
        (
            [{"key": "_wc_order_attribution_session_entry", "value": "http://[bad"}],
            None,
        ),
        ([{"key": "_wc_order_attribution_session_entry", "value": "/?x=1"}], None),
        ([{"key": "other", "value": "ref=1"}], None),
        ([{"key": "_setia_ref", "value": 7}], None),
        ("none", None),
    ],
)
def test_a_referral_is_read_from_our_meta_or_the_landing_page(
    meta: object, referral: str | None
) -> None:
    body = woo_body("order.created-rest-pending") | {"meta_data": meta}

    assert woo_order(body).referral == referral


@pytest.mark.parametrize(
    ("role", "staff"),
    [
        ("customer", False),
        ("subscriber", False),
        ("administrator", True),
        ("shop_manager", True),
        (None, True),
    ],
)
def test_a_role_tells_staff_from_shoppers(role: str | None, *, staff: bool) -> None:
    body = woo_body("customer.created") | {"role": role}

    (event,) = woo_events("customer.created", body)

    assert isinstance(event, CustomerSeen)
    assert event.profile.staff is staff


def test_an_erased_customer_is_nobody() -> None:
    body = woo_body("customer.created") | {"email": "deleted@site.invalid"}

    (event,) = woo_events("customer.updated", body)

    assert isinstance(event, CustomerSeen)
    assert event.profile == CustomerProfile("5", anonymised=True)


def test_an_order_of_nobody_has_no_buyer() -> None:
    body = woo_body("order.created-rest-pending") | {"customer_id": 0, "billing": {}}

    assert woo_order(body).customer is None


def test_a_quantity_by_weight_is_at_least_one_unit() -> None:
    body = woo_body("order.created-rest-pending")
    body["line_items"][0]["quantity"] = 0.5

    assert woo_order(body).lines[0].quantity == 1
