"""Hints and good news: each is true, and there when it helps."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import ChoiceGift
from app.services import evaluating
from app.services.gifts import settle_gifts
from app.services.storefront import nudging
from tests.factories import line, order
from tests.web.desk import DOCUMENT
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

DOUBLE = {
    "id": "double",
    "trigger": "order",
    "award": {"kind": "multiplier", "by": 2},
    "active": {"since": "2026-11-01", "until": "2026-11-30"},
}
SEASON: dict[str, Any] = {
    **RICH,
    "earning": [*RICH["earning"], DOUBLE],
    "rewards": [
        {**DOCUMENT["rewards"][0], "limits": {"unused": 1}},
        {"id": "dear", "kind": "free_shipping", "price": 480},
    ],
    "terms": {"expiry": {"kind": "life", "days": 5}, "pending": {"days": 0}},
}


@pytest.fixture
def shop(
    fresh_database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    monkeypatch.setattr(nudging, "HELD_OUT_PERCENT", 0)
    with shop_at(fresh_database_url, redis_url, document=SEASON) as found:
        found.welcome()
        found.get("/member", who="7001")
        yield found


def hints(shop: Shop, total: int, *codes: str) -> dict[str, Any]:
    body = {
        "lines": [{"amount_minor": total}],
        "codes": codes,
        "currency": "IDR",
        "page": "cart",
    }
    listed = shop.post("/estimates?lang=en", body, who="7001").json["nudges"]
    return {one["kind"]: one for one in listed}


def test_each_hint_is_there_when_it_is_true(shop: Shop) -> None:
    shop.give("7001", 350)
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    found = hints(shop, 62_000)

    assert found["unused"]["action"]["voucher_id"].startswith("vou_")
    assert found["unused"]["text"] == "You have an unused reward: Rp10,000 off"
    assert found["almost"]["text"] == "Add Rp6,000 more and get Free shipping"
    assert found["expiring"]["text"].endswith("Use them now?")
    assert "until 30 Nov 2026" in found["campaign"]["text"]


def test_a_code_that_is_on_the_cart_is_not_hinted_at(shop: Shop) -> None:
    shop.give("7001", 350)
    bought = shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001").json

    found = hints(shop, 62_000, bought["code"].lower())

    assert "unused" not in found
    assert "almost" in found


def test_what_one_may_have_once_at_a_time_says_so(shop: Shop) -> None:
    shop.give("7001", 350)
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    again = shop.post("/redemptions?lang=en", {"reward_id": "ten-thousand"}, who="7001")
    listed = shop.get("/rewards?lang=en", who="7001").json["data"]

    assert (again.status, again.json["code"]) == (422, "limit_reached")
    reasons = {one["id"]: one["reason_code"] for one in listed}
    assert reasons["ten-thousand"] == "limit_reached"


def test_a_new_tier_and_a_birthday_are_cheered(shop: Shop) -> None:
    now = shop.world.clock.now()
    shop.world.settle(order(line("2500000"), ref="9", at=now))
    shop.later(days=1)
    member_id = shop.world.member("7001")
    shop.world.run(lambda uow: evaluating.evaluate(shop.world.env, uow, member_id))
    day = shop.world.clock.now()
    told = {"month": day.month, "day": day.day}
    shop.post("/birthday", told, who="7001", method="PUT")

    home = shop.get("/member?lang=en", who="7001").json

    texts = {one["kind"]: one["text"] for one in home["celebrations"]}
    assert home["tier"]["id"] == "silver"
    assert texts["tier"] == "Welcome to Silver!"
    assert texts["birthday"] == "Happy birthday, Budi!"


def test_what_a_refund_took_away_is_nothing_to_cheer_for(shop: Shop) -> None:
    now = shop.world.clock.now()
    whole, half = line("200000"), line("200000", refunded="100000")
    none = line("200000", refunded="200000")

    def cheered() -> list[str]:
        told = shop.get("/member?lang=en", who="7001").json["celebrations"]
        return [one["text"] for one in told if one["kind"] == "points"]

    said = []
    for n, left in enumerate((whole, half, none)):
        version = now + timedelta(seconds=n)
        shop.world.settle(order(left, ref="R9", at=now, version=version))
        said.append(cheered()[:1])

    assert said[0] != said[1]
    assert said[0]
    assert said[1]
    assert len(cheered()) == len(said[2]) == 0


def test_a_gift_is_chosen_among_the_challenges(shop: Shop) -> None:
    target = GiftTarget(
        member_id=shop.world.member("7001"),
        rule_id="tier:gold",
        source="term",
        gift=ChoiceGift(kind="choice", rewards=("dear", "ten-thousand")),
        happened_at=shop.world.clock.now(),
    )
    shop.world.run(lambda uow: settle_gifts(shop.world.env, uow, [target]))
    first = shop.get("/challenges?lang=en", who="7001").json["data"][0]
    assert (first["state"], len(first["choices"])) == ("choose", 2)

    wrong = shop.post(f"/choices/{first['id']}", {"option": "mug"}, who="7001")
    chosen = shop.post(f"/choices/{first['id']}", {"option": "dear"}, who="7001")

    assert wrong.status in (400, 404)
    assert chosen.json["reward_id"] == "dear"
    assert not chosen.json["cancellable"]
    after = shop.get("/challenges", who="7001").json["data"]
    assert all(one["state"] != "choose" for one in after)
