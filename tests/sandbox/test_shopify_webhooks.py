"""Deliveries: signed, repeated, given up, and who gets them."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from tests.sandbox.shop import Received, Shop

CREATE = """mutation Make($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {
    uri: $uri, includeFields: ["id", "updated_at"], name: "mine"
  }) { webhookSubscription { id } userErrors { message } }
}"""


def digest(raw: bytes, secret: str) -> str:
    made = hmac.new(secret.encode(), raw, hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def signed(got: Received) -> str:
    return got.headers["X-Shopify-Hmac-Sha256"]


def test_the_signature_is_over_the_very_bytes(shopify: Shop) -> None:
    shopify.order(email="g@guest.test", first_name="Ån", note="café ☃")
    shopify.deliver()

    got = shopify.receiver.of("orders/create")[0]

    assert "café ☃".encode() in got.raw
    assert signed(got) == digest(got.raw, shopify.info["client_secret"])


def test_the_headers_are_shopifys(shopify: Shop) -> None:
    shopify.order(customer="ani@customer.test")
    shopify.deliver()

    headers = shopify.receiver.of("orders/create")[0].headers

    assert headers["X-Shopify-Shop-Domain"] == "sandbox-one.myshopify.com"
    assert headers["X-Shopify-API-Version"] == "2026-07"
    assert headers["X-Shopify-Triggered-At"].endswith("Z")
    assert "." in headers["X-Shopify-Triggered-At"]
    assert headers["Content-Type"] == "application/json"


def test_one_act_has_one_event_id_and_a_webhook_id_for_each_delivery(
    shopify: Shop,
) -> None:
    shopify.order(customer="ani@customer.test")
    shopify.deliver()

    got = shopify.receiver.got

    assert len(got) == 3
    assert len({one.headers["X-Shopify-Event-Id"] for one in got}) == 1
    assert len({one.headers["X-Shopify-Webhook-Id"] for one in got}) == 3


def test_a_failed_delivery_comes_again_the_same(shopify: Shop) -> None:
    shopify.receiver.statuses = [500, 302]
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    tries = shopify.receiver.got

    assert len(tries) == 3
    assert len({one.raw for one in tries}) == 1
    assert len({one.headers["X-Shopify-Webhook-Id"] for one in tries}) == 1
    log = shopify.control("GET", "deliveries")["deliveries"][0]
    assert [attempt["status"] for attempt in log["attempts"]] == [500, 302, 200]
    assert log["state"] == "delivered"


def test_after_eight_retries_it_is_given_up(shopify: Shop) -> None:
    shopify.receiver.status = 503
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    assert len(shopify.receiver.got) == 9
    assert shopify.control("GET", "deliveries")["deliveries"][0]["state"] == "gave_up"


def test_a_subscription_made_by_api_dies_of_eight_failures(shopify: Shop) -> None:
    uri = f"{shopify.receiver.url}/mine"
    shopify.gql(CREATE, "Make", topic="CUSTOMERS_CREATE", uri=uri)
    shopify.receiver.status = 500

    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    assert shopify.control("GET", "state")["webhooks"] == []
    shopify.receiver.status = 200
    shopify.receiver.got.clear()
    shopify.act("signup", email="yan@x.test")
    shopify.deliver()
    assert [one.path for one in shopify.receiver.got] == ["/webhooks/shopify"]


def test_a_success_in_between_keeps_the_subscription(shopify: Shop) -> None:
    uri = f"{shopify.receiver.url}/mine"
    shopify.gql(CREATE, "Make", topic="CUSTOMERS_CREATE", uri=uri)
    shopify.control("POST", "config", {"webhook_url": "", "retry_gaps_s": []})

    for status in [500] * 7 + [200] + [500] * 7:
        shopify.receiver.status = status
        shopify.act("signup", email=f"z{len(shopify.receiver.got)}@x.test")
        shopify.deliver()

    assert len(shopify.control("GET", "state")["webhooks"]) == 1


def test_a_subscription_can_ask_for_some_fields_and_carries_its_name(
    shopify: Shop,
) -> None:
    uri = f"{shopify.receiver.url}/mine"
    shopify.gql(CREATE, "Make", topic="CUSTOMERS_CREATE", uri=uri)
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    mine = next(one for one in shopify.receiver.got if one.path == "/mine")

    assert set(mine.json) == {"id", "updated_at"}
    assert mine.headers["X-Shopify-Name"] == "mine"
    assert signed(mine) == digest(mine.raw, shopify.info["client_secret"])


def test_after_uninstall_only_the_news_of_it_and_privacy_are_sent(
    shopify: Shop,
) -> None:
    shopify.act("uninstall")
    shopify.act("signup", email="zed@x.test")
    shopify.act("redact", topic="shop/redact")
    shopify.deliver()

    assert shopify.receiver.topics() == ["app/uninstalled", "shop/redact"]
    assert shopify.gql_raw("{ shop { name } }", None).status_code == 401


def test_after_reinstall_there_is_a_new_token(shopify: Shop) -> None:
    shopify.act("uninstall")

    again = shopify.act("reinstall")

    assert again["access_token"] != shopify.info["access_token"]
    shopify.info["access_token"] = again["access_token"]
    assert shopify.gql("{ shop { name } }")["data"]["shop"]["name"]


def test_after_rotation_the_old_secret_may_still_sign(shopify: Shop) -> None:
    rotated = {"old_client_secret": "o" * 40, "sign_with_old_secret": True}
    shopify.control("POST", "config", rotated)
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    got = shopify.receiver.got[0]

    assert signed(got) == digest(got.raw, "o" * 40)


@pytest.mark.parametrize(
    ("action", "topic"),
    [
        ("pay", "orders/paid"),
        ("cancel", "orders/cancelled"),
        ("fulfil", "orders/fulfilled"),
    ],
)
def test_what_staff_do_has_its_topic_and_an_update(
    shopify: Shop, action: str, topic: str
) -> None:
    placed = shopify.order(customer="ani@customer.test", paid=False)
    shopify.deliver()
    shopify.receiver.got.clear()

    shopify.act(action, order_id=placed["id"])
    shopify.deliver()

    assert shopify.receiver.topics() == [topic, "orders/updated"]


def test_an_unpaid_order_is_pending_then_paid_and_a_cancelled_one_voided(
    shopify: Shop,
) -> None:
    one = shopify.order(customer="ani@customer.test", paid=False)
    two = shopify.order(customer="ani@customer.test", paid=False)

    shopify.act("pay", order_id=one["id"], amount="10000")
    part = shopify.control("GET", "state")["orders"][0]["financial_status"]
    shopify.act("pay", order_id=one["id"])
    shopify.act("cancel", order_id=two["id"])

    orders = shopify.control("GET", "state")["orders"]
    assert one["financial_status"] == "pending"
    assert part == "partially_paid"
    assert [row["financial_status"] for row in orders] == ["paid", "voided"]


def test_any_topic_can_be_sent_on_purpose(shopify: Shop) -> None:
    shopify.act("deliver-topic", topic="orders/updated", body={"id": 1})
    shopify.deliver()

    assert shopify.receiver.got[0].raw == b'{"id":1}'


def test_an_order_that_was_moved_says_so(shopify: Shop) -> None:
    placed = shopify.order(customer="ani@customer.test")
    shopify.act("move-order", order_id=placed["id"], customer="budi@customer.test")
    shopify.act("move-order", order_id=placed["id"])
    shopify.deliver()

    owners = [one.json["customer"] for one in shopify.receiver.of("orders/updated")]

    emails = [owner and owner["email"] for owner in owners]
    assert emails == ["ani@customer.test", "budi@customer.test", None]
