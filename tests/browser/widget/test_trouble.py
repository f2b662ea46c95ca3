"""What goes wrong in a shop: each has a state, a text and a way on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

SAFE = "Poinmu tetap aman"
REDEEM = "Ya, tukar"


def problem(code: str, text: str, status: int = 422) -> tuple[int, dict[str, object]]:
    return status, {"type": code, "status": status, "code": code, "text": text}


def test_a_lost_answer_is_asked_for_again_under_the_same_key(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.lost["/redemptions"] = 1
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()

    shopper.settled("voucher")
    keys = {asked.key for asked in shelf.calls("POST", "/redemptions")}
    assert len(shelf.calls("POST", "/redemptions")) >= 2
    assert len(keys) == 1


def test_two_tabs_that_redeem_the_same_ask_for_one_thing(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.delays_s["/redemptions"] = 0.8
    shopper.visit()
    shopper.open("reward/ten-off")
    second = Shopper(shopper.page.context.new_page(), shelf)
    second.visit()
    second.open("reward/ten-off")

    shopper.button(REDEEM).click()
    second.button(REDEEM).click()

    shopper.settled("voucher")
    second.settled("voucher")
    keys = {asked.key for asked in shelf.calls("POST", "/redemptions")}
    assert len(keys) == 1


def test_a_double_click_asks_once(shopper: Shopper, shelf: Shelf) -> None:
    shelf.delays_s["/redemptions"] = 0.5
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).dblclick()

    expect(shopper.button("Menyiapkan hadiahmu…")).to_be_disabled()
    shopper.settled("voucher")
    assert len(shelf.calls("POST", "/redemptions")) == 1


def test_an_answer_that_never_comes_is_given_up_and_the_same_key_comes_again(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.delays_s["/redemptions"] = 30
    shopper.visit()
    shopper.open("reward/ten-off")
    shopper.button(REDEEM).click()
    expect(shopper.alert).to_contain_text("lebih lama", timeout=20_000)
    shopper.look()

    shelf.delays_s.clear()
    shopper.page.evaluate("sessionStorage.clear()")
    shopper.visit()
    shopper.open("reward/ten-off")
    shopper.button(REDEEM).click()
    shopper.settled("voucher")

    asked = shelf.calls("POST", "/redemptions")
    assert len(asked) == 4
    assert len({one.key for one in asked}) == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sold_out", "Hadiah ini baru saja habis. Poinmu tidak berkurang."),
        ("insufficient_points", "Poinmu belum cukup"),
        ("not_eligible", "Hadiah ini belum cocok dengan isi keranjangmu"),
        ("programme_paused", "Program sedang dihentikan sementara"),
        ("rate_limited", "Terlalu banyak percobaan. Tunggu sebentar."),
    ],
)
def test_a_refusal_stands_beside_the_button_and_spends_its_key(
    shopper: Shopper, shelf: Shelf, code: str, text: str
) -> None:
    shelf.answers["POST /redemptions"] = problem(code, text)
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()
    expect(shopper.alert).to_contain_text(text)
    shopper.look()
    shopper.button(REDEEM).click()
    expect(shopper.alert).to_contain_text(text)

    keys = [one.key for one in shelf.calls("POST", "/redemptions")]
    assert len(set(keys)) == 2


def test_a_refusal_without_words_gets_ours(shopper: Shopper, shelf: Shelf) -> None:
    shelf.answers["POST /redemptions"] = (422, {"code": "sold_out"})
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()

    expect(shopper.alert).to_contain_text("Hadiah ini baru saja habis")


def test_a_voucher_that_the_shop_makes_slowly_is_waited_for(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["POST /redemptions"] = (201, example("voucher_working"))
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()

    expect(shopper.panel).to_contain_text("Menyiapkan hadiahmu…")
    expect(shopper.button("Pakai di keranjang")).to_be_visible()
    expect(shopper.news).to_have_text("Diskon Rp50.000 jadi milikmu!")


def test_a_voucher_that_the_shop_refuses_says_why(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["POST /redemptions"] = (201, example("voucher_working"))
    made = example("voucher_withdrawn")
    shelf.answers[f"GET /redemptions/{made['id']}"] = (200, made)
    shopper.visit()
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()

    expect(shopper.panel).to_contain_text("Toko menolak membuat kode ini")
    expect(shopper.panel).to_contain_text("poin dikembalikan")


def test_our_server_that_is_away_leaves_the_shop_alone(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["GET /bootstrap"] = (503, {})

    shopper.visit()
    shopper.page.wait_for_timeout(700)

    expect(shopper.launcher).to_have_count(0)
    assert shopper.page.get_by_role("heading", name="Kopi Senja").is_visible()


def test_our_server_that_is_away_leaves_members_their_button(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit()
    expect(shopper.launcher).to_have_text("★ 1.250 poin")
    shelf.answers |= {"GET /bootstrap": (503, {}), "GET /member": (503, {})}

    shopper.visit()

    expect(shopper.launcher).to_have_text("★ 1.250 poin")
    shopper.launcher.click()
    expect(shopper.alert).to_contain_text("lebih lama")
    shopper.look()


def test_a_slow_answer_is_given_up_after_two_seconds(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.delays_s["/tiers"] = 30
    shopper.visit()
    shopper.open()

    shopper.button("Level member").click()

    expect(shopper.alert).to_contain_text("lebih lama")
    shelf.delays_s.clear()
    shopper.button("Coba lagi").click()
    expect(shopper.panel).to_contain_text("Kamu di level Emas")


def test_without_a_connection_the_list_of_rewards_can_still_be_read(
    shopper: Shopper,
) -> None:
    shopper.visit()
    shopper.open("redeem")
    shopper.button("Kembali").click()
    shopper.page.context.set_offline(True)

    shopper.button("Cara dapat poin").click()

    expect(shopper.alert).to_contain_text("Kamu sedang offline")
    expect(shopper.panel).to_contain_text("Gratis Tas Kanvas")
    expect(shopper.button(re.compile("^Tukar: "))).to_have_count(0)
    shopper.look()
    shopper.page.context.set_offline(False)
    expect(shopper.panel).to_contain_text("Ikuti kami di Instagram")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", "Kamu sedang offline"),
        ("en", "You're offline"),
        ("ms", "Anda di luar talian"),
    ],
)
def test_the_button_says_that_there_is_no_connection_and_opens_when_there_is(
    shopper: Shopper, lang: str, said: str
) -> None:
    shopper.visit(**{"lang": lang, "signed-in": "false"})
    shopper.launcher.wait_for()
    shopper.page.context.set_offline(True)

    shopper.launcher.click()

    expect(shopper.launcher).to_have_text(said)
    expect(shopper.launcher).to_have_accessible_name(re.compile(re.escape(said)))
    expect(shopper.launcher).to_have_attribute("aria-busy", "false")
    expect(shopper.panel).to_have_count(0)
    shopper.check()
    shopper.page.context.set_offline(False)
    expect(shopper.panel).to_be_visible()
    expect(shopper.launcher).not_to_contain_text(said)


def test_who_went_on_is_not_disturbed_when_the_connection_is_back(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.look["launcher"] = "icon"
    shopper.visit(**{"signed-in": "false"})
    shopper.launcher.wait_for()
    shopper.page.context.set_offline(True)
    shopper.launcher.click()
    expect(shopper.launcher).to_contain_text("Kamu sedang offline")
    expect(shopper.launcher.locator("span")).to_be_visible()

    shopper.page.locator("#opener").focus()
    shopper.page.context.set_offline(False)

    expect(shopper.launcher.locator("span")).to_be_hidden()
    expect(shopper.panel).to_have_count(0)
    shopper.launcher.click()
    expect(shopper.panel).to_be_visible()


def test_three_failures_are_followed_by_ten_minutes_of_rest(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["GET /bootstrap"] = (500, {})
    for _ in range(5):
        shopper.visit()
        shopper.page.wait_for_timeout(500)

    assert len(shelf.calls("GET", "/bootstrap")) == 3
    shopper.page.clock.install()
    shopper.page.clock.fast_forward("11:00")
    shelf.answers.clear()
    shopper.visit()
    shopper.page.clock.run_for(1000)

    expect(shopper.launcher).to_be_visible()


def test_the_last_known_balance_is_shown_for_a_day_and_no_longer(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit()
    expect(shopper.launcher).to_have_text("★ 1.250 poin")
    shelf.answers["GET /member"] = (500, {})

    shopper.visit()
    expect(shopper.launcher).to_have_text("★ 1.250 poin")
    shopper.page.evaluate(
        "() => { const kept = JSON.parse(localStorage['lym:label']);"
        " localStorage['lym:label'] = JSON.stringify([kept[0], kept[1] - 86400001]) }"
    )
    shopper.visit()

    expect(shopper.launcher).to_have_text("Hadiah")


def test_who_signs_out_leaves_nothing_behind(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("redeem")
    shelf.member = "member_guest"

    shopper.visit(**{"signed-in": "false"})
    expect(shopper.launcher).to_have_text("Hadiah")
    shopper.open()

    assert shopper.page.evaluate("localStorage['lym:rewards']") == "0"
    assert "1.250" not in shopper.page.evaluate("JSON.stringify(localStorage)")


def test_somebody_who_is_kept_out_sees_nothing(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_blocked"
    shopper.visit()
    expect(shopper.launcher).to_have_count(0)

    shopper.page.evaluate("loyalty.open()")
    shopper.page.wait_for_timeout(300)

    expect(shopper.panel).to_have_count(0)


def test_a_paused_programme_shows_nothing_and_leaves_links_alone(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.answers["GET /bootstrap"] = (200, example("bootstrap_paused"))
    shopper.visit()
    shopper.page.wait_for_timeout(500)

    shopper.page.locator("#opener").click()

    expect(shopper.launcher).to_have_count(0)
    expect(shopper.panel).to_have_count(0)


def test_an_identity_that_ran_out_is_renewed_once_and_then_asks_to_sign_in(
    shopper: Shopper, shelf: Shelf
) -> None:
    expired = problem("identity_expired", "Silakan masuk lagi", 401)
    shopper.visit(identity="wc:/?wc-ajax=setia_identity", cart="woocommerce")
    shopper.open()
    shelf.answers["GET /tiers"] = expired

    shopper.button("Level member").click()

    expect(shopper.alert).to_contain_text("Silakan masuk lagi")
    expect(shopper.panel.get_by_role("link", name="Masuk")).to_have_attribute(
        "href", "/account/login"
    )
    tokens = [one.headers["authorization"] for one in shelf.calls("GET", "/tiers")]
    assert len(tokens) == 2
    assert len(set(tokens)) == 2


def test_a_shopper_without_cookies_can_do_everything(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.page.add_init_script(
        "for (const area of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, area, { get() { throw new DOMException('no',"
        " 'SecurityError') } })"
    )
    shelf.lost["/redemptions"] = 1
    shopper.visit()
    expect(shopper.launcher).to_have_text("★ 1.250 poin")
    shopper.open("reward/ten-off")

    shopper.button(REDEEM).click()

    shopper.settled("voucher")
    asked = shelf.calls("POST", "/redemptions")
    assert len({one.key for one in asked}) == 1


def test_the_page_never_says_who_it_is(shopper: Shopper, shelf: Shelf) -> None:
    shopper.visit()
    shopper.open("reward/ten-off")
    shopper.button(REDEEM).click()
    shopper.settled("voucher")

    for asked in shelf.asked:
        assert "email" not in asked.query
        assert "@" not in str(asked.body)
    assert shopper.page.context.cookies() == []
