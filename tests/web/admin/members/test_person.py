"""A member's page: every figure told why, what staff do at the counter, a statement."""

import re
from datetime import date
from uuid import UUID

import pytest

from app.domain.events import OrderState
from app.domain.ids import public_id
from app.domain.staff import Role
from app.services import consents, members
from app.services.consents import Shown
from app.services.members import Profile
from app.storage.audit import AuditBook, Sought
from app.storage.members import MemberRepository
from app.storage.referrals import ReferralRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, order
from tests.web.admin.conftest import Office

FIGURES = ("usable", "pending", "expiring", "lifetime", "spent")


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member whom the store knows."""
    profile = customer()
    office.desk.member(profile)
    return office.desk.world.member(profile.customer_ref or "")


def run(office: Office, work: object) -> object:
    return office.env.database.run(office.programme_id, work)  # type: ignore[arg-type]


def birthday_of(office: Office, member_id: UUID) -> date | None:
    return office.env.database.run(
        office.programme_id,
        lambda uow: MemberRepository(uow).get(member_id).birthday,
    )


def test_every_figure_of_the_page_says_why(office: Office, budi: UUID) -> None:
    office.desk.world.settle(order())

    page = office.get(f"/members/{budi}").text

    for figure in FIGURES:
        at = f"/members/{budi}/why/{figure}"
        assert f"/admin{at}" in page
        assert office.get(at).status == 200
    assert office.get(f"/members/{budi}/why/luck").status == 404


def test_lifetime_points_stay_when_points_are_taken_back_by_hand(
    office: Office, budi: UUID
) -> None:
    for way, points in (("add", "500"), ("remove", "200")):
        form = office.get(f"/members/{budi}/adjust").text
        once = re.search(r'name="once" value="([0-9a-f-]{36})"', form)
        assert once is not None
        said = {"way": way, "points": points, "reason": "goodwill", "once": once[1]}
        assert office.post(f"/members/{budi}/adjust", said).status == 303

    why = office.get(f"/members/{budi}/why/lifetime").text

    assert "Added by the shop" in why
    assert "Removed" not in why
    assert "+500" in why


def test_each_order_leads_to_why_it_earned_what_it_did(
    office: Office, budi: UUID
) -> None:
    placed = order()
    office.desk.world.settle(placed)

    page = office.get(f"/members/{budi}").text
    found = re.search(r'/admin(/members/activity/orders/[^"]+)"', page)

    assert found is not None
    assert office.get(found[1]).status == 200


def test_the_timeline_tells_of_orders_that_earned_nothing(
    office: Office, budi: UUID
) -> None:
    office.desk.world.settle(order(state=OrderState.OPEN))

    timeline = office.get(f"/members/{budi}").text.partition('id="points"')[2]
    timeline = timeline.partition('id="rewards"')[0]

    assert "nothing" in timeline.lower()
    assert "/members/activity/why/refusals/" in timeline


def test_link_and_consents_stand_on_the_page(office: Office, budi: UUID) -> None:
    def write(uow: UnitOfWork) -> None:
        now = office.env.clock.now()
        ReferralRepository(uow).add_code("BUDI77", budi, at=now)
        member = MemberRepository(uow).get(budi)
        consents.say(
            office.env,
            uow,
            member,
            {"email": True},
            Shown("staff", office.desk.world.store_id),
        )

    run(office, write)

    page = office.get(f"/members/{budi}").text

    assert "BUDI77" in page
    assert "by the team" in page


def test_a_statement_is_a_spreadsheet_of_every_line(office: Office, budi: UUID) -> None:
    office.desk.world.settle(order())

    answer = office.post(f"/members/{budi}/statement")

    lines = answer.text.strip().split("\r\n")
    assert answer.status == 200
    assert lines[0] == "at,what,change,pending,transaction_id"
    assert len(lines) > 1
    assert "Fetched a member" in office.get("/settings/audit").text


def test_a_birthday_is_told_and_then_corrected_once(office: Office, budi: UUID) -> None:
    at = f"/members/{budi}/birthday"
    said = {"day": "5", "month": "3", "year": "1990", "reason": "at the counter"}

    told = office.post(at, said)
    corrected = office.post(at, {**said, "day": "6"})
    refused = office.post(at, {**said, "day": "7"})

    assert (told.status, corrected.status, refused.status) == (303, 303, 400)
    assert birthday_of(office, budi) == date(1990, 3, 6)
    assert "It can be corrected once" in office.get(at).text


@pytest.mark.parametrize(
    "said",
    [
        {"day": "31", "month": "2"},
        {"day": "1", "month": "1", "year": "2999"},
        {"day": "", "month": "1"},
        {"day": "1", "month": "1", "reason": ""},
    ],
)
def test_a_birthday_that_is_none_is_refused_beside_what_was_typed(
    office: Office, budi: UUID, said: dict[str, str]
) -> None:
    answer = office.post(f"/members/{budi}/birthday", {"reason": "typo", **said})

    assert answer.status == 400
    assert birthday_of(office, budi) is None


def test_support_corrects_no_birthday(office: Office, budi: UUID) -> None:
    office.as_role(Role.SUPPORT)

    assert office.get(f"/members/{budi}/birthday").status == 403


def test_a_guest_without_a_store_has_nothing_to_redeem_there(office: Office) -> None:
    profile = Profile(email="siti@mail.test")
    row, _ = office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )

    assert office.get(f"/members/{row.member_id}/redeem").status == 200


def given(office: Office, member_id: UUID, points: int) -> None:
    form = office.get(f"/members/{member_id}/adjust").text
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', form)
    assert once is not None
    said = {"way": "add", "points": points, "reason": "goodwill", "once": once[1]}
    assert office.post(f"/members/{member_id}/adjust", said).status == 303


def usable(office: Office, member_id: UUID) -> int:
    return office.desk.usable(public_id("mem", member_id))


def test_staff_redeem_with_the_points_of_the_member_and_once(
    office: Office, budi: UUID
) -> None:
    given(office, budi, 5_000)
    before, at = usable(office, budi), f"/members/{budi}/redeem"
    form = office.get(at).text
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', form)
    assert once is not None
    said = {
        "reward": "slide",
        "store": str(office.desk.world.store_id),
        "points": "300",
        "once": once[1],
    }

    first, second = office.post(at, said), office.post(at, said)

    assert (first.status, second.status) == (303, 303)
    assert usable(office, budi) == before - 300
    trail = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).newest(Sought(action="member.redeemed"), most=5),
    )
    assert trail[0].entry.actor == office.staff.actor
    assert trail[0].entry.subject == f"member:{budi}"


def test_a_reward_that_is_not_paid_for_is_refused_with_its_reason(
    office: Office, budi: UUID
) -> None:
    before, at = usable(office, budi), f"/members/{budi}/redeem"
    said = {
        "reward": "slide",
        "store": str(office.desk.world.store_id),
        "points": "900000",
        "once": str(office.env.ids.new()),
    }

    answer = office.post(at, said)

    assert answer.status == 400
    assert usable(office, budi) == before
    assert "Not now, and why" in answer.text


def test_an_analyst_redeems_for_nobody(office: Office, budi: UUID) -> None:
    office.as_role(Role.ANALYST)

    assert office.get(f"/members/{budi}/redeem").status == 403
