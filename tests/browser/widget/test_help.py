"""Help in the panel: what one asked, what was answered, writing on, guests."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import DESKTOP, LANGUAGES, PHONE, Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

TALKS: list[dict[str, Any]] = example("claims")["data"]
ANSWERED, OPEN, CLOSED = TALKS


def shown(shopper: Shopper, view: str, **embed: str) -> None:
    shopper.visit(**embed)
    shopper.open(view)


def test_an_answer_is_marked_in_the_menu_and_read_in_the_panel(
    shopper: Shopper, shelf: Shelf
) -> None:
    shown(shopper, "home")
    expect(shopper.button("Bantuan")).to_contain_text("Baru")

    shopper.button("Bantuan").click()
    shopper.settled("help")
    expect(shopper.heading).to_have_text("Bantuan")
    shopper.button(ANSWERED["title"]).click()

    expect(shopper.panel).to_contain_text("mulai 4 Desember")
    expect(shopper.panel.locator(".about")).to_have_text("Sudah dijawab")
    path = f"/claims/{ANSWERED['id']}/read"
    expect(shopper.panel.locator(".talk li")).to_have_count(2)
    assert [one.body for one in shelf.calls("POST", path)] == [{}]


def test_what_was_read_is_not_told_again(shopper: Shopper, shelf: Shelf) -> None:
    shown(shopper, f"help/{OPEN['id']}")
    expect(shopper.panel.locator(".talk")).to_contain_text("alamat email yang lain")

    assert shelf.calls("POST", f"/claims/{OPEN['id']}/read") == []


def test_a_deep_link_opens_the_list_and_one_conversation(shopper: Shopper) -> None:
    shopper.visit("#rewards/help")
    shopper.settled("help")
    expect(shopper.panel.locator(".menu li")).to_have_count(len(TALKS))

    shopper.open(f"help/{CLOSED['id']}")

    expect(shopper.panel).to_contain_text("Pesanan ini sudah dihitung")
    expect(shopper.panel).to_contain_text("Kalau kamu menulis, kami buka lagi")


def test_writing_on_sends_the_words_once_and_empties_the_field(
    shopper: Shopper, shelf: Shelf
) -> None:
    path = f"/claims/{ANSWERED['id']}/messages"
    shelf.lost[path] = 1
    shown(shopper, f"help/{ANSWERED['id']}")
    field = shopper.panel.get_by_label("Pesanmu")
    shopper.button("Kirim").click()
    expect(shopper.alert).to_contain_text("Pesanmu")
    assert shopper.focused() == "text"

    field.fill("  Terima kasih!\nSatu lagi  ")
    shopper.button("Kirim").click()

    expect(field).to_have_value("")
    expect(shopper.news).to_have_text("Terkirim")
    assert shopper.focused() == "Kirim"
    first, second = shelf.calls("POST", path)
    assert first.body == {"text": "Terima kasih!\nSatu lagi"}
    assert first.key == second.key


def test_other_words_after_a_lost_answer_are_another_message(
    shopper: Shopper, shelf: Shelf
) -> None:
    path = f"/claims/{ANSWERED['id']}/messages"
    shelf.lost[path] = 99
    shown(shopper, f"help/{ANSWERED['id']}")
    field = shopper.panel.get_by_label("Pesanmu")
    field.fill("Satu")
    shopper.button("Kirim").click()
    expect(shopper.alert).not_to_be_empty(timeout=15_000)
    expect(field).to_have_value("Satu")
    shelf.lost[path] = 0
    shopper.page.evaluate("sessionStorage.clear()")
    shopper.visit()
    shopper.open(f"help/{ANSWERED['id']}")

    shopper.panel.get_by_label("Pesanmu").fill("Dua")
    shopper.button("Kirim").click()

    expect(shopper.news).to_have_text("Terkirim")
    keys = {(one.body["text"], one.key) for one in shelf.calls("POST", path)}
    assert len(keys) == 2


def test_a_question_is_asked_and_its_conversation_opens(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["POST /questions"] = (
        201,
        example("claim_open", id=ANSWERED["id"]),
    )
    shown(shopper, "help")
    shopper.button("Tanya kami").click()

    shopper.panel.get_by_label("Apa yang ingin kamu tanyakan?").fill("Kapan?")
    shopper.button("Kirim").click()

    expect(shopper.panel.locator(".talk")).to_contain_text("mulai 4 Desember")
    (asked,) = shelf.calls("POST", "/questions")
    assert asked.body == {"text": "Kapan?"}
    shopper.button("Kembali").click()
    expect(shopper.panel.locator(".menu li")).to_have_count(len(TALKS))


def test_a_claim_that_was_sent_leads_to_the_messages(shopper: Shopper) -> None:
    shown(shopper, "claims")
    shopper.panel.get_by_label("Nomor pesanan").fill("1042")
    shopper.button("Cari poinku").click()

    shopper.button("Lihat pesanku").click()

    shopper.settled("help")
    shopper.button("Kembali").click()
    shopper.settled("home")


def test_a_guest_asks_for_missing_points_and_says_where_to_answer(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.member = "member_guest"
    shelf.answers["POST /claims"] = (201, example("claim_open"))
    shown(shopper, "home", **{"signed-in": "false"})
    shopper.button("Bantuan").click()
    shopper.settled("help")

    shopper.panel.get_by_label("Nomor pesanan").fill("1042")
    shopper.button("Cari poinku").click()
    assert shopper.focused() == "email"
    shopper.panel.get_by_label("Email kamu").fill("rina@mail.test")
    shopper.button("Cari poinku").click()

    expect(shopper.panel).to_contain_text("Jawabannya paling lambat 25 Nov 2026")
    (asked,) = shelf.calls("POST", "/claims")
    assert asked.body == {"order_number": "1042", "email": "rina@mail.test"}
    assert shelf.calls("GET", "/claims") == []


@pytest.mark.parametrize("state", ["member_guest", "member_pending_optin"])
def test_help_for_who_is_no_member_can_be_used_by_everybody(
    shopper: Shopper, shelf: Shelf, state: str
) -> None:
    shelf.member = state
    for lang in LANGUAGES:
        shopper.page.set_viewport_size(PHONE)
        shown(shopper, "help", lang=lang)
        shopper.look()
        shopper.page.set_viewport_size(DESKTOP)
        shopper.look()


def test_without_a_connection_help_says_so_and_comes_back(
    shopper: Shopper, shelf: Shelf
) -> None:
    shown(shopper, "home")
    shopper.page.context.set_offline(True)
    shopper.button("Bantuan").click()
    expect(shopper.alert).to_contain_text("Kamu sedang offline")

    shopper.page.context.set_offline(False)

    expect(shopper.panel.locator(".menu li")).to_have_count(len(TALKS))


def test_a_conversation_that_is_gone_says_so(shopper: Shopper) -> None:
    shown(shopper, "help/clm_nothing")

    expect(shopper.panel.locator(".empty")).to_contain_text("Ini sudah tidak ada")
