"""What browsers may do with the storefront's answers, and what none may send."""

from collections.abc import Iterator

import pytest

from app.storage.stores import StoreRow
from app.web.storefront.cors import origins_of
from app.web.storefront.table import ROUTES
from tests.servers import Shared
from tests.web.storefront.shop import Shop, shop_at

CHANGES = [route for route in ROUTES if route.method != "GET"]


@pytest.fixture(scope="module")
def shop(shared_servers: Shared) -> Iterator[Shop]:
    with (
        shared_servers.copy() as url,
        shop_at(url, shared_servers.redis_url) as found,
    ):
        found.welcome()
        found.get("/member", who="7001")
        yield found


def test_the_stores_own_pages_may_read_without_credentials(shop: Shop) -> None:
    answer = shop.get("/member", headers={"Origin": "https://satu.test"})

    assert answer.headers["Access-Control-Allow-Origin"] == "https://satu.test"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.test",
        "null",
        "https://satu.test.evil.test",
        "https://xsatu.test",
        "http://satu.test",
        "https://satu.test:8443",
        "https://satu.test@evil.test",
    ],
)
def test_no_other_page_may(shop: Shop, origin: str) -> None:
    for answer in (
        shop.get("/bootstrap", headers={"Origin": origin}),
        shop.ask("OPTIONS", "/member", headers={"Origin": origin}),
    ):
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.headers["Vary"]


def test_a_browser_that_asks_beforehand_is_told_for_two_hours(shop: Shop) -> None:
    answer = shop.ask(
        "OPTIONS", "/redemptions", headers={"Origin": "https://satu.test"}
    )

    assert answer.headers["Access-Control-Max-Age"] == "7200"
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert allowed == "Authorization, Content-Type, Idempotency-Key"


def test_a_page_can_read_why_it_was_refused(shop: Shop) -> None:
    answer = shop.get("/member", token="x.y", headers={"Origin": "https://satu.test"})

    assert answer.status == 401
    assert answer.headers["Access-Control-Allow-Origin"] == "https://satu.test"


def test_plain_http_is_for_this_machine_and_development_only() -> None:
    def origins(base_url: str, *, loopback: bool) -> frozenset[str]:
        row = StoreRow(
            **dict.fromkeys(StoreRow.__dataclass_fields__)  # type: ignore[arg-type]
            | {"base_url": base_url, "domain": "toko.test"}
        )
        return origins_of(row, loopback=loopback)

    here = "http://127.0.0.1:8002"
    assert here in origins(here, loopback=True)
    assert here not in origins(here, loopback=False)
    assert origins("http://toko.test", loopback=True) == {"https://toko.test"}


@pytest.mark.parametrize("route", CHANGES, ids=lambda route: route.operation)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_nothing_but_json_changes_anything(
    shop: Shop, route: object, kind: str
) -> None:
    path = str(route.path).format_map(_Names())  # type: ignore[attr-defined]
    answer = shop.ask(
        route.method,  # type: ignore[attr-defined]
        path,
        who="7001",
        once="2f1c6e4a-0000-4000-8000-000000000001",
        data=b"{}",
        headers={"Content-Type": kind},
    )

    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")
    assert answer.json["text"]


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "nobody"


def test_methods_are_what_they_are(shop: Shop) -> None:
    override = {"X-HTTP-Method-Override": "POST"}

    assert shop.get("/redemptions", who="7001", headers=override).status == 405
    assert shop.ask("DELETE", "/member", who="7001").status == 405


def test_no_cookie_is_set_or_read(shop: Shop) -> None:
    cookies = {"Cookie": f"session=x; token={shop.token('7001')}"}

    answer = shop.get("/member", headers=cookies)

    assert answer.json["state"] == "guest"
    assert "Set-Cookie" not in answer.headers


def test_bootstrap_knows_nobody(shop: Shop) -> None:
    answer = shop.get("/bootstrap", who="7001")

    assert not any(word in answer.text for word in ("Budi", "budi@", "7001", "mem_"))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 5000,
        b'{"reward_id": NaN}',
        b'{"reward_id":"a","reward_id":"b"}',
        b"{",
        b"",
    ],
)
def test_rubbish_is_refused_and_not_believed(shop: Shop, body: bytes) -> None:
    answer = shop.ask(
        "POST",
        "/redemptions",
        who="7001",
        once="2f1c6e4a-0000-4000-8000-000000000001",
        data=body,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status == 400
    assert answer.json["text"]


def test_a_body_over_a_megabyte_is_too_large(shop: Shop) -> None:
    answer = shop.ask(
        "POST",
        "/estimates",
        data=b" " * (1024 * 1024 + 1),
        headers={"Content-Type": "application/json"},
    )

    assert answer.status == 413
