"""Traps on the way to a WooCommerce store, by their numbers."""

import json
import traceback
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
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.install import consent_url, granted_keys
from tests.integrations.benches import SandboxBench, connection
from tests.integrations.discounts import fixed
from tests.integrations.samples import (
    woo_body,
    woo_request,
)
from tests.integrations.woocommerce.shop import API, BASE, store_at


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


def test_consumer_keys_are_kept_as_they_are(platform: WooCommercePlatform) -> None:
    keys = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}

    assert platform.credentials_for(store_at(), keys) == keys
