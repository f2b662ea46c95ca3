"""Every state and every view: readable by all, in three languages, on two screens."""

from __future__ import annotations

import pytest

from tests.browser.widget.conftest import DESKTOP, Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

VOUCHER = example("voucher")["id"]
TALKS = example("claims")["data"]
VIEWS = (
    *("home", "earn", "redeem", "reward/ten-off", "reward/slider", "reward/trees"),
    *("reward/canvas-bag", "rewards", f"voucher/{VOUCHER}", "tiers", "refer"),
    *("card", "history", "challenges", "play", "causes", "birthday", "claims"),
    *("profile", "help", "help/new", *(f"help/{one['id']}" for one in TALKS)),
)
STATES = (
    *("member_guest", "member_guest_known", "member_pending_optin"),
    *("member_member", "member_new", "member_owing"),
)
LISTS = {
    "redeem": "/rewards",
    "rewards": "/vouchers",
    "earn": "/earn",
    "history": "/history",
    "challenges": "/challenges",
    "play": "/play",
    "help": "/claims",
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_members_view_can_be_used_by_everybody(shopper: Shopper, view: str) -> None:
    shopper.inspect(view)


@pytest.mark.parametrize("state", STATES)
def test_a_state_can_be_used_by_everybody(
    shopper: Shopper, shelf: Shelf, state: str
) -> None:
    shelf.member = state

    shopper.inspect("home")


@pytest.mark.parametrize("view", LISTS)
def test_an_empty_list_says_what_to_do(
    shopper: Shopper, shelf: Shelf, view: str
) -> None:
    shelf.answers[f"GET {LISTS[view]}"] = (200, {"data": [], "next_cursor": None})

    shopper.inspect(view)

    assert shopper.panel.locator(".empty").inner_text().strip()


def test_a_friends_gift_can_be_claimed_by_everybody(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.member = "member_guest"
    shopper.page.goto(f"{shelf.url}/?ref=BUDI7F3K9Q2D")
    shopper.open()

    shopper.look()
    shopper.panel.get_by_label("Email kamu").fill("rina@mail.test")
    shopper.button("Ambil hadiahku").click()

    shopper.panel.get_by_text("Hadiahmu: Diskon Rp25.000").first.wait_for()
    assert shelf.calls("POST", "/referral/claims")[0].body == {
        "code": "BUDI7F3K9Q2D",
        "email": "rina@mail.test",
    }


@pytest.mark.parametrize("status", [500, 401])
def test_an_error_can_be_read_by_everybody(
    shopper: Shopper, shelf: Shelf, status: int
) -> None:
    shelf.answers["GET /tiers"] = (status, {"code": "identity_expired"})

    shopper.inspect("tiers")

    assert shopper.alert.inner_text().strip()


def test_a_preview_says_that_it_is_one(shopper: Shopper, shelf: Shelf) -> None:
    shelf.answers["GET /member"] = (200, example("member_tier", preview=True))

    shopper.inspect("home")

    assert "Pratonton" in shopper.panel.locator(".ribbon").inner_text()


@pytest.mark.parametrize("scheme", ["dark", "auto"])
def test_the_dark_scheme_can_be_read_by_everybody(
    shopper: Shopper, shelf: Shelf, scheme: str
) -> None:
    shelf.look["scheme"] = scheme
    shopper.page.emulate_media(color_scheme="dark")

    shopper.inspect("home")
    shopper.inspect("reward/slider")


def test_a_light_accent_can_be_read_by_everybody(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.look |= {"accent": "#ffd84d", "on_accent": "#16181d"}

    shopper.inspect("home")
    shopper.inspect("earn")


def test_the_page_with_the_button_and_a_celebration_can_be_used_by_everybody(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit()
    shopper.page.locator(".lym-toast .celebration").wait_for()

    shopper.check()
    shopper.page.set_viewport_size(DESKTOP)
    shopper.check()
