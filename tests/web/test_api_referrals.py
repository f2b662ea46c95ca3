"""Referrals through the API: links, claims, the list for people."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.words import Language
from app.services.debts import HANDLERS
from app.services.outbox import drain
from tests.factories import customer
from tests.web.desk import DOCUMENT, Desk, desk_at

TOLD: dict[str, Any] = {
    **DOCUMENT,
    "earning": [],
    "referral": {
        "friend_gifts": [{"kind": "points", "points": 50}],
        "advocate_gifts": [{"kind": "points", "points": 200}],
        "velocity": {"most": 1},
    },
}


@pytest.fixture
def told(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    with desk_at(fresh_database_url, redis_url, document=TOLD) as desk:
        yield desk


def someone(desk: Desk, ref: str, name: str) -> str:
    return desk.member(customer(ref, email=f"{name}@mail.test"))


def claimed(desk: Desk, friend: str, code: str, **more: Any) -> Any:  # noqa: ANN401
    return desk.post("/referrals/claims", {"code": code, "member": friend, **more})


def points(desk: Desk, member: str) -> int:
    while drain(desk.world.env, HANDLERS, most=50):
        pass
    (held,) = desk.get(f"/members/{member}/balance").json["data"]
    return int(held["shown"])


def test_a_link_is_made_once_and_told_in_words(told: Desk) -> None:
    ani = someone(told, "1", "ani")

    first = told.get(f"/members/{ani}/referral")
    again = told.get(f"/members/{ani}/referral", headers={"Accept-Language": "id"})

    assert first.status == 200, first.text
    assert again.json["code"] == first.json["code"]
    assert first.json["links"][0]["url"].endswith(f"/?ref={first.json['code']}")
    assert "Teman yang bergabung lewat tautanmu mendapat 50" in again.json["terms"]
    assert (first.json["friends"], first.json["came"]) == ([], None)


def test_a_claim_welcomes_the_friend_at_once_and_once(told: Desk) -> None:
    ani, budi = someone(told, "1", "ani"), someone(told, "2", "budi")
    code = told.get(f"/members/{ani}/referral").json["code"]

    first = claimed(told, budi, code.lower(), device="198.51.100.7 chrome")
    again = claimed(told, budi, code)

    assert (first.status, again.status) == (201, 200), first.text
    assert first.json["state"] == "open"
    assert first.json["id"] == again.json["id"]
    assert points(told, budi) == 50
    shown = told.get(f"/members/{ani}/referral")
    assert [one["state"] for one in shown.json["friends"]] == ["open"]
    assert budi not in shown.text
    assert told.get(f"/members/{budi}/referral").json["came"]["state"] == "open"


@pytest.mark.parametrize("language", Language)
def test_suspects_are_listed_with_reasons_and_approved(
    told: Desk, language: Language
) -> None:
    ani = someone(told, "1", "ani")
    code = told.get(f"/members/{ani}/referral").json["code"]
    claimed(told, someone(told, "2", "budi"), code)
    told.world.clock.advance(seconds=1)
    cici = someone(told, "3", "cici")
    held = claimed(told, cici, code).json
    assert (held["state"], points(told, cici)) == ("held", 0)

    asked = {"Accept-Language": language.value}
    listed = told.get("/referrals", headers=asked).json["data"]
    approved = told.post(
        f"/referrals/{held['id']}/approve", {"reason": "a school class"}
    )

    assert [one["id"] for one in listed] == [held["id"]]
    (why,) = listed[0]["reasons"]
    assert why["code"] == "too_fast"
    assert len(why["text"]) > 20
    assert approved.json["decision"]["reason"] == "a school class"
    assert (approved.json["state"], points(told, cici)) == ("open", 50)
    assert told.get("/referrals").json["data"] == []
    assert told.get(f"/referrals/{held['id']}").json == approved.json


def test_a_refusal_takes_back(told: Desk) -> None:
    ani, budi = someone(told, "1", "ani"), someone(told, "2", "budi")
    code = told.get(f"/members/{ani}/referral").json["code"]
    one = claimed(told, budi, code).json
    assert points(told, budi) == 50

    refused = told.post(f"/referrals/{one['id']}/reject", {"reason": "made up"})

    assert refused.json["state"] == "refused"
    assert refused.json["friend_reasons"][0]["code"] == "by_hand"
    assert points(told, budi) == 0
    assert told.get("/referrals?state=refused").json["data"][0]["id"] == one["id"]


def test_the_list_is_paged(told: Desk) -> None:
    ani = someone(told, "1", "ani")
    code = told.get(f"/members/{ani}/referral").json["code"]
    made = []
    for number in range(3):
        friend = someone(told, f"f{number}", f"friend{number}")
        made.append(claimed(told, friend, code).json["id"])
        told.world.clock.advance(seconds=1)

    first = told.get("/referrals?state=any&limit=2").json
    rest = told.get(f"/referrals?state=any&limit=2&cursor={first['next_cursor']}").json

    assert [one["id"] for one in (*first["data"], *rest["data"])] == made[::-1]
    assert rest["next_cursor"] is None


def test_what_can_t_be_claimed(told: Desk) -> None:
    ani, budi = someone(told, "1", "ani"), someone(told, "2", "budi")
    code = told.get(f"/members/{ani}/referral").json["code"]
    other = told.get(f"/members/{budi}/referral").json["code"]
    cici = someone(told, "3", "cici")
    claimed(told, cici, code)

    answers = [
        claimed(told, budi, "NOBODYSCODE1"),
        claimed(told, ani, code),
        claimed(told, cici, other),
        claimed(told, "email:nobody@mail.test", code),
    ]

    assert [(one.status, one.json["code"]) for one in answers] == [
        (404, "referral_code_unknown"),
        (422, "referral_own_link"),
        (409, "referral_came_before"),
        (404, "member_missing"),
    ]
    told.world.publish(DOCUMENT)
    assert claimed(told, budi, code).json["code"] == "referral_off"
