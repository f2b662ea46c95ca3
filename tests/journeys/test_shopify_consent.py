"""A merchant who consents comes back: once, in time, in the browser that was sent."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.journeys.shop import (
    CLIENT_ID,
    DOMAIN,
    TIMEOUT_S,
    Merchant,
    merchant_at,
    query_of,
    signed,
)
from tests.servers import Shared

OTHER = "other-shop.myshopify.com"


@pytest.fixture(scope="module")
def merchant(
    shared_servers: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Merchant]:
    """A shop that installed the app."""
    var: Path = tmp_path_factory.mktemp("var")
    with (
        shared_servers.copy() as url,
        merchant_at(url, shared_servers.redis_url, var) as found,
    ):
        assert found.open().status_code == 302
        yield found


SHOPS_THAT_ARE_NONE = [
    f"{DOMAIN}\n",
    f"{DOMAIN}.",
    DOMAIN.upper(),
    f"user@{DOMAIN}",
    f"a.{DOMAIN}",
    f"{DOMAIN}\\@evil.test",
    f"{DOMAIN}.evil.test",
    "s\u043eme-shop.myshopify.com",
    "-x.myshopify.com",
    "evil.test",
    "",
]


@pytest.mark.parametrize("shop", SHOPS_THAT_ARE_NONE)
def test_nobody_is_sent_to_a_shop_that_is_none(merchant: Merchant, shop: str) -> None:
    answer = requests.get(
        f"{merchant.app_url}/shopify/auth",
        params={"shop": shop},
        timeout=TIMEOUT_S,
        allow_redirects=False,
    )

    assert answer.status_code == 400
    assert "Location" not in answer.headers


def departed(merchant: Merchant) -> tuple[requests.Session, str, str]:
    """A browser that was sent to the consent page: it, the state, the page."""
    browser = requests.Session()
    answer = browser.get(
        f"{merchant.app_url}/shopify/auth",
        params={"shop": DOMAIN},
        timeout=TIMEOUT_S,
        allow_redirects=False,
    )
    assert answer.status_code == 303
    consent = answer.headers["Location"]
    return browser, query_of(consent)["state"], consent


def approved(consent: str) -> str:
    answer = requests.get(
        f"{consent}&approve=1", timeout=TIMEOUT_S, allow_redirects=False
    )
    return answer.headers["Location"]


def came_back(browser: requests.Session, address: str) -> requests.Response:
    return browser.get(address, timeout=TIMEOUT_S, allow_redirects=False)


def test_a_merchant_who_consents_is_led_back_into_their_admin_once(
    merchant: Merchant,
) -> None:
    browser, _, consent = departed(merchant)
    back = approved(consent)

    first, again = came_back(browser, back), came_back(browser, back)

    assert first.status_code == 303
    assert first.headers["Location"] == f"{merchant.shop_url}/admin/apps/{CLIENT_ID}"
    assert again.status_code == 401
    assert merchant.row().state == "connected"


def test_another_browser_can_not_end_what_one_began(merchant: Merchant) -> None:
    _, _, consent = departed(merchant)
    stranger, _, _ = departed(merchant)

    assert came_back(requests.Session(), approved(consent)).status_code == 401
    _, _, consent = departed(merchant)
    assert came_back(stranger, approved(consent)).status_code == 401


def test_a_callback_for_another_shop_unsigned_or_without_its_state_is_refused(
    merchant: Merchant,
) -> None:
    browser, state, consent = departed(merchant)
    now = str(int(time.time()))
    door = f"{merchant.app_url}/shopify/callback"
    swapped = signed(shop=OTHER, state=state, code="c", timestamp=now)
    stateless = signed(shop=DOMAIN, code="c", timestamp=now)
    stale = signed(shop=DOMAIN, state=state, code="c", timestamp=str(int(now) - 91))
    foreign = signed(shop=DOMAIN, state="0" * 64, code="c", timestamp=now)
    unsigned_one = f"shop={DOMAIN}&state={state}&code=c&timestamp={now}"

    for query in (unsigned_one, stateless, stale, foreign, f"{swapped}x", swapped):
        assert came_back(browser, f"{door}?{query}").status_code == 401
    # The swapped one used the state up: the true one comes too late.
    assert came_back(browser, approved(consent)).status_code == 401


def test_the_cookie_of_a_consent_is_hidden_short_and_of_no_use_elsewhere(
    merchant: Merchant,
) -> None:
    answer = merchant.get(f"/shopify/auth?shop={DOMAIN}")

    said = answer.headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Max-Age=600" in said
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_after_ten_minutes_nobody_comes_back(merchant: Merchant) -> None:
    browser, _, consent = departed(merchant)
    with merchant.env.database.unbound() as connection:
        connection.exec_driver_sql(
            "UPDATE consent_state SET lapses_at = lapses_at - interval '10 minutes'"
        )

    assert came_back(browser, approved(consent)).status_code == 401
