"""Members in the back office: found, read, given points within limits, reviewed."""

import re
from uuid import UUID

import pytest

from app.domain.events import CustomerProfile
from app.domain.goodwill import Limits
from app.domain.staff import Role
from app.domain.words import Language
from app.services import goodwill, members
from app.services.erasure import erase
from app.services.members import Profile
from app.services.staff import audit
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from tests.web.admin.conftest import Office, person

BUDI = CustomerProfile(customer_ref="c-1", email="budi@mail.test", has_account=True)


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member with a name and the bonus of signing up."""
    profile = Profile(email="budi@mail.test", first_name="Budi", last_name="Santoso")
    row, _ = office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )
    return row.member_id


def shown(office: Office, member_id: UUID) -> int:
    balances = office.env.database.run(
        office.programme_id,
        lambda uow: LedgerRepository(uow, office.env.ids).balances(member_id),
    )
    return balances["points"].shown if "points" in balances else 0


def once(office: Office, member_id: UUID) -> str:
    page = office.get(f"/members/{member_id}/adjust").text
    found = re.search(r'name="once" value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


def adjust(office: Office, member_id: UUID, **said: str) -> object:
    fields = {"way": "add", "points": "50", "reason": "goodwill", **said}
    fields.setdefault("once", once(office, member_id))
    return office.post(f"/members/{member_id}/adjust", fields)


def test_a_member_is_in_the_list_with_points_and_their_worth(
    office: Office, budi: UUID
) -> None:
    answer = office.get("/members")

    assert answer.status == 200
    assert "Budi Santoso" in answer.text
    assert f"/admin/members/{budi}" in answer.text


def test_a_search_that_finds_one_goes_straight_to_the_page(
    office: Office, budi: UUID
) -> None:
    answer = office.get("/find?q=budi@")

    assert answer.status == 303
    assert answer.headers["Location"].endswith(f"/members/{budi}")


def test_a_search_that_finds_nobody_says_what_to_try(office: Office) -> None:
    assert "Nobody fits" in office.get("/members?q=nobody-of-this-name").text


def test_the_page_of_a_member_tells_every_line_and_why(
    office: Office, budi: UUID
) -> None:
    adjust(office, budi, public_note="Maaf")

    page = office.get(f"/members/{budi}").text
    link = re.search(r"/admin(/members/activity/why/points/[0-9a-f-]{36})", page)
    assert link is not None
    why = office.get(link[1]).text

    assert "50 points" in why
    assert "+50" in page


def test_points_are_given_once_however_often_the_form_is_sent(
    office: Office, budi: UUID
) -> None:
    before, token = shown(office, budi), once(office, budi)

    first = adjust(office, budi, once=token)
    second = adjust(office, budi, once=token)

    assert (first.status, second.status) == (303, 303)  # type: ignore[attr-defined]
    assert shown(office, budi) == before + 50


def test_a_form_that_is_wrong_keeps_what_was_typed_and_says_what_is_right(
    office: Office, budi: UUID
) -> None:
    before = shown(office, budi)

    answer = adjust(office, budi, points="lots", internal_note="phoned twice")

    assert answer.status == 400  # type: ignore[attr-defined]
    text = answer.text  # type: ignore[attr-defined]
    assert 'value="lots"' in text
    assert "phoned twice" in text
    assert "Please enter a whole number" in text
    assert shown(office, budi) == before


def test_set_to_books_the_difference_and_nothing_where_there_is_none(
    office: Office, budi: UUID
) -> None:
    adjust(office, budi, way="set", points="777")
    assert shown(office, budi) == 777

    again = adjust(office, budi, way="set", points="777")

    assert again.status == 400  # type: ignore[attr-defined]
    assert "change nothing" in again.text  # type: ignore[attr-defined]


def test_above_the_limit_somebody_else_must_agree(office: Office, budi: UUID) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.SUPPORT, Limits(100, 150, 150), by="test", at=office.env.clock.now()
        ),
    )
    before, boss = shown(office, budi), office.staff
    office.staff = person(office.desk, Role.SUPPORT)

    refused = adjust(office, budi, points="101")
    assert "Ask for approval" in refused.text  # type: ignore[attr-defined]
    adjust(office, budi, points="101", deed="ask")
    page = office.get("/members/review").text
    address = re.search(r"/admin(/members/review/approvals/[0-9a-f-]{36})", page)
    assert address is not None
    own = office.post(address[1], {"say": "approve"})
    assert own.status == 422
    assert shown(office, budi) == before

    office.staff = boss
    assert office.post(address[1], {"say": "approve"}).status == 303
    assert shown(office, budi) == before + 101
    assert office.post(address[1], {"say": "approve"}).status == 409


def test_what_waited_goes_with_the_person(office: Office, budi: UUID) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.SUPPORT, Limits(1, 1, 1), by="test", at=office.env.clock.now()
        ),
    )
    office.as_role(Role.SUPPORT)
    adjust(office, budi, points="99", deed="ask", internal_note="Budi phoned")
    assert "Budi phoned" in office.get("/members/review").text

    erase(office.env, office.programme_id, budi)

    assert "Budi phoned" not in office.get("/members/review").text


def test_a_day_has_a_limit_too(office: Office, budi: UUID) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.SUPPORT, Limits(100, 150, 999), by="test", at=office.env.clock.now()
        ),
    )
    office.as_role(Role.SUPPORT)

    assert adjust(office, budi, points="100").status == 303  # type: ignore[attr-defined]
    assert adjust(office, budi, points="51").status == 400  # type: ignore[attr-defined]
    assert adjust(office, budi, points="50").status == 303  # type: ignore[attr-defined]


def test_an_analyst_reads_and_gives_nothing(office: Office, budi: UUID) -> None:
    office.as_role(Role.ANALYST)

    assert office.get(f"/members/{budi}").status == 200
    answer = office.get(f"/members/{budi}/adjust")
    assert answer.status == 403
    assert "Owner" in answer.text
    assert "Support" in answer.text


def test_every_deed_is_in_the_audit_trail_without_a_name(
    office: Office, budi: UUID
) -> None:
    adjust(office, budi)
    office.post(f"/members/{budi}/block", {"reason": "two accounts"})
    office.post(f"/members/{budi}/unblock")

    entries = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=10),
    )

    assert [each.entry.action for each in entries] == [
        "member.adjusted",
        "member.blocked",
        "member.unblocked",
    ]
    assert "budi" not in repr(entries).lower()
    assert audit.check(office.env, office.programme_id) is None


def test_a_blocked_member_is_marked_and_can_be_let_go(
    office: Office, budi: UUID
) -> None:
    assert office.post(f"/members/{budi}/block", {"reason": ""}).status == 400

    office.post(f"/members/{budi}/block", {"reason": "two accounts"})
    assert "two accounts" in office.get(f"/members/{budi}").text
    assert "Budi" in office.get("/members?state=blocked").text

    office.post(f"/members/{budi}/unblock")
    assert "Budi" not in office.get("/members?state=blocked").text


def test_the_csv_holds_the_filter_and_no_formula(office: Office, budi: UUID) -> None:
    profile = Profile(email="x@mail.test", first_name="=cmd|' /C calc'!A0")
    office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )

    answer = office.get("/members.csv")

    lines = answer.text.splitlines()
    assert answer.headers["Content-Disposition"] == "attachment; filename=members.csv"
    assert lines[0].startswith("member_id,email,phone")
    assert len(lines) == 3
    assert "'=cmd" in answer.text
    assert office.as_role(Role.SUPPORT).get("/members.csv").status == 403


def test_erasing_asks_for_the_number_and_then_does_it(
    office: Office, budi: UUID
) -> None:
    page = office.get(f"/members/{budi}/erase").text
    word = re.search(r"Type ([0-9a-z]{6}) to confirm", page)
    assert word is not None

    assert office.post(f"/members/{budi}/erase", {"number": "wrong"}).status == 400
    assert office.post(f"/members/{budi}/erase", {"number": word[1]}).status == 303
    assert "Budi" not in office.get("/members").text


def test_the_pages_speak_three_languages(office: Office, budi: UUID) -> None:
    for language, word in ((Language.ID, "Ubah poin"), (Language.MS, "Laras mata")):
        office.as_role(Role.OWNER, language)
        assert word in office.get(f"/members/{budi}").text


def test_a_form_of_another_session_changes_nothing(office: Office, budi: UUID) -> None:
    before = shown(office, budi)

    answer = adjust(office, budi, csrf="stolen")

    assert answer.status == 401  # type: ignore[attr-defined]
    assert "another session" in answer.text  # type: ignore[attr-defined]
    assert shown(office, budi) == before


def test_the_limits_of_roles_begin_with_what_a_reward_costs(office: Office) -> None:
    found = office.env.database.run(office.programme_id, goodwill.limits_of)

    assert found[Role.SUPPORT] == Limits(100, 1000, 200)
