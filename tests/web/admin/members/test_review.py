"""Doubtful referrals: told in words, approved and rejected, nowhere an error."""

from html import unescape
from typing import Any

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services.referral_desk import STATES
from app.web.admin.analytics.overview import REFERRALS
from app.web.admin.words import say
from tests.factories import customer, line, order
from tests.web.admin.conftest import Office
from tests.web.desk import DOCUMENT

REFERRAL: dict[str, Any] = {
    **DOCUMENT,
    "referral": {
        "friend_gifts": [{"kind": "points", "points": 50}],
        "advocate_gifts": [{"kind": "points", "points": 200}],
        "velocity": {"most": 1},
    },
}


def came(office: Office, ref: str, code: str) -> dict[str, Any]:
    """Let a member claim to have come through a link."""
    friend = office.desk.member(customer(ref, email=f"friend{ref}@mail.test"))
    body = {"code": code, "member": friend}
    claimed: dict[str, Any] = office.desk.post("/referrals/claims", body).json
    return claimed


@pytest.fixture
def code(office: Office) -> str:
    """The link of a member whom friends come through."""
    office.desk.world.publish(REFERRAL)
    ani = office.desk.member(customer("1", email="ani@mail.test"))
    found: str = office.desk.get(f"/members/{ani}/referral").json["code"]
    return found


def blocked(office: Office, code: str) -> dict[str, Any]:
    """Let somebody claim who has bought here before."""
    office.desk.world.settle(
        order(line("50000"), who=customer("old", email="friendold@mail.test"))
    )
    office.desk.world.clock.advance(seconds=1)
    return came(office, "old", code)


@pytest.mark.parametrize("language", Language)
def test_pages_tell_of_a_referral_that_a_check_refused(
    office: Office, code: str, language: Language
) -> None:
    assert blocked(office, code)["state"] == "blocked"
    office.as_role(Role.OWNER, language)
    words = say("referral.blocked", language)

    for path in ("/home", "/members/activity", "/analytics/referrals"):
        page = office.get(path)
        assert page.status == 200, (path, page.text[-2000:])
        assert words in unescape(page.text), path

    review = unescape(office.get("/members/review").text)
    assert say("review.blocked", language) in review
    assert say("reason.existing_customer", language) in review
    assert "existing_customer" not in review


def test_why_a_referral_was_refused_is_told_in_words(office: Office, code: str) -> None:
    claimed = blocked(office, code)
    stream = office.get("/members/activity?kind=referrals").text
    at = stream.split("/members/activity/why/referrals/")[1].partition('"')[0]

    page = unescape(office.get(f"/members/activity/why/referrals/{at}").text)

    assert claimed["reasons"][0]["code"] == "existing_customer"
    assert "the friend has bought here before" in page
    assert "Refused by a check" in page


def test_a_wrong_refusal_is_approved_and_leaves_the_list(
    office: Office, code: str
) -> None:
    claimed = blocked(office, code)
    at = office.get("/members/review").text.split("/members/review/referrals/")[1]

    answer = office.post(
        f"/members/review/referrals/{at.partition(chr(34))[0]}", {"say": "approve"}
    )

    assert answer.status == 303
    found = office.desk.get(f"/referrals/{claimed['id']}").json
    assert found["decision"]["outcome"] == "approved"
    assert "Referrals that a check refused" not in office.get("/members/review").text


def test_suspects_stand_apart_from_refusals(office: Office, code: str) -> None:
    came(office, "first", code)
    office.desk.world.clock.advance(seconds=1)

    assert came(office, "second", code)["state"] == "held"
    review = unescape(office.get("/members/review").text)

    assert "Held referrals" in review
    assert "very many came through this member's link" in review
    assert "Referrals that a check refused" not in review


def test_the_figures_name_every_state_of_a_referral() -> None:
    assert set(REFERRALS) == set(STATES)
    assert len(REFERRALS) == len(STATES)
