"""Who is believed at each door: signatures, and nothing that stands beside them."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator

import pytest

from app.services.storefront.visits import TOKEN_LIFE
from tests.servers import Shared
from tests.web.desk import Answer
from tests.web.storefront.shop import Shop, shop_at, signed


@pytest.fixture(scope="module")
def woo(shared_servers: Shared) -> Iterator[Shop]:
    with (
        shared_servers.copy() as url,
        shop_at(url, shared_servers.redis_url) as shop,
    ):
        shop.welcome()
        shop.get("/member", who="7001")
        yield shop


@pytest.fixture(scope="module")
def shopify(shared_servers: Shared) -> Iterator[Shop]:
    with (
        shared_servers.copy() as url,
        shop_at(url, shared_servers.redis_url, platform="shopify") as shop,
    ):
        shop.welcome("7001")
        yield shop


def told(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def now_of(shop: Shop) -> int:
    return int(shop.world.clock.now().timestamp())


def test_a_token_names_the_customer_and_its_store(woo: Shop) -> None:
    assert woo.get("/member", who="7001").json["state"] == "member"
    by_domain = woo.get("/member", who="7001", at="/storefront/v1/stores/satu.test")
    assert by_domain.json["state"] == "member"


def test_an_expired_token_says_so_in_three_languages(woo: Shop) -> None:
    now = now_of(woo)
    token = woo.token("7001", iat=now - 600, exp=now - 300)

    answers = [
        woo.get(f"/member?lang={one}", token=token) for one in ("id", "ms", "en")
    ]

    assert {told(each) for each in answers} == {(401, "identity_expired")}
    assert [each.json["text"] for each in answers] == [
        "Silakan masuk lagi",
        "Sila log masuk semula",
        "Please sign in again",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"store": "str_01KAZ3V7Q8H5M2N4P6R8T0V1W3"},
        {"id": 7001},
        {"id": ""},
        {"exp": True},
        {"iat": None},
        {"exp": 2**40},
    ],
    ids=["another store", "number", "nobody", "flag", "no instant", "for ever"],
)
def test_a_token_that_says_too_much_or_too_little_is_refused(
    woo: Shop, changes: dict[str, object]
) -> None:
    token = woo.token("7001", **changes)

    assert told(woo.get("/member", token=token)) == (401, "identity_refused")


def test_a_token_from_the_future_is_refused(woo: Shop) -> None:
    later = now_of(woo) + 120
    token = woo.token("7001", iat=later, exp=later + int(TOKEN_LIFE.total_seconds()))

    assert told(woo.get("/member", token=token)) == (401, "identity_refused")


@pytest.mark.parametrize(
    "token",
    ["x", "a.b", ".", "e30.e30", "a.b.c", "ä.ö", "x" * 3000, "%00.%00"],
)
def test_rubbish_is_no_token(woo: Shop, token: str) -> None:
    header = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}

    assert told(woo.get("/member", headers=header)) == (401, "identity_refused")


def test_a_token_without_its_signature_or_with_anothers_is_refused(woo: Shop) -> None:
    good = woo.token("7001")
    body, _, _ = good.partition(".")
    claims = {"store": woo.store_id, "id": "7001", "iat": 0, "exp": 300}

    answers = [
        woo.get("/member", token=f"{body}.{urlsafe_b64encode(b'x').decode()}"),
        woo.get("/member", token=signed(claims, b"guessed")),
        woo.get("/member", token=signed(claims, b"")),
    ]

    assert {told(each) for each in answers} == {(401, "identity_refused")}


def test_what_a_page_says_about_somebody_changes_nothing(woo: Shop) -> None:
    by_query = woo.get("/member?customer_id=7001")
    by_proxy_name = woo.get("/member?logged_in_customer_id=7001")
    by_header = woo.get("/member", headers={"X-Customer-Id": "7001"})

    assert by_query.status == 400
    assert by_proxy_name.json["state"] == "guest"
    assert by_header.json["state"] == "guest"


@pytest.mark.parametrize(
    "name",
    ["str_01KAZ3V7Q8H5M2N4P6R8T0V1W3", "another.test", "satu.test.", "satu.test%0a"],
)
def test_a_store_that_is_not_there_has_no_door(woo: Shop, name: str) -> None:
    answer = woo.get("/bootstrap", at=f"/storefront/v1/stores/{name}")

    assert answer.status == 404
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_proxy_believes_the_platforms_signature(shopify: Shop) -> None:
    guest = shopify.proxied("/member")
    member = shopify.proxied("/member", ref="7001")

    assert guest.json["state"] == "guest", guest.text
    assert member.json["state"] == "member"
    assert "Access-Control-Allow-Origin" not in member.headers
    assert member.headers["Cache-Control"] == "private, no-store"


def test_a_proxied_call_that_was_touched_or_is_old_is_refused(shopify: Shop) -> None:
    good = shopify.signed_query("")
    foreign = good.replace("logged_in_customer_id=", "logged_in_customer_id=7001")
    signature = good.rpartition("&")[2]

    answers = [
        shopify.proxied("/member", query=foreign),
        shopify.proxied("/member", query=f"{good}&extra=1"),
        shopify.proxied("/member", query=f"{good}&{signature}"),
        shopify.proxied("/member", query=good.rpartition("&")[0]),
        shopify.proxied("/member", query=shopify.signed_query("7001", age_s=91)),
        shopify.get("/bootstrap", at="/storefront/shopify/v1"),
    ]

    assert {told(each) for each in answers} == {(401, "identity_refused")}


def test_a_signed_get_that_is_replayed_changes_nothing(shopify: Shop) -> None:
    query = shopify.signed_query("7001")
    first = shopify.proxied("/member", query=query).json
    calls = shopify.store.calls["fetch_customer"]

    again = [shopify.proxied("/member", query=query).json for _ in range(5)]
    as_change = shopify.proxied("/redemptions", query=query)

    assert all(each["balance"] == first["balance"] for each in again)
    assert shopify.store.calls["fetch_customer"] == calls
    assert as_change.status == 405


def test_a_replayed_change_is_the_same_change(shopify: Shop) -> None:
    shopify.welcome("7003", email="sari@mail.test")
    shopify.proxied("/member", ref="7003")
    query, key = shopify.signed_query("7003"), "2f1c6e4a-0000-4000-8000-000000000003"
    body = {"reward_id": "ten-thousand"}

    def redeem(once: str | None) -> Answer:
        return shopify.proxied(
            "/redemptions", method="POST", query=query, json=body, once=once
        )

    first, again, without = redeem(key), redeem(key), redeem(None)

    assert first.status == 201, first.text
    assert again.json["id"] == first.json["id"]
    assert told(without) == (400, "idempotency_key_required")


def test_a_key_may_come_in_the_query_that_the_platform_signs(shopify: Shop) -> None:
    shopify.welcome("7004", email="tuti@mail.test")
    shopify.proxied("/member", ref="7004")
    key, other = (f"2f1c6e4a-0000-4000-8000-00000000000{n}" for n in (4, 5))
    body = {"reward_id": "ten-thousand"}

    def redeem(in_query: str, in_header: str | None = None) -> Answer:
        query = shopify.signed_query("7004", [("idempotency_key", in_query)])
        return shopify.proxied(
            "/redemptions", method="POST", query=query, json=body, once=in_header
        )

    first, again, both = redeem(key), redeem(key), redeem(key, key)
    two, none = redeem(key, other), redeem("key")

    assert first.status == 201, first.text
    assert again.json["id"] == both.json["id"] == first.json["id"]
    assert told(two) == told(none) == (400, "idempotency_key_required")


def test_extensions_prove_themselves_by_the_platforms_token(shopify: Shop) -> None:
    at = "/storefront/v1/extension"
    good = shopify.get("/member", token=shopify.session_token("7001"), at=at)
    guest = shopify.get("/member", token=shopify.session_token(), at=at)
    now = now_of(shopify)
    bad = [
        shopify.get("/bootstrap", at=at),
        shopify.get("/member", token="x.y.z", at=at),
        shopify.get("/member", token=shopify.session_token(aud="other"), at=at),
        shopify.get("/member", token=shopify.session_token(exp=now - 60), at=at),
        shopify.get("/member", token=shopify.session_token(dest="evil.test"), at=at),
    ]

    assert good.json["state"] == "member"
    assert good.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in good.headers
    assert guest.json["state"] == "guest"
    assert {told(each) for each in bad} == {(401, "identity_refused")}


def test_a_shop_that_is_not_connected_is_nobodys(shopify: Shop) -> None:
    token = shopify.session_token("7001", dest="other-shop.myshopify.com")

    answer = shopify.get("/member", token=token, at="/storefront/v1/extension")

    assert told(answer) == (404, "store_missing")
