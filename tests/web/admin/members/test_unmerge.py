"""A merge seen before it is undone, and undone, in the back office."""

from uuid import UUID

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services import merging
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import Office
from tests.web.admin.members.by_hand import shown
from tests.web.admin.members.test_merge import enrolled, word


@pytest.fixture
def two(office: Office) -> tuple[UUID, UUID]:
    """Two members: one of 100 points by hand, one of 30."""
    kept = enrolled(office, "ani@mail.test", 100)
    return kept, enrolled(office, "ani.two@mail.test", 30)


def merged(office: Office, kept: UUID, gone: UUID) -> UUID:
    return office.env.database.run(
        office.programme_id,
        lambda uow: merging.merge(
            office.env, uow, kept=kept, gone=gone, actor=office.staff.actor
        ),
    )


def deeds(office: Office) -> list[str]:
    links = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=10),
    )
    return [link.entry.action for link in links]


def test_both_pages_and_the_review_list_tell_of_a_merge(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    merge_id = merged(office, *two)
    address = f"/admin/members/merges/{merge_id}"

    kept = office.get(f"/members/{two[0]}").text
    gone = office.get(f"/members/{two[1]}").text
    review = office.get("/members/review").text

    assert "ani.two@mail.test was merged into this member" in kept
    assert "Merged into ani@mail.test" in gone
    assert [address in text for text in (kept, gone, review)] == [True, True, True]


def test_what_each_will_have_is_shown_and_nothing_is_changed(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    before = shown(office, two[0]), shown(office, two[1])
    merge_id = merged(office, *two)
    together = shown(office, two[0])

    page = office.get(f"/members/merges/{merge_id}")

    assert page.status == 200
    for figure in (together, *before):
        assert f"{figure}" in page.text
    assert "Undo the merge" in page.text
    assert shown(office, two[0]) == together


def test_undone_they_are_two_again_and_the_trail_says_so(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    before = shown(office, two[0]), shown(office, two[1])
    merge_id = merged(office, *two)

    done = office.post(f"/members/merges/{merge_id}", {})

    assert done.status == 303
    assert (shown(office, two[0]), shown(office, two[1])) == before
    assert deeds(office)[-1] == "member.unmerged"
    told = office.get(f"/members/{two[0]}").text
    assert "Undone on" in told
    assert f"/merges/{merge_id}" not in told
    audit = office.get("/settings/audit").text
    assert "Undid a merge of two members" in audit


def test_a_second_time_says_why_not(office: Office, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(office, *two)
    office.post(f"/members/merges/{merge_id}", {})

    again = office.post(f"/members/merges/{merge_id}", {})

    assert again.status == 400
    assert "This merge was undone already." in again.text
    assert office.get(f"/members/merges/{office.env.ids.new()}").status == 404


@pytest.mark.parametrize("language", list(Language))
def test_it_speaks_three_languages(
    office: Office, two: tuple[UUID, UUID], language: Language
) -> None:
    merge_id = merged(office, *two)

    page = office.as_role(Role.OWNER, language).get(f"/members/merges/{merge_id}")

    assert page.status == 200


def test_support_undoes_nothing(office: Office, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(office, *two)
    support = office.as_role(Role.SUPPORT)

    assert support.get(f"/members/merges/{merge_id}").status == 403
    assert support.post(f"/members/merges/{merge_id}", {}).status == 403
    assert f"/merges/{merge_id}" not in support.get(f"/members/{two[0]}").text


def test_a_guest_does_not_stay_while_a_member_goes(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    def become_guest(uow: UnitOfWork) -> None:
        MemberRepository(uow).change(two[0], at=office.env.clock.now(), state="shadow")

    office.env.database.run(office.programme_id, become_guest)

    page = office.get(f"/members/{two[0]}/merge?gone={two[1]}").text
    round_about = office.get(f"/members/{two[1]}/merge?gone={two[0]}").text
    said = {"gone": two[1], "number": "abcdef"}

    assert "is a guest and can" in page
    assert f"/admin/members/{two[1]}/merge?gone={two[0]}" in page
    assert office.post(f"/members/{two[0]}/merge", said).status == 400
    assert word(round_about)
