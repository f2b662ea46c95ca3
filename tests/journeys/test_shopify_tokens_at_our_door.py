"""Inside Shopify's admin nobody is believed without a token of Shopify's own."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
import requests

from app.storage.staff import StaffRepository
from app.storage.stores import StoreRepository
from tests.journeys.shop import (
    CLERK,
    CLIENT_ID,
    CLIENT_SECRET,
    DOMAIN,
    TIMEOUT_S,
    Merchant,
    merchant_at,
    query_of,
    signed,
)
from tests.servers import Shared

RETIRING = "the-secret-before-this-one-is-long-enough-too"
NONE = "frame-ancestors 'none'"
EXACT = f"frame-ancestors https://{DOMAIN} https://admin.shopify.com"
RETRY = "X-Shopify-Retry-Invalid-Session-Request"
PAGE = "/admin/help"


@pytest.fixture(scope="module")
def merchant(
    shared_servers: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Merchant]:
    """A shop that installed the app; every test of this module leaves it so."""
    var: Path = tmp_path_factory.mktemp("var")
    with (
        shared_servers.copy() as url,
        merchant_at(
            url,
            shared_servers.redis_url,
            var,
            SHOPIFY_API_SECRET=f"{CLIENT_SECRET},{RETIRING}",
        ) as found,
    ):
        assert found.open().status_code == 302
        yield found


def claims(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - claims of a token
    now = int(time.time())
    return {
        "iss": f"https://{DOMAIN}/admin",
        "dest": f"https://{DOMAIN}",
        "aud": CLIENT_ID,
        "sub": "99001",
        "exp": now + 60,
        "nbf": now,
        "iat": now,
        "jti": "one",
        "sid": "two",
        **changes,
    }


def token(secret: str = CLIENT_SECRET, **changes: Any) -> str:  # noqa: ANN401
    return jwt.encode(claims(**changes), secret, algorithm="HS256")


def lacking(name: str) -> str:
    said = {each: value for each, value in claims().items() if each != name}
    return jwt.encode(said, CLIENT_SECRET, algorithm="HS256")


def unsigned() -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims())}."


def now() -> int:
    return int(time.time())


OTHER = "other-shop.myshopify.com"
BAD: dict[str, Callable[[], str]] = {
    "of no algorithm": unsigned,
    "of another algorithm": lambda: jwt.encode(
        claims(), CLIENT_SECRET * 2, algorithm="HS512"
    ),
    "of another secret": lambda: token("somebody-else's-secret-that-is-long-enough"),
    "of another app": lambda: token(aud="other"),
    "expired": lambda: token(exp=now() - 11, iat=now() - 70, nbf=now() - 70),
    "not valid yet": lambda: token(nbf=now() + 3600),
    "of two shops": lambda: token(iss=f"https://{OTHER}/admin"),
    "of a shop we do not know": lambda: token(
        iss=f"https://{OTHER}/admin", dest=f"https://{OTHER}"
    ),
    "of plain http": lambda: token(
        iss=f"http://{DOMAIN}/admin", dest=f"http://{DOMAIN}"
    ),
    "of no shop": lambda: token(
        iss="https://evil.test/admin", dest="https://evil.test"
    ),
    "of a longer name": lambda: token(
        iss=f"https://{DOMAIN}.evil.test/admin", dest=f"https://{DOMAIN}.evil.test"
    ),
    "rubbish": lambda: "a.b.c",
    **{
        f"without {name}": partial(lacking, name)
        for name in ("exp", "nbf", "iat", "aud", "iss", "dest", "sub", "jti", "sid")
    },
}
"""Made when they are used: a token lives for a minute."""


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_fetch_with_a_bad_token_is_refused(merchant: Merchant, kind: str) -> None:
    answer = merchant.fetch("GET", PAGE, BAD[kind]())

    assert answer.status_code == 401
    assert answer.text == ""
    assert (RETRY in answer.headers) is (kind != "of a shop we do not know")
    assert answer.headers["Content-Security-Policy"].endswith(NONE)


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_document_with_a_bad_token_is_not_shown(
    merchant: Merchant, kind: str
) -> None:
    answer = merchant.get(f"{PAGE}?shop={DOMAIN}&id_token={BAD[kind]()}")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/shopify")
    assert answer.headers["Content-Security-Policy"].endswith(NONE)


@pytest.mark.parametrize("secret", [CLIENT_SECRET, RETIRING])
def test_a_token_of_the_secret_or_the_one_that_retires_is_believed(
    merchant: Merchant, secret: str
) -> None:
    answer = merchant.fetch("GET", PAGE, token(secret))

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].endswith(EXACT)


def test_ten_seconds_of_a_clock_that_is_off_are_forgiven(merchant: Merchant) -> None:
    now = int(time.time())

    late = merchant.fetch("GET", PAGE, token(exp=now - 5, iat=now - 65, nbf=now - 65))
    early = merchant.fetch("GET", PAGE, token(nbf=now + 5, iat=now + 5, exp=now + 65))

    assert (late.status_code, early.status_code) == (200, 200)


def test_a_form_in_the_name_of_a_token_in_an_address_is_refused(
    merchant: Merchant,
) -> None:
    """Only a header is proof for a change: an address can be made by anybody."""
    answer = requests.post(
        f"{merchant.app_url}/shopify/billing?id_token={token()}",
        headers={"Sec-Fetch-Dest": "iframe", "Origin": "https://evil.test"},
        cookies={"setia_session": "x", "__Host-setia_session": "x"},
        timeout=TIMEOUT_S,
    )

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"?shop={DOMAIN}",
        f"?shop={DOMAIN}&host=x&embedded=1",
        f"?shop={DOMAIN}&timestamp=1795358400&hmac=00",
        "?frame=forged",
    ],
)
@pytest.mark.parametrize("path", ["/shopify", PAGE, "/shopify/bounce"])
def test_a_shop_in_the_address_opens_no_frame_by_itself(
    merchant: Merchant, path: str, query: str
) -> None:
    answer = requests.get(
        merchant.app_url + path + query,
        headers={"Sec-Fetch-Dest": "iframe"},
        timeout=TIMEOUT_S,
    )

    assert answer.headers["Content-Security-Policy"].endswith(NONE)
    assert "Set-Cookie" not in answer.headers


def test_a_signed_document_without_a_token_fetches_one_and_comes_back(
    merchant: Merchant,
) -> None:
    query = signed(
        shop=DOMAIN, embedded="1", host="aG9zdA", timestamp=str(int(time.time()) - 600)
    )

    away = merchant.get(f"{PAGE}?{query}", **{"Sec-Fetch-Dest": "iframe"})
    where = query_of(away.headers["Location"])
    bounce = merchant.get(away.headers["Location"])

    assert away.status_code == 302
    assert where["shopify-reload"].startswith(f"{merchant.app_url}{PAGE}?")
    assert "hmac" not in where["shopify-reload"]
    assert bounce.status_code == 200
    assert "https://cdn.shopify.com/shopifycloud/app-bridge.js" in bounce.text
    assert f'content="{CLIENT_ID}"' in bounce.text
    assert bounce.headers["Content-Security-Policy"].endswith(EXACT)
    assert "https://cdn.shopify.com" in bounce.headers["Content-Security-Policy"]
    assert CLIENT_SECRET not in bounce.text


@pytest.mark.parametrize(
    "reload", ["https://evil.test/", "//evil.test", "", "javascript:alert(1)"]
)
def test_a_token_is_never_taken_to_somebody_else(
    merchant: Merchant, reload: str
) -> None:
    told = {"shop": DOMAIN, "timestamp": str(int(time.time()))}

    answer = merchant.get(
        "/shopify/bounce?" + signed(**told, **{"shopify-reload": reload})
    )

    assert answer.status_code == 400
    assert "app-bridge.js" not in answer.text


@pytest.mark.parametrize(
    ("deep", "leads_to"),
    [
        ("admin/members", "/admin/members"),
        ("admin", "/admin"),
        ("", "/admin/home"),
        ("/evil.test", "/admin/home"),
        ("\\evil.test", "/admin/home"),
        ("admin//evil.test", "/admin/home"),
        ("admin/..//evil.test", "/admin/home"),
        ("storefront/v1/x", "/admin/home"),
    ],
)
def test_the_admins_address_of_a_page_leads_to_our_own_pages_only(
    merchant: Merchant, deep: str, leads_to: str
) -> None:
    fresh = merchant.token()

    answer = merchant.get(f"/shopify/{deep}?id_token={fresh}&shop={DOMAIN}")

    while answer.status_code == 308:  # Two slashes are first made one.
        assert answer.headers["Location"].startswith(f"{merchant.app_url}/shopify/")
        answer = merchant.get(answer.headers["Location"])
    parts = urlsplit(answer.headers["Location"])
    assert (answer.status_code, parts.netloc, parts.path) == (302, "", leads_to)


def test_what_htmx_is_sent_to_is_fetched_and_not_navigated_to(
    merchant: Merchant,
) -> None:
    answer = requests.get(
        f"{merchant.app_url}/admin/",
        headers={"Authorization": f"Bearer {merchant.token()}", "HX-Request": "true"},
        timeout=TIMEOUT_S,
    )

    assert answer.headers["HX-Location"] == "/admin/home"
    assert "HX-Redirect" not in answer.headers


@pytest.mark.parametrize(
    ("host", "kept"),
    [
        ("YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvc2FuZGJveC1vbmU", True),
        (base64.b64encode(b"evil.test/store/x").decode(), False),
        (base64.b64encode(b"admin.shopify.com/store/x@evil.test").decode(), False),
        ("not base64!", False),
    ],
)
def test_only_the_admin_itself_is_named_as_the_admin(
    merchant: Merchant,
    host: str,
    kept: bool,  # noqa: FBT001 - a column of the table
) -> None:
    answer = requests.get(
        f"{merchant.app_url}/shopify",
        params={"id_token": merchant.token(), "host": host},
        timeout=TIMEOUT_S,
        allow_redirects=False,
    )

    assert ("host" in query_of(answer.headers["Location"])) is kept


def test_who_was_removed_from_the_team_stays_out(merchant: Merchant) -> None:
    assert merchant.fetch("GET", PAGE, merchant.token(CLERK)).status_code == 200
    merchant_id = merchant.run(lambda uow: StoreRepository(uow).programme().merchant_id)

    def remove(work: Any) -> None:  # noqa: ANN401 - a unit of work
        team = StaffRepository(work)
        clerk = next(row for row in team.all() if CLERK in (row.platform_ref or ""))
        team.change(clerk.staff_id, removed_at=merchant.env.clock.now())

    merchant.env.database.run_merchant(merchant_id, remove)

    assert merchant.fetch("GET", PAGE, merchant.token(CLERK)).status_code == 401
    assert merchant.get(merchant.link(CLERK)).status_code == 403
