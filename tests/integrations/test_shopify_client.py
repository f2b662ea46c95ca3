"""Shopify says no in many ways; each of them means one thing to us."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import responses

from app.domain.errors import (
    AccessRevoked,
    CodeTaken,
    PlatformError,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.ports import StoreConnection
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import AppKeys
from tests.integrations.benches import connection
from tests.integrations.clock import StoppedClock
from tests.integrations.discounts import fixed

BASE = "https://some-shop.myshopify.com"
GRAPHQL = f"{BASE}/admin/api/2026-07/graphql.json"
KEYS = AppKeys("client-id", "client-secret")
COST = {
    "requestedQueryCost": 112,
    "actualQueryCost": None,
    "throttleStatus": {
        "maximumAvailable": 2000.0,
        "currentlyAvailable": 37,
        "restoreRate": 100.0,
    },
}
NODE = {
    "id": "gid://shopify/DiscountCodeNode/1200001",
    "codeDiscount": {
        "__typename": "DiscountCodeBasic",
        "title": "Loyalty [setia vch_0001]",
        "status": "ACTIVE",
        "endsAt": None,
        "asyncUsageCount": 0,
        "codes": {"nodes": [{"id": "1", "code": "LOY-7K3MQ9TX2F4H"}]},
    },
}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def platform(clock: StoppedClock) -> ShopifyPlatform:
    return ShopifyPlatform(Http(clock), clock, KEYS)


@pytest.fixture
def store() -> StoreConnection:
    return connection(
        "shopify",
        BASE,
        domain="some-shop.myshopify.com",
        credentials={"access_token": "shpat_1"},
    )


@pytest.fixture(autouse=True)
def shop() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def says(
    shop: responses.RequestsMock,
    body: object,
    status: int = 200,
    version: str = "2026-07",
) -> None:
    headers = {"X-Shopify-API-Version": version}
    shop.post(GRAPHQL, json=body, status=status, headers=headers)


def created(**changes: object) -> dict[str, object]:
    payload = {"codeDiscountNode": NODE, "userErrors": []}
    return {"data": {"discountCodeBasicCreate": payload | changes}}


def user_error(code: str) -> dict[str, object]:
    error = {"field": ["basicCodeDiscount", "code"], "code": code, "message": "No"}
    return created(codeDiscountNode=None, userErrors=[error])


def failed(code: str | None, **more: object) -> dict[str, object]:
    extensions = {"code": code} if code else {}
    return {"errors": [{"message": "No", "extensions": extensions}], **more}


# --- one answer, one family ---------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "family", "reason"),
    [
        (failed("THROTTLED", extensions={"cost": COST}), 200, PlatformThrottled, ""),
        (failed("ACCESS_DENIED"), 200, AccessRevoked, ""),
        (failed("SHOP_INACTIVE"), 200, AccessRevoked, ""),
        (failed("INTERNAL_SERVER_ERROR"), 200, PlatformUnclear, ""),
        (failed("MAX_COST_EXCEEDED"), 200, PlatformRefused, "MAX_COST_EXCEEDED"),
        (failed(None), 200, PlatformUnclear, ""),
        (
            failed(None, data={"discountCodeBasicCreate": None}),
            200,
            PlatformUnclear,
            "",
        ),
        ({"data": {}}, 200, PlatformUnclear, ""),
        ({}, 200, PlatformUnclear, ""),
        ([], 200, PlatformUnclear, ""),
        (created(codeDiscountNode=None), 200, PlatformUnclear, ""),
        (created(codeDiscountNode={"id": "gid://x/1"}), 200, PlatformUnclear, ""),
        (user_error("TOO_LONG"), 200, PlatformRefused, "TOO_LONG"),
        (user_error("MAX_APP_DISCOUNTS"), 200, PlatformRefused, "MAX_APP_DISCOUNTS"),
        (user_error("INTERNAL_ERROR"), 200, PlatformUnclear, ""),
        ({}, 401, AccessRevoked, ""),
        ({}, 402, AccessRevoked, ""),
        ({}, 403, AccessRevoked, ""),
        ({}, 404, AccessRevoked, ""),
        ({}, 423, AccessRevoked, ""),
        ({}, 429, PlatformThrottled, ""),
        ({}, 430, PlatformThrottled, ""),
        ({}, 500, PlatformUnclear, ""),
        ({}, 502, PlatformUnclear, ""),
        ({}, 503, PlatformUnclear, ""),
        ({}, 504, PlatformUnclear, ""),
        ({}, 302, PlatformRefused, "redirected"),
        ({}, 422, PlatformRefused, "http_422"),
    ],
)
def test_an_answer_belongs_to_a_family(  # noqa: PLR0917 - fixtures and a table
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    body: object,
    status: int,
    family: type[PlatformError],
    reason: str,
) -> None:
    says(shop, body, status)

    with pytest.raises(PlatformError) as raised:
        platform.issue(store, fixed(store))

    assert type(raised.value) is family
    assert getattr(raised.value, "reason", "") == reason


@pytest.mark.parametrize(
    ("failure", "family"),
    [
        (requests.exceptions.ConnectTimeout(), PlatformUnavailable),
        (requests.exceptions.ReadTimeout(), PlatformUnclear),
        (requests.exceptions.ConnectionError(), PlatformUnclear),
        (requests.exceptions.ChunkedEncodingError(), PlatformUnclear),
        (requests.exceptions.ContentDecodingError(), PlatformUnclear),
    ],
)
def test_a_failure_of_the_line_belongs_to_a_family(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    failure: Exception,
    family: type[PlatformError],
) -> None:
    shop.post(GRAPHQL, body=failure)

    with pytest.raises(family):
        platform.issue(store, fixed(store))

    assert len(shop.calls) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>oops</html>", "text/html"),
        (b'{"data":', "application/json"),
        (b'{"data":{"a":NaN}}', "application/json"),
        (b" " * 30_000_000, "application/json"),
    ],
    ids=["html", "cut", "nan", "huge"],
)
def test_rubbish_with_status_200_is_unclear(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    body: bytes,
    kind: str,
) -> None:
    shop.post(GRAPHQL, body=body, content_type=kind)

    with pytest.raises(PlatformUnclear):
        platform.issue(store, fixed(store))


def test_a_throttled_call_says_when_the_bucket_can_pay(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    drained = {**COST, "requestedQueryCost": 537}
    says(shop, failed("THROTTLED", extensions={"cost": drained}))

    with pytest.raises(PlatformThrottled) as throttled:
        platform.issue(store, fixed(store))

    assert throttled.value.retry_after == 5
    assert throttled.value.sent is False


def test_a_missing_root_of_a_query_is_no_absence(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    errors = [{"message": "No", "path": ["codeDiscountNodeByCode"]}]
    says(shop, {"data": {"codeDiscountNodeByCode": None}, "errors": errors})

    with pytest.raises(PlatformRefused):
        platform.look_up(store, "LOY")


def test_a_detail_that_we_may_not_see_is_only_missing(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    person = {"id": "gid://shopify/Customer/7", "state": "ENABLED"}
    path = ["customer", "defaultEmailAddress"]
    says(
        shop,
        {
            "data": {"customer": {**person, "defaultEmailAddress": None}},
            "errors": [
                {
                    "message": "not approved",
                    "path": path,
                    "extensions": {"code": "ACCESS_DENIED"},
                }
            ],
        },
    )

    profile = platform.fetch_customer(store, "7")

    assert profile.customer_ref == "7"
    assert profile.email is None


def test_a_customer_without_an_id_can_not_be_read(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {"data": {"customer": {"id": "?"}}})

    with pytest.raises(PlatformUnclear):
        platform.fetch_customer(store, "7")


# --- codes --------------------------------------------------------------------


def with_title(title: str) -> dict[str, object]:
    node = {**NODE, "codeDiscount": {**NODE["codeDiscount"], "title": title}}  # type: ignore[dict-item]  # a mapping
    return {"data": {"codeDiscountNodeByCode": node}}


def test_our_own_code_that_was_there_before_is_success(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, with_title("Loyalty [setia vch_0001]"))

    assert platform.issue(store, fixed(store)).marker == "vch_0001"


@pytest.mark.parametrize("title", ["Somebody's sale", "Loyalty [setia vch_0002]"])
def test_a_code_with_another_marker_is_taken(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    title: str,
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, with_title(title))

    with pytest.raises(CodeTaken):
        platform.issue(store, fixed(store))


def test_a_taken_code_that_does_not_show_is_unclear(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, {"data": {"codeDiscountNodeByCode": None}})

    with pytest.raises(PlatformUnclear):
        platform.issue(store, fixed(store))


def test_a_code_for_an_unknown_address_is_refused_before_it_is_made(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {"data": {"customerByIdentifier": None}})

    with pytest.raises(PlatformRefused) as refusal:
        platform.issue(store, fixed(store, customer_email="who@guest.test"))

    assert refusal.value.reason == "customer_unknown"


def test_a_code_is_asked_for_as_the_reference_has_it(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, created())

    platform.issue(store, fixed(store, customer_ref="7001", minimum_minor=2000))
    sent = json.loads(shop.calls[0].request.body or b"")

    assert sent["operationName"] == "CodeBasicCreate"
    assert sent["variables"]["input"] == {
        "title": "Loyalty [setia vch_0001]",
        "code": "LOY-7K3MQ9TX2F4H",
        "startsAt": "2026-11-01T00:00:00Z",
        "endsAt": "2037-06-30T16:59:59Z",
        "usageLimit": 1,
        "appliesOncePerCustomer": True,
        "context": {"customers": {"add": ["gid://shopify/Customer/7001"]}},
        "combinesWith": {
            "orderDiscounts": False,
            "productDiscounts": False,
            "shippingDiscounts": True,
        },
        "minimumRequirement": {"subtotal": {"greaterThanOrEqualToSubtotal": "20.00"}},
        "customerGets": {
            "items": {"all": True},
            "value": {"discountAmount": {"amount": "5.00", "appliesOnEachItem": False}},
        },
    }
    assert shop.calls[0].request.headers["X-Shopify-Access-Token"] == "shpat_1"


# --- the bucket ---------------------------------------------------------------


def bucket(level: int, cost: int = 100) -> dict[str, object]:
    status = {"maximumAvailable": 2000, "currentlyAvailable": level, "restoreRate": 100}
    page = {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    return {
        "data": {"customers": page, "codeDiscountNodeByCode": None},
        "extensions": {"cost": {"requestedQueryCost": cost, "throttleStatus": status}},
    }


def test_background_reading_leaves_a_reserve_for_people(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    clock: StoppedClock,
) -> None:
    says(shop, bucket(850))
    platform.customers(store)

    with pytest.raises(PlatformThrottled) as throttled:
        platform.customers(store)
    platform.look_up(store, "LOY")
    clock.advance(seconds=10)
    platform.customers(store)

    assert throttled.value.retry_after == 1
    assert len(shop.calls) == 3


def test_a_bucket_that_can_not_pay_is_not_asked(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, bucket(20))
    platform.look_up(store, "LOY")

    with pytest.raises(PlatformThrottled):
        platform.look_up(store, "LOY")

    assert len(shop.calls) == 1


def test_costs_in_another_shape_are_not_remembered(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {**bucket(0), "extensions": {"cost": {"throttleStatus": "empty"}}})

    platform.look_up(store, "LOY")
    platform.look_up(store, "LOY")

    assert len(shop.calls) == 2


# --- versions -----------------------------------------------------------------


def test_another_version_than_ours_is_said_once(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    says(shop, bucket(2000), version="2027-01")

    with caplog.at_level(logging.WARNING):
        platform.look_up(store, "LOY")
        platform.look_up(store, "LOY")

    assert [record.message for record in caplog.records] == [
        "some-shop.myshopify.com ran version 2027-01, not 2026-07"
    ]


# --- reads of several pages ---------------------------------------------------


def answering(*bodies: object) -> Callable[[Any], tuple[int, dict[str, str], str]]:
    left = list(bodies)

    def callback(_request: Any) -> tuple[int, dict[str, str], str]:  # noqa: ANN401
        return 200, {"Content-Type": "application/json"}, json.dumps(left.pop(0))

    return callback


def bag(amount: str) -> dict[str, object]:
    return {"shopMoney": {"amount": amount}}


def line(number: int) -> dict[str, object]:
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "title": "Mug",
        "quantity": 1,
        "currentQuantity": 1,
        "isGiftCard": False,
        "originalUnitPriceSet": bag("10.0"),
        "discountAllocations": [],
        "taxLines": [],
    }


def more(after: str | None) -> dict[str, object]:
    return {"hasNextPage": after is not None, "endCursor": after}


def order(lines: list[object], after: str | None, refunds: list[str]) -> dict[str, Any]:
    return {
        "id": "gid://shopify/Order/5500667788991",
        "name": "#1042",
        "processedAt": "2026-11-20T08:29:58Z",
        "updatedAt": "2026-11-20T08:30:06Z",
        "currencyCode": "EUR",
        "presentmentCurrencyCode": "EUR",
        "displayFinancialStatus": "PARTIALLY_REFUNDED",
        "displayFulfillmentStatus": "UNFULFILLED",
        "taxesIncluded": False,
        "totalPriceSet": bag("30.00"),
        "totalTaxSet": bag("0.00"),
        "totalOutstandingSet": bag("0.00"),
        "lineItems": {"nodes": lines, "pageInfo": more(after)},
        "refunds": [{"id": f"gid://shopify/Refund/{each}"} for each in refunds],
    }


def refund(lines: list[int], after: str | None, money: str) -> dict[str, object]:
    return {
        "data": {
            "refund": {
                "refundLineItems": {
                    "nodes": [
                        {
                            "quantity": 1,
                            "subtotalSet": bag("10.00"),
                            "totalTaxSet": bag("0"),
                            "lineItem": {"id": f"gid://shopify/LineItem/{number}"},
                        }
                        for number in lines
                    ],
                    "pageInfo": more(after),
                },
                "refundShippingLines": {"nodes": []},
                "transactions": {
                    "nodes": [
                        {
                            "kind": "REFUND",
                            "status": "SUCCESS",
                            "amountSet": bag(money),
                        },
                        {"kind": "REFUND", "status": "FAILURE", "amountSet": bag("99")},
                    ]
                },
            }
        }
    }


def test_an_order_is_read_with_all_its_lines_and_refunds(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    rest = {"nodes": [line(3)], "pageInfo": more(None)}
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"order": order([line(1), line(2)], "c1", ["9", "8"])}},
            {"data": {"order": {"lineItems": rest}}},
            refund([1], "c2", "20.00"),
            refund([3], None, "20.00"),
            refund([], None, "2.00"),
        ),
    )

    found = platform.fetch_order(store, "5500667788991")

    assert [each.line_ref for each in found.lines] == ["1", "2", "3"]
    assert [each.refunded_minor for each in found.lines] == [1000, 200, 1000]
    assert found.refunded_total_minor == 2200
    assert found.complete


def test_an_order_with_more_refunds_than_are_listed_is_not_complete(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    refunds = [str(number) for number in range(100)]
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"order": order([line(1)], None, refunds)}},
            *[refund([], None, "0.00") for _ in refunds],
        ),
    )

    assert not platform.fetch_order(store, "5500667788991").complete


def test_an_order_of_a_page_with_many_refunds_is_read_by_itself(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    many = order([line(1)], None, ["1", "2", "3", "4", "5"])
    page = {"nodes": [many], "pageInfo": more("next")}
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"orders": page}},
            {"data": {"order": order([line(1)], None, [])}},
        ),
    )

    found = platform.orders(store)

    assert len(found.items) == 1
    assert found.next_cursor == "next"


def test_an_order_in_another_shape_can_not_be_read(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {"data": {"order": {**order([], None, []), "updatedAt": None}}})

    with pytest.raises(PlatformUnclear):
        platform.fetch_order(store, "5500667788991")


# --- what a shop is -----------------------------------------------------------


def test_a_shop_that_granted_too_little_is_a_problem_by_name(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    granted = [
        "write_customers",
        "read_orders",
        "customer_read_orders",
        "write_discounts",
    ]
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {
                "data": {
                    "shop": {
                        "id": "gid://shopify/Shop/61000222333",
                        "name": "Sample",
                        "myshopifyDomain": "some-shop.myshopify.com",
                        "currencyCode": "EUR",
                        "ianaTimezone": "Europe/Paris",
                        "taxesIncluded": True,
                        "setupRequired": True,
                    }
                }
            },
            {
                "data": {
                    "currentAppInstallation": {
                        "accessScopes": [{"handle": each} for each in granted]
                    }
                }
            },
        ),
    )

    description = platform.describe(store)

    assert description.shop_ref == "61000222333"
    assert description.prices_include_tax
    assert description.problems == (
        ("the app was not granted read_products, write_app_proxy, read_customer_merge"),
        "the shop's own setup is not finished",
    )
