"""The forty-three traps of WooCommerce, each held by the number that it has.

Those that lie in other floors, or that no code can hold, are in ``docs/traps.md``
with the reason; ``test_traps.py`` sees to it that none is missing.
"""

import json
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import requests
import responses

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnclear,
)
from app.domain.events import (
    ConnectionBroken,
    CustomerSeen,
    Discount,
    DiscountGone,
    Ignored,
    OrderSeen,
    OrderState,
)
from app.domain.money import Money
from app.domain.rewards.discount import DiscountSpec
from app.ports import StoreConnection
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.install import consent_url, granted_keys
from integrations.woocommerce.orders import snapshot_of
from integrations.woocommerce.rewards import creation
from integrations.woocommerce.signatures import WooSigner
from tests.integrations.benches import SandboxBench, connection, woocommerce_bench
from tests.integrations.clock import StoppedClock
from tests.integrations.discounts import ENDS, fixed
from tests.integrations.samples import (
    woo_answer,
    woo_body,
    woo_delivery,
    woo_events,
    woo_order,
    woo_request,
)
from tests.integrations.wire import Wire, says, serving

BASE = "https://shop.example"
API = f"{BASE}/wp-json/wc/v3"
CODE = "LOY-7K3MQ9TX2F4H"
SECRET = "s" * 64
SIGNER = WooSigner()


@pytest.fixture
def wire() -> Iterator[Wire]:
    with serving(says()) as made:
        yield made


@pytest.fixture
def bench() -> Iterator[SandboxBench]:
    with woocommerce_bench() as made:
        yield made


@pytest.fixture
def shop() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def platform(clock: StoppedClock) -> WooCommercePlatform:
    return WooCommercePlatform(Http(clock, allowed=Allowance(plain_http=True)), clock)


def store_at(base_url: str = BASE, **changes: object) -> StoreConnection:
    return connection(
        "woocommerce",
        base_url,
        credentials={"consumer_key": "ck_1", "consumer_secret": "cs_1"},
        **changes,
    )


def subscribe(bench: SandboxBench, wire: Wire, secret: str = SECRET) -> str:
    url = f"{wire.url}/webhooks/woocommerce/{bench.store.store_id}"
    report = bench.platform.ensure_webhooks(
        bench.store, callback_url=url, secret=secret
    )
    assert report.failed == ()
    return url


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


# --- webhooks -----------------------------------------------------------------


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


# --- orders -------------------------------------------------------------------


def test_trap_13_a_refund_leaves_status_and_total_and_still_counts() -> None:
    order = woo_order(woo_body("order.updated-partial-refund"))

    assert order.state is OrderState.FULFILLED
    assert order.total_minor == 4000
    assert order.refunded_total_minor == 500
    assert order.lines[0].refunded_minor == 500


def test_trap_14_both_signs_of_an_amount_are_one_amount() -> None:
    body = woo_body("order.updated-partial-refund")
    resource = woo_answer("rest-refund-amount-only")["json"]

    assert body["refunds"][0]["total"] == "-5.00"
    assert resource["amount"] == "5.00"
    assert snapshot_of(body, [resource]).lines[0].refunded_minor == (
        woo_order(body).lines[0].refunded_minor
    )


def test_trap_15_cash_on_delivery_is_open_until_it_is_completed() -> None:
    unpaid = woo_order(woo_body("order.updated-processing-cod-unpaid"))
    done = woo_order(woo_body("order.updated-completed"))

    assert (unpaid.state, unpaid.paid_at) == (OrderState.OPEN, None)
    assert done.state is OrderState.FULFILLED
    assert done.paid_at is not None


def test_trap_16_a_completion_date_that_stayed_is_not_a_completion() -> None:
    body = woo_body("order.updated-completed") | {"status": "processing"}

    order = woo_order(body)

    assert body["date_completed_gmt"]
    assert order.state is OrderState.PAID
    assert order.fulfilled_at is None


def test_trap_17_a_guest_stays_a_guest_whatever_the_address() -> None:
    buyer = woo_order(woo_body("order.created-guest-cod")).customer

    assert buyer is not None
    assert buyer.customer_ref is None
    assert not buyer.has_account
    assert not buyer.contact_verified


def test_trap_18_an_order_of_a_deleted_account_is_a_guests(
    bench: SandboxBench,
) -> None:
    customer_ref = bench.sign_up("user@customer.test")
    order_ref = bench.order(customer=customer_ref)
    bench.act("delete-customer", customer=int(customer_ref))

    buyer = bench.platform.fetch_order(bench.store, order_ref).customer

    assert buyer is not None
    assert buyer.customer_ref is None
    assert buyer.email == "user@customer.test"


def test_trap_19_an_erased_person_is_nobody() -> None:
    buyer = woo_order(woo_body("order.updated-personal-data-erased")).customer

    assert buyer is not None
    assert buyer.anonymised
    assert (buyer.email, buyer.phone, buyer.first_name) == (None, None, None)


def test_trap_20_an_address_is_lower_case_and_an_alias_is_another() -> None:
    (event,) = woo_events("customer.created", woo_body("customer.created"))
    alias = woo_body("order.created-guest-cod")
    alias["billing"]["email"] = "Gita+shop@Guest.test"

    assert isinstance(event, CustomerSeen)
    assert event.profile.email == "dewi@customer.test"
    buyer = woo_order(alias).customer
    assert buyer is not None
    assert buyer.email == "gita+shop@guest.test"


# --- coupons ------------------------------------------------------------------


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


# --- money and time -----------------------------------------------------------


def test_trap_27_the_number_called_price_is_never_read() -> None:
    body = woo_body("order.created-rest-pending")
    body["line_items"][0]["price"] = 33.016666666666666

    assert woo_order(body) == woo_order(woo_body("order.created-rest-pending"))


@pytest.mark.parametrize(
    ("currency", "total", "minor"),
    [
        ("USD", "40", 4000),
        ("USD", "40.00", 4000),
        ("USD", "40.0000", 4000),
        ("USD", "40.005", 4000),
        ("USD", "40.015", 4002),
        ("IDR", "149999", 149999),
        ("IDR", "149999.00", 149999),
        ("KWD", "1.5", 1500),
    ],
)
def test_trap_28_any_number_of_decimals_is_read(
    currency: str, total: str, minor: int
) -> None:
    body = woo_body("order.created-rest-pending") | {
        "currency": currency,
        "total": total,
    }

    assert woo_order(body).total_minor == minor


def test_trap_28_what_is_fetched_is_asked_for_with_enough_decimals(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/15", json=woo_body("order.created-rest-pending"))

    platform.fetch_order(store_at(currency="IDR"), "15")
    platform.fetch_order(store_at(currency="KWD"), "15")

    queries = [parse_qs(urlsplit(call.request.url or "").query) for call in shop.calls]
    assert [query["dp"] for query in queries] == [["2"], ["3"]]


def test_trap_29_sums_that_lie_a_cent_apart_are_nobodys_fault() -> None:
    body = woo_body("order.created-myr-tax-inclusive")

    order = woo_order(body)

    assert body["discount_total"] == "3.97"
    assert order.lines[0].discount_minor == 397
    assert order.discounts == (Discount("pct7", 420),)


def test_trap_30_only_the_times_in_utc_are_read() -> None:
    body = woo_body("order.updated-completed")
    names = ("date_created", "date_modified", "date_paid", "date_completed")
    local = dict.fromkeys(names, "1999-01-01T00:00:00")

    order = woo_order(body | local)

    assert order.version == datetime(2026, 11, 22, 1, 37, 32, tzinfo=UTC)
    assert order == woo_order(body)


def listing(
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    orders: list[dict[str, object]],
    *,
    since: datetime | None = None,
    cursor: str | None = None,
) -> tuple[dict[str, list[str]], str | None]:
    """Return the query that a listing was asked with, and its next cursor."""
    shop.get(f"{API}/orders", json=orders, headers={"X-WP-TotalPages": "9"})
    page = platform.orders(store_at(), changed_since=since, cursor=cursor)
    return parse_qs(urlsplit(shop.calls[-1].request.url or "").query), page.next_cursor


def test_trap_30_a_time_that_filters_says_that_it_is_utc(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    since = datetime(2026, 11, 22, 8, 40, 10, tzinfo=UTC)

    query, _ = listing(platform, shop, [], since=since)

    assert query["modified_after"] == ["2026-11-22T08:35:10Z"]
    assert query["dates_are_gmt"] == ["true"]


def changed(seconds: int) -> dict[str, object]:
    stamp = datetime(2026, 11, 22, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return woo_body("order.created-rest-pending") | {
        "date_modified_gmt": stamp.strftime("%Y-%m-%dT%H:%M:%S")
    }


def test_trap_31_a_listing_goes_on_a_second_before_its_last_change(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    full = [changed(second) for second in range(100)]

    _, cursor = listing(platform, shop, full)

    assert cursor == "any 2026-11-22T01:01:38 1"


def test_trap_31_more_changes_in_one_second_than_a_page_holds_are_paged(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    full = [changed(99)] * 100
    here = "any 2026-11-22T01:01:38 1"

    query, cursor = listing(platform, shop, full, cursor=here)

    assert query["modified_after"] == ["2026-11-22T01:01:38Z"]
    assert cursor == "any 2026-11-22T01:01:38 2"


@pytest.mark.parametrize(
    "cursor",
    ["any", "any soon 1", "other 2026-11-22T01:01:38 1", "any 2026-11-22T01:01:38 x"],
)
def test_trap_31_a_cursor_that_is_no_place_is_refused(
    platform: WooCommercePlatform, cursor: str
) -> None:
    with pytest.raises(PlatformUnclear):
        platform.orders(store_at(), cursor=cursor)


# --- connecting ---------------------------------------------------------------


def test_trap_32_plain_permalinks_are_said_in_words(bench: SandboxBench) -> None:
    bench.control("POST", "config", {"plain_permalinks": True})

    description = bench.platform.describe(bench.store)

    assert "Permalinks" in description.problems[0]
    with pytest.raises(PlatformRefused):
        bench.platform.fetch_order(bench.store, "1")


def test_trap_32_a_page_in_place_of_json_is_unclear(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", body="<html>", content_type="text/html")
    shop.get(f"{BASE}/wp-json/", body="<html>", content_type="text/html")

    with pytest.raises(PlatformUnclear):
        platform.fetch_order(store_at(), "1")
    assert "Permalinks" in platform.describe(store_at()).problems[0]


def test_trap_32_a_site_that_lives_elsewhere_says_so(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(
        f"{BASE}/wp-json/",
        status=301,
        headers={"Location": "https://www.shop.example/"},
    )

    assert "elsewhere" in platform.describe(store_at()).problems[0]


def test_trap_32_a_site_without_woocommerce_says_so(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{BASE}/wp-json/", json={"namespaces": ["wp/v2"]})

    assert "not active" in platform.describe(store_at()).problems[0]


CANNOT_VIEW = {"code": "woocommerce_rest_cannot_view", "data": {"status": 401}}


def ways(shop: responses.RequestsMock) -> list[str]:
    """Return how each call showed its key."""
    found = []
    for call in shop.calls:
        query = parse_qs(urlsplit(call.request.url or "").query)
        if "Authorization" in call.request.headers:
            found.append("basic")
        elif "consumer_key" in query:
            found.append("query")
        else:
            found.append("signed" if "oauth_signature" in query else "none")
    return found


def test_trap_33_a_lost_header_is_answered_with_the_key_in_the_query(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", json=CANNOT_VIEW, status=401)
    shop.get(f"{API}/orders/1", json=woo_body("order.created-rest-pending"))

    platform.fetch_order(store_at(), "1")
    platform.fetch_order(store_at(), "1")

    assert ways(shop) == ["basic", "query", "query"]


def test_trap_33_a_site_that_does_not_see_its_tls_gets_a_signature(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", json=CANNOT_VIEW, status=401)
    shop.get(f"{API}/orders/1", json=CANNOT_VIEW, status=401)
    shop.get(f"{API}/orders/1", json=woo_body("order.created-rest-pending"))

    platform.fetch_order(store_at(), "1")

    assert ways(shop) == ["basic", "query", "signed"]
    assert (shop.calls[2].request.url or "").startswith("https://")


def test_trap_33_a_key_that_no_way_shows_is_refused(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", json=CANNOT_VIEW, status=401)

    with pytest.raises(AccessRevoked):
        platform.fetch_order(store_at(), "1")

    assert ways(shop) == ["basic", "query", "signed"]


def test_trap_33_over_plain_http_the_secret_never_travels(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(
        "http://shop.example/wp-json/wc/v3/orders/1",
        json=woo_body("order.created-rest-pending"),
    )

    platform.fetch_order(store_at("http://shop.example"), "1")

    assert ways(shop) == ["signed"]
    assert "cs_1" not in (shop.calls[0].request.url or "")


def test_trap_33_a_merchant_may_say_that_the_header_gets_lost(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", json=woo_body("order.created-rest-pending"))

    platform.fetch_order(store_at(options={"query_string_auth": "1"}), "1")

    assert ways(shop) == ["query"]


def test_trap_33_signatures_are_what_a_store_checks(bench: SandboxBench) -> None:
    assert bench.store.base_url.startswith("http://")
    assert bench.platform.describe(bench.store).currency == "EUR"


@pytest.mark.parametrize(
    ("status", "body", "family", "reason"),
    [
        (
            401,
            {"code": "woocommerce_rest_authentication_error", "data": {"status": 401}},
            AccessRevoked,
            "",
        ),
        (
            500,
            {"code": "woocommerce_rest_cannot_create_order_refund", "data": 500},
            PlatformRefused,
            "woocommerce_rest_cannot_create_order_refund",
        ),
        (
            400,
            {"code": "rate_limit_exceeded", "data": {"status": 400}},
            PlatformThrottled,
            "",
        ),
        (
            400,
            {"code": "coupon_invalid_amount", "data": {"status": 400}},
            PlatformRefused,
            "coupon_invalid_amount",
        ),
        (500, {"code": "internal_server_error", "data": {}}, PlatformUnclear, ""),
        (404, {"code": "rest_no_route", "data": {}}, PlatformMissing, ""),
        (400, {"code": 7}, PlatformRefused, "http_400"),
        (400, [], PlatformRefused, "http_400"),
        (429, {}, PlatformThrottled, ""),
    ],
)
def test_trap_34_the_code_tells_more_than_the_status(  # noqa: PLR0917 - a table
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    status: int,
    body: object,
    family: type[PlatformError],
    reason: str,
) -> None:
    shop.post(f"{API}/coupons", json=body, status=status)

    with pytest.raises(PlatformError) as raised:
        platform.issue(store_at(), fixed(store_at()))

    assert type(raised.value) is family
    assert getattr(raised.value, "reason", "") == reason


def test_trap_34_coupons_that_are_off_are_no_lost_access(bench: SandboxBench) -> None:
    bench.control("POST", "config", {"coupons_enabled": False})

    with pytest.raises(PlatformRefused) as refusal:
        bench.platform.issue(bench.store, fixed(bench.store))

    assert refusal.value.reason == "coupons_disabled"
    assert not bench.platform.describe(bench.store).coupons_enabled


def test_trap_34_a_key_that_may_not_write_is_lost_access(bench: SandboxBench) -> None:
    made = bench.act("keys", permissions="read")
    keys = made.get("key", made)
    store = connection(
        "woocommerce",
        bench.store.base_url,
        credentials={
            "consumer_key": keys["consumer_key"],
            "consumer_secret": keys["consumer_secret"],
        },
    )

    with pytest.raises(AccessRevoked):
        bench.platform.issue(store, fixed(store))


def test_trap_34_a_wall_in_front_of_the_store_says_nothing_of_our_access(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/orders/1", status=403, body="<html>", content_type="text/html")

    with pytest.raises(PlatformUnclear):
        platform.fetch_order(store_at(), "1")


def test_trap_35_a_filter_is_not_believed(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/coupons", json=[woo_answer("rest-coupon-created")["json"]])
    shop.get(
        f"{API}/products/reviews", json=[woo_answer("rest-review-approved")["json"]]
    )

    assert platform.look_up(store_at(), CODE) is None
    assert platform.reviews(store_at(), product_ref="99") == []


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


def test_trap_37_keys_are_tied_by_the_state_alone() -> None:
    posted = json.loads(woo_request("wc-auth-callback")["request"]["body"])
    state = "st_6b1f0c" + "A" * 20

    keys = granted_keys(json.dumps(posted | {"user_id": state}).encode())

    assert keys.state == state
    assert keys.consumer_key.startswith("ck_")
    assert keys.consumer_secret not in repr(keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"user_id": "short"},
        {"user_id": "a b" * 20},
        {"user_id": None},
        {"consumer_key": "ck_1"},
        {"consumer_secret": "x"},
        {"key_permissions": "read"},
    ],
)
def test_trap_37_what_no_store_would_post_is_refused(
    changes: dict[str, object],
) -> None:
    posted = json.loads(woo_request("wc-auth-callback")["request"]["body"])
    whole = posted | {"user_id": "s" * 32} | changes

    with pytest.raises(Exception, match=r"keys|store posts") as refusal:
        granted_keys(json.dumps(whole).encode())

    assert getattr(refusal.value, "code", "") == "keys_refused"


def test_trap_37_a_state_survives_the_stores_redirects() -> None:
    url = consent_url(
        f"{BASE}/",
        app_name="Setia",
        state="s" * 32,
        return_url="https://app.example/back",
        callback_url="https://app.example/keys",
    )

    assert url.startswith(f"{BASE}/wc-auth/v1/authorize?")
    assert parse_qs(urlsplit(url).query)["user_id"] == ["s" * 32]
    with pytest.raises(ValueError, match="state"):
        consent_url(
            BASE, app_name="S", state="a&b" * 10, return_url="", callback_url=""
        )


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


def test_trap_43_a_renewal_is_an_order_that_says_so() -> None:
    body = woo_body("order.created-rest-pending")
    renewal = {"id": 1, "key": "_subscription_renewal", "value": "77"}

    assert woo_order(body | {"meta_data": [renewal]}).renewal
    assert not woo_order(body).renewal


# --- what else a coupon must be -----------------------------------------------


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


@pytest.mark.parametrize(
    ("site", "zone"),
    [
        ({"timezone_string": "Asia/Jakarta", "gmt_offset": "7"}, "Asia/Jakarta"),
        ({"timezone_string": "", "gmt_offset": "7"}, "Etc/GMT-7"),
        ({"timezone_string": "", "gmt_offset": -3}, "Etc/GMT+3"),
        ({"timezone_string": "", "gmt_offset": "0"}, "UTC"),
        ({"timezone_string": "", "gmt_offset": "5.5"}, "UTC"),
    ],
)
def test_a_site_names_its_zone_or_its_hours(
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    site: dict[str, object],
    zone: str,
) -> None:
    shop.get(f"{BASE}/wp-json/", json={"namespaces": ["wc/v3"], **site})
    shop.get(f"{API}/system_status", json={"settings": {"currency": "IDR"}})
    shop.get(
        f"{API}/settings/general/woocommerce_enable_coupons", json={"value": "yes"}
    )
    shop.get(f"{API}/settings/tax/woocommerce_prices_include_tax", json={"value": "no"})

    description = platform.describe(store_at(f"{BASE}/"[:-1]))

    assert description.timezone == zone
    assert ZoneInfo(zone).key == zone
    assert description.domain == "shop.example"
    assert description.currency_decimals == 0


def test_a_key_in_the_query_is_in_no_error(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(
        f"{API}/orders/1", body=requests.exceptions.ReadTimeout("?consumer_secret=cs_1")
    )

    with pytest.raises(PlatformUnclear) as unclear:
        platform.fetch_order(store_at(options={"query_string_auth": "1"}), "1")

    told = "".join(traceback.format_exception(unclear.value))
    assert "cs_1" not in told
    assert "ReadTimeout" in told


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


@pytest.mark.parametrize("answer", [{}, "text"])
def test_a_listing_that_is_no_list_is_unclear(
    platform: WooCommercePlatform, shop: responses.RequestsMock, answer: object
) -> None:
    shop.get(f"{API}/customers", json=answer)
    shop.get(f"{API}/customers/5", json=[])

    with pytest.raises(PlatformUnclear):
        platform.customers(store_at())
    with pytest.raises(PlatformUnclear):
        platform.fetch_customer(store_at(), "5")


def test_ids_of_another_platform_are_missing_without_asking(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    with pytest.raises(PlatformMissing):
        platform.fetch_order(store_at(), "../settings")
    with pytest.raises(PlatformMissing):
        platform.fetch_customer(store_at(), "gid://shopify/Customer/1")

    assert len(shop.calls) == 0


def test_consumer_keys_are_kept_as_they_are(platform: WooCommercePlatform) -> None:
    keys = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}

    assert platform.credentials_for(store_at(), keys) == keys
