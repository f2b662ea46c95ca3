"""Tiers, memberships and perks of a member, asked and set through the API."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.services.tiers.lives import TIERS
from tests.web.desk import DOCUMENT, Desk, desk_at

BLACK = {
    "id": "black",
    "invite": True,
    "reach": {"any_of": [{"metric": "orders", "count": 9}]},
}
TOLD: dict[str, Any] = {
    **DOCUMENT,
    "tiers": [
        {**TIERS[0], "title": {"id": "Perunggu", "en": "Bronze"}},
        *TIERS[1:],
        BLACK,
    ],
    "memberships": [{"id": "club", "title": "Club"}],
    "perks": [
        {
            "id": "help",
            "held_by": {"tiers": ["gold"], "plans": ["club"]},
            "what": {"kind": "support_priority"},
        }
    ],
}


@pytest.fixture
def told(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    with desk_at(fresh_database_url, redis_url, document=TOLD) as desk:
        yield desk


def test_a_tier_says_where_a_member_stands_and_what_is_missing(told: Desk) -> None:
    member = told.member()
    answer = told.get(f"/members/{member}/tier", headers={"Accept-Language": "id"})

    assert answer.status == 200, answer.text
    assert (answer.json["tier_id"], answer.json["title"]) == ("bronze", "Perunggu")
    assert answer.json["next"]["tier_id"] == "silver"
    assert answer.json["next"]["requirements"] == [
        {
            "metric": "spend",
            "has": {"amount_minor": 0, "currency": "IDR"},
            "needs": {"amount_minor": 2_000_000, "currency": "IDR"},
            "left": {"amount_minor": 2_000_000, "currency": "IDR"},
        }
    ]


def test_staff_set_a_tier_with_a_reason_and_end_it(told: Desk) -> None:
    member = told.member()
    body = {
        "tier_id": "gold",
        "reason": "a long wait",
        "until": "2026-12-31T00:00:00Z",
        "gifts": False,
    }
    put = told.post(f"/members/{member}/tier", body, once="one")
    again = told.post(f"/members/{member}/tier", body, once="one")
    perks = told.get(f"/members/{member}/perks")
    ended = told.ask("DELETE", f"/members/{member}/tier")

    assert put.status == 200, put.text
    assert put.json == again.json
    assert (put.json["tier_id"], put.json["kept_until"]) == (
        "gold",
        "2026-12-31T00:00:00Z",
    )
    assert put.json["assigned"][0]["reason"] == "a long wait"
    assert [one["text"] for one in perks.json["data"]] == [
        "Helped first. For Gold or Club. Holds online."
    ]
    assert (ended.status, ended.json["tier_id"]) == (200, "bronze")


def test_an_invitation_is_given_and_taken_back(told: Desk) -> None:
    member = told.member()
    body = {"tier_id": "black", "reason": "a friend", "invite": True}
    invited = told.post(f"/members/{member}/tier", body)
    ended = told.ask("DELETE", f"/members/{member}/tier?invitations=true")

    assert invited.json["tier_id"] == "bronze"
    assert invited.json["assigned"][0]["until"] is None
    assert ended.json["assigned"][0]["until"] is not None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"tier_id": "platinum", "reason": "x"}, 404, "tier_missing"),
        (
            {"tier_id": "gold", "reason": "x", "until": "2026-01-01T00:00:00Z"},
            422,
            "tier_end_past",
        ),
        (
            {"tier_id": "gold", "reason": "x", "invite": True},
            422,
            "tier_not_by_invitation",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    told: Desk, body: dict[str, Any], status: int, code: str
) -> None:
    answer = told.post(f"/members/{told.member()}/tier", body)

    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_membership_is_granted_listed_and_ended(told: Desk) -> None:
    member = told.member()
    given = told.post(
        f"/members/{member}/memberships",
        {"plan_id": "club", "reason": "a gift", "months": 1},
    )
    listed = told.get(f"/members/{member}/memberships")
    perks = told.get(f"/members/{member}/perks")
    told.world.clock.advance(hours=1)
    ended = told.ask("DELETE", f"/members/{member}/memberships/club")
    twice = told.ask("DELETE", f"/members/{member}/memberships/club")

    assert given.status == 200, given.text
    assert given.json == listed.json
    assert [(one["title"], one["active"]) for one in listed.json["data"]] == [
        ("Club", True)
    ]
    assert [one["perk_id"] for one in perks.json["data"]] == ["help"]
    assert [(one["ending"], one["active"]) for one in ended.json["data"]] == [
        ("refunded", False)
    ]
    assert (twice.status, twice.json["code"]) == (422, "membership_not_held")


def test_reading_needs_one_scope_and_setting_another(told: Desk) -> None:
    member = told.member()
    key = told.key_with("members:read")

    assert told.get(f"/members/{member}/tier", key=key).status == 200
    answer = told.post(
        f"/members/{member}/tier", {"tier_id": "gold", "reason": "x"}, key=key
    )
    assert answer.status == 403
