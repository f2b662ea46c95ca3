"""The trail: what is written, in which order, and with what it is rolled back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from app.domain.audit import BLANK, Chained
from app.services.staff import audit
from app.services.staff.audit import By, Entry, record, record_for_merchant
from app.storage.audit import AuditBook, Sought
from app.storage.unit_of_work import UnitOfWork
from tests.services.staff.conftest import Team

BY = By(actor="staff:1", request_id="req_1", address_digest=bytes(32), surface="alone")


def entry(points: int = 5, **more: str) -> Entry:
    return BY.entry("member.adjusted", "member:1", after={"points": points, **more})


def written(team: Team, what: Entry) -> None:
    at = team.world.clock.now()
    team.world.run(lambda uow: record(uow, at, what))


def trail(team: Team, sought: Sought | None = None) -> list[Chained]:
    found: list[Chained] = team.world.run(
        lambda uow: AuditBook(uow).newest(sought or Sought(), most=100)
    )
    return found


def test_an_entry_says_who_did_what_to_what_when_and_from_where(team: Team) -> None:
    written(team, BY.entry("member.blocked", "member:1", before={"on": False}))

    link = trail(team)[0]

    assert (link.seq, link.at) == (1, team.world.clock.now())
    assert link.entry.actor == "staff:1"
    assert link.entry.before == {"on": False}
    assert link.entry.request_id == "req_1"
    assert link.entry.address_digest == bytes(32)


def test_what_is_personal_is_blanked_before_it_is_written(team: Team) -> None:
    written(team, entry(email="ani@toko.test"))

    assert trail(team)[0].entry.after == {"email": BLANK, "points": 5}


def test_the_chain_holds_after_a_round_trip_through_the_database(team: Team) -> None:
    for points in range(5):
        written(team, entry(points, note="kopi ☕ “tiga” ½"))

    assert audit.check(team.env, team.world.programme_id) is None
    assert [link.seq for link in trail(team)] == [5, 4, 3, 2, 1]


def test_an_entry_goes_with_the_deed_that_is_rolled_back(team: Team) -> None:
    def fails(uow: UnitOfWork) -> None:
        record(uow, team.world.clock.now(), entry())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        team.world.run(fails)
    written(team, entry())

    assert [link.seq for link in trail(team)] == [1]


def test_people_who_write_at_once_leave_no_gap_and_no_fork(team: Team) -> None:
    ready = Barrier(4)

    def write(points: int) -> None:
        ready.wait()
        for more in range(5):
            written(team, entry(points + more))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    assert sorted(link.seq for link in trail(team)) == list(range(1, 21))
    assert audit.check(team.env, team.world.programme_id) is None


@pytest.mark.parametrize(
    ("damage", "found_at"),
    [
        ("UPDATE programme_audit SET actor = 'staff:2' WHERE seq = 2", 2),
        ("UPDATE programme_audit SET after = '{\"points\": 9}' WHERE seq = 3", 3),
        ("UPDATE programme_audit SET at = at - interval '1 day' WHERE seq = 1", 1),
        ("DELETE FROM programme_audit WHERE seq = 2", 2),
    ],
)
def test_who_goes_behind_our_back_is_found(
    team: Team, fresh_database_url: str, damage: str, found_at: int
) -> None:
    for points in range(4):
        written(team, entry(points))

    with psycopg.connect(fresh_database_url) as owner:
        owner.execute("ALTER TABLE programme_audit DISABLE TRIGGER USER")
        owner.execute(damage.encode())

    assert audit.check(team.env, team.world.programme_id) == found_at


def test_programme_and_team_have_trails_of_their_own(team: Team) -> None:
    written(team, entry())
    at = team.world.clock.now()
    team.run(lambda work: record_for_merchant(work, at, BY.entry("staff.x", "staff:2")))

    assert [link.entry.action for link in trail(team)] == ["member.adjusted"]
    assert audit.check_merchant(team.env, team.merchant_id) is None


def test_entries_are_found_by_who_what_and_when(team: Team) -> None:
    written(team, entry())
    team.world.clock.advance(days=1)
    later = team.world.clock.now()
    written(team, By(actor="cli").entry("programme.published", "programme:1"))
    written(team, BY.entry("members.exported", "members"))

    def found(**asked: object) -> list[int]:
        return [link.seq for link in trail(team, Sought(**asked))]  # type: ignore[arg-type]  # of a test

    assert found(actor="staff:1") == [3, 1]
    assert found(action="member") == [1]
    assert found(action="programme.published") == [2]
    assert found(subject="member:1") == [1]
    assert found(since=later) == [3, 2]
    assert found(until=later) == [1]
    assert found(actor="%") == []
