"""From guest to a used voucher, through the store's own door."""

import json
from pathlib import Path

from tests.factories import line, order
from tests.web.desk import DOCUMENT
from tests.web.storefront.shop import Shop

EXAMPLES = Path(__file__).parent / "examples"


def test_a_guest_is_a_guest_and_a_customer_joins_with_the_first_call(
    shop: Shop,
) -> None:
    shop.welcome()

    guest = shop.get("/member")
    member = shop.get("/member?lang=en", who="7001")

    assert guest.json["state"] == "guest"
    assert member.json["state"] == "member", member.text
    assert member.json["balance"] == {"value": 100, "text": "100 points"}
    assert member.json["worth"]["text"] == "Rp10,000"
    assert member.headers["Cache-Control"] == "private, no-store"
    assert shop.store.calls["fetch_customer"] == 1
    shop.get("/member", who="7001")
    assert shop.store.calls["fetch_customer"] == 1


def test_a_customer_that_the_store_does_not_have_is_a_guest(shop: Shop) -> None:
    assert shop.get("/member", who="404").json["state"] == "guest"


def test_points_become_a_code_and_come_back(shop: Shop) -> None:
    shop.welcome()
    rewards = shop.get("/rewards?lang=id", who="7001").json["data"]
    assert [one["id"] for one in rewards if one["available"]] == [
        "ten-thousand",
        "slide",
    ]

    made = shop.post("/redemptions?lang=id", {"reward_id": "ten-thousand"}, who="7001")

    assert made.status == 201, made.text
    voucher = made.json
    assert voucher["state"] == "ready"
    assert shop.store.works(voucher["code"])
    assert voucher["apply"] == {"kind": "code"}
    assert voucher["cancellable"]
    home = shop.get("/member", who="7001").json
    assert home["balance"]["value"] == 0
    assert home["vouchers_ready"] == 1

    gone = shop.post(f"/redemptions/{voucher['id']}/cancel?lang=id", who="7001")

    assert gone.json["state"] == "withdrawn"
    assert gone.json["code"] is None
    assert not shop.store.works(voucher["code"])
    assert shop.get("/member", who="7001").json["balance"]["value"] == 100
    assert shop.get("/vouchers", who="7001").json["data"][0]["id"] == voucher["id"]


def test_a_voucher_is_called_in_the_language_asked_for(shop: Shop) -> None:
    shop.welcome()
    wish = {"reward_id": "slide", "points": 50}
    shop.post("/redemptions", wish, who="7001")

    def called(lang: str) -> str:
        listed = shop.get(f"/vouchers?lang={lang}", who="7001").json["data"]
        return str(listed[0]["title"])

    assert (called("id"), called("en")) == ("Diskon Rp5.000", "Rp5,000 off")
    shop.world.publish({**DOCUMENT, "rewards": []})
    assert called("en") == "Rp5,000 off"


def test_a_lost_answer_is_asked_for_again_under_the_same_key(shop: Shop) -> None:
    shop.welcome()
    key = "2f1c6e4a-0000-4000-8000-000000000001"

    first = shop.post(
        "/redemptions", {"reward_id": "ten-thousand"}, who="7001", once=key
    )
    again = shop.post(
        "/redemptions", {"reward_id": "ten-thousand"}, who="7001", once=key
    )

    assert first.json["id"] == again.json["id"]
    assert first.json["code"] == again.json["code"]
    other = shop.post(
        "/redemptions", {"reward_id": "slide", "points": 50}, who="7001", once=key
    )
    assert (other.status, other.json["code"]) == (409, "key_reused")


def test_too_few_points_are_refused_in_the_shoppers_language(shop: Shop) -> None:
    shop.welcome()

    said = {
        lang: shop.post(
            f"/redemptions?lang={lang}", {"reward_id": "dear"}, who="7001"
        ).json
        for lang in ("id", "ms", "en")
    }

    assert {one["code"] for one in said.values()} == {"insufficient_points"}
    assert said["id"]["text"] == "Poinmu belum cukup"
    assert said["ms"]["text"] == "Mata tidak mencukupi"
    assert said["en"]["text"] == "Not enough points"
    assert said["en"]["points_needed"] == 5000


def test_a_slider_is_quoted_before_it_is_bought(shop: Shop) -> None:
    shop.welcome()

    quoted = shop.post(
        "/quotes?lang=en", {"reward_id": "slide", "points": 50}, who="7001"
    )

    assert quoted.json["text"] == "50 points = Rp5,000 off"
    assert quoted.json["remaining"]["value"] == 50
    slider = shop.get("/rewards", who="7001").json["data"][1]["slider"]
    assert (slider["min"], slider["max"], slider["step"]) == (50, 100, 50)
    assert slider["worth_per_step_minor"] == 5000


def test_what_is_missing_for_the_next_reward_is_one_bar(shop: Shop) -> None:
    shop.welcome()

    bar = shop.get("/member?lang=id", who="7001").json["progress"]

    assert bar["kind"] == "reward"
    assert (bar["current"], bar["target"]) == (100, 5000)
    assert bar["value_text"] == "100 dari 5.000 poin"


def test_points_on_the_way_say_from_when_they_can_be_used(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    paid = order(line("50000"), ref="9", at=shop.world.clock.now())
    shop.world.settle(paid)

    home = shop.get("/member?lang=en", who="7001").json

    assert home["pending"]["value"] == 50
    assert home["pending"]["from_text"] is not None
    cheers = {one["kind"] for one in home["celebrations"]}
    assert cheers == {"points", "reward"}


def shape(value: object) -> object:
    """Return the keys of an answer, all the way down; lists by their first item."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "value"


def test_the_member_example_has_exactly_the_keys_of_the_answer(shop: Shop) -> None:
    shop.welcome()

    answer = shop.get("/member?lang=id", who="7001").json

    example = json.loads((EXAMPLES / "member_tier.json").read_text())
    assert set(answer) == set(example)
