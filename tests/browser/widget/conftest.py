"""A shelf for each test, and a shopper who stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, ViewportSize

from tests import axe
from tests.browser.widget.shelf import Shelf, serving

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
LANGUAGES = ("id", "en", "ms")

STANDS = "!document.querySelector('loyalty-panel').shadowRoot.getAnimations().length"
BOXES = """
() => {
  const root = document.querySelector('loyalty-panel').shadowRoot;
  const inText = (one) =>
    one.localName === 'a' && getComputedStyle(one).display === 'inline';
  return [...root.querySelectorAll('button,a,input,select,textarea,summary')]
    .filter((one) => one.getClientRects().length && !inText(one))
    .map((one) => (/checkbox|radio/.test(one.type) ? one.closest('label') : one))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width < 43.9 || box.height < 43.9)
    .map(([box, html]) => `${box.width} x ${box.height}: ${html}`);
}
"""


@dataclass
class Shopper:
    """Somebody with a browser, in the shop of the shelf."""

    page: Page
    shelf: Shelf

    def visit(self, fragment: str = "", **embed: str) -> None:
        """Open the shop's page and wait for the button."""
        self.page.goto(f"{self.shelf.url}/?{urlencode(embed)}{fragment}")
        self.page.wait_for_function("window.loyalty")

    def open(self, view: str = "home") -> None:
        """Open the panel at a view and wait until it stands."""
        self.page.evaluate("view => loyalty.open(view)", view)
        self.settled(view.partition("/")[0])

    def settled(self, view: str) -> None:
        place = f'[data-view="{view}"]'
        self.page.wait_for_selector(f"{place}:not(:has(.skeleton))")
        # Half-faded text has no contrast yet.
        self.page.wait_for_function(STANDS)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".lym-launcher button")

    @property
    def heading(self) -> Locator:
        return self.panel.get_by_role("heading", level=2)

    @property
    def alert(self) -> Locator:
        return self.panel.get_by_role("alert")

    @property
    def news(self) -> Locator:
        return self.panel.locator("p[role=status]")

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.panel.get_by_role("button", name=name)

    def focused(self) -> str:
        """What has the focus, inside the panel if it is there."""
        found: str = self.page.evaluate(
            "() => { let one = document.activeElement;"
            " while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;"
            " return one.id || one.ariaLabel || one.textContent.trim(); }"
        )
        return found

    def small_boxes(self) -> list[str]:
        found: list[str] = self.page.evaluate(BOXES)
        return found

    def inspect(self, view: str, **embed: str) -> None:
        """Look at a view in every language on a phone and on a desktop.

        Colours and roles are the same in every language: axe looks for those in
        the first one, and in the others for names.
        """
        for lang in LANGUAGES:
            self.page.set_viewport_size(PHONE)
            self.visit(lang=lang, **embed)
            self.open(view)
            rules = () if lang == LANGUAGES[0] else axe.NAMES
            self.check(rules)
            self.measure()
            self.page.set_viewport_size(DESKTOP)
            if lang == LANGUAGES[0]:
                self.check()
            self.measure()

    def check(self, rules: tuple[str, ...] = ()) -> None:
        """See what axe sees."""
        assert axe.faults(self.page, rules=rules) == []

    def look(self) -> None:
        """What holds for every view: readable by all, big enough, nothing cut."""
        self.check()
        self.measure()

    def measure(self) -> None:
        """What no rule of axe asks: targets for thumbs, and nothing cut."""
        assert self.small_boxes() == []
        wider: int = self.panel.locator(".body").evaluate(
            "body => body.scrollWidth - body.clientWidth"
        )
        assert wider <= 0, "the view is wider than the panel"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with serving(Shelf()) as served:
        yield served


@pytest.fixture
def shopper(page: Page, shelf: Shelf) -> Shopper:
    page.set_default_timeout(10_000)
    return Shopper(page, shelf)


@pytest.fixture(autouse=True)
def nothing_thrown(page: Page) -> Iterator[None]:
    """No error of ours goes unseen, whatever the test is about."""
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield
    assert thrown == []
