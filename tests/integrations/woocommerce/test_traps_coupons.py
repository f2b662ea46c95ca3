"""Traps of WooCommerce's coupons, by their numbers."""

import json
from datetime import UTC
from urllib.parse import parse_qs, urlsplit

import pytest
import responses

from app.domain.errors import (
    PlatformRefused,
    PlatformUnclear,
)
from app.domain.events import (
    Discount,
    DiscountGone,
    OrderSeen,
)
from app.domain.money import Money
from app.domain.rewards.discount import DiscountSpec
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.rewards import creation
from tests.integrations.benches import SandboxBench
from tests.integrations.discounts import ENDS, fixed
from tests.integrations.samples import (
    woo_answer,
    woo_body,
)
from tests.integrations.wire import Wire
from tests.integrations.woocommerce.shop import API, CODE, store_at, subscribe


def coupon(asked: dict[str, object], **changes: object) -> dict[str, object]:
    """Return what a store would answer to a creation."""
    made = woo_answer("rest-coupon-created")["json"] | {
        "limit_usage_to_x_items": None,
        "minimum_amount": "0.00",
        "email_restrictions": [],
        "date_expires_gmt": None,
    }
    expires = str(asked.get("date_expires", "")).removesuffix("Z") or None
    return {**made, **asked, "date_expires_gmt": expires, **changes}


def answered(
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    spec: DiscountSpec,
    **changes: object,
) -> dict[str, object]:
    """Issue against a store that answers with *changes*; return what was sent."""

    def answer(request: object) -> tuple[int, dict[str, str], str]:
        sent = json.loads(request.body)  # type: ignore[attr-defined]  # a prepared request
        headers = {"Content-Type": "application/json"}
        return 201, headers, json.dumps(coupon(sent, **changes))

    shop.add_callback(responses.POST, f"{API}/coupons", answer)
    platform.issue(store_at(), spec)
    found: dict[str, object] = json.loads(shop.calls[0].request.body or b"")
    return found


def test_trap_21_a_coupon_ends_at_an_instant_in_utc(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    sent = answered(platform, shop, fixed(store_at()))

    assert sent["date_expires"] == "2037-06-30T16:59:59Z"
    assert "date_expires_gmt" not in sent


@pytest.mark.parametrize("made", [None, "2037-07-01T00:00:00", "1970-01-01T00:00:00"])
def test_trap_21_a_coupon_that_ends_otherwise_is_taken_away(
    platform: WooCommercePlatform, shop: responses.RequestsMock, made: str | None
) -> None:
    shop.delete(f"{API}/coupons/27", json={"id": 27})

    with pytest.raises(PlatformRefused) as refusal:
        answered(platform, shop, fixed(store_at()), date_expires_gmt=made)

    assert refusal.value.reason == "not_as_asked"
    assert parse_qs(urlsplit(shop.calls[1].request.url or "").query) == {
        "force": ["true"]
    }


@pytest.mark.parametrize(
    "address", ["ani@customer", "ani customer.test", "ani@c.t, b@c.t"]
)
def test_trap_22_an_address_that_would_be_dropped_is_never_sent(
    platform: WooCommercePlatform, shop: responses.RequestsMock, address: str
) -> None:
    with pytest.raises(PlatformRefused) as refusal:
        platform.issue(store_at(), fixed(store_at(), customer_email=address))

    assert refusal.value.reason == "email"
    assert len(shop.calls) == 0


def test_trap_22_a_coupon_for_everybody_is_taken_away(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.delete(f"{API}/coupons/27", json={"id": 27})

    with pytest.raises(PlatformRefused, match="email_restrictions"):
        answered(
            platform,
            shop,
            fixed(store_at(), customer_email="ani@customer.test"),
            email_restrictions=[],
        )


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(1_000_000, "IDR", "1000000"), (150, "USD", "1.50"), (1_250, "KWD", "1.250")],
)
def test_trap_23_amounts_have_a_point_and_no_groups(
    minor: int, currency: str, text: str
) -> None:
    spec = fixed(store_at(currency=currency), minor, minimum_minor=minor)

    asked = creation(spec)

    assert asked["amount"] == text
    assert asked["minimum_amount"] == text


def test_trap_23_an_amount_that_the_store_read_otherwise_is_taken_away(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.delete(f"{API}/coupons/27", json={"id": 27})

    with pytest.raises(PlatformRefused, match="amount"):
        answered(platform, shop, fixed(store_at()), amount="500.00")


def test_trap_24_a_code_is_found_in_the_case_that_the_store_keeps(
    bench: SandboxBench,
) -> None:
    made = bench.platform.issue(bench.store, fixed(bench.store))

    assert made.code == CODE.lower()
    assert bench.platform.look_up(bench.store, CODE) == made


@pytest.mark.parametrize(
    "code", ["LÖY-1234", "LOY 1234", "LOY&1234", "<b>LOY</b>", "LOY"]
)
def test_trap_24_a_code_that_the_store_would_change_is_never_sent(code: str) -> None:
    with pytest.raises(PlatformRefused):
        creation(fixed(store_at(), code=code))


def test_trap_25_a_cancelled_order_frees_the_coupon_and_a_refund_does_not(
    bench: SandboxBench,
) -> None:
    customer_ref = bench.sign_up("user@customer.test")
    bench.platform.issue(bench.store, fixed(bench.store))
    order_ref = bench.order(customer=customer_ref, codes=(CODE,))
    bench.refund(order_ref, quantity=1)
    refunded = bench.platform.look_up(bench.store, CODE)
    bench.act("cancel", order_id=int(order_ref))
    cancelled = bench.platform.look_up(bench.store, CODE)

    assert refunded is not None
    assert refunded.times_used == 1
    assert cancelled is not None
    assert cancelled.times_used == 0
    assert bench.platform.fetch_order(bench.store, order_ref).discounts


def test_trap_26_the_use_of_a_coupon_is_read_from_the_order(
    bench: SandboxBench, wire: Wire
) -> None:
    subscribe(bench, wire)
    bench.platform.issue(bench.store, fixed(bench.store))
    order_ref = bench.order(email="guest@guest.test", codes=(CODE,))

    events = [
        event
        for delivery in bench.deliveries()
        for event in bench.platform.normalise(delivery, bench.store)
    ]

    assert not [event for event in events if isinstance(event, DiscountGone)]
    used = [
        event.snapshot
        for event in events
        if isinstance(event, OrderSeen) and event.snapshot.order_ref == order_ref
    ]
    assert used[-1].discounts == (Discount(CODE.lower(), 500),)


def test_a_coupon_is_asked_for_as_the_reference_has_it() -> None:
    spec = fixed(
        store_at(currency="USD"),
        1000,
        customer_email="Ani@Customer.test",
        minimum_minor=3000,
    )

    assert creation(spec) == {
        "code": CODE,
        "description": "Loyalty",
        "discount_type": "fixed_cart",
        "amount": "10.00",
        "usage_limit": 1,
        "usage_limit_per_user": 1,
        "individual_use": True,
        "email_restrictions": ["ani@customer.test"],
        "minimum_amount": "30.00",
        "date_expires": "2037-06-30T16:59:59Z",
        "meta_data": [{"key": "_setia_voucher", "value": "vch_0001"}],
    }


def test_a_scoped_amount_is_taken_off_one_unit() -> None:
    asked = creation(fixed(store_at(), product_refs=("12",), collection_refs=("3",)))

    assert asked["discount_type"] == "fixed_product"
    assert asked["limit_usage_to_x_items"] == 1
    assert asked["product_ids"] == [12]
    assert asked["product_categories"] == [3]


def test_a_scope_of_another_platform_is_refused() -> None:
    with pytest.raises(PlatformRefused):
        creation(fixed(store_at(), product_refs=("gid://shopify/Product/1",)))


def test_a_customer_without_an_address_can_not_be_bound(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/customers/5", json=woo_body("customer.created") | {"email": ""})

    with pytest.raises(PlatformRefused) as refusal:
        platform.issue(store_at(), fixed(store_at(), customer_ref="5"))

    assert refusal.value.reason == "email"


def test_a_taken_code_that_does_not_show_is_unclear(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    taken = woo_answer("rest-coupon-duplicate")
    shop.post(f"{API}/coupons", json=taken["json"], status=taken["status"])
    shop.get(f"{API}/coupons", json=[])

    with pytest.raises(PlatformUnclear):
        platform.issue(store_at(), fixed(store_at()))


def test_money_has_one_spelling_on_both_sides() -> None:
    assert Money(500, "EUR").decimal_text() == "5.00"
    assert ENDS.tzinfo is UTC
