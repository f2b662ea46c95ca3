"""Signed queries and tokens open pages, in their time and of their shop."""

from datetime import UTC, datetime, timedelta
from hmac import digest
from urllib.parse import parse_qs

import jwt
import pytest
from shopify import session_token

from integrations.shopify.signatures import (
    admin_query_verified,
    admin_token_claims,
    extension_token_claims,
    is_shop,
    proxy_query_verified,
    shop_of,
)

HUSH = [b"hush"]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


ADMIN = "code=0907a61c0c8d55e99db179b68161bc00&shop=some-shop.myshopify.com"


@pytest.mark.parametrize(
    ("secret", "query", "stamp"),
    [
        (
            b"hush",
            (
                f"{ADMIN}&timestamp=1337178173"
                "&hmac=4712bf92ffc2917d15a2f5a273e39f0116667419aa4b6ac0b3baaf26fa3c4d20"
            ),
            1337178173,
        ),
        (
            b"hush",
            (
                f"{ADMIN}&state=0.6784241404160823&timestamp=1337178173"
                "&hmac=700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf"
            ),
            1337178173,
        ),
        (
            b"app-client-secret",
            (
                f"{ADMIN}&state=0.6784241404160823&timestamp=1767225600"
                "&hmac=d82acc453ee704bfb0dc08a41fa3be9769fc8dcc645fd8a91cd15d9b400bb095"
            ),
            1767225600,
        ),
    ],
)
def test_published_admin_queries_verify_in_their_time(
    secret: bytes, query: str, stamp: int
) -> None:
    params = admin_query_verified(query, [b"retired", secret], at=at(stamp + 90))

    assert params is not None
    assert params["shop"] == "some-shop.myshopify.com"
    assert admin_query_verified(query, [secret], at=at(stamp + 91)) is None
    assert admin_query_verified(query + "&shop=other", [secret], at=at(stamp)) is None
    assert admin_query_verified(query, [b""], at=at(stamp)) is None


PROXY = "shop=shop-name.myshopify.com&path_prefix=/apps/awesome_reviews"


@pytest.mark.parametrize(
    ("query", "customer"),
    [
        (
            (
                f"extra=1&extra=2&{PROXY}&timestamp=1317327555&logged_in_customer_id=1"
                "&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb"
            ),
            ["1"],
        ),
        (
            (
                f"extra=1&extra=2&{PROXY}&timestamp=1317327555&logged_in_customer_id="
                "&signature=e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb"
            ),
            [""],
        ),
        (
            (
                f"extra=1&extra=2&{PROXY}&timestamp=1317327555"
                "&signature=a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3"
            ),
            None,
        ),
    ],
)
def test_published_proxy_calls_verify_in_their_time(
    query: str, customer: list[str] | None
) -> None:
    stamp = 1317327555

    params = proxy_query_verified(query, HUSH, at=at(stamp - 90))

    assert params is not None
    assert params.get("logged_in_customer_id") == customer
    assert params["extra"] == ["1", "2"]
    assert proxy_query_verified(query, HUSH, at=at(stamp - 91)) is None
    assert proxy_query_verified(query + "&x=1", HUSH, at=at(stamp)) is None
    assert (
        proxy_query_verified(query.replace("extra=1&", ""), HUSH, at=at(stamp)) is None
    )
    assert proxy_query_verified(query + "&signature=0", HUSH, at=at(stamp)) is None
    assert proxy_query_verified(query, [b"", b"other"], at=at(stamp)) is None


@pytest.mark.parametrize("stamp", ["", "now", "\uff11\uff13", "-5", "9" * 40])
def test_a_signed_query_with_a_nonsense_time_is_refused(stamp: str) -> None:
    message = f"path_prefix=/appsshop=shop-name.myshopify.comtimestamp={stamp}".encode()
    signature = digest(b"hush", message, "sha256").hex()
    query = (
        f"shop=shop-name.myshopify.com&path_prefix=/apps&timestamp={stamp}"
        f"&signature={signature}"
    )

    assert parse_qs(query)["signature"] == [signature]
    assert proxy_query_verified(query, HUSH, at=NOON) is None


@pytest.mark.parametrize(
    "name",
    [
        "Some-Shop.myshopify.com",
        "some-shop.myshopify.com\n",
        "some-shop.myshopify.com.evil.com",
        "user@some-shop.myshopify.com",
        "a.b.myshopify.com",
        "some-shop.myshopify.com.",
        "s\u043eme-shop.myshopify.com",
        "some-shop\\.myshopify.com",
        "-shop.myshopify.com",
        "myshopify.com",
    ],
)
def test_only_the_exact_permanent_name_is_a_shop(name: str) -> None:
    assert not is_shop(name)


CLIENT = "client-id"
SECRET = b"app-client-secret-of-at-least-32-bytes"


def claims(**changes: object) -> dict[str, object]:
    now = int(NOON.timestamp())
    made: dict[str, object] = {
        "iss": "https://some-shop.myshopify.com/admin",
        "dest": "https://some-shop.myshopify.com",
        "aud": CLIENT,
        "sub": "42",
        "exp": now + 60,
        "nbf": now,
        "iat": now,
        "jti": "j",
        "sid": "s",
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def token(key: bytes = SECRET, **changes: object) -> str:
    return jwt.encode(claims(**changes), key, algorithm="HS256")


def test_an_admin_token_names_the_shop_of_its_dest() -> None:
    found = admin_token_claims(token(), CLIENT, [b"old" * 12, SECRET], at=NOON)

    assert found is not None
    assert shop_of(found) == "some-shop.myshopify.com"


def test_an_admin_token_lives_ten_seconds_beyond_its_end() -> None:
    end = NOON + timedelta(seconds=60)

    assert admin_token_claims(token(), CLIENT, [SECRET], at=end + timedelta(seconds=9))
    assert not admin_token_claims(
        token(), CLIENT, [SECRET], at=end + timedelta(seconds=10)
    )
    assert not admin_token_claims(
        token(), CLIENT, [SECRET], at=NOON - timedelta(seconds=11)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-app"},
        {"exp": None},
        {"nbf": None},
        {"sid": None},
        {"exp": "soon"},
        {"iss": "https://other-shop.myshopify.com/admin"},
        {"iss": "http://some-shop.myshopify.com/admin"},
        {"dest": "https://evil.com", "iss": "https://evil.com/admin"},
        {"dest": "https://some-shop.myshopify.com.evil.com"},
    ],
)
def test_an_admin_token_with_anything_amiss_is_refused(
    changes: dict[str, object],
) -> None:
    assert (
        admin_token_claims(token(SECRET, **changes), CLIENT, [SECRET], at=NOON) is None
    )


def test_a_token_of_another_key_or_none_at_all_is_refused() -> None:
    unsigned = jwt.encode(claims(), "", algorithm="none")

    assert admin_token_claims(token(b"x" * 40), CLIENT, [SECRET], at=NOON) is None
    assert admin_token_claims(unsigned, CLIENT, [SECRET, b""], at=NOON) is None
    assert admin_token_claims("rubbish", CLIENT, [SECRET], at=NOON) is None


def test_an_extension_token_has_no_issuer_and_may_have_no_customer() -> None:
    made = token(iss=None, sid=None, sub=None, dest="some-shop.myshopify.com")

    found = extension_token_claims(made, CLIENT, [SECRET], at=NOON)

    assert found is not None
    assert shop_of(found) == "some-shop.myshopify.com"
    assert admin_token_claims(made, CLIENT, [SECRET], at=NOON) is None


def test_shopifyapi_agrees_about_an_admin_token() -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the library reads the real clock
    stamp = int(now.timestamp())
    made = token(exp=stamp + 60, nbf=stamp, iat=stamp)

    second = session_token.decode_from_header(f"Bearer {made}", CLIENT, SECRET.decode())

    assert admin_token_claims(made, CLIENT, [SECRET], at=now) == second
