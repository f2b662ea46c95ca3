"""What deliveries say about deletion and lost rights, and what nothing says."""

from __future__ import annotations

import pytest

from tests.sandbox.shop import Json, Shop, woo_body

MUGS = [{"product": "stoneware-mug"}]


def buy(shop: Shop, **asked: object) -> Json:
    return shop.order(email="g@guest.test", lines=MUGS, gateway="cod", **asked)


def test_an_order_that_is_gone_arrives_as_a_signed_error(hooked: Shop) -> None:
    placed = buy(hooked)
    hooked.act("delete-order", order_id=placed["id"])
    hooked.deliver()

    body = hooked.receiver.of("order.created")[0].json

    assert body == woo_body("order.created-error-body-gone")


@pytest.mark.parametrize(("state", "status"), [("demoted", 403), ("gone", 401)])
def test_without_rights_every_delivery_is_an_error_that_counts_as_success(
    hooked: Shop, state: str, status: int
) -> None:
    hooked.act("owner", state=state)
    buy(hooked)
    hooked.deliver()

    body = hooked.receiver.of("order.updated")[0].json
    sample = woo_body("order.updated-error-body-owner-has-no-rights")

    assert body == {**sample, "data": {"status": status}}
    assert hooked.rest("GET", "orders").status_code == status
    assert hooked.control("GET", "state")["webhooks"][0]["failures"] == 0
    hooked.act("owner", state="good")
    assert hooked.rest("GET", "orders").status_code == 200


def test_anything_trashed_fires_coupon_and_product_deleted(hooked: Shop) -> None:
    product = hooked.control("GET", "state")["products"][0]["id"]
    coupon = hooked.rest("POST", "coupons", {"code": "x"}).json()["id"]
    hooked.deliver()
    hooked.receiver.got.clear()

    hooked.rest("DELETE", f"products/{product}")
    hooked.rest("DELETE", f"coupons/{coupon}")
    hooked.deliver()

    deleted = [one.json["id"] for one in hooked.receiver.of("coupon.deleted")]
    assert deleted == [product, coupon]


def test_silence_where_woocommerce_is_silent(hooked: Shop) -> None:
    placed = buy(hooked)
    one = hooked.rest("POST", f"orders/{placed['id']}/refunds", {"amount": "5"}).json()
    coupon = hooked.rest("POST", "coupons", {"code": "x"}).json()
    hooked.deliver()
    before = hooked.rest("GET", f"orders/{placed['id']}").json()["date_modified_gmt"]
    hooked.receiver.got.clear()

    path = f"orders/{placed['id']}/refunds/{one['id']}"
    unforced = hooked.rest("DELETE", path)
    hooked.rest("DELETE", f"{path}?force=true")
    hooked.rest("DELETE", f"coupons/{coupon['id']}?force=true")
    after = hooked.rest("GET", f"orders/{placed['id']}").json()
    hooked.rest("DELETE", f"orders/{placed['id']}?force=true")
    hooked.deliver()

    assert unforced.status_code == 501
    assert (after["refunds"], after["date_modified_gmt"]) == ([], before)
    assert hooked.receiver.got == []
    assert hooked.rest("GET", f"orders/{placed['id']}").status_code == 404


def test_the_bin_sends_the_id_and_the_way_back_the_order(hooked: Shop) -> None:
    placed = buy(hooked)
    hooked.deliver()
    hooked.receiver.got.clear()

    hooked.rest("DELETE", f"orders/{placed['id']}")
    again = hooked.rest("DELETE", f"orders/{placed['id']}")
    shown = hooked.rest("GET", f"orders/{placed['id']}").json()["status"]
    hooked.act("restore", order_id=placed["id"])
    hooked.deliver()

    assert (again.status_code, shown) == (410, "trash")
    assert hooked.receiver.topics() == ["order.deleted", "order.restored"]
    assert hooked.receiver.got[0].json == {"id": placed["id"]}
    assert hooked.receiver.got[1].json["status"] == "pending"


def test_a_trashed_order_given_a_status_through_rest_says_nothing(hooked: Shop) -> None:
    placed = buy(hooked)
    hooked.act("trash", order_id=placed["id"])
    hooked.deliver()
    hooked.receiver.got.clear()

    hooked.rest("PUT", f"orders/{placed['id']}", {"status": "processing"})
    hooked.deliver()

    assert hooked.receiver.got == []


def test_a_deleted_account_cuts_its_orders_loose_without_a_word(hooked: Shop) -> None:
    placed = hooked.order(customer="ani@customer.test", lines=MUGS, gateway="cod")
    hooked.deliver()
    hooked.receiver.got.clear()

    number = placed["customer_id"]
    unforced = hooked.rest("DELETE", f"customers/{number}")
    hooked.rest("DELETE", f"customers/{number}?force=true")
    hooked.deliver()

    body = hooked.rest("GET", f"orders/{placed['id']}").json()
    assert unforced.status_code == 501
    assert hooked.receiver.topics() == ["customer.deleted"]
    assert (body["customer_id"], body["billing"]["email"]) == (0, "ani@customer.test")


def test_revoking_the_key_leaves_the_hooks_firing(hooked: Shop) -> None:
    hooked.control("POST", "tokens/revoke", {})
    buy(hooked)
    hooked.deliver()

    assert hooked.rest("GET", "orders").status_code == 401
    assert hooked.receiver.of("order.created")[0].json["id"]


def test_a_shop_that_refuses_private_addresses_never_calls(hooked: Shop) -> None:
    hooked.control("POST", "config", {"refuse_private_urls": True})
    buy(hooked)
    hooked.deliver()

    rows = hooked.control("GET", "deliveries?topic=order.created")["deliveries"]

    assert hooked.receiver.got == []
    assert rows[0]["state"] == "failed"


def test_buying_with_an_account_updates_the_customer(hooked: Shop) -> None:
    hooked.order(customer="ani@customer.test", lines=MUGS, gateway="cod")
    hooked.deliver()

    assert "customer.updated" in hooked.receiver.topics()


def test_downloads_are_completed_at_once_and_other_virtual_goods_are_not(
    woo: Shop,
) -> None:
    placed = woo.order(email="g@x.test", lines=[{"product": "brewing-class"}])

    body = woo.rest("GET", f"orders/{placed['id']}").json()

    assert (body["status"], body["needs_processing"]) == ("completed", False)
    assert body["shipping_lines"] == []
