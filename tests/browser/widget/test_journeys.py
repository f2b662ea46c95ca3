"""A shopper's ways through the panel: by keyboard, by Back, by slider, to the cart."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import DESKTOP, Shopper
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
    assert len(asked.headers["idempotency-key"]) == 36


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
    assert asked.headers["idempotency-key"]


def test_a_line_of_the_history_says_why(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open("history")
    why = shopper.button("Kenapa? Pesanan #1042")

    why.click()

    expect(shopper.panel).to_contain_text("1 poin setiap Rp1.000 = 100 poin.")
    expect(why).to_have_attribute("aria-expanded", "true")
    why.click()
    expect(why).to_have_attribute("aria-expanded", "false")


def test_a_long_history_is_read_on(shopper: Shopper, shelf: Shelf) -> None:
    shelf.answers["GET /history"] = (200, example("history", next_cursor="c2"))
    shopper.visit()
    shopper.open("history")

    shopper.button("Tampilkan lagi").click()

    expect(shopper.panel.locator(".history > li")).to_have_count(4)
    assert shelf.calls("GET", "/history")[-1].query["cursor"] == ["c2"]


def test_a_birthday_is_set_once_and_must_exist(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("birthday")
    shopper.panel.get_by_label("Tanggal").select_option("30")
    shopper.panel.get_by_label("Bulan").select_option("Februari")
    shopper.button("Simpan").click()
    expect(shopper.alert).to_have_text("Tanggal itu tidak ada")

    shopper.panel.get_by_label("Bulan").select_option("Maret")
    shopper.button("Simpan").click()

    expect(shopper.panel).to_contain_text("Sampai jumpa di hari ulang tahunmu")
    (asked,) = shelf.calls("PUT", "/birthday")
    assert asked.body == {"month": 3, "day": 30}


def test_missing_points_are_asked_for_by_order_number(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit()
    shopper.open("claims")
    shopper.button("Cari poinku").click()
    assert shopper.focused() == "number"

    shopper.panel.get_by_label("Nomor pesanan").fill(" 1042 ")
    shopper.button("Cari poinku").click()

    expect(shopper.panel).to_contain_text("Pesanan #1042 sudah dihitung")
    (asked,) = shelf.calls("POST", "/claims")
    assert asked.body == {"order_number": "1042"}


def test_what_may_be_sent_is_said_by_a_tick(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("profile")

    shopper.panel.get_by_label("Kirimi aku kabar lewat e-mail").click()

    expect(shopper.news).to_have_text("Terima kasih!")
    assert shelf.calls("PUT", "/consents")[0].body == {
        "channel": "email",
        "granted": True,
    }


def test_another_language_is_one_button_away(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open()

    shopper.button("English").click()

    expect(shopper.button("Use points")).to_be_visible()
    assert shopper.panel.get_attribute("lang") == "en"
    expect(shopper.launcher).to_have_accessible_name(
        "★ 1.250 poin · Open rewards panel"
    )


def test_somebody_with_an_account_agrees_and_is_in(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.member = "member_pending_optin"
    shopper.visit()
    shopper.open()
    shopper.button("Gabung").click()
    expect(shopper.alert).to_have_text("Centang kotaknya untuk bergabung")
    shelf.member = "member_new"

    shopper.panel.get_by_role("checkbox").check()
    shopper.button("Gabung").click()

    expect(shopper.panel).to_contain_text("Hai, Budi")
    assert shelf.calls("POST", "/join")[0].body == {"agree": True}


def test_a_guest_is_led_to_the_shops_own_doors(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_guest"
    shopper.page.set_viewport_size(DESKTOP)
    shopper.visit(**{"signed-in": "false"})
    expect(shopper.launcher).to_have_accessible_name("Hadiah · Buka panel hadiah")
    shopper.open()

    join = shopper.panel.get_by_role("link", name="Gabung gratis")
    signin = shopper.panel.get_by_role("link", name="Sudah jadi member? Masuk")

    expect(join).to_have_attribute("href", "/account/register")
    expect(signin).to_have_attribute("href", "/account/login")


def test_a_wheel_is_spun_once_under_one_key(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("play")

    shopper.button("Putar").click()

    expect(shopper.panel).to_contain_text("Kamu menang 50 poin!")
    expect(shopper.panel).to_contain_text("Main lagi besok")
    (asked,) = shelf.calls("POST", "/play/wheel/spins")
    assert asked.headers["idempotency-key"]


def quiz() -> dict[str, object]:
    answers = [{"id": "0", "title": "Aceh"}, {"id": "1", "title": "Bali"}]
    question = {"id": "0", "text": "Dari mana kopi Gayo?", "kind": "single"}
    game = {"id": "quiz", "kind": "quiz", "title": "Kuis kopi", "terms": []}
    empty = dict.fromkeys(("odds", "options", "entries", "ranks", "cost", "shown"))
    asked = [question | {"options": answers, "required": True}]
    return game | empty | {"state": "open", "state_text": "Main", "questions": asked}


def test_a_quiz_sends_what_was_ticked(shopper: Shopper, shelf: Shelf) -> None:
    shelf.answers["GET /play"] = (200, {"data": [quiz()]})
    shelf.answers["POST /play/quiz/answers"] = (
        200,
        example("play_result", game=quiz() | {"state": "done"}),
    )
    shopper.visit()
    shopper.open("play")

    shopper.panel.get_by_label("Aceh").check()
    shopper.button("Kirim").first.click()

    expect(shopper.panel).to_contain_text("Kamu menang")
    assert shelf.calls("POST", "/play/quiz/answers")[0].body == {"answers": [0]}
