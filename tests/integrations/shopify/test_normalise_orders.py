"""What refunds, edits, states and sources of an order mean."""

from datetime import UTC, datetime

import pytest

from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderState,
)
from tests.integrations.samples import (
    shopify_body,
    shopify_order,
)


def order_with(*refunds: str, **changes: object) -> dict[str, object]:
    """Return the sample order as it stands after these recorded refunds."""
    body = shopify_body("orders-paid")
    body["refunds"] = [shopify_body(f"refunds-create-{name}") for name in refunds]
    body["financial_status"] = "partially_refunded"
    if "partial" in refunds:
        body["line_items"][0]["current_quantity"] = 1
    return body | changes


def test_one_of_two_mugs_takes_half_of_the_line() -> None:
    order = shopify_order(order_with("partial"))

    assert order.lines[0].refunded_minor == 1792
    assert order.lines[0].refunded_tax_minor == 358
    assert order.lines[0].quantity_left == 1
    assert order.lines[1].refunded_minor == 0
    assert order.refunded_total_minor == 2150
    assert order.complete


def test_goodwill_takes_the_eligible_share_of_the_whole_order() -> None:
    order = shopify_order(order_with("amount-only"))

    # 5.00 of 67.90: 2.64 of the mugs, 1.47 of the gift card, the rest elsewhere.
    assert [line.refunded_minor for line in order.lines] == [264, 147]
    assert order.refunded_shipping_minor == 30
    assert order.refunded_total_minor == 500
    assert order.complete
    assert order.notes == ("500 refunded without lines, spread over the order",)


def test_refunds_come_to_the_same_in_any_order() -> None:
    one = shopify_order(order_with("partial", "amount-only"))
    other = shopify_order(order_with("amount-only", "partial"))

    assert one == other
    assert one.refunded_total_minor == 2650


def with_transaction(**changes: object) -> dict[str, object]:
    body = order_with("partial")
    body["refunds"][0]["transactions"][0].update(changes)  # type: ignore[index]  # a list
    return body


@pytest.mark.parametrize("status", ["pending", "failure", "error"])
def test_money_that_did_not_move_takes_nothing(status: str) -> None:
    order = shopify_order(with_transaction(status=status))

    assert order.lines[0].refunded_minor == 0
    assert order.refunded_total_minor == 0


def test_a_refund_without_a_transaction_takes_nothing() -> None:
    body = order_with("partial")
    body["refunds"][0]["transactions"] = []  # type: ignore[index]  # a list

    assert shopify_order(body).lines[0].refunded_minor == 0


def test_money_in_the_shops_currency_is_taken_as_it_is() -> None:
    order = shopify_order(with_transaction(currency="EUR", amount="21.50"))

    assert order.lines[0].refunded_minor == 1792


def test_less_money_than_the_lines_is_shared_out_over_them() -> None:
    order = shopify_order(with_transaction(currency="EUR", amount="10.75"))

    assert order.lines[0].refunded_minor == 896
    assert order.lines[0].refunded_tax_minor == 179
    assert order.refunded_total_minor == 1075


def test_more_money_than_the_lines_is_spread_over_the_rest() -> None:
    order = shopify_order(with_transaction(currency="EUR", amount="26.50"))

    assert order.lines[0].refunded_minor > 1792
    assert order.lines[1].refunded_minor > 0
    assert order.refunded_total_minor == 2650


@pytest.mark.parametrize(
    "changes",
    [{"currency": "USD", "amount": "12.00"}, {"currency": "CHF", "amount": "23.65"}],
)
def test_money_whose_worth_is_not_told_asks_for_the_order(
    changes: dict[str, object],
) -> None:
    order = shopify_order(with_transaction(**changes))

    assert not order.complete
    assert order.notes == ("the delivery does not tell a refund's money",)


def test_a_refund_of_a_line_that_is_not_there_asks_for_the_order() -> None:
    body = order_with("partial")
    body["refunds"][0]["refund_line_items"][0]["line_item_id"] = 99  # type: ignore[index]  # a list

    assert not shopify_order(body).complete


def test_a_refunded_status_without_refunds_asks_for_the_order() -> None:
    assert not shopify_order(order_with()).complete


def test_a_returned_gift_card_takes_nothing_of_the_mugs() -> None:
    body = order_with("partial")
    line = body["refunds"][0]["refund_line_items"][0]  # type: ignore[index]  # a list
    money = {
        "shop_money": {"amount": "20.00"},
        "presentment_money": {"amount": "22.00"},
    }
    none = {"shop_money": {"amount": "0.00"}, "presentment_money": {"amount": "0.00"}}
    line |= {"line_item_id": 13002, "subtotal_set": money, "total_tax_set": none}
    body["refunds"][0]["transactions"][0]["amount"] = "22.00"  # type: ignore[index]  # a list
    body["line_items"][0]["current_quantity"] = 2  # type: ignore[index]  # a list
    body["line_items"][1]["current_quantity"] = 0  # type: ignore[index]  # a list

    order = shopify_order(body)

    assert [each.refunded_minor for each in order.lines] == [0, 2000]


@pytest.mark.parametrize("older", [False, True], ids=["shipping line", "adjustment"])
def test_a_refund_of_the_shipping_alone_takes_nothing_of_the_lines(
    *, older: bool
) -> None:
    def both(amount: str, bought: str) -> dict[str, object]:
        return {
            "shop_money": {"amount": amount},
            "presentment_money": {"amount": bought},
        }

    body = order_with("amount-only")
    refund = body["refunds"][0]  # type: ignore[index]  # a list
    refund["transactions"][0] |= {"currency": "EUR", "amount": "4.90"}
    refund["order_adjustments"] = []
    if older:
        refund["order_adjustments"] = [
            {
                "kind": "shipping_refund",
                "amount_set": both("-4.08", "-4.49"),
                "tax_amount_set": both("-0.82", "-0.90"),
            }
        ]
    else:
        refund["refund_shipping_lines"] = [
            {
                "subtotal_amount_set": both("4.90", "5.39"),
                "tax_amount_set": both("0.82", "0.90"),
            }
        ]

    order = shopify_order(body)

    assert [line.refunded_minor for line in order.lines] == [0, 0]
    assert order.refunded_shipping_minor == 408
    assert order.refunded_total_minor == 490


def test_all_of_the_money_is_all_of_the_order() -> None:
    body = order_with("partial", financial_status="refunded")

    order = shopify_order(body)

    assert order.state is OrderState.REFUNDED
    assert all(line.refunded_minor == line.amount_minor for line in order.lines)


def test_units_that_an_edit_removed_count_as_refunded() -> None:
    body = shopify_body("orders-paid")
    body["line_items"][0]["current_quantity"] = 1

    order = shopify_order(body)

    assert order.lines[0].refunded_minor == 1792
    assert order.lines[0].quantity_left == 1
    assert order.refunded_total_minor == 0


def test_money_for_removed_units_is_not_counted_twice() -> None:
    body = order_with("amount-only")
    body["line_items"][0]["current_quantity"] = 1  # type: ignore[index]  # a list
    refund = body["refunds"][0]  # type: ignore[index]  # a list
    refund["transactions"][0] |= {"currency": "EUR", "amount": "21.50"}

    order = shopify_order(body)

    assert order.lines[0].refunded_minor == 1792
    assert order.lines[1].refunded_minor == 0


def test_a_line_that_was_removed_whole_is_worth_nothing() -> None:
    body = shopify_body("orders-paid")
    body["line_items"][0]["current_quantity"] = 0

    line = shopify_order(body).lines[0]

    assert (line.refunded_minor, line.refunded_tax_minor) == (3583, 717)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"financial_status": "pending"}, OrderState.OPEN),
        ({"financial_status": "authorized"}, OrderState.OPEN),
        ({"financial_status": "partially_paid"}, OrderState.OPEN),
        ({"financial_status": "paid"}, OrderState.PAID),
        ({"fulfillment_status": "partial"}, OrderState.PAID),
        ({"fulfillment_status": "fulfilled"}, OrderState.FULFILLED),
        ({"financial_status": "refunded"}, OrderState.REFUNDED),
        ({"financial_status": "voided"}, OrderState.CANCELLED),
        ({"financial_status": "expired"}, OrderState.CANCELLED),
        ({"cancelled_at": "2026-11-21T10:00:00+01:00"}, OrderState.CANCELLED),
        ({"financial_status": "held_by_moonlight"}, OrderState.UNKNOWN),
        ({"financial_status": None}, OrderState.UNKNOWN),
    ],
)
def test_a_status_means_a_state(changes: dict[str, object], state: OrderState) -> None:
    assert shopify_order(shopify_body("orders-paid") | changes).state is state


def test_an_order_is_handed_over_when_its_last_parcel_left() -> None:
    body = shopify_body("orders-paid") | {
        "fulfillment_status": "fulfilled",
        "fulfillments": [
            {"status": "success", "created_at": "2026-11-21T10:00:00+01:00"},
            {"status": "success", "created_at": "2026-11-22T10:00:00+01:00"},
            {"status": "cancelled", "created_at": "2026-11-23T10:00:00+01:00"},
        ],
    }

    assert shopify_order(body).fulfilled_at == datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "channel", "renewal"),
    [
        ("web", "web", False),
        ("POS", "pos", False),
        ("shopify_draft_order", "draft_order", False),
        ("580111", "app", False),
        ("subscription_contract_checkout_one", "subscription", True),
        ("marketplace", "marketplace", False),
        (None, "web", False),
    ],
)
def test_a_source_means_a_channel(
    source: str | None, channel: str, *, renewal: bool
) -> None:
    order = shopify_order(shopify_body("orders-paid") | {"source_name": source})

    assert (order.channel, order.renewal) == (channel, renewal)


def test_a_code_on_the_shipping_is_worth_what_it_took_off() -> None:
    body = shopify_body("orders-paid")
    body["discount_applications"].append(
        {"type": "discount_code", "code": "SHIPFREE", "target_type": "shipping_line"}
    )
    body["shipping_lines"][0] |= {
        "discounted_price": "1.00",
        "discounted_price_set": {"shop_money": {"amount": "1.00"}},
    }
    body["shipping_lines"].append({"is_removed": True, "price": "9.00"})

    order = shopify_order(body)

    assert order.discounts == (Discount("LOY-7K3MQ9TX", 500), Discount("SHIPFREE", 390))


def test_a_code_that_no_application_explains_is_taken_from_the_list() -> None:
    body = shopify_body("orders-paid") | {"discount_applications": []}

    assert shopify_order(body).discounts == (Discount("LOY-7K3MQ9TX", 500),)


def test_a_guest_is_a_contact_without_a_record() -> None:
    body = shopify_body("orders-paid") | {
        "customer": None,
        "email": " Ama@Example.com ",
    }

    buyer = shopify_order(body).customer

    assert buyer == CustomerProfile(
        None,
        email="ama@example.com",
        locale="fr-FR",
        address_text="rue du test 1 69001 lyon fr",
    )


@pytest.mark.parametrize(
    ("updated_at", "unsaid"),
    [("2026-11-20T09:29:58Z", False), ("2026-11-20T09:29:59Z", True)],
)
def test_a_body_that_changed_late_does_not_say_when_it_was_paid(
    updated_at: str, *, unsaid: bool
) -> None:
    order = shopify_order(shopify_body("orders-paid") | {"updated_at": updated_at})

    assert order.payment_unsaid is unsaid
    assert order.paid_at == (None if unsaid else order.placed_at)


def test_an_unpaid_order_leaves_nothing_unsaid() -> None:
    late = {"updated_at": "2026-11-25T00:00:00Z", "financial_status": "pending"}

    order = shopify_order(shopify_body("orders-paid") | late)

    assert (order.paid_at, order.payment_unsaid) == (None, False)
