"""Refunds, coupons, people, reviews, carts: keys and types as captured."""

from __future__ import annotations

import requests

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.sandbox.shop import (
    BEANS,
    Receiver,
    Shop,
    beans,
    differences,
    product_id,
    rest_json,
    sent,
    woo_body,
)


def test_refunds_look_like_the_captured_ones(usd: Shop) -> None:
    placed = usd.order(customer="ani@customer.test", lines=beans(), gateway="cod")
    path = f"orders/{placed['id']}/refunds"
    line_id = placed["lines"][0]["id"]

    amount = usd.rest("POST", path, {"amount": "5.00", "reason": "Late delivery"})
    line = {"id": line_id, "quantity": 1, "refund_total": "20.00"}
    by_line = usd.rest("POST", path, {"line_items": [line]})
    much = usd.rest("POST", path, {"amount": "500.00"})
    strange = usd.rest(
        "POST", path, {"line_items": [{"id": 1, "quantity": 9, "refund_total": "1"}]}
    )

    assert differences(rest_json("rest-refund-amount-only"), amount.json()) == []
    assert amount.json()["amount"] == "5.00"
    assert differences(rest_json("rest-refund-by-line"), by_line.json()) == []
    row = by_line.json()["line_items"][0]
    assert (row["quantity"], row["total"], row["price"]) == (-1, "-20.00", 20)
    assert row["meta_data"][0]["value"] == str(line_id)
    assert (much.status_code, much.json()) == (500, rest_json("rest-refund-too-much"))
    assert strange.status_code == 500
    listed = usd.rest("GET", path).json()
    everywhere = usd.rest("GET", "refunds").json()
    one = usd.rest("GET", f"{path}/{listed[0]['id']}").json()
    assert [r["amount"] for r in listed] == ["20.00", "5.00"]
    assert {r["parent_id"] for r in everywhere} == {placed["id"]}
    assert one["id"] == listed[0]["id"]


def test_tax_is_given_back_only_where_it_is_named(receiver: Receiver) -> None:
    config = StoreConfig(
        platform="woocommerce", currency="USD", tax_percent="10", pretend_https=True
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        shop = Shop(running, receiver)
        placed = shop.order(email="g@x.test", lines=beans(), gateway="cod")
        path = f"orders/{placed['id']}/refunds"
        line = {"id": placed["lines"][0]["id"], "quantity": 1, "refund_total": "20.00"}
        plain = shop.rest("POST", path, {"line_items": [line]}).json()
        tax = [{"id": 1, "refund_total": "2.00"}]
        named = shop.rest("POST", path, {"line_items": [{**line, "refund_tax": tax}]})

    assert (plain["amount"], plain["line_items"][0]["total_tax"]) == ("20.00", "0.00")
    row = named.json()
    assert (row["amount"], row["line_items"][0]["total_tax"]) == ("22.00", "-2.00")


def test_coupons_look_like_the_captured_one(usd: Shop) -> None:
    asked = {
        "code": "LOYAL-7F3K",
        "discount_type": "fixed_cart",
        "amount": "10.00",
        "usage_limit": 1,
        "usage_limit_per_user": 1,
        "individual_use": True,
        "email_restrictions": ["ani@customer.test"],
        "minimum_amount": "30.00",
        "date_expires": "2027-06-30T16:59:59Z",
        "meta_data": [{"key": "_loyalty_redemption", "value": "rdm_0001"}],
    }
    made = usd.rest("POST", "coupons", asked)
    again = usd.rest("POST", "coupons", asked)
    body = sent(usd, "coupon.created")
    usd.order(customer="ani@customer.test", codes=["loyal-7f3k"], lines=beans())
    used = usd.rest("GET", f"coupons/{made.json()['id']}").json()

    sample = rest_json("rest-coupon-created")
    assert differences(sample, made.json()) == []
    same = ("code", "amount", "date_expires", "date_expires_gmt", "minimum_amount")
    assert [made.json()[n] for n in same] == [sample[n] for n in same]
    assert (again.status_code, again.json()) == (
        400,
        rest_json("rest-coupon-duplicate"),
    )
    assert differences(woo_body("coupon.created"), body) == []
    assert (used["usage_count"], used["used_by"]) == (1, ["2"])


def test_people_look_like_the_captured_ones(usd: Shop) -> None:
    usd.act("signup", email="Dewi@Customer2.test", first_name="Dewi")
    created = sent(usd, "customer.created")
    usd.rest("PUT", f"customers/{created['id']}", {"email": "dewi.baru@customer.test"})
    changed = sent(usd, "customer.updated")
    usd.act("delete-customer", customer=created["id"])
    gone = sent(usd, "customer.deleted")

    assert differences(woo_body("customer.created"), created) == []
    assert created["email"] == "Dewi@Customer2.test"
    assert created["billing"]["email"] == ""
    assert differences(woo_body("customer.updated-email-changed"), changed) == []
    assert "Dewi@" not in str(changed)
    assert gone == {"id": created["id"]}


def test_reviews_look_like_the_captured_ones(usd: Shop) -> None:
    made = usd.act("review", product=BEANS, customer="ani@customer.test")["review"]
    product = sent(usd, "product.updated")
    approved = usd.rest("PUT", f"products/reviews/{made['id']}", {"status": "approved"})
    companion = sent(usd, "review.approved")
    asked = {
        "product_id": made["product_id"],
        "review": "Enak",
        "reviewer": "Ani",
        "reviewer_email": "ani@customer.test",
        "rating": 9,
        "verified": True,
    }
    usd.rest("POST", "products/reviews", asked)
    action = sent(usd, "action.woocommerce_rest_insert_product_review")

    assert differences(woo_body("product.updated-because-of-a-review"), product) == []
    assert differences(rest_json("rest-review-approved"), approved.json()) == []
    assert differences(woo_body("review.approved-companion-topic"), companion) == []
    name = "action.woocommerce_rest_insert_product_review"
    assert differences(woo_body(name), action) == []
    repeat = usd.rest("POST", "products/reviews", asked)
    assert repeat.status_code == 409


def test_an_erased_person_leaves_the_captured_placeholders(usd: Shop) -> None:
    usd.order(customer="ani@customer.test", lines=beans(1), gateway="cod")
    usd.act("erase", customer="ani@customer.test")

    body = sent(usd, "order.updated")

    sample = woo_body("order.updated-personal-data-erased")
    assert body["billing"] == sample["billing"]
    assert (body["customer_id"], body["customer_user_agent"]) == (0, "[deleted]")


def test_an_opened_checkout_leaves_the_captured_draft(usd: Shop) -> None:
    usd.act("open-checkout", lines=beans())

    body = sent(usd, "order.updated")

    sample = woo_body("order.updated-checkout-draft")
    assert differences(sample, body) == []
    assert body["status"] == "checkout-draft"
    assert body["billing"] == sample["billing"]
    assert (body["payment_method"], body["payment_method_title"]) == ("bacs", "")


def test_actions_carry_an_id_or_nothing_at_all(usd: Shop) -> None:
    placed = usd.order(customer="ani@customer.test", lines=beans(), gateway="cod")
    usd.act("complete", order_id=placed["id"])
    refund = usd.rest(
        "POST", f"orders/{placed['id']}/refunds", {"amount": "1.00"}
    ).json()
    usd.act("action-with-object")

    status = sent(usd, "action.woocommerce_order_status_completed")

    assert status == {
        "action": "woocommerce_order_status_completed",
        "arg": placed["id"],
    }
    made = usd.receiver.of("action.woocommerce_refund_created")[0].json
    assert made["arg"] == refund["id"]
    whole = usd.receiver.of("action.woocommerce_order_refunded")[0].json
    assert whole["arg"] == placed["id"]
    name = "action.woocommerce_store_api_checkout_order_processed"
    assert usd.receiver.of(name)[0].json == woo_body("action.object-argument-is-lost")


def test_json_is_written_as_php_writes_it(usd: Shop) -> None:
    usd.order(email="g@x.test", first_name="Zoë", lines=beans(), gateway="cod")
    usd.deliver()

    raw = usd.receiver.of("order.created")[0].raw

    assert b'"first_name":"Zo\\u00eb"' in raw
    assert b"http:\\/\\/127.0.0.1" in raw


def test_a_webhook_looks_like_the_captured_one(usd: Shop) -> None:
    asked = {"topic": "order.updated", "delivery_url": usd.receiver.url, "name": "x"}

    body = usd.rest("POST", "webhooks", asked).json()

    sample = rest_json("rest-webhook-created")
    assert differences(sample, body) == []
    assert body["hooks"] == sample["hooks"]


def test_the_store_api_cart_looks_like_the_captured_one(usd: Shop) -> None:
    base = f"{usd.url}/wp-json/wc/store/v1"
    token = requests.get(f"{base}/cart", timeout=5).headers["Cart-Token"]

    answer = requests.post(
        f"{base}/cart/add-item",
        json={"id": product_id(usd), "quantity": 2},
        headers={"Cart-Token": token},
        timeout=5,
    )

    sample = rest_json("store-api-cart")
    body = answer.json()
    assert differences(sample, body) == []
    assert body["totals"] == sample["totals"]
    assert body["items"][0]["prices"] == sample["items"][0]["prices"]
