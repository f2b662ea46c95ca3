"""What the widget does in the page itself: the button, the numbers, the news."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import Shopper
from tests.browser.widget.shelf import Shelf, example

pytestmark = pytest.mark.browser

NUDGE = "Hemat Rp50.000 di pesanan ini pakai poin?"


@pytest.mark.parametrize(
    ("fragment", "embed", "view"),
    [
        ("#rewards", {}, "home"),
        ("#rewards/earn", {}, "earn"),
        ("#rewards/reward/ten-off", {}, "reward"),
        ("", {"loyalty": "redeem"}, "redeem"),
        ("#rewards/nonsense", {}, "home"),
    ],
)
def test_a_link_opens_the_panel_where_it_says(
    shopper: Shopper, fragment: str, embed: dict[str, str], view: str
) -> None:
    shopper.visit(fragment, **embed)

    shopper.settled(view)

    assert "rewards" not in shopper.page.url
    assert "loyalty" not in shopper.page.url


def test_a_link_in_the_page_opens_it_and_gets_the_focus_back(shopper: Shopper) -> None:
    shopper.visit()
    expect(shopper.launcher).to_be_visible()

    shopper.page.locator("#opener").click()
    shopper.settled("redeem")
    shopper.page.keyboard.press("Escape")

    expect(shopper.page.locator("#opener")).to_be_focused()


def test_nothing_but_the_loader_and_bootstrap_is_fetched_before_a_touch(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.member = "member_guest"
    shopper.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: null })"
    )

    shopper.visit(**{"signed-in": "false"})
    expect(shopper.launcher).to_be_visible()
    shopper.page.wait_for_timeout(500)

    fetched = [asked.path for asked in shelf.asked if asked.path != "/favicon.ico"]
    assert fetched == ["/", "/widget/dist/loader.js", "/bootstrap"]


def test_the_panel_comes_when_a_hand_comes_near(shopper: Shopper, shelf: Shelf) -> None:
    shopper.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: null })"
    )
    shopper.visit()
    expect(shopper.launcher).to_be_visible()
    assert shelf.calls("GET", "/widget/dist/panel.js") == []

    with shopper.page.expect_response("**/panel.js"):
        shopper.launcher.hover()


def test_a_page_that_moves_its_body_keeps_the_button(shopper: Shopper) -> None:
    shopper.visit()
    expect(shopper.launcher).to_be_visible()

    shopper.page.evaluate(
        "() => { const body = document.createElement('body');"
        " body.append(...document.querySelector('main').childNodes);"
        " document.body.replaceWith(body); }"
    )

    expect(shopper.launcher).to_be_visible()
    shopper.launcher.click()
    shopper.settled("home")


@pytest.mark.parametrize(
    ("selector", "hides"), [("#buy-bar", True), ("#tidio-chat", False)]
)
def test_the_button_makes_room_for_what_the_shop_needs(
    shopper: Shopper, shelf: Shelf, selector: str, *, hides: bool
) -> None:
    shelf.look["hide_over"] = ["#buy-bar"]
    shopper.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const bar ="
        " document.createElement('div'); bar.id = '" + selector[1:] + "';"
        " bar.style = 'position:fixed;bottom:0;height:60px;width:100%';"
        " document.body.append(bar) })"
    )

    shopper.visit()

    button = shopper.page.locator(".lym-launcher")
    button.wait_for(state="attached")
    shopper.page.wait_for_timeout(300)
    assert button.is_hidden() is hides
    moved = button.evaluate("host => host.style.translate")
    assert moved == ("" if hides else "0px -76px")


def test_the_button_stays_where_it_covers_nothing(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.look["hide_over"] = ["#buy-bar"]
    shopper.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const bar ="
        " document.createElement('div'); bar.id = 'buy-bar';"
        " bar.style = 'position:fixed;top:0;height:60px;width:100%';"
        " document.body.append(bar) })"
    )

    shopper.visit()
    shopper.page.wait_for_timeout(300)

    expect(shopper.launcher).to_be_visible()


def test_a_second_programme_on_one_page_is_refused_loudly(shopper: Shopper) -> None:
    said: list[str] = []
    shopper.page.on("console", lambda message: said.append(message.text))
    shopper.visit()
    expect(shopper.launcher).to_be_visible()

    shopper.page.evaluate(
        "() => { const again = document.createElement('script');"
        " again.src = '/widget/dist/loader.js?2'; again.dataset.setia = '';"
        " document.body.append(again);"
        " return new Promise((done) => { again.onload = done; }); }"
    )

    expect(shopper.page.locator(".lym-launcher")).to_have_count(1)
    assert "loyalty: a second programme on this page is ignored" in said


def test_the_numbers_in_the_page_are_the_members_own(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit(inline="yes", page="product")

    expect(shopper.page.locator("[data-setia-points]")).to_have_text(
        "Kamu dapat 49 poin dari pesanan ini"
    )
    expect(shopper.page.locator("[data-setia-cart]")).to_have_text(
        "Kamu dapat 49 poin dari pesanan ini"
    )
    bar = shopper.page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuetext", "1.250 dari 1.500")
    shopper.check()
    product = shelf.calls("POST", "/estimates")[0].body
    assert product == {
        "lines": [{"product_ref": "11", "quantity": 1, "amount_minor": 49000}],
        "currency": "IDR",
        "page": "product",
    }


def test_a_guest_is_told_what_signing_in_brings(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_guest"

    shopper.visit(inline="yes", page="cart", **{"signed-in": "false"})

    expect(shopper.page.locator("[data-setia-cart]")).to_have_text(
        "Masuk untuk dapat 49 poin dari pesanan ini"
    )


def test_a_cart_that_changes_is_asked_about_again(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.visit(inline="yes", page="cart")
    expect(shopper.page.locator("[data-setia-cart]")).to_be_visible()
    before = len(shelf.calls("POST", "/estimates"))

    shopper.page.evaluate(
        "fetch('/cart/add.js', { method: 'POST' }).then((r) => r.json())"
    )
    shopper.page.wait_for_timeout(1200)

    assert len(shelf.calls("POST", "/estimates")) > before


def test_a_celebration_is_shown_once_and_announced(
    shopper: Shopper, shelf: Shelf
) -> None:
    celebrated = example("member_tier")["celebrations"][0]
    shopper.visit()
    news = shopper.page.locator(".lym-toast [role=status]")

    expect(news).to_have_text(celebrated["text"])
    shopper.page.locator(".lym-toast").get_by_role("button", name="Tutup").click()

    expect(news).to_have_count(0)
    (seen,) = shelf.calls("POST", "/seen")
    assert seen.body == {"celebrations": [celebrated["id"]]}


def test_one_nudge_is_shown_and_leads_to_its_reward(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.member = "member_member"
    shopper.visit(page="cart")
    toast = shopper.page.locator(".lym-toast")
    expect(toast.get_by_role("status")).to_have_text(NUDGE)
    shopper.check()

    toast.get_by_role("button", name="Pakai", exact=True).click()

    shopper.settled("reward")
    told = [asked.body for asked in shelf.calls("POST", "/nudges")]
    assert {"kind": "redeem", "action": "shown"} in told
    assert {"kind": "redeem", "action": "used"} in told


@pytest.mark.parametrize(
    ("embed", "text", "view"),
    [
        ({"ref": "BUDI7F3K9Q2D"}, "Temanmu punya hadiah", "home"),
        ({"page": "account"}, "Isi tanggal lahirmu", "birthday"),
    ],
)
def test_a_gift_and_a_birthday_are_offered_where_they_belong(
    shopper: Shopper, shelf: Shelf, embed: dict[str, str], text: str, view: str
) -> None:
    shelf.member = "member_guest" if "ref" in embed else "member_member"

    shopper.visit(**embed)
    toast = shopper.page.locator(".lym-toast")
    expect(toast.get_by_role("status")).to_contain_text(text)
    toast.locator(".use").click()

    shopper.settled(view)


@pytest.mark.parametrize("bought_here", [True, False])
def test_on_a_phone_a_nudge_covers_no_way_to_pay(
    shopper: Shopper, shelf: Shelf, *, bought_here: bool
) -> None:
    shelf.look["hide_over"] = ["h1"] if bought_here else [".checkout-button"]
    shopper.visit(data_page="cart")

    toast = shopper.page.locator(".lym-toast")
    toast.wait_for()

    above = toast.bounding_box() or {"y": -1}
    assert (0 <= above["y"] < 100) is bought_here


def test_a_dismissed_nudge_rests_for_a_week(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_member"
    shopper.visit(page="cart")
    toast = shopper.page.locator(".lym-toast")
    toast.get_by_role("button", name="Jangan tampilkan lagi").click()

    shopper.visit(page="cart")
    shopper.page.wait_for_timeout(1000)

    expect(toast).to_have_count(0)


def test_a_nudge_goes_when_the_panel_opens(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_member"
    shopper.visit(page="cart")
    toast = shopper.page.locator(".lym-toast")
    toast.wait_for()

    shopper.open("redeem")

    expect(toast).to_have_count(0)
    told = [asked.body["action"] for asked in shelf.calls("POST", "/nudges")]
    assert told == ["shown"]


def test_no_nudge_comes_over_what_is_open(shopper: Shopper, shelf: Shelf) -> None:
    shelf.member = "member_member"
    shopper.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        " document.body.setAttribute('aria-modal', 'true') })"
    )

    shopper.visit(page="cart")
    shopper.page.wait_for_timeout(1000)

    expect(shopper.page.locator(".lym-toast")).to_have_count(0)


def test_a_friends_code_goes_to_the_cart_where_nobody_minds(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.page.goto(f"{shelf.url}/?ref=BUDI7F3K9Q2D")
    shopper.page.wait_for_timeout(1000)

    (asked,) = shelf.calls("POST", "/cart/update.js")
    assert asked.body == {"attributes": {"_loyalty_ref": "BUDI7F3K9Q2D"}}
    assert shopper.page.evaluate("sessionStorage['lym:ref']") == '"BUDI7F3K9Q2D"'


def test_a_friends_code_is_not_kept_before_it_is_allowed(
    shopper: Shopper, shelf: Shelf
) -> None:
    shopper.page.add_init_script("window.wp_has_consent = () => window.agreed === true")
    shopper.page.goto(f"{shelf.url}/?ref=BUDI7F3K9Q2D")
    shopper.page.wait_for_timeout(800)
    assert shopper.page.evaluate("sessionStorage['lym:ref']") is None
    assert shelf.calls("POST", "/cart/update.js") == []

    shopper.page.evaluate(
        "() => { window.agreed = true;"
        " document.dispatchEvent(new Event('wp_listen_for_consent_change')) }"
    )

    shopper.page.wait_for_function("sessionStorage['lym:ref']")
    assert len(shelf.calls("POST", "/cart/update.js")) == 1


def test_the_sources_run_as_they_are(shopper: Shopper) -> None:
    shopper.visit(built="no")

    shopper.open("redeem")

    expect(shopper.panel).to_contain_text("Diskon Rp50.000")
