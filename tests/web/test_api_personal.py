"""Segments, offers, recommendations, goals and announcements through the API."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.services import personal, recommending
from tests.factories import customer, line, order
from tests.web.desk import DOCUMENT, Desk, desk_at

FIVE = [{"kind": "points", "points": 5}]
TOLD: dict[str, Any] = {
    **DOCUMENT,
    "segments": [{"id": "buyers", "who": {"fact": "orders", "at_least": 1}}],
    "campaigns": [
        {"id": "lucky", "segment": "buyers", "surprise": {"members": 1}, "gifts": FIVE},
        {"id": "thanks", "segment": "buyers", "gifts": FIVE, "enabled": False},
    ],
    "goals": [
        {
            "id": "more",
            "aim": "active_members",
            "baseline": {"count": 1},
            "target": {"count": 3},
            "until": "2026-12-31",
        }
    ],
}


@pytest.fixture
def told(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    with desk_at(fresh_database_url, redis_url, document=TOLD) as desk:
        buy(desk, "7001", "1", "2")
        buy(desk, "7002", "1")
        buy(desk, "7003")
        personal.sweep(desk.world.env, desk.world.programme_id)
        recommending.sweep(desk.world.env, desk.world.programme_id)
        yield desk


def buy(desk: Desk, who: str, *products: str) -> None:
    profile = customer(who, email=f"c{who}@mail.test", verified=True)
    lines = [line(ref=one, product=one) for one in products]
    if lines:
        desk.world.settle(order(*lines, ref=f"O-{who}", who=profile))


def test_segments_say_whom_they_mean_and_how_many(told: Desk) -> None:
    [shown] = told.get("/segments", headers={"Accept-Language": "id"}).json["data"]

    assert (shown["members"], shown["title"]) == (2, "buyers")
    assert shown["description"] == "Member dengan: minimal 1 pesanan."

    first = told.get("/segments/buyers/members?limit=1").json
    rest = told.get(
        f"/segments/buyers/members?limit=1&cursor={first['next_cursor']}"
    ).json
    everybody = {each["member_id"] for each in first["data"] + rest["data"]}
    assert len(everybody) == 2
    assert rest["next_cursor"] is None
    one = told.get("/members/email:c7001@mail.test/segments").json
    assert one == {"segments": ["buyers"]}


def test_a_segment_is_counted_before_it_is_saved(told: Desk) -> None:
    who = {"fact": "spend", "at_least": {"IDR": 500_000}}
    answer = told.ask("POST", "/segments/preview", json={"who": who}).json
    wrong = told.ask("POST", "/segments/preview", json={"who": {"fact": "orders"}})

    assert (answer["members"], len(answer["sample"])) == (1, 1)
    assert answer["description"] == "Members with: spent at least Rp500,000."
    assert wrong.status == 400, wrong.text
    assert wrong.json["code"] == "document_invalid"


def test_offers_and_their_draws_can_be_looked_into(told: Desk) -> None:
    lucky, thanks = told.get("/campaigns").json["data"]
    [draw] = told.get("/campaigns/lucky/draws").json["data"]

    assert (lucky["given"], lucky["members"], thanks["given"]) == (1, 1, 0)
    assert draw["verified"] is True
    assert (draw["members"], len(draw["winners"]), len(draw["seed"])) == (2, 1, 64)
    assert told.get("/campaigns/thanks/draws").status == 404


def test_what_others_bought_with_it_is_recommended(told: Desk) -> None:
    answer = told.get("/members/email:c7002@mail.test/recommendations").json
    nothing = told.get("/members/email:c7001@mail.test/recommendations").json

    [found] = answer["data"]
    assert (found["product_ref"], found["reason"]) == ("2", "together")
    assert found["because"] == "1"
    assert nothing["data"] == []


def test_goals_say_how_they_are_computed(told: Desk) -> None:
    [goal] = told.get("/goals", headers={"Accept-Language": "ms"}).json["data"]

    assert (goal["baseline"], goal["value"], goal["target"]) == ("1", "2", "3")
    assert (goal["reached_bp"], goal["course"]) == (5_000, "on_the_way")
    assert goal["counted"] == [2, 1]
    assert goal["how"].startswith("Ahli berdaftar yang memesan dalam 90 hari")


def test_publishing_tells_members_what_changes(told: Desk) -> None:
    draft = {**TOLD, "campaigns": [], "earning": DOCUMENT["earning"][:2]}
    tag = told.ask("PUT", "/programme/draft", json=draft).headers["ETag"]
    done = told.ask(
        "POST", "/programme/draft/publish", json={}, headers={"If-Match": tag}
    ).json

    path = f"/programme/versions/{done['version']}/changes"
    english = told.get(path).json
    indonesian = told.get(f"{path}?lang=id").json

    assert len(english["lines"]) == 1
    assert english["lines"][0].startswith("No longer: ")
    assert indonesian["lines"][0].startswith("Tidak berlaku lagi: ")
    first = told.get("/programme/versions/1/changes").json
    assert any(line.startswith("New way to earn: ") for line in first["lines"])
    assert not any("lucky" in line or "buyers" in line for line in first["lines"])
    assert told.get("/programme/versions/77/changes").status == 404
