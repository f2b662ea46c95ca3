"""The home menu: the parts that are on, in the order that the merchant saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import PHONE, Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

USUAL = [
    "Hadiah saya",
    "Cara dapat poin",
    "Ajak teman",
    "Level member",
    "Kartu member",
    "Permainan",
    "Tantangan",
    "Tujuan baik",
    "Hadiah ulang tahun",
    "Bantuan",
    "Riwayat poin",
    "Data saya",
]


def menu(shopper: Shopper) -> list[str]:
    shopper.visit()
    shopper.open()
    return shopper.panel.locator(".menu .grow").all_inner_texts()


def test_the_usual_order_is_that_of_the_back_office(shopper: Shopper) -> None:
    assert menu(shopper) == USUAL


def test_the_menu_follows_the_saved_order(shopper: Shopper, shelf: Shelf) -> None:
    shelf.boot["features"] = ["history", "card", "claims", "earn", "redeem"]

    assert menu(shopper) == [
        "Riwayat poin",
        "Kartu member",
        "Bantuan",
        "Cara dapat poin",
        "Hadiah saya",
        "Data saya",
    ]


def test_what_is_off_stands_nowhere_on_the_first_view(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.boot["features"] = ["card"]

    assert menu(shopper) == ["Kartu member", "Data saya"]
    expect(shopper.panel.get_by_role("button", name="Tukar poin")).to_have_count(0)


@pytest.mark.parametrize("view", ["earn", "history", "help", "redeem", "tiers"])
def test_a_link_to_a_part_that_is_off_leads_home(
    shopper: Shopper, shelf: Shelf, view: str
) -> None:
    shelf.boot["features"] = ["card"]
    shopper.visit()

    shopper.page.evaluate("view => loyalty.open(view)", view)

    shopper.settled("home")


def test_a_part_of_a_newer_programme_is_left_out(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.boot["features"] = ["hologram", "card"]

    assert menu(shopper) == ["Kartu member", "Data saya"]


def test_a_way_to_earn_leads_to_no_part_that_is_off(
    shopper: Shopper, shelf: Shelf
) -> None:
    (birthday,) = (way for way in example("earn")["data"] if way["kind"] == "birthday")
    shelf.answers["GET /earn"] = (200, {"data": [{**birthday, "state": "open"}]})
    shelf.boot["features"] = ["earn"]
    shopper.visit()
    shopper.open("earn")

    expect(shopper.panel.locator("article")).to_have_count(1)
    expect(shopper.panel.locator("article button")).to_have_count(0)


def test_the_button_is_not_there_while_the_rewards_page_is_before_it(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.look["hide_over"] = [".lym-inside"]
    shopper.page.set_viewport_size(PHONE)
    shopper.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        " const page = document.createElement('div');"
        " page.className = 'lym-inside'; page.style.height = '3000px';"
        " document.querySelector('main').prepend(page); })"
    )
    shopper.visit()
    host = shopper.page.locator(".lym-launcher")

    expect(host).to_be_attached()
    expect(host).to_be_hidden()
    shopper.page.evaluate("scrollTo(0, 3000)")
    expect(host).to_be_visible()
