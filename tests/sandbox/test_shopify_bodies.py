"""Webhook bodies have the keys and types of Shopify's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from tests.sandbox.conftest import shopify_config
from tests.sandbox.shop import Json, Receiver, Shop, differences, shopify_sample

CODE = """mutation Make($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) {
    codeDiscountNode { id } userErrors { field message code }
  }
}"""
DELETE = """mutation Delete($id: ID!) {
  discountCodeDelete(id: $id) { deletedCodeDiscountId }
}"""
FIVE_OFF = {
    "title": "Loyalty 5.00 off",
    "code": "LOY-7K3MQ9TX",
    "startsAt": "2026-01-01T00:00:00Z",
    "context": {"all": "ALL"},
    "customerGets": {
        "items": {"all": True},
        "value": {"discountAmount": {"amount": "5.00", "appliesOnEachItem": False}},
    },
}


@pytest.fixture
def euro(receiver: Receiver) -> Iterator[Shop]:
    """A EUR shop selling in USD, prices with 20 % tax inside, as in the samples."""
    config = shopify_config(receiver)
    config.currency = "EUR"
    config.tax_percent = "20"
    config.tax_included = True
    config.presentment_currency = "USD"
    config.presentment_rate = "1.1"
    with run_in_thread(create_shopify_store(config)) as running:
        yield Shop(running, receiver)


def bought(shop: Shop, **more: object) -> Json:
    shop.gql(CODE, "Make", input=FIVE_OFF)
    return shop.order(
        customer="ani@customer.test",
        codes=["loy-7k3mq9tx"],
        lines=[{"product": "stoneware-mug", "quantity": 2}, {"product": "gift-card"}],
        attributes={"loyalty_ref": "r-0001"},
        **more,
    )


@pytest.mark.parametrize("topic", ["orders/create", "orders/updated", "orders/paid"])
def test_an_order_looks_like_the_recorded_one(euro: Shop, topic: str) -> None:
    bought(euro)
    euro.deliver()

    body = euro.receiver.of(topic)[0].json

    assert differences(shopify_sample("orders-paid"), body) == []


def test_a_pos_sale_has_no_customer_and_looks_like_the_recorded_one(euro: Shop) -> None:
    euro.order(
        anonymous=True, source="pos", test=True, lines=[{"product": "stoneware-mug"}]
    )
    euro.deliver()

    body = euro.receiver.of("orders/create")[0].json

    sample = shopify_sample("orders-create-pos-anonymous-test")
    assert differences(sample, body) == []
    assert (body["customer"], body["test"], body["source_name"]) == (None, True, "pos")


def test_the_gift_card_takes_no_share_of_the_discount(euro: Shop) -> None:
    bought(euro)
    euro.deliver()

    mugs, card = euro.receiver.of("orders/paid")[0].json["line_items"]

    assert mugs["discount_allocations"][0]["amount"] == "5.00"
    assert (card["gift_card"], card["discount_allocations"]) == (True, [])


def test_the_eligible_spend_can_be_worked_out_of_the_body(euro: Shop) -> None:
    bought(euro)
    euro.deliver()

    mugs = euro.receiver.of("orders/paid")[0].json["line_items"][0]

    # 12.25 x 2 - 5.00 = 19.50, of which tax 3.25.
    assert mugs["price"] == "12.25"
    assert mugs["tax_lines"][0]["price"] == "3.25"
    shown = mugs["tax_lines"][0]["price_set"]["presentment_money"]
    assert shown == {"amount": "3.58", "currency_code": "USD"}


def test_a_refund_of_a_line_looks_like_the_recorded_one(euro: Shop) -> None:
    placed = bought(euro)
    euro.act("refund", order_id=placed["id"], lines=[{"index": 0, "quantity": 1}])
    euro.deliver()

    body = euro.receiver.of("refunds/create")[0].json

    assert differences(shopify_sample("refunds-create-partial"), body) == []
    line = body["refund_line_items"][0]
    assert (line["subtotal"], line["total_tax"]) == (9.75, 1.63)
    assert body["transactions"][0]["amount"] == "10.73"


def test_a_refund_of_an_amount_has_no_lines_and_no_currency(euro: Shop) -> None:
    placed = bought(euro)
    euro.act("refund", order_id=placed["id"], amount="5.00", note="goodwill")
    euro.deliver()

    body = euro.receiver.of("refunds/create")[0].json

    assert differences(shopify_sample("refunds-create-amount-only"), body) == []
    assert body["refund_line_items"] == []
    assert body["transactions"][0]["currency"] is None
    assert body["order_adjustments"][0]["amount"] == "-5.00"


def test_a_refund_of_an_unpaid_order_moves_no_money(euro: Shop) -> None:
    placed = euro.order(email="g@guest.test", paid=False)
    euro.act("refund", order_id=placed["id"], lines=[{"index": 0}])
    euro.deliver()

    body = euro.receiver.of("refunds/create")[0].json

    assert (len(body["refund_line_items"]), body["transactions"]) == (1, [])


def test_pending_refund_money_says_so(euro: Shop) -> None:
    placed = bought(euro)
    euro.act("refund", order_id=placed["id"], amount="5.00", pending=True)
    euro.deliver()

    body = euro.receiver.of("refunds/create")[0].json

    assert body["transactions"][0]["status"] == "pending"
    state = euro.control("GET", "state")["orders"][0]
    assert (state["financial_status"], state["refunded"]) == ("paid", "0.00")


def test_an_edit_tells_only_the_deltas(euro: Shop) -> None:
    placed = bought(euro)
    euro.act(
        "edit",
        order_id=placed["id"],
        remove=[{"index": 0, "quantity": 1}],
        add=[{"product": "canvas-tote", "quantity": 2}],
    )
    euro.deliver()

    body = euro.receiver.of("orders/edited")[0].json

    assert differences(shopify_sample("orders-edited"), body) == []
    lines = body["order_edit"]["line_items"]
    assert lines["removals"] == [{"id": placed["lines"][0]["id"], "delta": 1}]
    assert lines["additions"][0]["delta"] == 2
    after = euro.receiver.of("orders/updated")[-1].json
    assert after["line_items"][0]["quantity"] == 2
    assert after["line_items"][0]["current_quantity"] == 1
    assert after["total_outstanding"] == "20.25"


def test_people_look_like_the_recorded_ones(euro: Shop) -> None:
    euro.act("signup", email="zed@x.test", first_name="Zed", last_name="Zulu")
    euro.act("merge", kept="ani@customer.test", gone="budi@customer.test")
    euro.act("delete-customer", customer="citra@customer.test")
    euro.deliver()

    got = {one.topic: one.json for one in euro.receiver.got}

    for topic in ("customers/create", "customers/merge", "customers/delete"):
        sample = shopify_sample(topic.replace("/", "-"))
        assert differences(sample, got[topic]) == [], topic


def test_a_customer_without_an_address_lacks_the_key(euro: Shop) -> None:
    euro.act("signup", email="zed@x.test")
    euro.deliver()

    body = euro.receiver.of("customers/create")[0].json

    sample = shopify_sample("customers-create-phone-only")
    assert differences(sample, body) == []
    assert "default_address" not in body


@pytest.mark.parametrize(
    ("action", "asked", "topic"),
    [
        ("redact", {"topic": "customers/redact"}, "customers/redact"),
        ("redact", {"topic": "customers/data_request"}, "customers/data_request"),
        ("redact", {"topic": "shop/redact"}, "shop/redact"),
        ("scopes", {"scopes": ["read_orders"]}, "app/scopes_update"),
        ("uninstall", {}, "app/uninstalled"),
    ],
)
def test_topics_about_the_app_look_like_the_recorded_ones(
    euro: Shop, action: str, asked: Json, topic: str
) -> None:
    euro.act(action, customer="ani@customer.test", **asked)
    euro.deliver()

    body = euro.receiver.of(topic)[0].json

    sample = shopify_sample(topic.replace("/", "-"))
    assert differences(sample, body) == []


def test_discount_topics_carry_the_node_of_the_code(euro: Shop) -> None:
    made = euro.gql(CODE, "Make", input=FIVE_OFF)
    gid = made["data"]["discountCodeBasicCreate"]["codeDiscountNode"]["id"]
    euro.gql(
        DELETE,
        "Delete",
        id=gid,
    )
    euro.deliver()

    gone = euro.receiver.of("discounts/delete")[0].json

    assert differences(shopify_sample("discounts-delete"), gone) == []
    assert gone["admin_graphql_api_id"] == gid
    made_body = euro.receiver.of("discounts/create")[0].json
    assert differences(shopify_sample("discounts-update"), made_body) == []


def test_times_carry_the_offset_of_the_shop(euro: Shop) -> None:
    bought(euro)
    euro.deliver()

    body = euro.receiver.of("orders/paid")[0].json

    assert body["created_at"].endswith("+07:00")
    assert len(body["created_at"]) == len("2026-11-20T09:30:00+01:00")
