"""More ways of a shopper: a slider, a friend, a birthday, a wheel, another language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey.conftest import Arrive
from tests.browser.journey.town import Town
from tests.journeys.conftest import Journey

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_slider_is_moved_and_what_is_not_wanted_goes_back(
    shop: Journey, arrive: Arrive
) -> None:
    ani = arrive(shop, wide=True)
    ani.join(f"slider@{shop.platform}.test", "Ani")

    ani.choose("Potongan harga")
    expect(ani.panel.locator(".quote")).to_contain_text("diskon Rp10.000")
    ani.redeem()
    expect(ani.launcher).to_have_text("0 poin")
    ani.button("Batalkan dan kembalikan poin").click()
    expect(ani.news).to_have_text(re.compile("poin", re.IGNORECASE))

    expect(ani.launcher).to_have_text("100 poin")
    ani.open("history")
    expect(ani.shelf_text).to_contain_text("Poin dikembalikan")
    ani.look()


def test_a_birthday_is_told_once(shop: Journey, arrive: Arrive) -> None:
    budi = arrive(shop)
    budi.join(f"birthday@{shop.platform}.test", "Budi")

    budi.open("birthday")
    budi.panel.get_by_label("Tanggal").select_option("14")
    budi.panel.get_by_label("Bulan").select_option("5")
    budi.panel.locator("form button.main").click()
    expect(budi.panel.locator("form")).to_have_count(0)
    budi.look()
    budi.go()
    budi.open("birthday")

    expect(budi.panel.locator("form")).to_have_count(0)


def test_a_wheel_is_turned_once_a_day(shop: Journey, arrive: Arrive) -> None:
    siti = arrive(shop)
    siti.join(f"wheel@{shop.platform}.test", "Siti")

    siti.open("play")
    siti.panel.locator("summary").click()
    siti.look()
    siti.panel.locator("article button.main").click()

    expect(siti.launcher).to_have_text("105 poin")
    expect(siti.panel.locator("article button.main")).to_have_count(0)
    siti.look()


def test_a_friend_comes_by_a_link_and_both_are_thanked(
    town: Town, shop: Journey, arrive: Arrive
) -> None:
    one, other = f"one@{shop.platform}.test", f"friend@{shop.platform}.test"
    dewi = arrive(shop)
    dewi.join(one)
    dewi.open("refer")
    link = dewi.panel.get_by_role("textbox").first.input_value()
    dewi.look()

    friend = arrive(shop, wide=True)
    friend.speak("id")
    friend.page.goto(link)
    friend.page.wait_for_function("window.loyalty")
    friend.open()
    friend.look()
    friend.panel.get_by_role("link", name="Gabung gratis").click()
    friend.page.wait_for_url(f"**{friend.paths.join}")
    friend.register(other, "Rina")
    friend.go()
    expect(friend.launcher).to_have_text("150 poin")
    friend.buy("house-blend-beans")
    town.advance(days=15)

    dewi.go()
    expect(dewi.launcher).to_have_text("200 poin")
    dewi.open("refer")
    expect(dewi.shelf_text).to_contain_text("Sudah memesan, terima kasih")
    dewi.look()


@pytest.mark.parametrize("wide", [False, True], ids=["phone", "desktop"])
def test_the_panel_speaks_another_language_when_asked(
    shop: Journey, arrive: Arrive, *, wide: bool
) -> None:
    ani = arrive(shop, wide=wide)
    ani.join(f"speaks{wide}@{shop.platform}.test", "Ani", lang="ms")

    expect(ani.launcher).to_have_text("100 mata")
    ani.open("profile")
    ani.button("English").click()
    expect(ani.heading).to_have_text("My details")
    expect(ani.launcher).to_have_text("100 points")
    ani.look()
    ani.button("Indonesia").click()

    expect(ani.launcher).to_have_text("100 poin")
