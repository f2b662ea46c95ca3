"""Traps of WooCommerce's webhooks, each held by the number that it has."""

import pytest
import responses

from app.domain.errors import (
    AccessRevoked,
    PlatformMissing,
)
from app.domain.events import (
    ConnectionBroken,
    DiscountGone,
    Ignored,
    OrderState,
)
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.signatures import WooSigner
from tests.integrations.benches import SandboxBench
from tests.integrations.discounts import fixed
from tests.integrations.samples import (
    woo_body,
    woo_delivery,
    woo_events,
    woo_order,
)
from tests.integrations.wire import Wire
from tests.integrations.woocommerce.shop import API, CODE, SECRET, store_at, subscribe

SIGNER = WooSigner()


def test_trap_01_every_webhook_is_made_with_our_secret(
    bench: SandboxBench, wire: Wire
) -> None:
    subscribe(bench, wire)
    bench.order(email="guest@guest.test")

    deliveries = bench.deliveries()

    assert deliveries
    assert all(
        SIGNER.verified(each.headers, each.body, [SECRET.encode()])
        for each in deliveries
    )


def test_trap_01_a_webhook_with_another_secret_is_made_anew(
    bench: SandboxBench, wire: Wire
) -> None:
    url = subscribe(bench, wire, "t" * 64)

    report = bench.platform.ensure_webhooks(
        bench.store, callback_url=url, secret=SECRET
    )
    bench.order(email="guest@guest.test")

    assert len(report.repaired) == 8
    assert all(
        SIGNER.verified(each.headers, each.body, [SECRET.encode()])
        for each in bench.deliveries()
    )


def test_trap_02_the_ping_is_known_by_its_form() -> None:
    delivery = woo_delivery("ping")

    assert SIGNER.is_ping(delivery.headers, delivery.body)
    assert not SIGNER.is_ping({}, delivery.body)


def test_trap_04_two_orders_of_one_delivery_id_are_two_deliveries() -> None:
    one = woo_delivery("order.created-same-delivery-id-a")
    other = woo_delivery("order.created-same-delivery-id-b")
    name = "x-wc-webhook-delivery-id"

    assert one.headers[name] == other.headers[name]
    assert SIGNER.dedupe_key(one.headers, one.topic, one.body) != SIGNER.dedupe_key(
        other.headers, other.topic, other.body
    )
    assert SIGNER.dedupe_key(one.headers, one.topic, one.body) == SIGNER.dedupe_key(
        {}, one.topic, one.body
    )


def test_trap_04_the_same_bare_id_on_another_day_is_another_deletion() -> None:
    first = woo_delivery("order.deleted")
    later = {**first.headers, "x-wc-webhook-delivery-id": "0" * 32}

    assert SIGNER.dedupe_key(
        first.headers, first.topic, first.body
    ) != SIGNER.dedupe_key(later, first.topic, first.body)


def test_trap_05_a_disabled_webhook_is_made_anew(
    bench: SandboxBench, wire: Wire
) -> None:
    url = subscribe(bench, wire)
    client = bench.platform.client  # type: ignore[attr-defined]  # the real adapter
    hooks = client.get(bench.store, "webhooks", per_page="100")
    client.put(bench.store, f"webhooks/{hooks[0]['id']}", {"status": "disabled"})

    report = bench.platform.ensure_webhooks(
        bench.store, callback_url=url, secret=SECRET
    )
    after = client.get(bench.store, "webhooks", per_page="100")

    assert report.repaired == (hooks[0]["topic"],)
    assert hooks[0]["id"] not in [each["id"] for each in after]
    assert {each["status"] for each in after} == {"active"}


def test_trap_06_the_state_counts_and_not_the_name_of_the_event() -> None:
    body = woo_body("order.updated-completed")

    assert woo_order(body, "order.created").state is OrderState.FULFILLED
    assert woo_order(body | {"status": "trash"}, "order.created").state is (
        OrderState.CANCELLED
    )


def test_trap_07_updated_before_created_says_the_same() -> None:
    body = woo_body("order.updated-guest-arrives-before-created")

    assert woo_order(body, "order.updated") == woo_order(body, "order.created")


def test_trap_08_twins_say_the_same() -> None:
    created = woo_order(woo_body("order.created-rest-pending"), "order.created")
    updated = woo_order(woo_body("order.updated-twin-of-created"), "order.updated")

    assert created == updated


def test_trap_09_an_opened_checkout_is_a_draft_of_nobody() -> None:
    order = woo_order(woo_body("order.updated-checkout-draft"))

    assert order.state is OrderState.DRAFT
    assert order.customer is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, ConnectionBroken), (403, ConnectionBroken), (404, Ignored)],
)
def test_trap_10_a_signed_error_is_no_order(status: int, kind: type) -> None:
    body = {"code": "woocommerce_rest_cannot_view", "data": {"status": status}}

    (event,) = woo_events("order.updated", body)

    assert isinstance(event, kind)


def test_trap_10_an_error_with_a_bare_status_is_no_order() -> None:
    body = {"code": "woocommerce_rest_cannot_create_order_refund", "data": 500}

    assert isinstance(woo_events("order.updated", body)[0], Ignored)


def test_trap_11_a_deleted_coupon_may_be_a_product_so_the_store_is_asked(
    bench: SandboxBench,
) -> None:
    made = bench.platform.issue(bench.store, fixed(bench.store))
    body = {"id": int(made.discount_ref)}

    (event,) = woo_events("coupon.deleted", body)

    assert event == DiscountGone(made.discount_ref)
    assert bench.platform.look_up(bench.store, CODE) == made


def test_trap_12_what_vanished_in_silence_shows_when_the_order_is_read(
    bench: SandboxBench,
) -> None:
    order_ref = bench.order(email="guest@guest.test", quantity=2)
    bench.refund(order_ref, quantity=1)
    made = bench.platform.fetch_order(bench.store, order_ref)
    client = bench.platform.client  # type: ignore[attr-defined]  # the real adapter
    (refund,) = client.get(bench.store, f"orders/{order_ref}/refunds")
    bench.act("delete-refund", order_id=int(order_ref), refund_id=refund["id"])

    again = bench.platform.fetch_order(bench.store, order_ref)
    bench.delete_order(order_ref)

    assert made.refunded_total_minor > 0
    assert again.refunded_total_minor == 0
    assert again.version == made.version
    with pytest.raises(PlatformMissing):
        bench.platform.fetch_order(bench.store, order_ref)


def test_trap_12_trashed_orders_are_listed_at_the_end(bench: SandboxBench) -> None:
    kept = bench.order(email="guest@guest.test")
    trashed = bench.order(email="guest@guest.test")
    bench.act("trash", order_id=int(trashed))

    first = bench.platform.orders(bench.store)
    second = bench.platform.orders(bench.store, cursor=first.next_cursor)

    assert [order.order_ref for order in first.items] == [kept]
    assert [(order.order_ref, order.state) for order in second.items] == [
        (trashed, OrderState.CANCELLED)
    ]
    assert second.next_cursor is None
    with pytest.raises(PlatformMissing):
        bench.platform.fetch_order(bench.store, trashed)


def test_trap_36_webhooks_are_taken_away_by_their_address(
    bench: SandboxBench, wire: Wire
) -> None:
    url = subscribe(bench, wire)
    client = bench.platform.client  # type: ignore[attr-defined]  # the real adapter
    client.post(
        bench.store,
        "webhooks",
        {"topic": "order.created", "delivery_url": f"{wire.url}/other", "secret": "x"},
    )

    bench.platform.remove_webhooks(bench.store, callback_url=url)

    left = client.get(bench.store, "webhooks", per_page="100")
    assert [each["delivery_url"] for each in left] == [f"{wire.url}/other"]


def test_trap_36_an_owner_without_rights_is_a_broken_connection(
    bench: SandboxBench, wire: Wire
) -> None:
    subscribe(bench, wire)
    bench.act("owner", user_id=1, state="demoted")
    bench.order(email="guest@guest.test")

    events = [
        event
        for delivery in bench.deliveries()
        for event in bench.platform.normalise(delivery, bench.store)
    ]

    assert {type(event) for event in events} == {ConnectionBroken}
    with pytest.raises(AccessRevoked):
        bench.platform.describe(bench.store)


def test_trap_38_the_receiver_is_asked_before_the_creation_answers(
    bench: SandboxBench, wire: Wire
) -> None:
    subscribe(bench, wire)

    assert len(wire.requests) == 8
    assert all(b"webhook_id=" in request for request in wire.requests)


def test_trap_39_a_topic_that_came_back_empty_is_no_subscription(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    url = "https://app.example/webhooks/woocommerce/x"
    shop.get(f"{API}/webhooks", json=[])
    shop.post(f"{API}/webhooks", json={"id": 7, "topic": "", "delivery_url": url})
    shop.delete(f"{API}/webhooks/7", json={"id": 7})

    report = platform.ensure_webhooks(store_at(), callback_url=url, secret=SECRET)

    assert report.created == ()
    assert len(report.failed) == 8


def test_trap_39_a_webhook_that_the_store_refuses_is_reported(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    code = "woocommerce_rest_shop_webhook_invalid_delivery_url"
    shop.get(f"{API}/webhooks", json=[])
    shop.post(f"{API}/webhooks", json={"code": code, "data": {}}, status=400)

    report = platform.ensure_webhooks(store_at(), callback_url="x", secret=SECRET)

    assert len(report.failed) == 8


def test_a_webhook_that_is_gone_already_is_taken_away(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    url = "https://app.example/webhooks/woocommerce/x"
    gone = {"code": "woocommerce_rest_shop_webhook_invalid_id", "data": {"status": 404}}
    shop.get(
        f"{API}/webhooks",
        json=[{"id": 7, "topic": "order.created", "delivery_url": url}],
    )
    shop.delete(f"{API}/webhooks/7", json=gone, status=404)

    report = platform.remove_webhooks(store_at(), callback_url=url)

    assert report.removed == ("order.created",)
