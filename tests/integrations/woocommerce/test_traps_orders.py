"""Traps of WooCommerce's orders, amounts and times, by their numbers."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import responses

from app.domain.errors import (
    PlatformMissing,
    PlatformUnclear,
)
from app.domain.events import (
    CustomerSeen,
    Discount,
    OrderState,
)
from app.ports import Page
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.orders import snapshot_of
from tests.integrations.benches import SandboxBench
from tests.integrations.samples import (
    woo_answer,
    woo_body,
    woo_events,
    woo_order,
)
from tests.integrations.woocommerce.shop import API, CODE, store_at


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


def test_trap_35_a_filter_is_not_believed(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{API}/coupons", json=[woo_answer("rest-coupon-created")["json"]])
    shop.get(
        f"{API}/products/reviews", json=[woo_answer("rest-review-approved")["json"]]
    )

    assert platform.look_up(store_at(), CODE) is None
    assert platform.reviews(store_at(), product_ref="99") == []
    since = datetime(2037, 1, 1, tzinfo=UTC)
    assert platform.recent_reviews(store_at(), written_since=since) == Page([])


def test_trap_43_a_renewal_is_an_order_that_says_so() -> None:
    body = woo_body("order.created-rest-pending")
    renewal = {"id": 1, "key": "_subscription_renewal", "value": "77"}

    assert woo_order(body | {"meta_data": [renewal]}).renewal
    assert not woo_order(body).renewal


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
