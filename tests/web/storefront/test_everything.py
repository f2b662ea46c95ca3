"""Every part of the panel, over a programme that has all of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.errors import PlatformUnavailable
from app.services import consents as consenting
from app.services.storefront import cards, nudging
from app.storage.support_claims import SupportClaimRepository
from tests.factories import customer, line, order
from tests.services.scripted_store import Mishap
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

LANGUAGES = ("id", "ms", "en")


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=RICH) as found:
        found.welcome()
        found.get("/member", who="7001")
        yield found


def data(shop: Shop, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as asked
    listed = shop.get(path, **more).json["data"]
    return {one["id"]: one for one in listed}


@pytest.mark.parametrize(
    "path",
    ["/earn", "/rewards", "/tiers", "/challenges", "/play", "/causes"],
)
def test_a_guest_reads_what_there_is_and_nothing_of_anybody(
    shop: Shop, path: str
) -> None:
    answers = [shop.get(f"{path}?lang={lang}") for lang in LANGUAGES]

    assert [answer.status for answer in answers] == [200, 200, 200], answers[0].text
    assert len({answer.text for answer in answers}) > 1
    assert all("mem_" not in answer.text for answer in answers)


@pytest.mark.parametrize("path", ["/vouchers", "/history", "/referral", "/card"])
def test_what_is_a_members_own_needs_a_signature(shop: Shop, path: str) -> None:
    answer = shop.get(f"{path}?lang=ms")

    assert (answer.status, answer.json["code"]) == (401, "identity_needed")
    assert answer.json["text"] == "Sila log masuk semula"


def test_ways_to_earn_know_what_was_done(shop: Shop) -> None:
    before = data(shop, "/earn", who="7001")
    assert before["welcome"]["state"] == "done"
    assert before["follow"]["action"] == {
        "kind": "honour",
        "url": "https://instagram.test/toko",
    }

    done = shop.post("/activities?lang=en", {"rule_id": "follow"}, who="7001")
    again = shop.post("/activities?lang=en", {"rule_id": "follow"}, who="7001")

    assert done.json["text"] == "25 points for you. Thank you!"
    assert again.json["text"] == "That's the limit for now"
    assert data(shop, "/earn", who="7001")["follow"]["state"] == "done"
    assert shop.post("/activities", {"rule_id": "spend"}, who="7001").status == 404


def test_a_birthday_is_told_once(shop: Shop) -> None:
    def tell(day: dict[str, int]) -> Any:  # noqa: ANN401 - an answer
        return shop.post("/birthday?lang=en", day, who="7001", method="PUT")

    assert tell({"month": 2, "day": 30}).json["code"] == "birthday_impossible"
    assert tell({"month": 2, "day": 29}).json["text"].startswith("Saved.")
    assert tell({"month": 2, "day": 29}).status == 200
    other = tell({"month": 3, "day": 1})
    assert (other.status, other.json["code"]) == (409, "birthday_set")
    home = shop.get("/member", who="7001").json
    assert home["birthday"] == {"known": True, "ask": False}


def test_a_consent_is_given_and_withdrawn_and_no_wins(shop: Shop) -> None:
    def consents() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = shop.get("/member", who="7001").json["consents"]
        return found

    given = {"channel": "email", "granted": True}
    answer = shop.post("/consents?lang=en", given, who="7001", method="PUT")
    assert answer.status == 200
    assert [one["granted"] for one in consents() if one["channel"] == "email"] == [True]
    assert data(shop, "/earn", who="7001")["news"]["state"] == "done"

    shop.post("/consents", {**given, "granted": False}, who="7001", method="PUT")

    assert not any(one["granted"] for one in consents())
    first, last = shop.world.run(
        lambda uow: consenting.history(uow, shop.world.member("7001"))
    )
    assert (first.word.granted, last.word.granted) == (True, False)
    assert (first.word.source, first.language) == ("widget", "en")
    assert first.wording == "News by message: Email"


def test_history_says_what_happened_and_why(shop: Shop) -> None:
    now = shop.world.clock.now()
    shop.world.settle(order(line("49000"), ref="1042", at=now))
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    lines = shop.get("/history?lang=id", who="7001").json["data"]

    assert [one["delta"]["value"] for one in lines] == [-100, 49, 100]
    assert lines[1]["delta"]["text"] == "+49 poin"
    assert lines[1]["title"].startswith("Pesanan")
    assert lines[1]["state_text"].startswith("Bisa dipakai mulai")
    why = shop.get(f"/history/{lines[1]['id']}/explanation?lang=id", who="7001")
    assert len(why.json["lines"]) >= 2
    assert "Rp1.000" in why.text
    shop.welcome("7002", email="wati@mail.test")
    foreign = shop.get(f"/history/{lines[1]['id']}/explanation", who="7002")
    assert foreign.status == 404


def test_tiers_say_where_one_stands(shop: Shop) -> None:
    tiers = shop.get("/tiers?lang=id", who="7001").json

    assert tiers["current"] == "bronze"
    assert [one["reached"] for one in tiers["data"]] == [True, False, False]
    assert tiers["progress"]["text"].startswith("Belanja Rp2.000.000 lagi")


def test_a_friend_comes_through_a_link(shop: Shop) -> None:
    code = shop.get("/referral?lang=en", who="7001").json["code"]
    guest = shop.post("/referral/claims?lang=en", {"code": code})
    assert guest.json["state"] == "guest_known"
    shop.welcome("7002", email="wati@mail.test")

    came = shop.post("/referral/claims?lang=en", {"code": code}, who="7002")
    own = shop.post("/referral/claims?lang=en", {"code": code}, who="7001")
    unknown = shop.post("/referral/claims?lang=en", {"code": "NOSUCHCODE22"})

    assert came.json["state"] == "claimed", came.text
    assert (own.status, own.json["text"]) == (422, "You can't use your own link")
    assert (unknown.status, unknown.json["code"]) == (404, "referral_code_unknown")
    friends = shop.get("/referral?lang=en", who="7001")
    assert [one["name"] for one in friends.json["friends"]] == ["A friend"]
    assert "Wati" not in friends.text


def test_the_card_is_the_same_on_every_device_and_staff_find_its_owner(
    shop: Shop,
) -> None:
    card = shop.get("/card", who="7001").json
    again = shop.get("/card", who="7001").json

    assert card["code"] == again["code"]
    assert card["spoken"].replace(" ", "") == card["code"]
    assert card["qr_svg_path"].startswith("M0 0h7v1h-7z")
    assert card["size"] == 21
    whose = shop.world.run(lambda uow: cards.whose(uow, card["spoken"].lower()))
    assert whose == shop.world.member("7001")


def test_nothing_is_said_twice(shop: Shop) -> None:
    listed = [
        one
        for path in ("/earn", "/challenges", "/causes")
        for one in data(shop, f"{path}?lang=en", who="7001").values()
    ]

    assert all(not one["text"].startswith(one["title"]) for one in listed)


def test_challenges_count_what_was_bought(shop: Shop) -> None:
    now = shop.world.clock.now()
    shop.world.settle(order(line("49000"), ref="1042", at=now))

    found = data(shop, "/challenges?lang=id", who="7001")["big-month"]

    assert (found["current"], found["target"]) == (49000, 100000)
    assert found["value_text"] == "Rp49.000 dari Rp100.000 selesai"


def test_games_are_played_once_and_say_so(shop: Shop) -> None:
    games = data(shop, "/play?lang=en", who="7001")
    assert games["wheel"]["odds"] == [{"title": "5 points", "text": "100 of 100"}]
    assert "right" not in str(games["quiz"]["questions"])
    key = "2f1c6e4a-0000-4000-8000-000000000009"

    spun = shop.post("/play/wheel/spins?lang=en", who="7001", once=key)
    again = shop.post("/play/wheel/spins?lang=en", who="7001", once=key)
    more = shop.post("/play/wheel/spins?lang=en", who="7001")
    quiz = shop.post("/play/quiz/answers?lang=en", {"answers": [0, 1]}, who="7001")
    wrong = shop.post("/play/quiz/answers", {"answers": {"a": 1}}, who="7001")

    assert spun.json["text"] == "You won 5 points!", spun.text
    assert spun.json["game"]["state"] == "later"
    assert (again.status, again.json["won"]) == (200, True)
    assert (more.status, more.json["code"]) == (422, "no_plays_left")
    assert quiz.json["text"] == "2 of 2 right"
    assert quiz.json["points"]["value"] == 25
    assert quiz.json["game"]["state"] == "done"
    assert wrong.status == 404


def test_a_survey_an_entry_a_vote_and_a_board(shop: Shop) -> None:
    survey = {"answers": {"again": 9, "glad": 5, "where": 1}}
    assert shop.post("/play/survey/answers", survey, who="7001").json["won"]
    entered = shop.post(
        "/play/photos/entries", {"body": "https://photos.test/1.jpg"}, who="7001"
    )
    assert entered.json["game"]["entries"] == 1
    assert entered.json["game"]["options"] == []
    seen = shop.post(
        "/play/board/leaderboard", {"shown": True}, who="7001", method="PUT"
    )
    assert seen.json["game"]["shown"]
    vote = {"entry": "ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3"}
    assert shop.post("/play/photos/votes", vote, who="7001").status == 404


def test_a_gift_to_a_cause_gets_a_receipt(shop: Shop) -> None:
    nothing = shop.post("/redemptions?lang=en", {"reward_id": "trees-gift"}, who="7001")
    assert (nothing.status, nothing.json["text"]) == (400, "Choose one")

    wish = {"reward_id": "trees-gift", "choice": "books"}
    given = shop.post("/redemptions?lang=en", wish, who="7001")

    assert given.json["state"] == "used"
    causes = shop.get("/causes?lang=en", who="7001").json
    assert causes["receipts"][0]["amount"]["text"] == "Rp5,000"
    assert causes["data"][1]["total_text"] == "Together Rp5,000 so far"
    assert shop.get("/causes").json["receipts"] == []


def test_what_staff_hand_over_is_shown_as_a_code(shop: Shop) -> None:
    held = shop.post("/redemptions?lang=en", {"reward_id": "mug"}, who="7001").json

    assert held["qr"] == held["code"]
    assert held["qr_svg_path"].startswith("M0 0h7")
    assert held["apply"] == {"kind": "none"}


def test_sold_out_between_view_and_click(shop: Shop) -> None:
    assert data(shop, "/rewards", who="7001")["mug"]["available"]
    shop.welcome("7002", email="wati@mail.test")
    shop.post("/redemptions", {"reward_id": "mug"}, who="7002")

    late = {
        lang: shop.post(f"/redemptions?lang={lang}", {"reward_id": "mug"}, who="7001")
        for lang in LANGUAGES
    }

    assert {each.json["code"] for each in late.values()} == {"sold_out"}
    assert len({each.json["text"] for each in late.values()}) == 3
    seen = data(shop, "/rewards?lang=en", who="7001")["mug"]
    assert (seen["available"], seen["reason_text"]) == (False, "All gone for now")


def cart(total: int, page: str = "cart") -> dict[str, Any]:
    return {
        "lines": [{"product_ref": "11", "quantity": 1, "amount_minor": total}],
        "currency": "IDR",
        "page": page,
    }


def test_a_cart_is_estimated_by_the_rules_that_will_decide(shop: Shop) -> None:
    guest = shop.post("/estimates?lang=en", cart(49000)).json
    product = shop.post("/estimates?lang=en", cart(49000, "product"), who="7001").json
    empty = shop.post("/estimates", {**cart(0), "lines": []}, who="7001").json

    assert guest["points"]["value"] == 49
    assert guest["nudges"][0]["action"]["kind"] == "signin"
    assert product["text"] == "Buy this, earn 49 points"
    assert product["nudges"] == []
    assert empty["points"] is None


def test_a_hint_offers_what_the_points_pay_for(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudging, "HELD_OUT_PERCENT", 0)

    found = shop.post("/estimates?lang=en", cart(49000), who="7001").json

    kinds = [one["kind"] for one in found["nudges"]]
    assert kinds[0] == "redeem"
    assert found["nudges"][0]["text"].startswith("Save Rp10,000")
    assert "ten-thousand" in found["fits"]
    assert set(found["fits"]) == {"ten-thousand", "slide"}
    shop.post("/nudges", {"kind": "redeem", "action": "dismissed"}, who="7001")
    after = shop.post("/estimates?lang=en", cart(49000), who="7001").json
    assert "redeem" not in [one["kind"] for one in after["nudges"]]


def test_who_is_held_out_gets_no_hint_and_is_counted(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudging, "HELD_OUT_PERCENT", 100)

    found = shop.post("/estimates?lang=en", cart(49000), who="7001").json

    assert found["nudges"] == []
    totals = shop.world.run(lambda uow: nudging.results(shop.world.env, uow))
    assert [(one.kind, one.arm, one.offered) for one in totals] == [
        ("redeem", "held_out", 1)
    ]


def test_good_news_come_once(shop: Shop) -> None:
    news = shop.get("/member?lang=en", who="7001").json["celebrations"]
    assert [one["kind"] for one in news] == ["reward"]

    shop.post("/seen", {"celebrations": [one["id"] for one in news]}, who="7001")

    assert shop.get("/member", who="7001").json["celebrations"] == []


def test_missing_points_are_found_at_once_where_the_store_knows_the_order(
    shop: Shop,
) -> None:
    now = shop.world.clock.now()
    shop.store.placed["55"] = order(line("30000"), ref="55", at=now)
    shop.store.placed["66"] = order(
        line("30000"), ref="66", at=now, who=customer("9009")
    )
    shop.store.on("fetch_order", Mishap(before=PlatformUnavailable("away")))

    slow = shop.post("/claims?lang=en", {"order_number": "55"}, who="7001")
    found = shop.post("/claims?lang=en", {"order_number": "#55"}, who="7001")
    again = shop.post("/claims?lang=en", {"order_number": "55"}, who="7001")
    foreign = shop.post("/claims?lang=en", {"order_number": "66"}, who="7001")
    unknown = shop.post("/claims?lang=en", {"order_number": "77"}, who="7001")

    assert slow.json["state"] == "open"
    assert found.json["text"] == "Found: 30 points are on the way"
    assert again.json["state"] == "answered"
    assert foreign.json["text"] == unknown.json["text"]
    assert foreign.json["state"] == unknown.json["state"] == "open"
    waiting = shop.world.run(lambda uow: SupportClaimRepository(uow).page())
    assert [one.order_number for one in waiting] == ["55", "66", "77"]


def test_a_guest_who_misses_points_leaves_an_address(shop: Shop) -> None:
    without = shop.post("/claims", {"order_number": "55"})
    key = "2f1c6e4a-0000-4000-8000-000000000007"
    body = {"order_number": "55", "email": "Sari@mail.test", "note": "No points."}

    asked = shop.post("/claims?lang=id", body, once=key)
    again = shop.post("/claims?lang=id", body, once=key)

    assert (without.status, without.json["code"]) == (400, "contact_needed")
    assert asked.json == again.json
    assert asked.json["text"].startswith("Kami")
