"""A new merchant with a WooCommerce store: from nothing to a published programme.

Every click is counted, those in the store's own pages too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page

from app.services import backfills, onboarding, outbox
from app.services.env import Env
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.exam import WooExaminer
from integrations.woocommerce.plugin_link import WooPlugin
from tests.browser.admin.conftest import LiveOffice

pytestmark = pytest.mark.browser

MOST_CLICKS = 30
PHONE = {"width": 390, "height": 844}
TIMEOUT_S = 20
ORDERS = 40


@pytest.fixture
def store_url() -> Iterator[str]:
    """A WooCommerce store of this machine, with some orders."""
    config = StoreConfig(
        platform=WOOCOMMERCE, pretend_https=True, timezone="Asia/Jakarta"
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        url = running.url
        for number in range(ORDERS):
            email = f"c{number % 7}@customer.test"
            placed = requests.post(
                f"{url}/_sandbox/actions/order",
                json={
                    "email": email,
                    "lines": [{"sku": "KOPI-01", "quantity": 1 + number % 3}],
                },
                timeout=TIMEOUT_S,
            ).json()
            assert placed["ok"], placed
        yield url


@dataclass
class Merchant:
    """Somebody with a browser who counts their clicks."""

    office: LiveOffice
    page: Page
    clicks: int = 0

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1

    def press(self, name: str) -> None:
        """Click the first button or link of a name."""
        named = self.page.get_by_role("button", name=name).or_(
            self.page.get_by_role("link", name=name)
        )
        self.click(named.first)

    def at(self, step: str) -> None:
        self.page.wait_for_url(f"**/admin/welcome/{step}*")

    @property
    def env(self) -> Env:
        return self.office.desk.world.env

    def work(self) -> None:
        """Let a worker do what is owed."""
        for _ in range(20):
            if not outbox.drain(self.env, backfills.HANDLERS, most=5):
                return


@pytest.fixture
def merchant(own_desk: LiveOffice, page: Page) -> Merchant:
    """The owner of an office in which nothing was done yet."""
    world, env = own_desk.desk.world, own_desk.desk.world.env
    world.clock.instant = datetime.now(UTC)  # noqa: TID251 - the store's clock is real

    def nothing_yet(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        stores.change_programme(live_version=None)
        for row in stores.all():
            stores.change(row.store_id, state="erased", domain=f"{row.store_id}.test")
        uow.connection.exec_driver_sql("DELETE FROM programme_draft")

    world.run(nothing_yet)
    platform = WooCommercePlatform(
        Http(env.clock, allowed=Allowance(local=True)), env.clock
    )
    for name, value in {
        "platforms": {"woocommerce": platform},
        "store_plugins": {"woocommerce": WooPlugin(platform.client)},
        "examiners": {"woocommerce": WooExaminer(platform.client)},
    }.items():
        object.__setattr__(env, name, value)
    own_desk.sign_in(page.context)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    return Merchant(own_desk, page)


def test_a_new_merchant_publishes_within_thirty_clicks(
    merchant: Merchant, store_url: str, assert_accessible: Callable[[Any], None]
) -> None:
    page = merchant.page
    page.goto(merchant.office.at("/welcome"))
    merchant.at("connect")
    assert_accessible(page)

    merchant.press("Connect a store")
    page.get_by_label("Store address").first.fill(store_url)
    merchant.press("Continue")
    merchant.press("Approve in WordPress")
    merchant.click(page.locator("#staff-sign-in"))
    merchant.click(page.locator("#approve"))
    page.get_by_role("heading", name="Your store is connected").wait_for()
    assert_accessible(page)
    merchant.work()
    merchant.press("Continue")

    merchant.at("goal")
    merchant.press("More second orders: Continue")
    merchant.at("recipe")
    assert page.get_by_text(f"your own twelve months: {ORDERS} orders").is_visible()
    assert_accessible(page)
    merchant.press("Use this programme: Points, 5% back")
    merchant.at("look")
    merchant.press("Looks good")
    merchant.at("members")
    assert_accessible(page)
    merchant.press("Continue")
    merchant.at("publish")
    assert_accessible(page)
    merchant.press("Publish")

    page.get_by_role("heading", name="Your programme is live").wait_for()
    launched = merchant.office.desk.world.run(
        lambda uow: onboarding.way(merchant.env, uow).launched
    )
    assert launched
    assert merchant.clicks <= MOST_CLICKS
    print(f"clicks: {merchant.clicks}")  # noqa: T201 - the figure of this journey


def test_a_merchant_who_leaves_comes_back_to_the_same_step(merchant: Merchant) -> None:
    page = merchant.page
    page.goto(merchant.office.at("/welcome/goal"))
    merchant.press("Bigger baskets: Continue")
    merchant.at("recipe")

    page.goto(merchant.office.at("/welcome"))

    # The store is missing still; the aim was kept.
    merchant.at("connect")
    page.goto(merchant.office.at("/welcome/recipe"))
    first = page.get_by_role("heading", level=2).first
    assert first.inner_text() == "Tiers by yearly spend"
