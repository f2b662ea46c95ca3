"""Games through the API: terms and odds first, right answers never."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.ids import read_id
from tests.domain.programme.games import (
    ASSETS,
    BOARD,
    CONTEST,
    DRAW,
    FIVE,
    QUIZ,
    SPIN,
    SURVEY,
)
from tests.servers import Shared
from tests.services.play.arcade import Arcade
from tests.web.desk import DOCUMENT, Answer, Desk, desk_at

CUP = {"id": "cup", "kind": "free_product", "products": ["1"], "title": "a cup"}
WON = [{"kind": "voucher", "reward": "cup"}]
WHEEL = {
    **SPIN,
    "prizes": [{"id": "big", "parts": 100, "stock": 1, "gifts": WON}],
    "otherwise": FIVE,
    "plays": {"times": 3},
}
PLAY: dict[str, Any] = {
    **DOCUMENT,
    "assets": ASSETS,
    "rewards": [*DOCUMENT["rewards"], CUP],
    "play": [
        QUIZ,
        SURVEY,
        WHEEL,
        {**DRAW, "closes": "2027-07-31"},
        {**CONTEST, "active": None, "closes": "2027-07-31", "decide": "jury"},
        {**BOARD, "metric": "orders"},
        {**QUIZ, "id": "later", "active": {"since": "2030-01-01"}},
        {
            **QUIZ,
            "id": "vip",
            "when": {"field": "member.tags", "op": "contains_any", "value": ["vip"]},
        },
    ],
}


@pytest.fixture
def desk(shared_servers: Shared) -> Iterator[Desk]:
    with shared_servers.copy() as url, desk_at(url, shared_servers.redis_url) as found:
        Arcade(found.world).publish(PLAY)
        yield found


def why_not(desk: Desk, member: str) -> dict[str, str | None]:
    seen = desk.get(f"/members/{member}/play").json["data"]
    assert all(one["open"] == (one["why_not"] is None) for one in seen)
    return {one["game_id"]: one["why_not"] for one in seen}


def post(desk: Desk, path: str, body: dict[str, Any], once: str = "") -> Answer:
    return desk.ask("POST", path, json=body, once=once or None)


def test_terms_and_odds_are_told_and_right_answers_are_not(desk: Desk) -> None:
    member = desk.member()
    seen = [
        desk.get("/play", headers={"Accept-Language": "id"}),
        desk.get(f"/members/{member}/play"),
        desk.get("/programme/words"),
    ]

    games = {one["game_id"]: one for one in seen[0].json["data"]}
    assert games["wheel"]["odds"][0].startswith("100 dari 100 peluang, total 1")
    assert "tidak bisa dibeli dengan uang" in games["wheel"]["terms"]
    assert [one["text"] for one in games["quiz"]["questions"]] == ["One?", "Two?"]
    assert games["survey"]["questions"][2]["answers"] == ["a", "b"]
    assert all('"right"' not in each.text for each in seen)


def test_what_was_played_is_closed_with_its_reason(desk: Desk) -> None:
    member = desk.member()
    before = why_not(desk, member)

    first = post(desk, f"/members/{member}/quizzes/quiz", {"answers": [0, 0]})
    again = post(desk, f"/members/{member}/quizzes/quiz", {"answers": [0, 1]})
    answers = {"again": 9, "glad": 5, "where": 0}
    took = post(desk, f"/members/{member}/surveys/survey", {"answers": answers})

    assert (before["quiz"], before["later"]) == (None, "not_open_yet")
    assert before["vip"] == "not_for_member"
    assert (first.json["right"], first.json["of"]) == (1, 2)
    assert first.json["gifts"] == [{"words": "10 points", "outcome": "given"}]
    assert (again.status, again.json["code"]) == (409, "played_before")
    assert took.json["gifts"][0]["outcome"] == "given"
    after = why_not(desk, member)
    assert (after["quiz"], after["survey"]) == ("played", "played")
    shown = desk.get("/surveys/survey/results").json["data"]
    assert [(one["question"], one["score"]) for one in shown][:2] == [
        ("again", 100),
        ("glad", 100),
    ]


def test_a_spin_needs_a_key_and_is_played_once_under_it(desk: Desk) -> None:
    member = desk.member()
    Arcade(desk.world).tickets(read_id("mem", member), 3)
    path = f"/members/{member}/spins/wheel"

    first = post(desk, path, {}, once="one")
    again = post(desk, path, {}, once="one")
    second = post(desk, path, {}, once="two")

    assert (first.json["prize"], first.json["gifts"][0]["words"]) == (
        "big",
        "a voucher: a cup",
    )
    assert again.json == first.json
    assert (second.json["prize"], second.json["prize_gone"]) == (None, True)
    assert second.json["gifts"] == [{"words": "5 points", "outcome": "given"}]
    post(desk, path, {}, once="three")
    assert why_not(desk, member)["wheel"] == "no_plays_left"
    assert post(desk, path, {}, once="four").json["code"] == "no_plays_left"


def test_a_draw_shows_its_commitment_and_later_everything(desk: Desk) -> None:
    from app.services import draws  # noqa: PLC0415 - read beside what it tests

    member = desk.member()
    Arcade(desk.world).tickets(read_id("mem", member), 2)
    before = desk.get("/draws/lucky").json
    early = desk.get("/draws/lucky/verification")
    desk.world.clock.advance(days=365)
    draws.sweep(desk.world.env, desk.world.programme_id)

    after = desk.get("/draws/lucky").json
    assert (before["state"], before["seed"], len(before["commitment"])) == (
        "open",
        None,
        64,
    )
    assert (early.status, early.json["code"]) == (409, "draw_open")
    assert (after["state"], after["tickets"], len(after["seed"])) == ("closed", 2, 64)
    assert [one["member_id"] for one in after["winners"]] == [member]
    assert desk.get("/draws/lucky/verification").json["equal"] is True


def test_a_draw_that_left_the_document_is_still_there(desk: Desk) -> None:
    Arcade(desk.world).publish({**PLAY, "play": []})

    assert "One member wins 10 points" in desk.get("/draws/lucky").json["terms"]


def test_an_entry_is_moderated_and_scored(desk: Desk) -> None:
    member = desk.member()
    body = {"body": "https://photos.test/1.jpg"}
    entry = post(desk, f"/members/{member}/entries/photos", body).json
    path = f"/contests/photos/entries/{entry['id']}"

    shown = post(desk, path, {"state": "shown"})
    scored = post(desk, f"{path}/scores", {"juror": "Sari", "score": 8})
    voted = post(desk, f"/members/{member}/votes/photos", {"entry": entry["id"]})
    refused = post(desk, path, {"state": "refused", "reason": "blurred"})

    assert (entry["state"], shown.json["state"]) == ("waiting", "shown")
    assert scored.json == {"done": True}
    assert (voted.status, voted.json["code"]) == (422, "decided_otherwise")
    assert refused.json["reason"] == "blurred"
    [listed] = desk.get("/contests/photos/entries").json["data"]
    assert listed["state"] == "refused"


def test_a_member_is_seen_when_they_say_so(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/leaderboards/board"

    answer = desk.ask("PUT", path, json={"seen": True, "nickname": "Kucing"})

    assert answer.json == {"done": True}
    assert desk.get("/leaderboards/board").json == {"data": []}
