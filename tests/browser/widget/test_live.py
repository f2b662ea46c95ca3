"""The widget and the real storefront API understand each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from app.recipes import recipe_text
from app.recipes.reading import read_source
from tests.browser.widget.conftest import Shopper
from tests.browser.widget.live import CUSTOMER, open_street
from tests.web.storefront.shop import Shop, shop_at

pytestmark = pytest.mark.browser

ALWAYS = ("home", "profile")
BY_FEATURE = {
    "redeem": ("redeem", "rewards"),
    "tiers": ("tiers",),
    "refer": ("refer",),
    "card": ("card",),
    "challenges": ("challenges",),
    "play": ("play",),
    "charity": ("causes",),
    "birthday": ("birthday",),
    "claims": ("help", "help/new", "claims"),
    "earn": ("earn",),
    "history": ("history",),
}


@contextmanager
def standing(page: Page, shop: Shop) -> Iterator[Shopper]:
    """A member with points before the real API."""
    page.set_default_timeout(15_000)
    shop.welcome(CUSTOMER)
    shop.get("/member", who=CUSTOMER)
    shop.give(CUSTOMER, 100_000)
    with open_street(shop) as street:
        yield Shopper(page, street)


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url) as found:
        yield found


@pytest.fixture
def live(page: Page, shop: Shop) -> Iterator[Shopper]:
    with standing(page, shop) as found:
        yield found


def test_a_member_sees_the_balance_and_redeems(live: Shopper, shop: Shop) -> None:
    live.visit()
    expect(live.launcher).to_contain_text("100.100 poin")
    live.open("redeem")

    live.button("Tukar: ").first.click()
    live.settled("reward")
    live.button("Ya, tukar").click()
    live.settled("voucher")

    live.look()
    vouchers = shop.get("/vouchers", who=CUSTOMER).json["data"]
    assert len(vouchers) == 1


@pytest.mark.parametrize(
    ("name", "lang"),
    [("engagement", "id"), ("tiers-bronze-silver-gold", "en"), ("charity", "ms")],
)
def test_every_view_of_a_recipe_can_be_read(
    page: Page, fresh_database_url: str, redis_url: str, name: str, lang: str
) -> None:
    document = read_source(recipe_text(name)).data
    with (
        shop_at(fresh_database_url, redis_url, document=document) as shop,
        standing(page, shop) as live,
    ):
        features = shop.get("/bootstrap").json["features"]
        views = [view for one in features for view in BY_FEATURE.get(one, ())]
        live.visit(lang=lang)

        for view in (*ALWAYS, *views):
            live.open(view)
            expect(live.panel.locator(".empty[role=alert]")).to_have_count(0)
            live.look()


def test_a_guest_is_told_what_there_is(live: Shopper) -> None:
    live.visit(**{"signed-in": "false", "identity": "none"})

    live.open("home")

    expect(live.panel.locator(".promise")).not_to_be_empty()
    live.look()
