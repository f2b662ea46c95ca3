"""Orders have the keys, types and figures of the captured ones."""

from __future__ import annotations

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
    sent,
    woo_body,
)


def test_a_guest_order_looks_like_the_captured_one(usd: Shop) -> None:
    usd.order(email="Gita@Guest.test", first_name="Gita", lines=beans(), gateway="cod")

    body = sent(usd, "order.created")

    assert differences(woo_body("order.created-guest-cod"), body) == []
    assert list(body) == list(woo_body("order.created-guest-cod"))
    assert (body["customer_id"], body["billing"]["email"]) == (0, "Gita@Guest.test")
    assert (body["status"], body["date_paid"], body["total"]) == (
        "processing",
        None,
        "45.00",
    )


def test_an_order_of_an_account_looks_like_the_captured_one(usd: Shop) -> None:
    usd.order(customer="ani@customer.test", lines=beans(1), gateway="cod")

    body = sent(usd, "order.created")

    assert differences(woo_body("order.created-customer-cod"), body) == []
    assert body["_links"]["customer"]


def test_a_coupon_shows_in_coupon_lines_alone(usd: Shop) -> None:
    usd.rest("POST", "coupons", {"code": "LOYAL-7F3K", "amount": "10.00"})
    usd.order(
        customer="ani@customer.test", codes=["loyal-7f3k"], lines=beans(), gateway="cod"
    )

    body = sent(usd, "order.created")

    assert differences(woo_body("order.created-with-coupon"), body) == []
    line = body["coupon_lines"][0]
    assert (line["code"], line["discount"], line["discount_tax"]) == (
        "loyal-7f3k",
        "10",
        "0",
    )
    assert (body["discount_total"], body["line_items"][0]["total"]) == (
        "10.00",
        "30.00",
    )
    assert body["line_items"][0]["price"] == 15
    assert "coupon.updated" not in usd.receiver.topics()


def test_a_tax_inclusive_order_has_the_captured_figures(receiver: Receiver) -> None:
    """MYR, 6 % inside, 3 x 19.99, 7 % off: sums a cent apart, as on the real store."""
    config = StoreConfig(
        platform="woocommerce",
        currency="MYR",
        tax_percent="6",
        tax_included=True,
        tax_title="SST",
        pretend_https=True,
        queue="manual",
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        shop = Shop(running, receiver)
        store = running.flask_app.extensions["sandbox"].store
        product = next(p for p in store.products.values() if p.handle == BEANS)
        product.variants[0].price_minor = 1999
        shop.rest(
            "POST",
            "coupons",
            {"code": "pct7", "discount_type": "percent", "amount": "7"},
        )
        placed = shop.order(
            email="myr@guest.test", codes=["pct7"], lines=beans(3), gateway="cod"
        )
        body = shop.rest("GET", f"orders/{placed['id']}").json()

    sample = woo_body("order.created-myr-tax-inclusive")
    names = ("discount_total", "discount_tax", "cart_tax", "total", "total_tax")
    assert [body[name] for name in names] == [sample[name] for name in names]
    line, told = body["line_items"][0], sample["line_items"][0]
    for name in ("subtotal", "subtotal_tax", "total", "total_tax", "price", "taxes"):
        assert line[name] == told[name]
    coupon, told = body["coupon_lines"][0], sample["coupon_lines"][0]
    assert (coupon["discount"], coupon["discount_tax"]) == (
        told["discount"],
        told["discount_tax"],
    )
    assert differences(sample, body) == []


def test_rupiah_have_no_point_and_dp_asks_for_one(hooked: Shop) -> None:
    placed = hooked.order(email="idr@guest.test", lines=beans(3), gateway="cod")

    body = sent(hooked, "order.created")
    two = hooked.rest("GET", f"orders/{placed['id']}?dp=2").json()

    assert (body["total"], body["line_items"][0]["total"]) == ("465000", "450000")
    assert body["line_items"][0]["price"] == 150000
    assert (two["total"], two["line_items"][0]["subtotal"]) == (
        "465000.00",
        "450000.00",
    )
    assert body["currency_symbol"] == "Rp"


def test_the_life_of_an_order_looks_like_the_captured_one(usd: Shop) -> None:
    placed = usd.order(customer="ani@customer.test", lines=beans(), gateway="bacs")
    held = usd.rest("GET", f"orders/{placed['id']}").json()["status"]

    usd.act("pay", order_id=placed["id"])
    paid = sent(usd, "order.updated")
    usd.act("complete", order_id=placed["id"])
    done = sent(usd, "order.updated")
    usd.rest("POST", f"orders/{placed['id']}/refunds", {"amount": "5.00"})
    line = {"id": placed["lines"][0]["id"], "quantity": 1, "refund_total": "20.00"}
    usd.rest("POST", f"orders/{placed['id']}/refunds", {"line_items": [line]})
    part = sent(usd, "order.updated")
    usd.act("refund", order_id=placed["id"], everything=True)
    back = sent(usd, "order.updated")

    assert held == "on-hold"
    assert (paid["status"], bool(paid["date_paid_gmt"])) == ("processing", True)
    assert (done["status"], bool(done["date_completed"])) == ("completed", True)
    assert [r["total"] for r in part["refunds"]] == ["-20.00", "-5.00"]
    assert (part["status"], part["total"]) == ("completed", "45.00")
    assert (back["status"], back["total"]) == ("refunded", "45.00")
    for name, body in [
        ("order.updated-processing-paid", paid),
        ("order.updated-completed", done),
        ("order.updated-line-refund", part),
        ("order.updated-fully-refunded", back),
    ]:
        # An order of the checkout has shipping and taxes; the captured ones had not.
        found = [
            one for one in differences(woo_body(name), body) if "meta_data" not in one
        ]
        assert found == [], name


def test_a_status_set_to_refunded_makes_the_refund_itself(usd: Shop) -> None:
    made = usd.rest(
        "POST",
        "orders",
        {
            "set_paid": True,
            "payment_method": "bacs",
            "billing": {"email": "budi@customer.test", "first_name": "Gita"},
            "customer_id": 3,
            "line_items": [{"product_id": product_id(usd), "quantity": 1}],
        },
    ).json()

    usd.rest("PUT", f"orders/{made['id']}", {"status": "refunded"})
    body = sent(usd, "order.updated")

    assert differences(woo_body("order.updated-status-set-to-refunded"), body) == []
    assert [r["reason"] for r in body["refunds"]] == ["Order fully refunded."]
    again = usd.rest("PUT", f"orders/{made['id']}", {"status": "refunded"})
    assert again.json()["status"] == "refunded"


def test_an_order_made_through_rest_looks_like_the_captured_one(usd: Shop) -> None:
    asked = {
        "payment_method": "cod",
        "customer_id": 2,
        "line_items": [{"product_id": product_id(usd), "quantity": 2}],
    }
    answer = usd.rest("POST", "orders", asked)

    body = sent(usd, "order.created")

    sample = woo_body("order.created-rest-pending")
    assert answer.status_code == 201
    assert differences(sample, body) == []
    assert (body["status"], body["total"], body["created_via"]) == (
        "pending",
        "40.00",
        "rest-api",
    )
    assert usd.receiver.topics() == ["order.created", "order.updated"]


def test_attribution_has_the_captured_keys(usd: Shop) -> None:
    placed = usd.order(
        email="friend@guest.test",
        lines=[{"product": "stoneware-mug"}],
        gateway="cod",
        landing="/shop/?ref=FRIEND42",
        via="store-api",
    )

    body = usd.rest("GET", f"orders/{placed['id']}").json()

    sample = woo_body("order.created-attribution-with-ref")
    keys = {one["key"] for one in body["meta_data"]}
    assert keys == {one["key"] for one in sample["meta_data"]}
    assert differences(sample["meta_data"], body["meta_data"]) == []
