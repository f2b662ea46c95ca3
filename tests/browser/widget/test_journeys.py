"""A shopper's ways through the panel: by keyboard, by Back, by slider, to the cart."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

VOUCHER: str = example("voucher")["id"]


def test_the_keyboard_opens_reads_redeems_and_closes(
    shopper: Shopper, shelf: Shelf
) -> None:
    keys = shopper.page.keyboard
    shopper.visit()
    expect(shopper.launcher).to_have_accessible_name("★ 1.250 poin · Buka panel hadiah")
    shopper.launcher.focus()
    keys.press("Enter")
    shopper.settled("home")
    expect(shopper.launcher).to_have_attribute("aria-expanded", "true")
    assert shopper.focused() == "title"

    shopper.button("Tukar poin").focus()
    keys.press("Enter")
    shopper.settled("redeem")
    assert shopper.focused() == "title"
    shopper.button("Tukar: Diskon Rp50.000").focus()
    keys.press("Space")
    shopper.settled("reward")
    expect(shopper.panel).to_contain_text("500 poin akan dipakai. Sisanya 750 poin.")
    shopper.button("Ya, tukar").focus()
    keys.press("Enter")
    shopper.settled("voucher")

    expect(shopper.panel).to_contain_text("Diskon Rp50.000 jadi milikmu!")
    expect(shopper.news).to_have_text("Diskon Rp50.000 jadi milikmu!")
    keys.press("Escape")
    expect(shopper.panel).to_have_count(0)
    expect(shopper.launcher).to_be_focused()
    expect(shopper.launcher).to_have_attribute("aria-expanded", "false")
    (asked,) = shelf.calls("POST", "/redemptions")
    assert asked.body == {"reward_id": "ten-off"}
    assert len(asked.key) == 36


def test_the_tab_key_stays_in_the_dialog(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open("tiers")

    outside = shopper.page.evaluate(
        "() => { const link = document.querySelector('#opener'); link.focus();"
        " return document.activeElement === link; }"
    )

    assert outside is False


def test_back_goes_one_view_up_and_then_closes(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open("home")
    shopper.button("Tukar poin").click()
    shopper.settled("redeem")

    shopper.page.go_back()
    shopper.settled("home")
    shopper.page.go_back()

    expect(shopper.panel).to_have_count(0)
    assert shopper.page.url == f"{shopper.shelf.url}/?"
    assert shopper.page.evaluate("history.state?.lym") is None


def test_closing_takes_the_entry_of_the_history_with_it(shopper: Shopper) -> None:
    shopper.visit()
    before = shopper.page.evaluate("history.length")
    shopper.open("home")
    shopper.button("Tutup").click()

    expect(shopper.panel).to_have_count(0)
    shopper.page.wait_for_function("history.state?.lym === undefined")
    shopper.open("home")
    assert shopper.page.evaluate("history.length") == before + 1


def test_alt_and_left_go_one_view_up(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open("earn")

    shopper.page.keyboard.press("Alt+ArrowLeft")

    shopper.settled("home")
    assert shopper.focused() == "title"


def test_a_touch_beside_the_panel_closes_it(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open()

    shopper.page.mouse.click(200, 20)

    expect(shopper.panel).to_have_count(0)


@pytest.mark.parametrize(
    ("key", "points"),
    [
        ("ArrowLeft", 1100),
        ("Home", 100),
        ("PageDown", 200),
        ("End", 1200),
    ],
)
def test_the_slider_obeys_the_keys(
    shopper: Shopper, shelf: Shelf, key: str, points: int
) -> None:
    shopper.visit()
    shopper.open("reward/slider")
    shopper.panel.get_by_role("slider").focus()

    shopper.page.keyboard.press(key)

    expect(shopper.panel.get_by_role("spinbutton")).to_have_value(str(points))
    expect(shopper.panel.locator(".quote")).to_contain_text("= diskon")
    assert shelf.calls("POST", "/quotes")[-1].body == {
        "reward_id": "slider",
        "points": points,
    }


def test_the_slider_needs_no_dragging(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("reward/slider")
    number = shopper.panel.get_by_role("spinbutton")

    shopper.button("Kurangi poin").click()
    expect(number).to_have_value("1100")
    shopper.button("Tambah poin").click()
    expect(number).to_have_value("1200")
    number.fill("349")
    number.press("Tab")
    expect(number).to_have_value("300")
    shopper.button("Ya, tukar").click()
    shopper.settled("voucher")

    assert shelf.calls("POST", "/redemptions")[0].body == {
        "reward_id": "slider",
        "points": 300,
    }


def test_a_choice_is_sent_with_the_redemption(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("reward/trees")

    shopper.panel.get_by_label("Buku untuk sekolah").check()
    shopper.button("Ya, tukar").click()
    shopper.settled("voucher")

    assert shelf.calls("POST", "/redemptions")[0].body["choice"] == "school"


@pytest.mark.parametrize("cart", ["shopify", "woocommerce"])
def test_a_reward_goes_into_the_cart_without_copying(
    shopper: Shopper, cart: str
) -> None:
    shopper.visit(cart=cart)
    shopper.page.evaluate(
        "document.addEventListener('cart:refresh', () => { window.redrawn = true; })"
    )
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Pakai di keranjang").click()

    expect(shopper.panel.locator(".notice.good")).to_have_text(
        "Sudah dipakai di keranjang"
    )
    expect(shopper.news).to_have_text("Sudah dipakai di keranjang")
    assert shopper.page.evaluate("window.redrawn") is True


@pytest.mark.parametrize(
    ("cart", "reason"),
    [
        ("shopify", "Hadiah ini belum cocok dengan isi keranjangmu"),
        ("woocommerce", "Minimum belanja Rp100.000"),
    ],
)
def test_a_code_that_the_cart_refuses_is_explained(
    shopper: Shopper, shelf: Shelf, cart: str, reason: str
) -> None:
    shelf.refused_codes.add("A7K2-9QXD-M4TB")
    shopper.visit(cart=cart)
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Pakai di keranjang").click()

    expect(shopper.alert).to_contain_text(reason)
    shopper.look()


def test_a_code_with_another_in_the_cart_says_so(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.refused_codes.add("A7K2-9QXD-M4TB")
    shelf.codes.append("SUMMER")
    shopper.visit()
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Pakai di keranjang").click()

    expect(shopper.alert).to_contain_text("Sudah ada diskon lain yang dipakai")


def test_a_code_without_anything_in_the_cart_says_so(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.cart_items = 0
    shopper.visit()
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Pakai di keranjang").click()

    expect(shopper.alert).not_to_be_empty()


def test_a_code_can_be_copied(shopper: Shopper) -> None:
    shopper.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shopper.visit()
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Salin kode").click()

    expect(shopper.news).to_have_text("Kode disalin")
    copied = shopper.page.evaluate("navigator.clipboard.readText()")
    assert copied == "A7K2-9QXD-M4TB"


def test_a_code_is_selected_where_it_may_not_be_copied(shopper: Shopper) -> None:
    shopper.page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))"
    )
    shopper.visit()
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Salin kode").click()

    expect(shopper.news).to_have_text("Tekan lama untuk menyalin")
    assert shopper.focused() == "code"
    assert shopper.page.evaluate("getSelection().toString()") == "A7K2-9QXD-M4TB"


def test_a_reward_is_removed_and_its_points_return(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit()
    shopper.open(f"voucher/{VOUCHER}")

    shopper.button("Batalkan dan kembalikan poin").click()

    expect(shopper.news).to_have_text("Poin dikembalikan")
    expect(shopper.panel).to_contain_text("Dibatalkan, poin dikembalikan")
    (asked,) = shelf.calls("POST", f"/redemptions/{VOUCHER}/cancel")
    assert asked.key
