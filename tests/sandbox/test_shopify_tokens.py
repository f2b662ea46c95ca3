"""Getting, refreshing and losing tokens; the app proxy; the way into the app."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from shopify.session import Session as ShopifySession
from shopify_app import ShopifyApp

from integrations.sandbox.shopify.proxy import signature
from tests.sandbox.shop import Json, Shop

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token"
ONLINE = "urn:shopify:params:oauth:token-type:online-access-token"


def token(shop: Shop, **asked: object) -> requests.Response:
    body = {
        "client_id": shop.info["client_id"],
        "client_secret": shop.info["client_secret"],
        **asked,
    }
    return requests.post(f"{shop.url}/admin/oauth/access_token", json=body, timeout=5)


def exchanged(shop: Shop, **asked: object) -> requests.Response:
    subject = shop.act("session-token")["session_token"]
    wanted = {
        "grant_type": EXCHANGE,
        "subject_token": subject,
        "requested_token_type": OFFLINE,
        "expiring": 1,
        **asked,
    }
    return token(shop, **wanted)


def works(shop: Shop, access_token: str) -> bool:
    answer = requests.post(
        f"{shop.url}/admin/api/2026-07/graphql.json",
        json={"query": "{ shop { name } }"},
        headers={"X-Shopify-Access-Token": access_token},
        timeout=5,
    )
    return answer.status_code == 200


def refreshed(shop: Shop, refresh_token: str) -> requests.Response:
    return token(shop, grant_type="refresh_token", refresh_token=refresh_token)


def test_a_session_token_has_the_claims_of_app_bridge(shopify: Shop) -> None:
    made = shopify.act("session-token", sub="42")["session_token"]

    claims = jwt.decode(
        made,
        shopify.info["client_secret"],
        algorithms=["HS256"],
        audience=shopify.info["client_id"],
    )

    assert claims["dest"] == "https://sandbox-one.myshopify.com"
    assert claims["iss"] == "https://sandbox-one.myshopify.com/admin"
    assert (claims["sub"], claims["exp"] - claims["iat"]) == ("42", 60)
    assert {"jti", "sid", "nbf"} <= claims.keys()


def test_a_session_token_is_exchanged_for_an_expiring_pair(shopify: Shop) -> None:
    pair = exchanged(shopify).json()

    assert works(shopify, pair["access_token"])
    assert 3590 <= pair["expires_in"] <= 3600
    assert 7_775_990 <= pair["refresh_token_expires_in"] <= 7_776_000


def test_without_expiring_the_token_stays(shopify: Shop) -> None:
    pair = exchanged(shopify, expiring=0).json()
    shopify.control("POST", "clock", {"advance_days": 400})

    assert "refresh_token" not in pair
    assert works(shopify, pair["access_token"])


def test_an_online_token_names_the_person(shopify: Shop) -> None:
    pair = exchanged(shopify, requested_token_type=ONLINE).json()

    assert pair["associated_user"]["id"] == 99_001


def test_an_access_token_dies_after_an_hour(shopify: Shop) -> None:
    pair = exchanged(shopify).json()
    shopify.control("POST", "clock", {"advance_s": 3601})

    assert not works(shopify, pair["access_token"])
    fresh = refreshed(shopify, pair["refresh_token"]).json()
    assert works(shopify, fresh["access_token"])
    assert fresh["refresh_token"] != pair["refresh_token"]


def test_a_refresh_can_be_tried_again_until_its_successor_is_used(
    shopify: Shop,
) -> None:
    first = exchanged(shopify).json()["refresh_token"]

    one = refreshed(shopify, first).json()
    again = refreshed(shopify, first)
    refreshed(shopify, again.json()["refresh_token"])
    late = refreshed(shopify, first)

    assert one["refresh_token"] != first
    assert again.status_code == 200
    assert (late.status_code, late.json()["error"]) == (400, "invalid_grant")


def test_a_refresh_cannot_be_tried_again_after_thirty_days(shopify: Shop) -> None:
    first = exchanged(shopify).json()["refresh_token"]
    refreshed(shopify, first)
    shopify.control("POST", "clock", {"advance_days": 31})

    assert refreshed(shopify, first).json()["error"] == "invalid_grant"


def test_a_refresh_token_dies_after_ninety_days(shopify: Shop) -> None:
    first = exchanged(shopify).json()["refresh_token"]
    shopify.control("POST", "clock", {"advance_days": 90})

    assert refreshed(shopify, first).json()["error"] == "invalid_grant"


def test_an_old_token_is_turned_into_a_pair(shopify: Shop) -> None:
    pair = exchanged(shopify, subject_token=shopify.info["access_token"]).json()

    assert works(shopify, pair["access_token"])
    assert pair["refresh_token"]


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "magic"}, 400, "invalid_request"),
        (
            {"grant_type": EXCHANGE, "subject_token": "x.y.z"},
            400,
            "invalid_subject_token",
        ),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "invalid_grant"),
        ({"code": "never-given"}, 400, "invalid_request"),
    ],
)
def test_errors_come_by_name(
    shopify: Shop, asked: Json, status: int, error: str
) -> None:
    answer = token(shopify, **asked)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_revoked_tokens_stop_at_once(shopify: Shop) -> None:
    pair = exchanged(shopify).json()

    shopify.control("POST", "tokens/revoke", {"refresh_too": False})
    access = works(shopify, pair["access_token"])
    fresh = refreshed(shopify, pair["refresh_token"]).json()
    shopify.control("POST", "tokens/revoke", {})

    assert not access
    assert not works(shopify, fresh["access_token"])
    assert refreshed(shopify, fresh["refresh_token"]).status_code == 400


def test_the_authorization_code_grant_asks_and_redirects_signed(shopify: Shop) -> None:
    asked = {
        "client_id": shopify.info["client_id"],
        "scope": "read_orders",
        "redirect_uri": "http://127.0.0.1:9/callback",
        "state": "s-1",
    }
    url = f"{shopify.url}/admin/oauth/authorize"
    page = requests.get(url, params=asked, timeout=5)
    answer = requests.get(
        url, params={**asked, "approve": "1"}, timeout=5, allow_redirects=False
    )
    stranger = requests.get(url, params={**asked, "client_id": "x"}, timeout=5)

    query = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    ShopifySession.secret = shopify.info["client_secret"]
    assert ShopifySession.validate_hmac(dict(query))
    assert "read_orders" in page.text
    assert (query["state"], stranger.status_code) == ("s-1", 404)
    pair = token(shopify, code=query["code"], expiring=1).json()
    assert works(shopify, pair["access_token"])
    assert token(shopify, code=query["code"]).status_code == 400


def test_the_admin_opens_the_app_with_a_session_token(shopify: Shop) -> None:
    answer = requests.get(
        f"{shopify.url}/admin/apps/open", timeout=5, allow_redirects=False
    )

    query = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    assert {"id_token", "host", "shop", "hmac", "timestamp"} <= query.keys()


SHOP = "shop-name.myshopify.com"
PROXY_VECTOR = [
    ("extra", "1"),
    ("extra", "2"),
    ("shop", SHOP),
    ("path_prefix", "/apps/awesome_reviews"),
    ("timestamp", "1317327555"),
]


@pytest.mark.parametrize(
    ("more", "digest"),
    [
        (
            [("logged_in_customer_id", "1")],
            "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
        ),
        (
            [("logged_in_customer_id", "")],
            "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
        ),
        ([], "a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3"),
    ],
)
def test_the_proxy_signs_like_the_published_examples(
    more: list[tuple[str, str]], digest: str
) -> None:
    assert signature([*PROXY_VECTOR, *more], "hush") == digest


def signed_in(shop: Shop) -> requests.Session:
    browser = requests.Session()
    browser.post(
        f"{shop.url}/account/login",
        data={"email": "ani@customer.test", "password": "sandbox"},
        timeout=5,
    )
    return browser


def test_the_proxy_tells_who_is_signed_in_and_signs_it(shopify: Shop) -> None:
    with signed_in(shopify) as browser:
        answer = browser.post(
            f"{shopify.url}/apps/loyalty/redeem?a=1&a=2&shop=evil.test",
            json={"x": 1},
            timeout=5,
        )

    got = shopify.receiver.got[-1]
    path, _, query = got.path.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    named = dict(pairs)
    given = named.pop("signature")
    assert answer.text == "ok"
    assert path == "/proxied/redeem"
    shops = [value for name, value in pairs if name == "shop"]
    assert shops == ["sandbox-one.myshopify.com"]
    assert named["logged_in_customer_id"] == "7700112230001"
    rest = [pair for pair in pairs if pair[0] != "signature"]
    assert given == signature(rest, shopify.info["client_secret"])
    assert got.raw == b'{"x": 1}'
    assert "Cookie" not in got.headers


def test_a_stranger_is_nobody_to_the_proxy(shopify: Shop) -> None:
    requests.get(f"{shopify.url}/apps/loyalty", timeout=5)

    assert "logged_in_customer_id=&" in shopify.receiver.got[-1].path


@pytest.mark.parametrize(("status", "shown"), [(500, 502), (404, 404)])
def test_a_failing_app_is_shown_as_shopifys_error_page(
    shopify: Shop, status: int, shown: int
) -> None:
    shopify.receiver.status = status

    answer = requests.get(f"{shopify.url}/apps/loyalty/x", timeout=5)

    assert answer.status_code == shown


def test_without_a_target_there_is_no_proxy(shopify: Shop) -> None:
    shopify.control("POST", "config", {"proxy_url": ""})
    missing = requests.get(f"{shopify.url}/apps/loyalty/x", timeout=5)
    shopify.control("POST", "config", {"proxy_url": "http://127.0.0.1:9"})
    down = requests.get(f"{shopify.url}/apps/loyalty/x", timeout=5)

    assert (missing.status_code, down.status_code) == (404, 502)


def verifier(shop: Shop) -> ShopifyApp:
    return ShopifyApp(
        client_id=shop.info["client_id"], client_secret=shop.info["client_secret"]
    )


def test_shopifys_own_package_accepts_our_webhooks(shopify: Shop) -> None:
    shopify.order(email="g@guest.test", note="café ☃")
    shopify.deliver()
    got = shopify.receiver.of("orders/create")[0]

    verdict = verifier(shopify).verify_webhook_req(
        {
            "method": "POST",
            "url": "https://app.test/webhooks/shopify",
            "headers": got.headers,
            "body": got.raw.decode(),
        }
    )

    assert verdict.ok, verdict


def test_shopifys_own_package_accepts_our_proxy_requests(shopify: Shop) -> None:
    with signed_in(shopify) as browser:
        browser.get(f"{shopify.url}/apps/loyalty/me?lang=id", timeout=5)
    got = shopify.receiver.got[-1]

    verdict = verifier(shopify).verify_app_proxy_req(
        {
            "method": "GET",
            "url": f"https://app.test{got.path}",
            "headers": {},
            "body": "",
        }
    )

    assert verdict.ok, verdict


def test_shopifys_own_package_accepts_our_session_tokens(shopify: Shop) -> None:
    made = shopify.act("session-token")["session_token"]

    verdict = verifier(shopify).verify_app_home_req(
        {
            "method": "GET",
            "url": "https://app.test/",
            "headers": {"Authorization": f"Bearer {made}"},
            "body": "",
        },
        app_home_patch_id_token_path="/bounce",
    )

    assert verdict.ok, verdict
