"""The audit log's page: filters, pages of it, the file, and the check."""

import csv
import io
import re

from app.domain.staff import Role
from app.services.staff.audit import By, record
from tests.web.admin.staff.conftest import Door

ANALYST = "budi@toko.test"
BY = By(actor="cli", request_id="req_1")


def deeds(door: Door, count: int, action: str = "member.adjusted") -> None:
    world = door.desk.world
    for points in range(count):
        entry = BY.entry(
            action, "member:=1+1", before={"points": 1}, after={"points": points}
        )
        world.run(lambda uow, made=entry: record(uow, world.clock.now(), made))


def inside(door: Door) -> Door:
    door.hire(ANALYST, Role.ANALYST)
    door.enter(ANALYST)
    return door


def numbers(door: Door) -> list[int]:
    return [int(seq) for seq in re.findall(r'id="entry-(\d+)"', door.text)]


def test_the_newest_deeds_come_first_and_older_ones_page_by_page(door: Door) -> None:
    deeds(inside(door), 30)

    door.get("/settings/audit")
    first = numbers(door)
    older = re.search(
        r'href="/admin(/settings/audit\?[^"]*before=\d+)" rel="next"', door.text
    )
    assert older is not None
    door.get(older[1])

    assert first == list(range(30, 5, -1))
    assert numbers(door) == list(range(5, 0, -1))


def test_a_deed_is_told_in_words_with_what_it_changed(door: Door) -> None:
    deeds(inside(door), 1)

    door.get("/settings/audit")

    assert "Adjusted points" in door.text
    assert "Command line" in door.text
    assert "<del>1</del> → 0" in door.text


def test_filters_narrow_it_and_an_empty_answer_says_so(door: Door) -> None:
    deeds(inside(door), 2)
    deeds(door, 1, "programme.paused")

    door.get("/settings/audit?what=programme")
    assert numbers(door) == [3]
    door.get("/settings/audit?who=cli&what=member&size=50")
    assert numbers(door) == [2, 1]
    door.get("/settings/audit?since=2031-01-01")

    assert "Nothing fits these filters" in door.text


def test_the_team_has_a_log_of_its_own(door: Door) -> None:
    inside(door)

    door.get("/settings/audit?book=team")

    assert "Signed in" in door.text
    assert "Joined the team" in door.text


def test_the_file_holds_what_the_filter_finds_and_no_formulas(door: Door) -> None:
    deeds(inside(door), 3)

    answer = door.get("/settings/audit.csv?what=member")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["seq"] for row in rows] == ["3", "2", "1"]
    assert rows[0]["after"] == "points=2"
    assert "filename=setia-audit-programme-" in answer.headers["Content-Disposition"]
    door.get("/settings/audit")
    assert "Exported the audit log" in door.text


def test_the_chain_is_checked_at_a_click(door: Door) -> None:
    deeds(inside(door), 3)
    door.get("/settings/audit")

    done = door.post("/settings/audit/check", {"book": "programme"})
    door.get(done.headers["Location"].removeprefix("/admin"))

    assert "The chain holds" in door.text


def test_nonsense_in_the_address_shows_the_first_page(door: Door) -> None:
    deeds(inside(door), 1)

    for query in ("before=x", "size=7", "book=nope", "since=soon", "what=" + "x" * 300):
        assert door.get(f"/settings/audit?{query}").status == 200
