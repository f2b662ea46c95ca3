"""Doubtful referrals are decided; pairs of members are merged or told apart."""

from html import unescape
from typing import Any
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services import alike
from app.services.analytics.reading import Reading
from app.services.referral_desk import STATES
from app.storage.analytics.measuring import Measure
from app.storage.analytics.spans import Span
from app.web.admin.analytics.overview import REFERRALS
from app.web.admin.words import say
from tests.factories import customer, line, order
from tests.web.admin.conftest import Office
from tests.web.admin.members.test_merge import enrolled
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


@pytest.fixture
def pair(office: Office) -> tuple[UUID, UUID]:
    """Two members with one phone number; the second has more points."""
    made = enrolled(office, "ani@mail.test", 100), enrolled(office, "a@mail.test", 130)
    office.desk.world.run(
        lambda uow: uow.connection.exec_driver_sql("UPDATE member SET phone = '+62811'")
    )
    return made


TO_DO = "1 pair of members may be one person"


def test_a_pair_stands_side_by_side_and_leads_to_the_merge(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    review = unescape(office.get("/members/review").text)

    assert TO_DO in office.get("/home").text
    assert "Perhaps one person" in review
    assert f"/admin/members/{pair[1]}/merge?gone={pair[0]}" in review
    merge = office.get(f"/members/{pair[1]}/merge?gone={pair[0]}")
    assert "ani@mail.test" in merge.text


def test_two_who_are_told_apart_wait_no_more(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    at = f"/members/review/alike/{pair[1]}/{pair[0]}"

    assert office.post(at).status == 303
    assert office.post(at).status == 303
    gone = office.get("/home").text, office.get("/members/review").text
    office.post(f"{at}/again")
    back = office.get("/home").text, office.get("/members/review").text

    assert [TO_DO in gone[0], "Perhaps one person" in gone[1]] == [False, False]
    assert [TO_DO in back[0], "Perhaps one person" in back[1]] == [True, True]


def test_only_two_members_can_be_told_apart(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    at = "/members/review/alike"

    assert office.post(f"{at}/{pair[0]}/{pair[0]}").status == 404
    assert office.post(f"{at}/{pair[0]}/{UUID(int=7)}").status == 404


def test_a_number_that_many_have_makes_nobody_alike(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    for number in range(4):
        enrolled(office, f"more{number}@mail.test", 1)
    office.desk.world.run(
        lambda uow: uow.connection.exec_driver_sql("UPDATE member SET phone = '0'")
    )

    assert "Perhaps one person" not in office.get("/members/review").text
    assert "may be one person" not in office.get("/home").text


def test_who_may_not_merge_sees_the_pair_and_no_button(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    office.as_role(Role.ANALYST)

    review = office.get("/members/review").text

    assert "Perhaps one person" in review
    assert "Not the same person" not in review


def test_what_was_settled_since_the_figures_were_kept_waits_no_more(
    office: Office, pair: tuple[UUID, UUID]
) -> None:
    world = office.desk.world
    at = world.clock.now()
    now = {("alike", "count"): Measure("alike", "count", 1, 1)}
    kept = Reading(Span.ending(at.date(), 28), "IDR", "points", at, now)
    world.clock.advance(seconds=1)

    before = world.run(lambda uow: alike.waiting(uow, kept))
    world.run(lambda uow: alike.tell_apart(world.env, uow, pair, by="staff:ada"))

    assert (before, world.run(lambda uow: alike.waiting(uow, kept))) == (1, 0)
