"""One town for all journeys of a worker, and visitors with browsers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import redis
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.journey.town import PATHS, Paths, Town, opened
from tests.browser.widget.conftest import DESKTOP, PHONE, Shopper
from tests.browser.widget.shelf import Shelf
from tests.journeys.conftest import PLATFORMS, Journey
from tests.servers import Shared

PATIENCE_MS = 30_000
# The widget gives up after two seconds, which says nothing on a machine that is busy
# with other tests; a test of slowness asks for the real thing.
PATIENT = """
const real = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => real(ms * (window.patience ?? 30));
"""


@dataclass
class Visitor(Shopper):
    """Somebody with a browser in one of the town's shops."""

    town: Town
    shop: Journey

    @property
    def paths(self) -> Paths:
        return PATHS[self.shop.platform]

    def go(self, path: str = "/") -> None:
        """Open a page of the shop and wait for the loader."""
        self.page.goto(self.shelf.url + path)
        self.page.wait_for_function("window.loyalty")

    def speak(self, lang: str) -> None:
        self.go(f"/sandbox-language/{lang}")

    def register(self, email: str, name: str = "Dewi") -> None:
        """Fill in the shop's own form, and let its message arrive."""
        page = self.page
        page.fill("#first_name", name)
        page.fill("#last_name", "Lestari")
        page.fill("#email", email)
        page.fill("#password", "sandbox")
        page.click("#sign-up")
        page.wait_for_url(f"**{self.paths.account}")
        self.shop.settle()

    def join(self, email: str, name: str = "Dewi", lang: str = "id") -> None:
        """Become a member with the welcome points."""
        self.speak(lang)
        self.go(self.paths.join)
        self.register(email, name)
        self.go()

    def put_into_cart(self, handle: str) -> None:
        self.go(self.paths.product + handle)
        self.page.click("#add-to-cart")
        self.page.wait_for_url("**/cart")
        self.page.wait_for_function("window.loyalty")

    def check_out(self) -> int:
        """Pay for the cart; return the order's number in the shop."""
        self.page.click("#to-checkout")
        self.page.click("#place-order")
        card = self.page.locator("[data-test=order]")
        card.wait_for()
        order_id = int(card.get_attribute("data-order-id") or 0)
        self.shop.act("complete", order_id=order_id)
        return order_id

    def buy(self, handle: str) -> int:
        self.put_into_cart(handle)
        return self.check_out()

    def choose(self, title: str) -> None:
        """Ask for a reward in the panel; the question stands then."""
        self.open("redeem")
        self.button(f"Tukar: {title}").click()
        self.settled("reward")

    def redeem(self) -> None:
        """Say yes, and wait for the voucher with its code."""
        self.button("Ya, tukar").click()
        self.settled("voucher")
        expect(self.button("Pakai di keranjang")).to_be_visible()

    @property
    def shelf_text(self) -> Locator:
        return self.panel.locator(".body")


@pytest.fixture(scope="session")
def town(
    shared_servers: Shared,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Town]:
    address = shared_servers.redis_url.partition("?")[0]
    with (
        shared_servers.copy() as database_url,
        opened(
            database_url, f"{address}?db={worker_number}", tmp_path_factory.mktemp("v")
        ) as made,
    ):
        yield made


@pytest.fixture(autouse=True)
def patient(town: Town, redis_url: str) -> Iterator[None]:
    """No test inherits what others asked, or how long they could wait."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(params=PLATFORMS)
def shop(request: pytest.FixtureRequest, town: Town) -> Journey:
    found: Journey = town.shops[request.param]
    return found


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(browser: Browser, town: Town) -> Iterator[Arrive]:
    """A visitor of a shop with a browser of their own; all leave at the end."""
    contexts: list[BrowserContext] = []
    thrown: list[str] = []

    def come(
        shop: Journey,
        *,
        wide: bool = False,
        **more: Any,  # noqa: ANN401 - options of Playwright
    ) -> Visitor:
        context = browser.new_context(
            viewport=DESKTOP if wide else PHONE,
            locale="id-ID",
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(PATIENT)
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        return Visitor(page, Shelf(url=shop.shop_url), town, shop)

    yield come
    for context in contexts:
        context.close()
    assert thrown == []


@pytest.fixture(autouse=True)
def nothing_thrown() -> None:
    """Visitors look for errors of their own pages."""


def second(visitor: Visitor) -> Visitor:
    """The same shopper in another tab."""
    page: Page = visitor.page.context.new_page()
    return Visitor(page, visitor.shelf, visitor.town, visitor.shop)
