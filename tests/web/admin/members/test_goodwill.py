"""Points by hand keep their limits: sent twice, by two at once, approved by another."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from app.domain.goodwill import Limits
from app.domain.ledger import Key
from app.domain.staff import Role
from app.services import goodwill
from app.services.adjustments import Adjustment, NothingToAdjust
from app.services.goodwill import OverLimit
from app.services.staff import staffing
from app.services.staff.principal import StaffPrincipal
from app.storage.goodwill import ApprovalRow, GoodwillRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.web.admin.conftest import Office, person
from tests.web.admin.members.by_hand import send, shown
from tests.web.desk import Answer

ROUNDS = 6


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member whom the store knows."""
    profile = customer()
    office.desk.member(profile)
    return office.desk.world.member(profile.customer_ref or "")


def limit(office: Office, role: Role, limits: Limits) -> None:
    at = office.env.clock.now()
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(role, limits, by="t", at=at),
    )


def waiting(office: Office) -> list[ApprovalRow]:
    return office.env.database.run(
        office.programme_id, lambda uow: GoodwillRepository(uow).waiting()
    )


def given_to(office: Office, member_id: UUID) -> int:
    since = office.env.clock.now().replace(year=2000)
    return office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).given_to(member_id, since),
    )


def say(office: Office, row: ApprovalRow, word: str) -> int:
    at = f"/members/review/approvals/{row.approval_id}"
    return office.post(at, {"say": word}).status


def test_a_form_asks_once_however_often_it_is_sent(office: Office, budi: UUID) -> None:
    office.as_role(Role.SUPPORT)
    once = str(uuid4())

    first = send(office, budi, points="99999", deed="ask", once=once)
    again = send(office, budi, points="99999", deed="ask", once=once)
    other = send(office, budi, points="88888", deed="ask", once=once)

    assert (first.status, again.status, other.status) == (303, 303, 409)
    assert [row.asked["points"] for row in waiting(office)] == [99999]
    office.as_role(Role.OWNER)
    assert office.get("/settings/audit").text.count("Asked for approval") == 1


def test_what_was_given_is_answered_alike_when_it_comes_again(
    office: Office, budi: UUID
) -> None:
    before = shown(office, budi)
    limit(office, Role.SUPPORT, Limits(1000, 9000, 2000))
    office.as_role(Role.SUPPORT)
    send(office, budi, points="1000")
    send(office, budi, points="200")
    once = str(uuid4())

    first = send(office, budi, points="700", once=once)
    again = send(office, budi, points="700", once=once)

    assert (first.status, again.status) == (303, 303)
    assert shown(office, budi) == before + 1900


def test_a_balance_that_was_set_is_answered_alike_too(
    office: Office, budi: UUID
) -> None:
    once = str(uuid4())

    first = send(office, budi, way="set", points="777", once=once)
    send(office, budi, points="1")
    again = send(office, budi, way="set", points="777", once=once)

    assert (first.status, again.status) == (303, 303)
    assert shown(office, budi) == 778


def test_what_was_undone_counts_for_nothing_when_its_form_comes_again(
    office: Office, budi: UUID
) -> None:
    once = str(uuid4())
    told = send(office, budi, once=once).headers["Location"]
    page = office.get(told.removeprefix("/admin")).text
    undo = re.search(rf"/admin(/members/{budi}/adjust/[0-9a-f-]{{36}}/undo)", page)
    assert undo is not None
    office.post(undo[1])

    again = send(office, budi, once=once)

    assert again.status == 303
    assert given_to(office, budi) == 0


def at_once(
    office: Office, member_id: UUID, people: list[StaffPrincipal], asked: Adjustment
) -> list[bool]:
    """Let people give at the same moment; return to whom it was granted."""
    barrier = Barrier(len(people))

    def one(staff: StaffPrincipal) -> bool:
        key = Key.of("staff", uuid4())

        def write(uow: UnitOfWork) -> None:
            goodwill.give(office.env, uow, staff, member_id, asked, key=key)

        barrier.wait()
        try:
            office.env.database.run(office.programme_id, write)
        except (OverLimit, NothingToAdjust):
            return False
        return True

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def test_a_member_s_limit_holds_for_two_who_give_at_once(
    office: Office, budi: UUID
) -> None:
    limit(office, Role.MANAGER, Limits(1000, 90_000, 1000 * ROUNDS))
    people = [person(office.desk, Role.MANAGER) for _ in range(2)]
    asked = Adjustment(1000, "points", "goodwill")

    for _ in range(ROUNDS):
        at_once(office, budi, people, asked)

    assert given_to(office, budi) == 1000 * ROUNDS


def test_two_who_give_the_last_of_a_limit_at_once_give_it_once(
    office: Office,
) -> None:
    limit(office, Role.MANAGER, Limits(1000, 90_000, 1000))
    people = [person(office.desk, Role.MANAGER) for _ in range(2)]
    asked = Adjustment(1000, "points", "goodwill")

    for each in range(ROUNDS):
        profile = customer(customer_ref=f"at-once-{each}", email=f"m{each}@mail.test")
        office.desk.member(profile)
        member_id = office.desk.world.member(f"at-once-{each}")
        granted = at_once(office, member_id, people, asked)
        assert sorted(granted) == [False, True]


def test_a_balance_is_what_two_set_it_to_at_once(office: Office, budi: UUID) -> None:
    people = [person(office.desk, Role.OWNER) for _ in range(2)]
    before = shown(office, budi)

    for each in range(1, ROUNDS + 1):
        target = before + 400 * each
        asked = Adjustment(400, "points", "correction", to=target)
        granted = at_once(office, budi, people, asked)
        assert sorted(granted) == [False, True]
        assert shown(office, budi) == target


def test_a_balance_that_waited_is_set_to_what_was_asked(
    office: Office, budi: UUID
) -> None:
    boss, asker = office.staff, person(office.desk, Role.SUPPORT)
    office.staff = asker
    once = str(uuid4())
    send(office, budi, way="set", points="7087", deed="ask", once=once)
    office.staff = boss
    send(office, budi, points="700")
    office.staff = asker

    again = send(office, budi, way="set", points="7087", deed="ask", once=once)
    office.staff = boss
    page = office.get("/members/review").text
    (row,) = waiting(office)
    done = say(office, row, "approve")

    assert again.status == 303
    assert "set to 7,087 points" in page
    assert done == 303
    assert shown(office, budi) == 7087


def test_support_refuses_nothing_that_somebody_else_asked(
    office: Office, budi: UUID
) -> None:
    limit(office, Role.MANAGER, Limits(1, 1, 1))
    office.staff = person(office.desk, Role.MANAGER)
    asker = office.staff
    send(office, budi, deed="ask")
    (row,) = waiting(office)

    office.staff = person(office.desk, Role.SUPPORT)
    refused = say(office, row, "refuse")
    office.staff = asker
    withdrawn = say(office, row, "refuse")

    assert (refused, withdrawn) == (422, 303)


@pytest.mark.parametrize(
    "limits", [Limits(50, 999, 999), Limits(999, 149, 999), Limits(999, 999, 149)]
)
def test_who_approves_does_it_within_what_they_may_still_give(
    office: Office, budi: UUID, limits: Limits
) -> None:
    before, boss = shown(office, budi), office.staff
    limit(office, Role.MANAGER, limits)
    office.staff = person(office.desk, Role.SUPPORT)
    send(office, budi, points="100", deed="ask")
    (row,) = waiting(office)
    office.staff = person(office.desk, Role.MANAGER)
    send(office, budi, points="50")

    beyond = say(office, row, "approve")
    office.staff = boss
    within = say(office, row, "approve")

    assert (beyond, within) == (422, 303)
    assert shown(office, budi) == before + 150


def reward(office: Office, member_id: UUID, once: str | None = None) -> Answer:
    fields = {
        "reward": "ten-thousand",
        "store": str(office.desk.world.store_id),
        "once": once or str(uuid4()),
    }
    return office.post(f"/members/{member_id}/give", fields)


def test_a_reward_by_hand_counts_what_it_is_sold_for(
    office: Office, budi: UUID
) -> None:
    boss, price = office.staff, price_of(office)
    limit(office, Role.SUPPORT, Limits(price, 9 * price, 2 * price))
    office.staff = person(office.desk, Role.SUPPORT)
    once = str(uuid4())

    answers = [reward(office, budi), reward(office, budi, once)]
    answers += [reward(office, budi, once), reward(office, budi)]

    assert [each.status for each in answers] == [303, 303, 303, 400]
    assert "worth more than you may still give" in answers[3].text
    assert given_to(office, budi) == 2 * price
    assert send(office, budi, points="1").status == 400
    office.staff = boss
    assert reward(office, budi).status == 303


def price_of(office: Office) -> int:
    def read(uow: UnitOfWork) -> int:
        _, document = ProgrammeRepository(uow).live()
        (found,) = [each for each in document.rewards if each.id == "ten-thousand"]
        return int(getattr(found, "price", 0))

    return office.env.database.run(office.programme_id, read)


def test_a_reward_that_is_cancelled_counts_no_more(office: Office, budi: UUID) -> None:
    reward(office, budi)
    page = office.get(f"/members/{budi}").text
    cancel = re.search(
        rf"/admin(/members/{budi}/vouchers/[0-9a-f-]{{36}}/cancel)", page
    )
    assert cancel is not None
    counted = given_to(office, budi)

    office.post(cancel[1])

    assert counted == price_of(office)
    assert given_to(office, budi) == 0


def test_the_report_has_rewards_and_leaves_out_what_was_taken_back(
    office: Office, budi: UUID
) -> None:
    send(office, budi, points="30", reason="late_delivery")
    team = office.staff.merchant_id
    who = staffing.add(office.env, team, name="Rudi", role=Role.OWNER, email="r@m.test")
    office.staff = replace(office.staff, staff_id=who)
    reward(office, budi)
    told = send(office, budi, points="70").headers["Location"]
    page = office.get(told.removeprefix("/admin")).text
    undo = re.search(rf"/admin(/members/{budi}/adjust/[0-9a-f-]{{36}}/undo)", page)
    assert undo is not None
    office.post(undo[1])
    office.desk.world.clock.advance(hours=30)
    office.staff = replace(office.staff, proven_at=office.env.clock.now())

    lines = office.get("/analytics/reports/goodwill.csv?days=28").text.splitlines()

    assert sorted(lines[1:]) == [
        "Late delivery,Somebody who left,points,1,30,0",
        f"Reward,Rudi,points,1,{price_of(office)},0",
    ]
