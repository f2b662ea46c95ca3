"""An import as a whole: tried, run, repeated, killed, stopped, taken back."""

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.services.importing import desk, work
from app.services.importing.agreeing import SecondPersonNeeded
from app.services.importing.desk import (
    UNDO_WITHIN,
    ImportNotReady,
    UndoTooLate,
)
from app.services.importing.undoing import ImportTouched
from app.wiring.ids import SeededIds
from tests.services.importing.conftest import SAMPLES, Importing

KILLED = 9
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
THREE = "email,points\nada@x.test,10\nbudi@mail.test,20\ncika@x.test,30\n"


def people(count: int) -> str:
    lines = [f"p{number}@x.test,{number + 1}" for number in range(count)]
    return "\n".join(["email,points", *lines])


def test_the_dry_run_tells_what_would_be_and_changes_nothing(
    importing: Importing,
) -> None:
    row = importing.tried(THREE)

    assert row.state == "checked"
    assert row.checked is not None
    told = {name: row.checked[name] for name in ("rows", "people", "found", "new")}
    assert told == {"rows": 3, "people": 3, "found": 1, "new": 2}
    assert (row.checked["given"], row.checked["liability_minor"]) == (60, 6000)
    assert importing.balance("budi@mail.test").available == 0


def test_a_run_gives_what_the_dry_run_told(importing: Importing) -> None:
    tried = importing.tried(THREE)

    row = importing.start(tried)

    assert row.state == "done"
    assert tried.checked is not None
    same = ("rows", "people", "found", "new", "given", "liability_minor")
    assert {name: row.done[name] for name in same} == {
        name: tried.checked[name] for name in same
    }
    assert importing.balance("ada@x.test").available == 10
    assert importing.balance("budi@mail.test").available == 20
    assert importing.member("ada@x.test").state == "shadow"
    assert importing.findings() == []


def test_a_run_that_is_asked_for_twice_gives_once(importing: Importing) -> None:
    row = importing.done(THREE)

    with pytest.raises(ImportNotReady):
        importing.start(row)
    again = importing.work(row.import_id)

    assert again.done["given"] == 60
    assert importing.balance("ada@x.test").available == 10


def test_the_same_rows_given_again_find_their_keys(importing: Importing) -> None:
    row = importing.done(THREE)
    importing.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE import_run SET state = 'running', done = '{}'"
        )
    )

    importing.work(row.import_id)

    assert importing.balance("ada@x.test").available == 10
    assert importing.findings() == []


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 2)


@FORKS
def test_a_run_that_was_killed_goes_on_where_it_stood(
    importing: Importing, small_chunks: None
) -> None:
    row = importing.tried(people(7))
    importing.world.run(lambda uow: desk.start(importing.world.env, uow, row.import_id))
    child = os.fork()
    if not child:
        work.work_on(
            importing.world.env,
            importing.world.programme_id,
            row.import_id,
            lambda done, _: os.kill(os.getpid(), KILLED) if done == 4 else None,
        )
        os._exit(0)
    _, status = os.waitpid(child, 0)
    killed = importing.look(row.import_id)
    importing.world.clock.advance(minutes=3)
    # The child drew from the same seed: what it made must not be met again.
    importing.world.env = replace(importing.world.env, ids=SeededIds(8))

    finished = importing.work(row.import_id)

    assert os.WTERMSIG(status) == KILLED
    assert (killed.state, killed.people_done) == ("running", 4)
    assert (finished.state, finished.people_done) == ("done", 7)
    assert finished.done["given"] == sum(range(1, 8))
    assert importing.balance("p6@x.test").available == 7
    assert importing.findings() == []


def test_a_run_that_was_stopped_goes_on_later(
    importing: Importing, small_chunks: None
) -> None:
    row = importing.tried(people(5))
    env, programme_id = importing.world.env, importing.world.programme_id
    importing.world.run(lambda uow: desk.start(env, uow, row.import_id))

    def told(done: int, _total: int) -> None:
        if done == 2:
            importing.world.run(lambda uow: desk.stop(uow, row.import_id))

    work.work_on(env, programme_id, row.import_id, told)
    stopped = importing.look(row.import_id)
    finished = importing.start(stopped)

    assert (stopped.state, stopped.people_done) == ("stopped", 2)
    assert (finished.state, finished.done["given"]) == ("done", 15)


def test_undo_takes_back_by_counter_entries(importing: Importing) -> None:
    row = importing.done(THREE)
    ada = importing.member("ada@x.test").member_id

    undone = importing.undo(row)

    assert undone.state == "undone"
    assert importing.world.balance(ada).available == 0
    assert importing.balance("budi@mail.test").available == 0
    assert importing.findings() == []


def test_undo_asks_first_where_points_were_used(importing: Importing) -> None:
    row = importing.done(THREE)
    ada = importing.member("ada@x.test").member_id
    spend(importing, "budi@mail.test", 5)

    with pytest.raises(ImportTouched) as refused:
        importing.undo(row)
    undone = importing.undo(row, leave_touched=True)

    assert refused.value.lots_touched == 1
    assert undone.state == "undone"
    assert importing.balance("budi@mail.test").available == 15
    assert importing.world.balance(ada).available == 0
    assert importing.findings() == []


def spend(importing: Importing, email: str, points: int) -> None:
    importing.done(f"email,points\n{email},{15}\n", mode="set")


def test_undo_ends_after_thirty_days(importing: Importing) -> None:
    row = importing.done(THREE)
    importing.world.clock.instant += UNDO_WITHIN + timedelta(seconds=1)

    with pytest.raises(UndoTooLate):
        importing.undo(row)


def test_set_takes_what_is_too_much_and_undo_gives_it_back(
    importing: Importing,
) -> None:
    importing.done(THREE)

    row = importing.done("email,points\ncika@x.test,12\nada@x.test,40\n", mode="set")
    after = [importing.balance(who).available for who in ("cika@x.test", "ada@x.test")]
    importing.undo(row)

    assert (row.done["taken"], row.done["given"]) == (18, 30)
    assert after == [12, 40]
    assert importing.balance("cika@x.test").available == 30
    assert importing.balance("ada@x.test").available == 10
    assert importing.findings() == []


def test_keep_the_higher_never_lowers(importing: Importing) -> None:
    importing.done(THREE)

    row = importing.done(
        "email,points\ncika@x.test,12\nada@x.test,40\n", mode="keep_higher"
    )

    assert (row.done["given"], row.done["unchanged"]) == (30, 1)
    assert importing.balance("cika@x.test").available == 30
    assert importing.balance("ada@x.test").available == 40


def test_so_many_points_need_a_second_person(importing: Importing) -> None:
    row = importing.tried("email,points\nada@x.test,1000001\n")

    with pytest.raises(SecondPersonNeeded):
        importing.start(row)
    with pytest.raises(SecondPersonNeeded):
        importing.world.run(
            lambda uow: desk.approve(uow, row.import_id, actor="staff:ada")
        )
    importing.world.run(lambda uow: desk.approve(uow, row.import_id, actor="staff:b"))
    done = importing.start(row)

    assert done.state == "done"


def test_a_row_of_too_many_points_is_left_out(importing: Importing) -> None:
    row = importing.done(f"email,points\nada@x.test,{10**15 - 1}\nb@x.test,1\n")

    assert importing.faults(row) == {2: ("points_above_limit", "points")}
    assert row.done["given"] == 1


def test_answers_can_change_until_it_has_run(importing: Importing) -> None:
    row = importing.tried(THREE)

    changed = importing.answer(row, rate="2")
    with pytest.raises(ImportNotReady):
        importing.start(changed)

    assert (changed.state, changed.checked) == ("uploaded", None)


EXPECTED: dict[str, dict[str, Any]] = {
    "smile-points.csv": {"source": "smile", "people": 4, "given": 1625},
    "smile-customers.csv": {"source": "smile", "people": 3, "given": 1550},
    "yotpo-import.csv": {"source": "yotpo", "people": 2, "given": 1550},
    "yotpo-mail-tool.csv": {"source": "yotpo", "people": 2, "given": 1550},
    "loyaltylion-export.csv": {"source": "loyaltylion", "people": 3, "given": 1550},
    "growave-export.csv": {"source": "growave", "people": 2, "given": 1550},
    "joy-export.csv": {"source": "joy", "people": 2, "given": 1240},
    "woo-points-and-rewards.csv": {"source": "woo_points", "people": 2, "given": 1550},
    "generic.csv": {"source": "generic", "people": 2, "given": 1290},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_file_of_each_source_comes_in(importing: Importing, name: str) -> None:
    expected = EXPECTED[name]
    data = (SAMPLES / name).read_bytes()

    row = importing.done(data, expected["source"], country="ID", credit_asset="credit")

    assert row.problem is None
    assert (row.done["people"], row.done["given"]) == (
        expected["people"],
        expected["given"],
    )
    assert importing.findings() == []
