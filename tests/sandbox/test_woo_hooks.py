"""Webhooks with WooCommerce's habits, one by one."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from tests.sandbox.shop import Json, Shop

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
