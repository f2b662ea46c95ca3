"""The form for points by hand: offered amounts, what would be, and undo at once."""

import re
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services import goodwill
from app.storage.ledger import LedgerRepository
from tests.factories import customer, order
from tests.web.admin.conftest import Office, person


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member whom the store knows."""
    profile = customer()
    office.desk.member(profile)
    return office.desk.world.member(profile.customer_ref or "")


def form(office: Office, member_id: UUID, **said: str) -> dict[str, str]:
    page = office.get(f"/members/{member_id}/adjust").text
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)
    assert once is not None
    usual = {"way": "add", "points": "50", "reason": "goodwill", "once": once[1]}
    return {**usual, **said}


def shown(office: Office, member_id: UUID) -> int:
    found = office.env.database.run(
        office.programme_id,
        lambda uow: LedgerRepository(uow, office.env.ids).balances(member_id),
    )
    return found["points"].shown if "points" in found else 0


def undo_of(office: Office, member_id: UUID, answer: object) -> str:
    at = answer.headers["Location"]  # type: ignore[attr-defined]
    page = office.get(at.removeprefix("/admin")).text
    found = re.search(
        rf"/admin(/members/{member_id}/adjust/[0-9a-f-]{{36}}/undo)", page
    )
    assert found is not None
    return found[1]


def spent_today(office: Office) -> int:
    return office.env.database.run(
        office.programme_id,
        lambda uow: goodwill.given_today(office.env, uow, office.staff.actor),
    )


@pytest.mark.parametrize("way", ["add", "remove"])
def test_points_by_hand_are_undone_at_once_by_a_counter_entry(
    office: Office, budi: UUID, way: str
) -> None:
    at = f"/members/{budi}/adjust"
    office.post(at, form(office, budi, points="500"))
    before, used = shown(office, budi), spent_today(office)

    undo = undo_of(office, budi, office.post(at, form(office, budi, way=way)))
    changed = shown(office, budi)
    done = office.post(undo)
    again = office.post(undo)

    assert changed != before
    assert (done.status, again.status) == (303, 303)
    assert shown(office, budi) == before
    assert spent_today(office) == used
    assert "Undid an adjustment" in office.get("/settings/audit").text


def test_half_a_minute_later_nothing_is_undone(office: Office, budi: UUID) -> None:
    at = f"/members/{budi}/adjust"
    undo = undo_of(office, budi, office.post(at, form(office, budi)))
    given = shown(office, budi)
    office.desk.world.clock.advance(seconds=31)

    answer = office.post(undo)

    assert shown(office, budi) == given
    told = office.get(answer.headers["Location"].removeprefix("/admin")).text
    assert "within half a minute" in told


def test_nobody_undoes_what_somebody_else_did(office: Office, budi: UUID) -> None:
    at = f"/members/{budi}/adjust"
    undo = undo_of(office, budi, office.post(at, form(office, budi)))
    given = shown(office, budi)
    office.staff = person(office.desk, Role.OWNER)

    office.post(undo)

    assert shown(office, budi) == given


def test_an_offered_amount_stands_in_the_form_and_the_rest_is_kept(
    office: Office, budi: UUID
) -> None:
    said = form(office, budi, internal_note="phoned twice", quick="250")

    page = office.post(f"/members/{budi}/adjust/amount", said).text

    assert 'value="250"' in page
    assert "phoned twice" in page
    assert shown(office, budi) == 0 or "→" in page


def test_points_of_an_order_are_offered(office: Office, budi: UUID) -> None:
    office.desk.world.settle(order())

    page = office.get(f"/members/{budi}/adjust").text

    assert re.search(r"of order \S*1001", page)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"way": "add", "points": "1.000"}, "1,000"),
        ({"way": "set", "points": "70"}, "→ 70"),
    ],
)
def test_what_would_be_is_told_while_somebody_types(
    office: Office, budi: UUID, said: dict[str, str], told: str
) -> None:
    part = office.post(f"/members/{budi}/adjust/worth", form(office, budi, **said)).text

    assert told in part
    assert "<html" not in part


def test_where_no_number_stands_nothing_is_told(office: Office, budi: UUID) -> None:
    said = form(office, budi, points="many")

    assert "→" not in office.post(f"/members/{budi}/adjust/worth", said).text
