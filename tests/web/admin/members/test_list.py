"""The list of members: its order, its columns, and deeds on many, without scripts."""

import re
from dataclasses import replace
from html import unescape
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services import list_figures, members
from app.services.bulk import work
from app.services.members import Profile
from app.storage.ledger import LedgerRepository
from app.web.admin.members.picking import short_id
from tests.factories import customer, line, order
from tests.web.admin.conftest import Office, person

NAMES = ("Ayu", "Budi", "Citra")


def enrolled(office: Office, name: str) -> UUID:
    profile = Profile(email=f"{name.lower()}@mail.test", first_name=name)
    row, _ = office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )
    return row.member_id


@pytest.fixture
def three(office: Office) -> list[UUID]:
    """Three members, of whom the second spent most."""
    found = []
    for n, name in enumerate(NAMES, 1):
        found.append(enrolled(office, name))
        who = customer(str(n), email=f"{name.lower()}@mail.test")
        amount = {1: "10000", 2: "90000", 3: "20000"}[n]
        office.desk.world.settle(
            replace(order(line(amount), ref=f"77{n}", who=who), number=f"#104{n}")
        )
    list_figures.sweep(office.env, office.programme_id)
    return found


def named(page: str) -> list[str]:
    found: list[str] = re.findall(r'<span dir="auto">(\w+)</span>', page)
    return found


def shown(office: Office, member_id: UUID) -> int:
    balances = office.env.database.run(
        office.programme_id,
        lambda uow: LedgerRepository(uow, office.env.ids).balances(member_id),
    )
    return balances["points"].shown if "points" in balances else 0


def test_a_heading_sorts_and_says_so(office: Office, three: list[UUID]) -> None:
    page = office.get("/members?sort=-spent").text

    spenders = [name for name in named(page) if name in NAMES]
    assert spenders.index("Budi") < spenders.index("Ayu")
    head = re.search(r'<th scope="col" class="num" aria-sort="(\w+)"><a[^>]*>', page)
    assert head is not None
    assert head[1] == "descending"
    back = re.search(r'href="/admin(/members\?sort=spent)"', page)
    assert back is not None
    assert 'aria-sort="ascending"' in office.get(back[1]).text


def test_pages_go_on_in_the_order_that_the_cursor_carries(
    office: Office, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.admin.members.table.size_of", lambda *_: 1)
    seen, at = [], "/members?sort=name"
    while at:
        page = office.get(at).text
        seen += named(page)
        older = re.search(r'href="/admin([^"]+)" rel="next"', page)
        at = unescape(older[1]) if older else ""

    assert [name for name in seen if name in NAMES] == list(NAMES)
    assert len(seen) == len(set(seen))


def test_all_of_one_tier_are_sorted_by_when_they_joined(
    office: Office, three: list[UUID]
) -> None:
    page = office.get("/members?sort=-tier&tier=gold").text

    assert '<option value="-joined" selected>' in page


def test_a_cursor_of_another_order_is_refused(
    office: Office, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.admin.members.table.size_of", lambda *_: 1)
    older = re.search(
        r'href="/admin([^"]+)" rel="next"', office.get("/members?sort=name").text
    )
    assert older is not None

    crossed = unescape(older[1]).replace("sort=name", "sort=-points")

    assert office.get(crossed).status == 400


def test_columns_and_rows_are_kept_for_the_person_and_nobody_else(
    office: Office, three: list[UUID]
) -> None:
    first = office.staff

    done = office.post(
        "/members/view", {"column": ["email", "orders"], "size": "50", "sort": "name"}
    )
    page = office.get("/members").text
    office.staff = person(office.desk, Role.ANALYST)
    other = office.get("/members").text
    office.staff = first

    assert done.headers["Location"].startswith("/admin/members?sort=name")
    assert 'data-label="E-mail"' in page
    assert 'data-label="Spent"' not in page
    assert re.search(r'<option value="50" selected>', page)
    assert 'data-label="Spent"' in other
    assert 'data-label="Spent"' not in office.get("/members").text


def start(office: Office, query: str, **said: str) -> str:
    """Go from the list to the form, type the number, send; return the run's page."""
    form = office.get(f"/members/bulk/new?{query}")
    assert form.status == 200
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', form.text)
    assert once is not None
    fields: dict[str, list[str]] = {}
    for name, value in (each.split("=") for each in query.split("&")):
        fields.setdefault(name, []).append(value)
    sent = office.post("/members/bulk/new", {**fields, "once": once[1], **said})
    if sent.status != 303:
        return sent.text
    at = sent.headers["Location"].removeprefix("/admin")
    work.work_on(office.env, office.programme_id, UUID(at.rpartition("/")[2]))
    return at


def test_points_for_those_ticked_show_count_and_sum_before_they_are_given(
    office: Office, three: list[UUID]
) -> None:
    ticked = "&".join(f"m={short_id(each)}" for each in three[:2])
    before = [shown(office, each) for each in three]
    query = f"deed=points&whom=ticked&{ticked}&way=add&points=100&reason=event"

    asked = office.get(f"/members/bulk/new?{query}").text
    wrong = start(office, query, number="3")
    at = start(office, query, number="2")

    assert "200 points" in asked
    assert "Type 2 to confirm" in asked
    assert "type exactly 2" in wrong
    assert [shown(office, each) for each in three] == [
        before[0] + 100,
        before[1] + 100,
        before[2],
    ]
    page = office.get(at).text
    assert "Take it back" in page
    office.post(f"{at}/undo", {"number": "2"})
    work.work_on(office.env, office.programme_id, UUID(at.rpartition("/")[2]))
    assert [shown(office, each) for each in three] == before
    log = office.get("/settings/audit").text
    assert "Asked for a deed on many members" in log


def test_all_that_a_filter_finds_is_more_than_what_is_seen(
    office: Office, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.admin.members.table.size_of", lambda *_: 1)
    everybody = office.get("/members/bulk/new?deed=points&whom=all").text
    count = re.search(r"<strong>(\d+) members</strong>", everybody)
    assert count is not None
    assert int(count[1]) >= 3

    query = "deed=points&whom=all&state=active&way=add&points=7&reason=event"
    active = re.search(
        r"Type (\d+) to confirm", office.get(f"/members/bulk/new?{query}").text
    )
    assert active is not None
    before = shown(office, three[2])
    start(office, query, number=active[1])

    assert shown(office, three[2]) == before + 7


def test_blocking_many_wants_a_reason(office: Office, three: list[UUID]) -> None:
    query = f"deed=block&whom=ticked&m={short_id(three[0])}"

    unsaid = start(office, query, number="1")
    at = start(office, query, number="1", why="a test of ours")

    assert "Reason for blocking" in unsaid
    assert "a test of ours" in office.get(at).text
    assert "Blocked" in office.get(f"/members/{three[0]}").text


def test_the_same_people_can_be_taken_away_as_a_spreadsheet(
    office: Office, three: list[UUID]
) -> None:
    to = office.get(
        f"/members/bulk/new?deed=csv&whom=ticked&m={short_id(three[1])}"
    ).headers["Location"]

    sheet = office.get(to.removeprefix("/admin")).text

    assert "budi@mail.test" in sheet
    assert "ayu@mail.test" not in sheet


def test_nobody_ticked_is_nobody(office: Office, three: list[UUID]) -> None:
    for deed in ("points", "block", "csv"):
        page = office.get(f"/members/bulk/new?deed={deed}&whom=ticked")

        assert page.status == 200
        assert "Nobody is chosen" in page.text


def test_support_has_no_deeds_on_many(office: Office, three: list[UUID]) -> None:
    office.as_role(Role.SUPPORT)

    assert "bulk-bar" not in office.get("/members").text
    assert office.get("/members/bulk/new?deed=points&whom=all").status == 403
    assert office.post("/members/bulk/new", {"deed": "points"}).status == 403


def test_an_order_is_found_by_its_number_everywhere(
    office: Office, three: list[UUID]
) -> None:
    world = office.desk.world

    found = office.get("/find?q=1042").text
    straight = office.get("/find?q=%231042")
    stream = office.get("/members/activity?order=%231042&kind=points").text

    at = f"/admin/members/activity/orders/{world.store_id}/772"
    assert at in found
    assert straight.status == 303
    assert straight.headers["Location"] == at
    assert "order #1042" in stream
    assert "order #1041" not in stream


def test_a_member_who_owes_is_listed_below_zero(
    office: Office, three: list[UUID]
) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE member_balance SET available = 0, pending = 0, shortfall = 250"
            " WHERE member_id = %s",
            (three[0],),
        ),
    )

    assert re.search(r'data-label="Points">.?250<', office.get("/members").text)


def test_points_by_hand_stand_once_in_the_stream(
    office: Office, three: list[UUID]
) -> None:
    page = office.get(f"/members/{three[0]}/adjust").text
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)
    assert once is not None
    office.post(
        f"/members/{three[0]}/adjust",
        {"way": "add", "points": "50", "reason": "goodwill", "once": once[1]},
    )

    both = office.get("/members/activity?by=hand").text
    deeds = office.get("/members/activity?kind=staff").text

    assert both.count('data-label="What">Adjusted by hand (') == 1
    assert "Adjusted points" not in both
    assert "Adjusted points: +50 points" in deeds
    assert "Ayu" in deeds
