"""Webhooks with WooCommerce's habits, one by one."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from tests.sandbox.shop import Json, Shop, woo_body

MUGS = [{"product": "stoneware-mug"}]


def hook(shop: Shop, topic: str, **asked: object) -> Json:
    body = {
        "topic": topic,
        "delivery_url": f"{shop.receiver.url}/hook",
        "secret": "harness-secret-1",
        **asked,
    }
    answer = shop.rest("POST", "webhooks", body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def buy(shop: Shop, **asked: object) -> Json:
    return shop.order(email="g@guest.test", lines=MUGS, gateway="cod", **asked)


def test_creation_pings_before_it_answers_and_keeps_the_secret(woo: Shop) -> None:
    made = hook(woo, "order.updated")

    ping = woo.receiver.got[0]

    assert ping.raw == f"webhook_id={made['id']}".encode()
    assert ping.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert not any(name.startswith("X-WC") for name in ping.headers)
    assert "secret" not in made


def test_a_ping_that_fails_does_not_fail_the_creation(woo: Shop) -> None:
    made = hook(woo, "order.updated", delivery_url="http://127.0.0.1:9/x")

    assert made["status"] == "active"


@pytest.mark.parametrize(("status", "pings"), [(202, 2), (200, 1)])
def test_pings_repeat_after_every_save_until_one_gets_exactly_200(
    woo: Shop, status: int, pings: int
) -> None:
    woo.receiver.status = status
    hook(woo, "order.created")
    buy(woo)
    woo.deliver()

    plain = [one for one in woo.receiver.got if not one.topic]

    assert len(plain) == pings


def test_another_address_is_pinged_anew(woo: Shop) -> None:
    made = hook(woo, "order.created")
    path = f"webhooks/{made['id']}"

    woo.rest("PUT", path, {"name": "other"})
    woo.rest("PUT", path, {"delivery_url": f"{woo.receiver.url}/elsewhere"})

    assert [one.path for one in woo.receiver.got] == ["/hook", "/elsewhere"]


def test_a_topic_in_capitals_is_accepted_and_never_fires(woo: Shop) -> None:
    made = hook(woo, "ORDER.CREATED")
    woo.receiver.got.clear()
    buy(woo)
    woo.deliver()

    assert (made["topic"], made["event"], woo.receiver.got) == ("", "", [])


@pytest.mark.parametrize(
    "topic", ["action.comment_post", "review.created", "refund.created", "order.paid"]
)
def test_topics_that_do_not_exist_are_refused(woo: Shop, topic: str) -> None:
    asked = {"topic": topic, "delivery_url": woo.receiver.url}

    answer = woo.rest("POST", "webhooks", asked)

    assert answer.status_code == 400
    assert answer.json()["code"] == "woocommerce_rest_shop_webhook_invalid_topic"


def test_an_address_has_to_be_one(woo: Shop) -> None:
    asked = {"topic": "order.created", "delivery_url": "ftp://x"}

    assert woo.rest("POST", "webhooks", asked).status_code == 400


def test_a_delivery_is_signed_with_the_secret_over_the_bytes(woo: Shop) -> None:
    made = hook(woo, "order.created")
    woo.receiver.got.clear()
    buy(woo)
    woo.deliver()

    got = woo.receiver.got[0]
    digest = hmac.new(b"harness-secret-1", got.raw, hashlib.sha256).digest()

    assert got.headers["X-WC-Webhook-Signature"] == base64.b64encode(digest).decode()
    assert got.headers["X-WC-Webhook-ID"] == str(made["id"])
    assert got.headers["X-WC-Webhook-Source"] == f"{woo.url}/"
    assert got.headers["X-WC-Webhook-Resource"] == "order"
    assert got.headers["X-WC-Webhook-Event"] == "created"
    assert got.headers["User-Agent"].startswith("WooCommerce/10.5.0 Hookshot")
    assert len(got.headers["X-WC-Webhook-Delivery-ID"]) == 32


def test_the_secret_can_be_changed_and_not_emptied(woo: Shop) -> None:
    made = hook(woo, "order.created")
    path = f"webhooks/{made['id']}"

    woo.rest("PUT", path, {"secret": "other"})
    woo.rest("PUT", path, {"secret": ""})
    buy(woo)
    woo.deliver()

    got = woo.receiver.of("order.created")[0]
    digest = hmac.new(b"other", got.raw, hashlib.sha256).digest()
    assert got.headers["X-WC-Webhook-Signature"] == base64.b64encode(digest).decode()


def test_two_orders_in_one_second_share_a_delivery_id(woo: Shop) -> None:
    woo.flask_app.extensions["sandbox_parts"].hooks.seconds = lambda: 1_795_000_000.0
    hook(woo, "order.created")
    buy(woo)
    buy(woo)
    woo.deliver()

    one, two = woo.receiver.of("order.created")

    assert one.json["id"] != two.json["id"]
    name = "X-WC-Webhook-Delivery-ID"
    assert one.headers[name] == two.headers[name]


def test_the_block_checkout_sends_the_update_first(hooked: Shop) -> None:
    buy(hooked, via="store-api")
    hooked.deliver()

    assert hooked.receiver.topics() == ["order.updated", "order.created"]


def test_the_body_is_built_when_it_is_sent(hooked: Shop) -> None:
    placed = buy(hooked)
    hooked.act("complete", order_id=placed["id"])
    hooked.deliver()

    created = hooked.receiver.of("order.created")[0].json

    assert created["status"] == "completed"


def test_what_waits_for_the_same_thing_is_merged(hooked: Shop) -> None:
    placed = buy(hooked)
    for status in ("on-hold", "processing", "completed", "processing"):
        hooked.act("set-status", order_id=placed["id"], status=status)
    hooked.deliver()

    updates = hooked.receiver.of("order.updated")

    assert [one.json["status"] for one in updates] == ["processing"]
    # date_completed survives going back.
    assert updates[0].json["date_completed"] is not None


def test_nothing_is_tried_again(woo: Shop) -> None:
    hook(woo, "order.created")
    woo.receiver.got.clear()
    woo.receiver.status = 500
    buy(woo)
    woo.deliver()
    woo.deliver()

    assert len(woo.receiver.of("order.created")) == 1


def fail(shop: Shop, times: int) -> None:
    shop.receiver.status = 500
    for _ in range(times):
        buy(shop)
        shop.deliver()
    shop.receiver.status = 200


def status_of(shop: Shop, number: int) -> str:
    status: str = shop.rest("GET", f"webhooks/{number}").json()["status"]
    return status


def test_the_seventh_failure_in_a_row_disables(woo: Shop) -> None:
    made = hook(woo, "order.created")
    fail(woo, 6)
    before = status_of(woo, made["id"])
    fail(woo, 1)

    assert (before, status_of(woo, made["id"])) == ("active", "disabled")


def test_a_success_resets_the_count(woo: Shop) -> None:
    made = hook(woo, "order.created")
    fail(woo, 6)
    buy(woo)
    woo.deliver()
    fail(woo, 6)

    assert status_of(woo, made["id"]) == "active"


def test_once_enabled_again_one_failure_is_enough(woo: Shop) -> None:
    made = hook(woo, "order.created")
    fail(woo, 7)
    woo.rest("PUT", f"webhooks/{made['id']}", {"status": "active"})
    fail(woo, 1)

    assert status_of(woo, made["id"]) == "disabled"


def test_a_redirect_counts_as_success_and_the_event_is_gone(woo: Shop) -> None:
    made = hook(woo, "order.created")
    woo.receiver.status = 302
    for _ in range(8):
        buy(woo)
        woo.deliver()

    assert status_of(woo, made["id"]) == "active"


def test_events_while_paused_are_lost(woo: Shop) -> None:
    made = hook(woo, "order.created")
    path = f"webhooks/{made['id']}"
    woo.rest("PUT", path, {"status": "paused"})
    buy(woo)
    woo.rest("PUT", path, {"status": "active"})
    woo.deliver()

    assert woo.receiver.of("order.created") == []
    assert woo.rest("PUT", path, {"status": "asleep"}).status_code == 400


def test_a_deleted_hook_sends_nothing_that_still_waited(woo: Shop) -> None:
    made = hook(woo, "order.created")
    buy(woo)
    refused = woo.rest("DELETE", f"webhooks/{made['id']}")
    woo.rest("DELETE", f"webhooks/{made['id']}?force=true")
    woo.deliver()

    assert refused.status_code == 501
    assert woo.receiver.of("order.created") == []
    assert woo.rest("GET", f"webhooks/{made['id']}").status_code == 404


def test_twins_deliver_twice(woo: Shop) -> None:
    hook(woo, "order.created")
    hook(woo, "order.created")
    buy(woo)
    woo.deliver()

    assert len(woo.receiver.of("order.created")) == 2
    assert len(woo.rest("GET", "webhooks?status=all&per_page=100").json()) == 2


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
