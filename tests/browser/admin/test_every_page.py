"""Every page of the back office: accessible, and as wide as its window.

Malay differs from Indonesian in words alone: it is looked at for its width.

Pages are walked from the table of pages, so that a new one is looked at without
being named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app.domain.words import Language
from app.web.admin.groups import every_page
from tests.browser.admin.conftest import LiveOffice

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """
() => [...document.querySelectorAll('main :is(a.btn, button, summary, select, input)')]
  .filter((one) => one.getClientRects().length && one.type !== 'hidden')
  .filter((one) => one.getBoundingClientRect().height < 23.9)
  .map((one) => one.outerHTML.slice(0, 90))
"""


PARTS = {"/members/activity/news"}
"""Only ever asked for by a page, with something in the address."""


def plain_paths() -> list[str]:
    """Return every page that is read and names nothing; downloads apart."""
    return sorted(
        page.path
        for page in every_page()
        if page.method == "GET"
        and page.path not in PARTS
        and not {"<", "."} & set(page.path)
    )


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all pages: what they share is loaded once."""
    context = browser.new_context(locale="id-ID", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = window.new_page()
    yield opened
    opened.close()


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained about."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda line: said.append(line.text) if line.type == "error" else None,
    )
    yield said
    assert said == []


@pytest.mark.parametrize("path", plain_paths())
def test_a_page_is_accessible_and_fits(
    path: str,
    visit: Callable[..., Page],
    faults: list[str],
    assert_accessible: Callable[[Any], None],
) -> None:
    for width, language in (
        (1280, Language.EN),
        (390, Language.ID),
        (390, Language.MS),
    ):
        page = visit(path, width=width, language=language)

        assert page.locator("h1").count() == 1, (path, width)
        assert page.evaluate(OVERFLOW) <= 0, (path, width)
        assert page.evaluate(SMALL) == [], (path, width)
        if language is not Language.MS:
            assert_accessible(page)


@pytest.mark.parametrize(
    "below",
    ["", "/adjust", "/give", "/redeem", "/birthday", "/data", "/why/usable"],
)
def test_the_pages_of_one_member_are_accessible_and_fit(
    below: str,
    live_desk: LiveOffice,
    visit: Callable[..., Page],
    faults: list[str],
    assert_accessible: Callable[[Any], None],
) -> None:
    for width in (1280, 390):
        page = visit(f"/members/{live_desk.member_id}{below}", width=width)

        assert page.evaluate(OVERFLOW) <= 0
        assert_accessible(page)


def test_why_opens_in_a_drawer_and_esc_closes_it(
    live_desk: LiveOffice, visit: Callable[..., Page], faults: list[str]
) -> None:
    page = visit(f"/members/{live_desk.member_id}")
    why = page.locator("a[data-drawer]").first

    why.click()
    page.locator("#drawer[open] .card").first.wait_for()
    page.keyboard.press("Escape")

    assert page.locator("#drawer[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('a[data-drawer]')")


def test_a_page_weighs_less_than_it_may(
    live_desk: LiveOffice, context: BrowserContext
) -> None:
    # A window of its own, into which nothing was loaded before.
    live_desk.sign_in(context)
    page = context.new_page()
    page.goto(live_desk.at("/members"))
    page.wait_for_load_state("networkidle")

    bytes_sent = page.evaluate(
        "performance.getEntriesByType('resource').reduce((n, e) => n + e.transferSize,"
        " performance.getEntriesByType('navigation')[0].transferSize)"
    )

    assert bytes_sent < 150_000


def test_keys_lead_where_they_say(visit: Callable[..., Page]) -> None:
    page = visit("/members")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_url("**/admin/help")
