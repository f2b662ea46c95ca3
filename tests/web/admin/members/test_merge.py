"""Two members made one from the back office."""

import re
from uuid import UUID

from app.domain.ledger import Key
from app.domain.staff import Role
from app.services import members
from app.services.adjustments import Adjustment, adjust
from app.services.members import Profile
from app.services.unmerging import of_member
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import Office
from tests.web.admin.members.by_hand import shown


def enrolled(office: Office, email: str, points: int) -> UUID:
    def write(uow: UnitOfWork) -> UUID:
        row, _ = members.enrol(office.env, uow, Profile(email=email))
        asked = Adjustment(points=points, asset="points", reason_code="goodwill")
        key = Key.of("test", row.member_id)
        adjust(office.env, uow, row, asked, key=key, actor="test")
        return row.member_id

    return office.env.database.run(office.programme_id, write)


def word(text: str) -> str:
    found = re.search(r"Type ([0-9a-z]{6}) to confirm", text)
    assert found is not None
    return found[1]


def test_two_are_compared_and_made_one(office: Office) -> None:
    kept = enrolled(office, "ani@mail.test", 100)
    gone = enrolled(office, "ani.two@mail.test", 30)
    before = shown(office, kept) + shown(office, gone)

    found = office.get(f"/members/{kept}/merge?q=ani.two")
    assert str(gone) in found.text
    both = office.get(f"/members/{kept}/merge?gone={gone}").text
    # What the page promises is what a merge makes, and only looking makes nothing.
    assert f"<strong>{before - 100}</strong>" in both
    assert shown(office, kept) + shown(office, gone) == before

    wrong = office.post(f"/members/{kept}/merge", {"gone": gone, "number": "no"})
    assert wrong.status == 400
    done = office.post(f"/members/{kept}/merge", {"gone": gone, "number": word(both)})

    assert done.status == 303
    # The welcome bonus is given once a person.
    assert shown(office, kept) == before - 100
    row = office.env.database.run(
        office.programme_id, lambda uow: MemberRepository(uow).get(gone)
    )
    assert (row.state, row.merged_into) == ("merged", kept)


def test_who_clicks_twice_makes_one_merge(office: Office) -> None:
    kept = enrolled(office, "ani@mail.test", 100)
    gone = enrolled(office, "ani.two@mail.test", 30)
    both = office.get(f"/members/{kept}/merge?gone={gone}").text
    sent = {"gone": gone, "number": word(both)}

    first = office.post(f"/members/{kept}/merge", sent)
    again = office.post(f"/members/{kept}/merge", sent)

    assert (first.status, again.status) == (303, 303)
    merges = office.env.database.run(
        office.programme_id, lambda uow: of_member(office.env, uow, kept)
    )
    assert len(merges) == 1


def test_two_at_two_desks_who_merge_each_into_the_other_make_one_merge(
    office: Office,
) -> None:
    ani = enrolled(office, "ani@mail.test", 100)
    two = enrolled(office, "ani.two@mail.test", 30)
    forms = {
        one: {"gone": other, "number": word(page)}
        for one, other in ((ani, two), (two, ani))
        for page in [office.get(f"/members/{one}/merge?gone={other}").text]
    }

    first = office.post(f"/members/{ani}/merge", forms[ani])
    other_way = office.post(f"/members/{two}/merge", forms[two])

    assert (first.status, other_way.status) == (303, 404)
    rows = office.env.database.run(
        office.programme_id, lambda uow: MemberRepository(uow).many([ani, two])
    )
    assert (rows[ani].state, rows[two].state) == ("active", "merged")


def test_a_member_is_not_merged_with_themselves_or_with_nobody(office: Office) -> None:
    kept = enrolled(office, "ani@mail.test", 100)
    nobody = office.env.ids.new()

    page = office.get(f"/members/{kept}/merge?gone={kept}")
    assert "Type " not in page.text
    found = office.get(f"/members/{nobody}/merge")
    assert found.status == 404


def test_support_merges_nobody(office: Office) -> None:
    kept = enrolled(office, "ani@mail.test", 100)

    assert office.as_role(Role.SUPPORT).get(f"/members/{kept}/merge").status == 403
