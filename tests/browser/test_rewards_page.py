"""The rewards page in a browser: three languages, two widths, with and without scripts.

The shop's pages come through a door that signs as Shopify's proxy does, so that page,
worker and card live on one origin as they do in a shop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import axe
from tests.web.storefront.shop import Shop, shop_at

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.browser

PREFIX = "/apps/loyalty"
WIDTHS = (390, 1280)
LANGUAGES = ("id", "en", "ms")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """
() => [...document.querySelectorAll('.lym-page :is(a.lym-button, button, summary)')]
  .filter((one) => one.getClientRects().length)
  .filter((one) => one.getBoundingClientRect().height < 43.9)
  .map((one) => one.outerHTML.slice(0, 80))
"""


@dataclass
class Street:
    """A shop's own origin: what is under the prefix goes through the proxy."""

    shop: Shop
    url: str = ""
    who: str = ""
    """Who is signed in at the shop."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:  # noqa: ANN401 - an iterable of bytes
        path = environ["PATH_INFO"]
        if path.startswith(PREFIX):
            asked = environ["QUERY_STRING"]
            environ["PATH_INFO"] = "/storefront/shopify" + path.removeprefix(PREFIX)
            environ["QUERY_STRING"] = self.shop.signed_query(self.who, parse_qsl(asked))
        return self.shop.pages(environ, start_response)

    def page(self, lang: str = "en", path: str = "") -> str:
        """Return the whole page's address in a language."""
        return f"{self.url}{PREFIX}{path}?lang={lang}&alone=1"


class Handler(WSGIRequestHandler):
    """Waits only so long for a browser that connected and asks nothing."""

    timeout = 3


@pytest.fixture
def street(fresh_database_url: str, redis_url: str) -> Iterator[Street]:
    with shop_at(fresh_database_url, redis_url, platform="shopify") as shop:
        street = Street(shop)
        server = make_server(
            "127.0.0.1", 0, street, threaded=True, request_handler=Handler
        )
        # At the end every request is waited for: it may hold a connection.
        server.daemon_threads = False  # type: ignore[attr-defined]  # of the threaded one
        street.url = f"http://127.0.0.1:{server.server_port}"
        # The address is known only now, and pages were given their world before.
        object.__setattr__(shop.world.env, "public_url", street.url)
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        shop.welcome("7001")
        yield street
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open a window of a width; all of them are closed at the end."""
    contexts: list[BrowserContext] = []

    def open_one(width: int = 390, **more: Any) -> BrowserContext:  # noqa: ANN401 - options of Playwright
        context = browser.new_context(
            viewport={"width": width, "height": 844}, reduced_motion="reduce", **more
        )
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", ["", "7001"], ids=["guest", "member"])
def test_everybody_can_use_the_page(
    street: Street,
    opened: Callable[..., BrowserContext],
    assert_accessible: Callable[..., None],
    who: str,
    width: int,
) -> None:
    street.who = who
    page = opened(width, color_scheme="light").new_page()
    for lang in LANGUAGES:
        page.goto(street.page(lang))

        assert page.evaluate(OVERFLOW) == 0
        assert page.evaluate(SMALL) == []
        assert_accessible(page, () if lang == LANGUAGES[0] else axe.NAMES)
    # Only colours differ in the dark, and they are of no language.
    page.emulate_media(color_scheme="dark")
    page.goto(street.page(LANGUAGES[0]))
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 390])
def test_open_details_fit_a_small_phone(
    street: Street, opened: Callable[..., BrowserContext], width: int
) -> None:
    page = opened(width).new_page()
    page.goto(street.page("ms"))

    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => (d.open = true))"
    )

    assert page.evaluate(OVERFLOW) == 0


def test_a_shopper_without_scripts_gets_a_code(
    street: Street, opened: Callable[..., BrowserContext]
) -> None:
    page = opened(java_script_enabled=False).new_page()
    page.goto(street.page("id"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gabung")
    street.who = "7001"
    page.goto(street.page("id"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("100 poin")

    page.get_by_role("button", name=re.compile(r"Tukar ?: Diskon Rp10\.000")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tukar Diskon Rp10.000?")
    page.get_by_role("button", name="Ya, tukar").click()

    [code] = street.shop.store.codes
    expect(page.get_by_text(code.upper())).to_be_visible()
    page.get_by_role("link", name="Kembali ke halaman hadiah").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 poin")
    expect(page.get_by_text(code.upper())).to_be_visible()


def test_every_page_of_the_journey_is_accessible(
    street: Street,
    opened: Callable[..., BrowserContext],
    assert_accessible: Callable[[Page], None],
) -> None:
    street.who = "7001"
    page = opened().new_page()
    page.goto(street.page("en"))
    page.get_by_role("button", name="Redeem").nth(1).click()
    page.get_by_label("How many points would you like to use?").fill("50")
    assert_accessible(page)
    page.get_by_role("button", name="Yes, redeem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is yours")
    assert_accessible(page)
    page.goto(street.page("en", "/card"))
    expect(page.get_by_text("Show this code at the counter")).to_be_visible()
    assert_accessible(page)


def test_the_card_is_kept_for_when_there_is_no_connection(
    street: Street, opened: Callable[..., BrowserContext]
) -> None:
    street.who = "7001"
    context = opened()
    page = context.new_page()
    settled(page, street.page("en", "/card"))
    name = page.locator("#lym-card-name").inner_text()

    context.set_offline(offline=True)
    page.goto(f"{street.url}{PREFIX}/card")

    assert page.locator("#lym-card-name").inner_text() == name
    page.goto(f"{street.url}{PREFIX}/elsewhere")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_signing_out_takes_the_kept_card_away(
    street: Street, opened: Callable[..., BrowserContext]
) -> None:
    street.who = "7001"
    context = opened()
    page = context.new_page()
    settled(page, street.page("en", "/card"))
    assert len(page.evaluate(KEPT)) == 1

    street.who = ""
    page.goto(street.page("en"))
    page.wait_for_function(f"({KEPT})().then((kept) => kept.length === 0)")
    context.set_offline(offline=True)
    page.goto(f"{street.url}{PREFIX}/card")

    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_the_card_of_the_next_member_replaces_the_one_before(
    street: Street, opened: Callable[..., BrowserContext]
) -> None:
    street.shop.welcome("7002", email="siti@mail.test")
    street.who = "7001"
    page = opened().new_page()
    settled(page, street.page("en", "/card"))
    [before] = page.evaluate(KEPT)

    street.who = "7002"
    page.goto(street.page("en", "/card"))

    page.wait_for_function(f"({KEPT})().then((kept) => kept[0] !== '{before}')")
    assert len(page.evaluate(KEPT)) == 1


KEPT = """
() => caches.keys().then((all) => all.filter((one) => one.startsWith('setia-card-')))
"""


def settled(page: Page, address: str) -> None:
    """Open a page, let its worker take over, and open it again under the worker."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.goto(address)
    page.wait_for_function(f"({KEPT})().then((kept) => kept.length === 1)")
