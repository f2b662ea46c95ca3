"""What a shopper tells, asks and plays in the panel."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import DESKTOP, Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser


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
    assert asked.key


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
