"""The shops in themes that fight apps, and every page of them as everybody sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from integrations.sandbox.web.shop import SKINS
from tests import axe
from tests.browser.journey.conftest import Arrive, Visitor
from tests.browser.journey.town import Town
from tests.browser.widget.conftest import LANGUAGES
from tests.journeys.conftest import Journey

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OURS = ["loyalty-panel", ".lym-launcher"]
WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Each theme on one platform: what they fight is the same on both.
WORN = [
    (skin, ("shopify", "woocommerce")[at % 2]) for at, skin in enumerate(sorted(SKINS))
]


def inspect(visitor: Visitor) -> None:
    """See with axe what is ours; a hostile theme answers for the rest itself."""
    found = [one for one in OURS if visitor.page.locator(one).count()]
    assert axe.faults(visitor.page, include=found) == []


@pytest.mark.parametrize(("skin", "platform"), WORN)
def test_a_hostile_theme_keeps_nobody_from_a_reward(
    town: Town, arrive: Arrive, skin: str, platform: str
) -> None:
    shop = town.shops[platform]
    ani = arrive(shop, wide=skin in {"rtl", "high-header"})
    ani.go(f"/?skin={skin}")
    ani.join(f"{skin}@skins.test", "Ani")
    expect(ani.page.locator(f"link[href*='skins/{skin}.css']")).to_have_count(1)
    expect(ani.launcher).to_have_text("100 poin")

    ani.launcher.click()
    ani.settled("home")
    inspect(ani)
    assert ani.small_boxes() == []
    ani.button("Tukar poin").click()
    ani.settled("redeem")
    inspect(ani)
    ani.button("Tukar: Potongan harga").click()
    ani.settled("reward")
    ani.redeem()
    inspect(ani)
    ani.button("Tutup").click()
    expect(ani.panel).to_have_count(0)

    inspect(ani)
    expect(ani.launcher).to_have_text("0 poin")


def pages_of(visitor: Visitor) -> list[str]:
    """The shop's pages, as far as this visitor may see them."""
    product = visitor.paths.product + "stoneware-mug"
    own = visitor.paths
    if visitor.page.locator("#nav-account").count():
        return ["/", product, "/cart", "/checkout", own.account, own.rewards]
    return ["/", product, "/cart", own.login, own.join]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_can_be_used_by_everybody(
    shop: Journey, arrive: Arrive, lang: str
) -> None:
    ani = arrive(shop, wide=lang == "en")
    rules = axe.NAMES if lang == "ms" else ()
    ani.speak(lang)
    for path in pages_of(ani):
        ani.page.goto(ani.shelf.url + path)
        ani.check(rules)
    ani.join(f"pages-{lang}@{shop.platform}.test", "Ani", lang)
    ani.put_into_cart("stoneware-mug")
    for path in pages_of(ani):
        ani.page.goto(ani.shelf.url + path)
        ani.page.wait_for_load_state("networkidle")
        ani.check(rules)
        assert ani.page.evaluate(WIDTH) <= 0, path
        if ani.page.evaluate("'loyalty' in window"):
            ani.open()
            ani.check(rules)
            ani.measure()
    ani.go("/cart")
    ani.check_out()
    ani.page.wait_for_load_state("networkidle")
    ani.check(rules)
