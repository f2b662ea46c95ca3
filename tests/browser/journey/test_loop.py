"""A shopper's whole way: guest, member, points, reward, cart, checkout, refund."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey.conftest import Arrive
from tests.browser.journey.town import Town
from tests.journeys.conftest import Journey

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_guest_to_a_used_reward_and_back(
    town: Town, shop: Journey, arrive: Arrive
) -> None:
    email = f"dewi@{shop.platform}.test"
    dewi = arrive(shop)

    # A guest sees the promise, and joins by the shop's own account.
    dewi.speak("id")
    expect(dewi.launcher).to_have_text("Hadiah")
    dewi.launcher.click()
    dewi.settled("home")
    expect(dewi.panel).to_contain_text("Dapat 100 poin saat bergabung")
    dewi.check()
    dewi.panel.get_by_role("link", name="Gabung gratis").click()
    dewi.page.wait_for_url(f"**{dewi.paths.join}")
    dewi.register(email)
    dewi.go()
    expect(dewi.launcher).to_contain_text("100 poin")

    # The cart says what it earns; the order's points wait for the return window.
    dewi.put_into_cart("house-blend-beans")
    expect(dewi.page.locator("[data-setia-cart]")).to_contain_text("150 poin")
    first = dewi.check_out()
    dewi.go()
    dewi.open()
    expect(dewi.panel).to_contain_text("150 poin sedang diproses")
    town.advance(days=15)
    dewi.go()
    expect(dewi.launcher).to_contain_text("250 poin")

    # Points become a code, and the code is on the cart without being typed.
    dewi.put_into_cart("gayo-single-origin")
    dewi.choose("Potongan harga")
    expect(dewi.panel.get_by_role("spinbutton")).to_have_value("200")
    dewi.redeem()
    dewi.button("Pakai di keranjang").click()
    expect(dewi.panel).to_contain_text("Sudah dipakai di keranjang")
    dewi.look()
    dewi.go("/cart")
    expect(dewi.page.locator("[data-test=discount]")).to_contain_text("20.000")
    dewi.check_out()
    dewi.go()
    # 250 less 200, and 20 of the challenge that this order completed.
    expect(dewi.launcher).to_have_text("70 poin")
    dewi.open("rewards")
    expect(dewi.shelf_text).to_contain_text("Sudah dipakai")
    dewi.open("challenges")
    expect(dewi.shelf_text).to_contain_text("Dua pesanan")
    expect(dewi.shelf_text.get_by_role("progressbar")).to_have_count(1)

    # What is refunded is taken back, and the history says why.
    shop.act("refund", order_id=first, everything=True)
    dewi.go()
    dewi.open("history")
    why = dewi.button(re.compile("^Kenapa")).first
    expect(dewi.shelf_text).to_contain_text("Ditarik karena pengembalian dana")
    why.click()
    expect(dewi.panel.locator(".why")).not_to_be_empty()
    dewi.look()
