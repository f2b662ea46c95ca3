"""Shopify says no in many ways; each of them means one thing to us."""

import logging

import pytest
import requests
import responses

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.ports import StoreConnection
from integrations.shopify.adapter import ShopifyPlatform
from tests.integrations.clock import StoppedClock
from tests.integrations.discounts import fixed
from tests.integrations.shopify.answers import (
    GRAPHQL,
    answering,
    created,
    says,
    user_error,
)

COST = {
    "requestedQueryCost": 112,
    "actualQueryCost": None,
    "throttleStatus": {
        "maximumAvailable": 2000.0,
        "currentlyAvailable": 37,
        "restoreRate": 100.0,
    },
}


def failed(code: str | None, **more: object) -> dict[str, object]:
    extensions = {"code": code} if code else {}
    return {"errors": [{"message": "No", "extensions": extensions}], **more}


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
