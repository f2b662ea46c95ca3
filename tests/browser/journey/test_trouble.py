"""What goes wrong between a shopper, a shop and us: each ends in words and no harm.

The same states of the bare widget are in `tests/browser/widget/test_trouble.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import expect

from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.browser.journey.conftest import Arrive, Visitor, second
from tests.browser.journey.town import Town
from tests.journeys.conftest import TIMEOUT_S, Journey

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWERLESS = {"on": "request", "match": {"path": "^/(admin/api|wp-json/wc/v3)"}}
NO_STORAGE = """
for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('no'); } });
}
Object.defineProperty(document, 'cookie', { get() { throw new DOMException('no'); } });
"""


def heal(shop: Journey) -> None:
    """End what the shop was told to do wrong."""
    requests.delete(
        f"{shop.shop_url}/_sandbox/faults", timeout=TIMEOUT_S
    ).raise_for_status()


@pytest.fixture
def ailing(shop: Journey) -> Iterator[Journey]:
    """A shop whose misbehaviour ends with the test."""
    yield shop
    heal(shop)


def sign_in(visitor: Visitor, email: str) -> None:
    visitor.speak("id")
    visitor.go(visitor.paths.login)
    visitor.page.fill("#email", email)
    visitor.page.fill("#password", "sandbox")
    visitor.page.click("#sign-in")
    visitor.page.wait_for_url(f"**{visitor.paths.account}")
    visitor.go()


def test_a_shop_that_does_not_answer_makes_the_code_later(
    town: Town, ailing: Journey, arrive: Arrive
) -> None:
    ani = arrive(ailing)
    ani.join(f"later@{ailing.platform}.test", "Ani")
    ani.choose("Potongan harga")

    ailing.ask("faults", {**ANSWERLESS, "id": "away", "effect": {"status": 503}})
    ani.button("Ya, tukar").click()
    ani.settled("voucher")
    expect(ani.shelf_text).to_contain_text("Menyiapkan hadiahmu")
    ani.look()
    heal(ailing)
    town.advance(soon=True)
    town.advance(days=1)

    ani.go()
    ani.open("rewards")
    expect(ani.shelf_text).to_contain_text("Siap dipakai")


def test_our_server_that_is_away_leaves_the_shop_alone(
    town: Town, shop: Journey, arrive: Arrive
) -> None:
    ani = arrive(shop)
    ani.join(f"away@{shop.platform}.test", "Ani")
    ani.open("redeem")
    ani.button("Kembali").click()
    ani.settled("home")

    with town.app.away():
        ani.button("Riwayat poin").click()
        expect(ani.shelf_text.get_by_role("alert")).to_contain_text("lebih lama")
        expect(ani.shelf_text).to_contain_text("Potongan harga")
        stranger = arrive(shop)
        stranger.go()
        stranger.put_into_cart("stoneware-mug")
        expect(stranger.page.locator("#to-checkout")).to_be_visible()
        expect(stranger.launcher).to_have_count(0)

    ani.button("Coba lagi").click()
    expect(ani.shelf_text).to_contain_text("Bonus bergabung")


def test_an_answer_is_given_up_after_two_seconds(shop: Journey, arrive: Arrive) -> None:
    ani = arrive(shop)
    ani.join(f"slow@{shop.platform}.test", "Ani")
    ani.open()
    ani.page.route("**/v1/**/history?*", lambda _: None)
    ani.page.route("**/v1/history?*", lambda _: None)
    ani.page.evaluate("window.patience = 1")

    ani.button("Riwayat poin").click()

    expect(ani.shelf_text.get_by_role("alert")).to_contain_text("lebih lama")
    expect(ani.button("Coba lagi")).to_be_visible()
    ani.look()


def test_an_identity_of_yesterday_is_renewed_without_a_word(
    town: Town, shop: Journey, arrive: Arrive
) -> None:
    ani = arrive(shop)
    ani.join(f"yesterday@{shop.platform}.test", "Ani")
    ani.open()
    town.advance(days=1)

    ani.button("Riwayat poin").click()

    ani.settled("history")
    expect(ani.shelf_text).to_contain_text("Bonus bergabung")


def test_who_was_signed_out_is_asked_to_sign_in(shop: Journey, arrive: Arrive) -> None:
    ani = arrive(shop)
    ani.join(f"out@{shop.platform}.test", "Ani")
    ani.open()
    ani.page.context.clear_cookies()
    ani.town.advance(days=1)

    ani.button("Riwayat poin").click()

    link = ani.panel.get_by_role("link", name="Masuk")
    expect(link).to_have_attribute("href", ani.paths.login)
    ani.look()


def test_two_tabs_that_redeem_at_once_take_the_points_once(
    shop: Journey, arrive: Arrive
) -> None:
    ani = arrive(shop)
    ani.join(f"tabs@{shop.platform}.test", "Ani")
    other = second(ani)
    other.go()
    for tab in (ani, other):
        tab.choose("Potongan sekali")

    for tab in (ani, other):
        tab.button("Ya, tukar").click(no_wait_after=True)

    ani.settled("voucher")
    other.settled("voucher")
    expect(ani.panel.get_by_label("Kode kamu")).not_to_have_value("")
    code = ani.panel.get_by_label("Kode kamu").input_value()
    expect(other.panel.get_by_label("Kode kamu")).to_have_value(code)
    assert shop.balance(f"tabs@{shop.platform}.test").available == 40


def test_two_devices_that_redeem_at_once_get_one_reward_and_one_reason(
    shop: Journey, arrive: Arrive
) -> None:
    email = f"devices@{shop.platform}.test"
    phone, desk = arrive(shop), arrive(shop, wide=True)
    phone.join(email, "Ani")
    sign_in(desk, email)
    for device in (phone, desk):
        device.choose("Potongan sekali")

    for device in (phone, desk):
        device.button("Ya, tukar").click(no_wait_after=True)

    ended = "[data-view=voucher], [role=alert]:not(:empty)"
    for device in (phone, desk):
        device.panel.locator(ended).first.wait_for()
    assert shop.balance(email).available == 40


def test_a_cart_that_refuses_the_code_says_why(shop: Journey, arrive: Arrive) -> None:
    ani = arrive(shop)
    ani.join(f"small@{shop.platform}.test", "Ani")
    ani.put_into_cart("stoneware-mug")
    ani.open("reward/big-basket")
    ani.redeem()

    ani.button("Pakai di keranjang").click()

    said = {"shopify": "belum cocok dengan isi keranjangmu", "woocommerce": "1.000.000"}
    expect(ani.alert).to_contain_text(said[shop.platform])
    expect(ani.button("Batalkan dan kembalikan poin")).to_be_visible()
    ani.look()


def test_what_is_sold_out_between_view_and_click_costs_nothing(
    town: Town, arrive: Arrive
) -> None:
    shop = town.shops["woocommerce"]
    late, early = arrive(shop), arrive(town.shops["shopify"])
    late.join("late@sold.test", "Ani")
    early.join("early@sold.test", "Budi")
    late.choose("Potongan terakhir")
    early.choose("Potongan terakhir")
    early.redeem()

    late.button("Ya, tukar").click()

    expect(late.alert).to_contain_text("Hadiah ini baru saja habis")
    late.look()
    assert shop.balance("late@sold.test").available == 100


def test_a_member_who_is_kept_out_sees_a_shop_without_us(
    town: Town, shop: Journey, arrive: Arrive
) -> None:
    email = f"out-of-it@{shop.platform}.test"
    ani = arrive(shop)
    ani.join(email, "Ani")
    expect(ani.launcher).to_be_visible()
    member_id, now = shop.member(email), town.env.clock.now()

    def freeze(uow: UnitOfWork) -> None:
        MemberRepository(uow).change(
            member_id, at=now, frozen_at=now, frozen_reason="test"
        )

    shop.run(freeze)
    with ani.page.expect_response("**/member?*"):
        ani.go()

    expect(ani.launcher).to_have_count(0)
    ani.page.evaluate("loyalty.open('home')")
    expect(ani.panel).to_have_count(0)


def test_a_browser_that_keeps_nothing_can_do_everything(
    shop: Journey, arrive: Arrive
) -> None:
    ani = arrive(shop)
    ani.page.add_init_script(NO_STORAGE)
    ani.join(f"kept@{shop.platform}.test", "Ani")
    ani.choose("Potongan harga")
    ani.redeem()

    cookies = ani.page.context.cookies()
    assert [one["name"] for one in cookies if "sandbox" not in one["name"]] == []
