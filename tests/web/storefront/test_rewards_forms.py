"""Redeeming, joining and the card by hand of a browser without scripts."""

from dataclasses import replace

import pytest

from app.services import consents
from app.services.storefront import visits
from app.storage.members import MemberRepository
from app.web.storefront.page import forms as page_forms
from tests.web.desk import DOCUMENT
from tests.web.storefront.pages import Page, form_of, proxied
from tests.web.storefront.shop import Shop, shop_at


def test_a_member_redeems_without_a_script(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    [address] = {form["action"] for form in Page(shown.text).all("form")}

    sure = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)})
    done = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(sure.text)})
    again = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(sure.text)})

    begins = f"http://127.0.0.1:8000{shop.at}/page/redeem?lang=en&back=https%3A"
    assert str(address).startswith(begins)
    assert "Redeem Rp10,000 off?" in sure.text
    assert "This uses 100 points." in sure.text
    assert done.status == 200, done.text
    [code] = shop.store.codes
    assert code.upper() in done.text
    assert "/page?lang=en" in done.text
    assert again.text == done.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 0
    assert Page(done.text).open == Page(sure.text).open == []


def test_a_slider_takes_what_the_member_wrote(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    sure = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": form_of(shown.text, 1)}
    )
    token = form_of(sure.text)

    odd = shop.ask("POST", "/page/redeem?lang=en", data={"form": token, "points": "5x"})
    done = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": token, "points": "50"}
    )

    assert 'name="points"' in sure.text
    assert odd.status == 400
    assert done.status == 200, done.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 50


@pytest.mark.parametrize("form", ["", "x", "gAAAAAB" + "x" * 60, "y" * 3_000])
def test_a_form_that_is_not_ours_changes_nothing(shop: Shop, form: str) -> None:
    shop.welcome()
    shop.get("/member", who="7001")

    answer = shop.ask("POST", "/page/redeem?lang=en", data={"form": form})

    assert answer.status == 401
    assert "Nothing was changed" in answer.text
    assert shop.store.codes == {}


def test_a_form_lasts_half_an_hour(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    shop.later(minutes=30)

    answer = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)}
    )

    assert answer.status == 401


def test_the_form_of_another_member_is_refused_to_who_is_signed_in(
    shopify: Shop,
) -> None:
    shopify.welcome("7001")
    shopify.welcome("7002", email="siti@mail.test")
    shown = proxied(shopify, ref="7001")

    stolen = proxied(
        shopify, "/redeem", method="POST", ref="7002", data={"form": form_of(shown)}
    )

    assert "Nothing was changed" in stolen
    assert shopify.store.codes == {}


def test_a_member_redeems_through_the_proxy(shopify: Shop) -> None:
    shopify.welcome()
    shown = proxied(shopify, ref="7001")
    post = {"method": "POST", "ref": "7001"}

    sure = proxied(shopify, "/redeem", data={"form": form_of(shown)}, **post)
    done = proxied(shopify, "/redeem", data={"form": form_of(sure)}, **post)

    [code] = shopify.store.codes
    assert code.upper() in done


def test_a_reward_that_went_between_view_and_click_is_told_in_words(
    shop: Shop,
) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=ms&fragment=1", who="7001")
    sure = shop.ask("POST", "/page/redeem?lang=ms", data={"form": form_of(shown.text)})
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    late = shop.ask("POST", "/page/redeem?lang=ms", data={"form": form_of(sure.text)})

    assert late.status == 422
    assert "Mata tidak mencukupi" in late.text


def test_a_store_keeps_its_card_behind_a_token_of_its_own(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    [card] = [
        str(link["href"]).partition(shop.at)[2]
        for link in Page(shown.text).all("a")
        if "/card?" in str(link.get("href"))
    ]

    opened = shop.get(card)
    bare = shop.get("/page/card?lang=en")
    gone = shop.get("/page/card?lang=en&forget=1")
    token = card.partition("form=")[2]
    misused = shop.ask("POST", "/page/redeem?lang=en", data={"form": token})
    swapped = shop.get(f"/page/card?form={form_of(shown.text)}")

    assert "Budi" in opened.text
    assert 'role="img"' in opened.text
    assert opened.headers["Cache-Control"] == "private, no-store"
    assert "Please sign in again" in bare.text
    assert "data-setia-member" not in bare.text
    assert 'data-setia-member=""' in gone.text
    assert (misused.status, swapped.status) == (401, 401)


def test_the_form_of_another_programme_does_not_hold(shop: Shop) -> None:
    shop.welcome()
    world = shop.world
    visit = visits.at_store(world.env, shop.store_id, shop.token("7001"))
    visit = visits.arrived(world.env, visit)
    elsewhere = replace(visit.store, programme_id=world.env.ids.new())

    good = page_forms.sealed(world.env, visit, "ask", "ten-thousand")
    bad = page_forms.sealed(
        world.env, replace(visit, store=elsewhere), "ask", "ten-thousand"
    )

    statuses = [
        shop.ask("POST", "/page/redeem?lang=en", data={"form": token}).status
        for token in (good, bad)
    ]
    assert statuses == [200, 401]


def test_who_is_blocked_reads_and_takes_nothing(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    member_id = shop.world.member("7001")
    at = shop.world.clock.now()
    shop.world.run(
        lambda uow: MemberRepository(uow).change(
            member_id, at=at, frozen_at=at, frozen_reason="review"
        )
    )

    page = shop.get("/page?lang=en&fragment=1", who="7001")
    form = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)})

    assert page.status == 200
    assert "Budi" not in page.text
    assert "Join for free" not in page.text.partition("lym-contents")[0]
    assert form.status == 422
    assert "cannot take part" in form.text


def test_an_account_joins_by_a_form_where_a_word_is_needed(
    fresh_database_url: str, redis_url: str
) -> None:
    document = {**DOCUMENT, "terms": {"enrolment": "opt_in"}}
    with shop_at(fresh_database_url, redis_url, document=document) as shop:
        shop.welcome()
        shown = shop.get("/page?lang=en&fragment=1", who="7001")

        joined = shop.ask(
            "POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)}
        )

        assert "You can leave at any time" in shown.text
        assert joined.status == 303
        assert "Hi, Budi" in shop.get("/page?lang=en&fragment=1", who="7001").text


def test_a_page_inside_the_shop_is_the_way_back(shop: Shop) -> None:
    shop.welcome()
    asked = {"lang": "en", "fragment": "1", "back": "/akun/hadiah"}
    shown = shop.ask("GET", "/page", who="7001", query_string=asked)
    [address] = {str(form["action"]) for form in Page(shown.text).all("form")}

    sure = shop.ask(
        "POST", address.partition(shop.at)[2], data={"form": form_of(shown.text)}
    )

    base = shop.world.store.base_url
    homes = [str(link["href"]) for link in Page(sure.text).all("a")]
    assert f"{base}/akun/hadiah" in homes


def test_a_voucher_is_given_back_without_a_script(shop: Shop) -> None:
    shop.welcome()
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    token = form_of(shown.text)

    gone = shop.ask("POST", "/page/redeem?lang=en", data={"form": token})
    again = shop.ask("POST", "/page/redeem?lang=en", data={"form": token})

    assert "Remove and return points" in shown.text
    assert (gone.status, again.status) == (200, 200)
    assert "points returned" in gone.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 100


def test_what_staff_hand_over_is_shown_as_a_picture(
    fresh_database_url: str, redis_url: str
) -> None:
    mug = {"id": "mug", "kind": "manual", "price": 20, "title": "A mug"}
    document = {**DOCUMENT, "rewards": [mug]}
    with shop_at(fresh_database_url, redis_url, document=document) as shop:
        shop.welcome()
        shown = shop.get("/page?lang=en&fragment=1", who="7001")
        form = {"form": form_of(shown.text)}
        sure = shop.ask("POST", "/page/redeem?lang=en", data=form)

        done = shop.ask(
            "POST", "/page/redeem?lang=en", data={"form": form_of(sure.text)}
        )

        assert "Show this at the counter" in done.text
        assert Page(done.text).all("path")


def test_news_are_wanted_and_stopped_without_a_script(shop: Shop) -> None:
    shop.welcome()

    def send() -> int:
        shown = shop.get("/page?lang=id&fragment=1", who="7001").text
        form = {"form": form_of(shown[shown.index('id="news"') :])}
        return shop.ask("POST", "/page/redeem?lang=id", data=form).status

    assert (send(), send()) == (303, 303)

    given, taken = shop.world.run(
        lambda uow: consents.history(uow, shop.world.member("7001"))
    )
    assert (given.word.granted, taken.word.granted) == (True, False)
    assert (given.word.source, given.language) == ("page", "id")
    assert given.wording == "Kabar lewat pesan: Email"
