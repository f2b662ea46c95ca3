"""Shopify's traps, each held by the number that it has, as far as they are ours.

The others, with the floor that holds them, are in ``docs/traps.md``.
"""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hmac import digest

import pytest

from app.domain.errors import AccessRevoked, PlatformRefused
from app.domain.events import (
    CustomerSeen,
    CustomersMerged,
    Ignored,
    OrderSeen,
    OrderState,
    StoreUninstalled,
)
from app.domain.rewards.discount import Combination, DiscountKind
from app.ports import Delivery
from integrations.shopify.install import FROM_APP_FILE, TOPICS, missing_scopes
from integrations.shopify.normalise import normalise
from integrations.shopify.rewards import creation
from integrations.shopify.signatures import ShopifySigner, is_shop
from tests.integrations.benches import connection, shopify_bench
from tests.integrations.discounts import fixed, free_shipping, spec
from tests.integrations.samples import (
    shopify_body,
    shopify_delivery,
    shopify_events,
    shopify_order,
)

SIGNER = ShopifySigner()
STORE = connection("shopify", "https://some-shop.myshopify.com")


@pytest.mark.parametrize(
    "body",
    [b'{"note":"caf\xc3\xa9"}', b'{"note": "caf\\u00e9"}', b'{ "a":1.0 }', b""],
    ids=["bytes", "escaped", "blanks", "empty"],
)
def test_trap_01_the_bytes_are_signed_and_not_their_meaning(body: bytes) -> None:
    signature = b64encode(digest(b"hush", body, "sha256")).decode()
    headers = {"x-shopify-hmac-sha256": signature}

    assert SIGNER.verified(headers, body, [b"old", b"hush"])
    assert not SIGNER.verified(headers, body + b" ", [b"hush"])


def test_trap_03_one_action_is_several_deliveries_of_one_order() -> None:
    body = shopify_body("orders-paid")
    seen = [
        shopify_events(topic, body)[0]
        for topic in ("orders/create", "orders/updated", "orders/paid")
    ]

    assert seen[0] == seen[1] == seen[2]


def test_trap_04_the_instant_of_a_change_is_one_in_any_zone() -> None:
    there = shopify_order(shopify_body("orders-paid"))
    here = shopify_order(
        shopify_body("orders-paid") | {"updated_at": "2026-11-20T08:30:06Z"}
    )

    assert there.version == here.version


@pytest.mark.parametrize(
    ("currency", "unit", "minor"),
    [
        ("EUR", "24.00", 4800),
        ("JPY", "2400", 4800),
        ("JPY", "2400.0", 4800),
        ("KWD", "2.400", 4800),
    ],
)
def test_trap_05_shop_money_alone_is_read_with_the_currencys_own_digits(
    currency: str, unit: str, minor: int
) -> None:
    zero = {"shop_money": {"amount": "0"}, "presentment_money": {"amount": "99"}}
    body = shopify_body("orders-paid") | {"currency": currency, "taxes_included": False}
    line = body["line_items"][0]
    line["price_set"] = {
        "shop_money": {"amount": unit},
        "presentment_money": {"amount": "777.77"},
    }
    line["discount_allocations"] = []
    line["tax_lines"] = []
    body["line_items"] = [line]
    for name in ("total_price", "total_tax", "total_outstanding"):
        body[name] = "0"
    body["shipping_lines"] = [{"price_set": zero}]
    body["total_price_set"] = None

    order = shopify_order(body)

    assert order.currency == currency
    assert order.lines[0].amount_minor == minor


def test_trap_06_tax_shipping_and_gift_cards_are_apart() -> None:
    order = shopify_order(shopify_body("orders-paid"))

    eligible = [line.amount_minor for line in order.lines if not line.gift_card]
    assert (eligible, order.total_minor, order.shipping_minor) == ([3583], 6790, 408)


@pytest.mark.parametrize(
    ("changes", "state", "test"),
    [
        ({"test": True}, OrderState.PAID, True),
        ({"financial_status": "pending", "confirmed": True}, OrderState.OPEN, False),
        ({"processed_at": "2020-01-01T00:00:00Z"}, OrderState.PAID, False),
    ],
)
def test_trap_07_an_order_says_whether_it_is_a_test_and_paid(
    changes: dict[str, object], state: OrderState, *, test: bool
) -> None:
    order = shopify_order(shopify_body("orders-paid") | changes)

    assert (order.state, order.test) == (state, test)
    assert order.placed_at.year == (2020 if "processed_at" in changes else 2026)


def test_trap_08_a_till_sells_to_nobody_until_somebody_is_named() -> None:
    anonymous = shopify_order(shopify_body("orders-create-pos-anonymous-test"))
    named = shopify_order(
        shopify_body("orders-create-pos-anonymous-test")
        | {"customer": shopify_body("orders-paid")["customer"]}
    )

    assert anonymous.customer is None
    assert anonymous.channel == "pos"
    assert named.customer is not None
    assert named.customer.customer_ref == "7700112233441"


def test_trap_09_an_edit_is_read_from_what_is_left() -> None:
    body = shopify_body("orders-paid")
    body["line_items"][0]["current_quantity"] = 0

    order = shopify_order(body)

    assert order.lines[0].quantity == 2
    assert order.lines[0].quantity_left == 0
    assert order.lines[0].refunded_minor == order.lines[0].amount_minor


def test_trap_10_a_refund_twice_told_is_one_refund() -> None:
    body = shopify_body("orders-paid") | {
        "financial_status": "partially_refunded",
        "refunds": [shopify_body("refunds-create-partial")],
    }
    body["line_items"][0]["current_quantity"] = 1
    events = shopify_events("orders/updated", body) + shopify_events(
        "orders/cancelled", body
    )

    snapshots = {
        event.snapshot.lines[0].refunded_minor
        for event in events
        if isinstance(event, OrderSeen)
    }

    assert snapshots == {1792}


def test_trap_11_nobody_is_known_by_an_address_that_was_typed() -> None:
    (event,) = shopify_events(
        "customers/create", shopify_body("customers-create") | {"email": ""}
    )
    (phone,) = normalise(shopify_delivery("customers-create-phone-only"))

    assert isinstance(event, CustomerSeen)
    assert event.profile.email is None
    assert not event.profile.contact_verified
    assert isinstance(phone, CustomerSeen)
    assert (phone.profile.email, phone.profile.phone) == (None, "+33612345678")


def test_trap_12_only_a_merge_that_worked_is_one() -> None:
    errors = [{"field": "x", "message": "y"}]
    half = shopify_body("customers-merge") | {"errors": errors}

    assert isinstance(shopify_events("customers/merge", half)[0], Ignored)
    assert isinstance(
        normalise(shopify_delivery("customers-merge"))[0], CustomersMerged
    )


@pytest.mark.parametrize(
    "name", ["a.myshopify.com.evil.com", "A.myshopify.com", "a.myshopify.com\n"]
)
def test_trap_13_a_shop_is_its_permanent_name_and_nothing_near(name: str) -> None:
    assert not is_shop(name)


def test_trap_14_a_goodbye_tells_when_it_was_said() -> None:
    (event,) = normalise(shopify_delivery("app-uninstalled"))
    (timeless,) = shopify_events("app/uninstalled", {"myshopify_domain": None})

    assert isinstance(event, StoreUninstalled)
    assert event.happened_at is not None
    assert timeless == StoreUninstalled(None)


def test_trap_14_a_revoked_token_is_lost_access() -> None:
    with shopify_bench() as bench:
        bench.control("POST", "tokens/revoke", {})

        with pytest.raises(AccessRevoked):
            bench.platform.describe(bench.store)


def test_trap_16_a_refusal_with_status_200_is_a_refusal() -> None:
    with shopify_bench() as bench:
        nothing_off = fixed(bench.store, minimum_minor=None, ends_at=None)
        late = replace(nothing_off, ends_at=nothing_off.starts_at - timedelta(hours=1))

        with pytest.raises(PlatformRefused) as refusal:
            bench.platform.issue(bench.store, late)

    assert refusal.value.reason == "END_DATE_BEFORE_START_DATE"


def test_trap_18_what_bodies_lost_is_not_missed() -> None:
    (event,) = shopify_events(
        "customers/update", shopify_body("customers-create") | {"tags": "vip"}
    )

    assert isinstance(event, CustomerSeen)
    assert event.profile.tags is None


def test_trap_21_what_may_stand_beside_a_code_is_said() -> None:
    beside = Combination(order=True, product=True, shipping=True)

    _, _, amount = creation(fixed(STORE, combines_with=beside))
    _, _, shipping = creation(free_shipping(STORE, combines_with=beside))

    assert amount["combinesWith"] == {
        "orderDiscounts": True,
        "productDiscounts": True,
        "shippingDiscounts": True,
    }
    assert shipping["combinesWith"] == {
        "orderDiscounts": True,
        "productDiscounts": True,
        "shippingDiscounts": False,
    }


def test_trap_26_a_subscription_that_leaves_fields_out_is_put_right() -> None:
    with shopify_bench() as bench:
        callback = "http://127.0.0.1:9/webhooks/shopify"
        client = bench.platform.client  # type: ignore[attr-defined]  # the real adapter
        asked = {"uri": callback, "format": "JSON", "includeFields": ["id"]}
        variables = {"topic": "ORDERS_PAID", "input": asked}
        for _ in range(2):
            client.run(bench.store, "WebhookCreate", variables)

        report = bench.platform.ensure_webhooks(
            bench.store, callback_url=callback, secret=""
        )

    assert report.failed == ()
    assert "orders/paid" in (*report.repaired, *report.present)
    assert set(report.created) == set(TOPICS) - {"orders/paid"}


def test_a_shop_that_is_served_by_the_apps_own_file_gets_no_twins() -> None:
    with shopify_bench() as bench:
        store = replace(bench.store, options={"webhooks": FROM_APP_FILE})

        report = bench.platform.ensure_webhooks(
            store, callback_url="https://x/webhooks/shopify", secret=""
        )

    assert report.created == ()


def test_a_subscription_that_shopify_refuses_is_reported() -> None:
    with shopify_bench() as bench:
        bench.control(
            "POST",
            "faults",
            {
                "on": "request",
                "match": {"operation": "WebhookCreate"},
                "effect": {
                    "body": json.dumps(
                        {
                            "data": {
                                "webhookSubscriptionCreate": {
                                    "webhookSubscription": None,
                                    "userErrors": [{"field": [], "message": "No"}],
                                }
                            }
                        }
                    ),
                    "headers": {"Content-Type": "application/json"},
                },
            },
        )

        report = bench.platform.ensure_webhooks(
            bench.store, callback_url="http://127.0.0.1:9/webhooks/shopify", secret=""
        )

    assert set(report.failed) == set(TOPICS)


def test_a_gift_takes_one_unit_and_wants_a_purchase() -> None:
    operation, root, asked = creation(
        spec(
            STORE,
            DiscountKind.FREE_PRODUCT,
            product_refs=("8100001", "gid://shopify/Product/8100002"),
            minimum_minor=1500,
        )
    )

    assert (operation, root) == ("CodeBxgyCreate", "discountCodeBxgyCreate")
    assert asked["usesPerOrderLimit"] == 1
    assert asked["customerBuys"] == {
        "items": {"all": True},
        "value": {"amount": "15.00"},
    }
    gets = asked["customerGets"]
    assert isinstance(gets, dict)
    assert gets["items"] == {
        "products": {
            "productsToAdd": [
                "gid://shopify/Product/8100001",
                "gid://shopify/Product/8100002",
            ]
        }
    }


def test_a_percentage_is_a_share_of_one_and_exact() -> None:
    _, _, asked = creation(
        spec(STORE, DiscountKind.PERCENT, percent_bp=1250, collection_refs=("77",))
    )

    gets = asked["customerGets"]
    assert isinstance(gets, dict)
    assert str(gets["value"]["percentage"]) == "0.125"
    assert gets["items"] == {"collections": {"add": ["gid://shopify/Collection/77"]}}


def test_a_long_title_leaves_room_for_the_marker() -> None:
    _, _, asked = creation(fixed(STORE, title="x" * 500))

    assert str(asked["title"]).endswith("[setia vch_0001]")
    assert len(str(asked["title"])) <= 255


def test_write_covers_read_and_newer_names_do_no_harm() -> None:
    granted = [
        "write_customers",
        "read_orders",
        "read_products",
        "write_discounts",
        "write_app_proxy",
        "read_customer_merge",
        "customer_read_orders",
    ]

    assert missing_scopes(granted) == []
    assert missing_scopes([]) != []


def test_next_generation_headers_name_the_time_too() -> None:
    delivery = Delivery(
        "app/uninstalled", b"{}", {"shopify-triggered-at": "2026-11-20T08:30:07Z"}
    )

    (event,) = normalise(delivery)

    assert isinstance(event, StoreUninstalled)
    assert event.happened_at is not None
