"""Who may call the REST API, and how a refusal looks."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from woocommerce import API
from woocommerce.oauth import OAuth

from tests.sandbox.shop import Shop


def code_of(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def plain_http(shop: Shop) -> None:
    shop.control("POST", "config", {"pretend_https": False})


def client(shop: Shop, **changes: Any) -> API:  # noqa: ANN401 -- options of the package
    given = {
        "url": shop.url,
        "consumer_key": shop.info["consumer_key"],
        "consumer_secret": shop.info["consumer_secret"],
        "version": "wc/v3",
        **changes,
    }
    return API(**given)


@pytest.mark.parametrize(
    "auth",
    [("ck_wrong", "cs_wrong"), None],
)
def test_nobody_and_a_stranger_get_the_same_401(
    woo: Shop, auth: tuple[str, str] | None
) -> None:
    answer = requests.get(f"{woo.url}/wp-json/wc/v3/orders", auth=auth, timeout=5)

    assert code_of(answer) == (401, "woocommerce_rest_cannot_view")
    assert answer.json()["message"] == "Sorry, you cannot list resources."


def test_a_known_key_with_a_wrong_secret_is_told_so(woo: Shop) -> None:
    auth = (woo.info["consumer_key"], "cs_wrong")

    answer = requests.get(f"{woo.url}/wp-json/wc/v3/orders", auth=auth, timeout=5)

    assert code_of(answer) == (401, "woocommerce_rest_authentication_error")
    assert answer.json()["message"] == "Consumer secret is invalid."


def test_query_keys_work_over_https_alone(woo: Shop) -> None:
    params = {
        "consumer_key": woo.info["consumer_key"],
        "consumer_secret": woo.info["consumer_secret"],
    }
    url = f"{woo.url}/wp-json/wc/v3/orders"

    secure = requests.get(url, params=params, timeout=5)
    plain_http(woo)
    plain = requests.get(url, params=params, timeout=5)
    proxied = requests.get(
        url, params=params, headers={"X-Forwarded-Proto": "https"}, timeout=5
    )

    assert [a.status_code for a in (secure, plain, proxied)] == [200, 401, 200]


def test_basic_auth_over_plain_http_looks_like_a_bad_key(woo: Shop) -> None:
    plain_http(woo)

    assert code_of(woo.rest("GET", "orders")) == (401, "woocommerce_rest_cannot_view")


def test_the_package_signs_over_plain_http(woo: Shop) -> None:
    plain_http(woo)
    api = client(woo)

    listed = api.get("orders", params={"per_page": 5, "after": "2026-01-01T00:00:00Z"})
    made = api.post("coupons", {"code": "signed"})

    assert (listed.status_code, made.status_code) == (200, 201)


def test_a_signature_with_the_wrong_secret_is_refused(woo: Shop) -> None:
    plain_http(woo)

    answer = client(woo, consumer_secret="cs_wrong").get("orders")

    assert code_of(answer) == (401, "woocommerce_rest_authentication_error")
    stranger = client(woo, consumer_key="ck_wrong").get("orders")
    assert code_of(stranger) == (401, "woocommerce_rest_cannot_view")


def test_a_signed_request_works_once_and_in_time(woo: Shop) -> None:
    plain_http(woo)
    first = client(woo).get("orders")
    again = requests.get(first.request.url, timeout=5)
    url = f"{woo.url}/wp-json/wc/v3/orders"
    old = OAuth(
        url=url,
        consumer_key=woo.info["consumer_key"],
        consumer_secret=woo.info["consumer_secret"],
        version="wc/v3",
        method="GET",
        oauth_timestamp=int(time.time()) - 16 * 60,
    )
    stale = requests.get(old.get_oauth_url(), timeout=5)
    half = requests.get(url, params={"oauth_consumer_key": "ck_x"}, timeout=5)

    assert "nonce has already been used" in again.json()["message"]
    assert stale.json()["message"] == "Invalid timestamp."
    missing = "woocommerce_rest_authentication_missing_parameter"
    assert code_of(half) == (401, missing)


def test_an_unknown_way_of_signing_is_refused(woo: Shop) -> None:
    plain_http(woo)
    params = {
        "oauth_consumer_key": woo.info["consumer_key"],
        "oauth_timestamp": str(int(time.time())),
        "oauth_nonce": "n",
        "oauth_signature": "s",
        "oauth_signature_method": "PLAINTEXT",
    }

    answer = requests.get(f"{woo.url}/wp-json/wc/v3/orders", params=params, timeout=5)

    assert "signature method is invalid" in answer.json()["message"]


@pytest.mark.parametrize(
    ("permissions", "method", "word"),
    [("read", "POST", "write"), ("write", "GET", "read")],
)
def test_too_small_a_scope_is_a_401(
    woo: Shop, permissions: str, method: str, word: str
) -> None:
    key = woo.act("keys", permissions=permissions)

    answer = requests.request(
        method,
        f"{woo.url}/wp-json/wc/v3/coupons",
        json={"code": "x"},
        auth=(key["consumer_key"], key["consumer_secret"]),
        timeout=5,
    )

    assert code_of(answer) == (401, "woocommerce_rest_authentication_error")
    assert f"does not have {word} permissions" in answer.json()["message"]


def test_with_plain_permalinks_there_is_a_home_page_with_200(woo: Shop) -> None:
    woo.control("POST", "config", {"plain_permalinks": True})

    answer = woo.rest("GET", "orders")

    assert (answer.status_code, answer.history[0].status_code) == (200, 301)
    assert answer.headers["Content-Type"].startswith("text/html")
