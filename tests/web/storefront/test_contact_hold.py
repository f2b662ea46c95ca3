"""Somebody takes an account over and wants its points: not today."""

import pytest

from app.services.joining import customer_seen
from tests.factories import customer
from tests.web.storefront.shop import Shop

WISH = {"reward_id": "ten-thousand"}


@pytest.fixture
def taken_over(shop: Shop) -> Shop:
    """The store says that the address is another one now."""
    shop.welcome()
    shop.get("/member", who="7001")
    thief = customer("7001", email="thief@mail.test")
    world = shop.world
    world.run(lambda uow: customer_seen(world.env, uow, world.store, thief))
    return shop


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "Your contact details have just changed."),
        ("id", "Data kontakmu baru saja berubah."),
        ("ms", "Butiran hubungan anda baru berubah."),
    ],
)
def test_points_are_refused_for_a_day_in_words(
    taken_over: Shop, tag: str, words: str
) -> None:
    refused = taken_over.post(f"/redemptions?lang={tag}", WISH, who="7001")

    assert (refused.status, refused.json["code"]) == (422, "contact_hold")
    assert refused.json["text"].startswith(words)
    assert refused.json["redeem_from"] > taken_over.world.clock.now().isoformat()
    assert taken_over.store.codes == {}
    shelf = taken_over.get(f"/rewards?lang={tag}", who="7001").json["data"]
    [reward] = [one for one in shelf if one["id"] == WISH["reward_id"]]
    assert (reward["available"], reward["reason_code"]) == (False, "contact_hold")
    assert reward["reason_text"] == refused.json["text"]


def test_the_first_view_says_until_when(taken_over: Shop) -> None:
    hold = taken_over.get("/member?lang=id", who="7001").json["hold"]
    page = taken_over.get("/page?lang=id&fragment=1", who="7001").text

    assert hold["text"].startswith("Data kontakmu berubah.")
    assert hold["text"] in page


def test_after_a_day_points_can_be_used(taken_over: Shop) -> None:
    taken_over.later(hours=24)

    bought = taken_over.post("/redemptions", WISH, who="7001")

    assert bought.status == 201, bought.text
    assert taken_over.get("/member", who="7001").json["hold"] is None


def test_the_same_wish_of_before_the_change_is_still_the_same_voucher(
    shop: Shop,
) -> None:
    shop.welcome()
    once = "2f1c6e4a-0000-4000-8000-000000000021"
    before = shop.post("/redemptions", WISH, who="7001", once=once)
    thief = customer("7001", email="thief@mail.test")
    world = shop.world
    world.run(lambda uow: customer_seen(world.env, uow, world.store, thief))

    again = shop.post("/redemptions", WISH, who="7001", once=once)

    assert again.json["id"] == before.json["id"]
