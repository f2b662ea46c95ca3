"""The theme's blocks in a sandbox shop: three languages, two widths, axe, no shift."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from app.domain.theme_marks import MemberFigures, member_mark, programme_mark
from app.recipes import recipe
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.store.state import Store
from tests import axe

pytestmark = pytest.mark.browser

PLACE = ("$app:loyalty", "member")
WIDTHS = (390, 1280)
LANGUAGES = ("id", "en", "ms")
EMAIL, PASSWORD = "ani@customer.test", "sandbox"
SMALL = """
() => [...document.querySelectorAll('.lym-button')]
  .filter((one) => one.getBoundingClientRect().height < 43.9)
  .map((one) => one.outerHTML.slice(0, 80))
"""
SHIFT = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})
"""


def field(value: dict[str, Any]) -> dict[str, object]:
    return {"id": 1, "value": json.dumps(value), "type": "json", "at": "2026-11-22"}


@pytest.fixture(scope="module")
def street() -> Iterator[str]:
    """A shop with a programme, and a member with a balance; our server is away."""
    flask_app = create_shopify_store(StoreConfig(queue="manual"))
    store: Store = flask_app.extensions["sandbox_parts"].store
    mark = programme_mark(
        recipe("points-ladder"), state="active", currency="IDR", path="/apps/loyalty"
    )
    store.app_metafields[("loyalty", "programme")] = field({**mark, "refer": True})
    store.definitions[("CUSTOMER", *PLACE)] = "PUBLIC_READ"
    member = store.customer_by_email(EMAIL)
    assert member is not None
    figures = MemberFigures(balance=12_345, pending=180, tier=None, vouchers=1)
    member.metafields[PLACE] = field(member_mark(figures))
    with run_in_thread(flask_app) as running:
        yield running.url


def look(
    page: Page, url: str, accessible: Callable[..., None], *, closely: bool = True
) -> None:
    """Look at a page; what differs in no language is looked at *closely*, once."""
    page.goto(url)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") == width, url
    assert page.evaluate(SMALL) == []
    accessible(page, () if closely else axe.NAMES)
    if closely:
        assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_with_blocks_are_readable_and_fit(
    page: Page, street: str, width: int, assert_accessible: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for lang in LANGUAGES:
        page.goto(f"{street}/sandbox-language/{lang}")
        closely = lang == LANGUAGES[0]
        for path in ("/pages/rewards", "/products/stoneware-mug"):
            look(page, street + path, assert_accessible, closely=closely)
    page.goto(f"{street}/account/login")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.click("#sign-in")
    for lang in LANGUAGES:
        page.goto(f"{street}/sandbox-language/{lang}")
        closely = lang == LANGUAGES[0]
        for path in ("/account", "/pages/rewards"):
            look(page, street + path, assert_accessible, closely=closely)
    page.goto(f"{street}/products/stoneware-mug")
    page.click("#add-to-cart")
    look(page, f"{street}/cart", assert_accessible)


def test_numbers_appear_though_our_server_is_away(page: Page, street: str) -> None:
    page.goto(f"{street}/sandbox-language/id")
    page.goto(f"{street}/account/login")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.click("#sign-in")

    page.goto(f"{street}/pages/rewards")

    assert "Kamu punya 12.345 poin" in page.inner_text("main")
    assert "180 poin sedang diproses" in page.inner_text("main")
    bar = page.get_by_role("progressbar")
    assert bar.get_attribute("aria-valuetext") == "12.345 poin dari 25.000 poin"


def test_without_scripts_every_block_leads_somewhere(
    browser: Any,  # noqa: ANN401 - the browser is an extra
    street: str,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{street}/pages/rewards")

    links = page.locator("main .lym-button")
    found = [links.nth(at).get_attribute("href") for at in range(links.count())]
    context.close()

    assert "/account/register" in found
    assert "/apps/loyalty" in found
