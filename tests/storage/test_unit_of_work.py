"""Units of work: whole or not at all, again when the database asks for it."""

import os
import threading
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError
from typing_extensions import override

from app.domain.errors import Busy
from app.domain.ledger import Key
from app.storage.statements import Prepared
from app.storage.unit_of_work import (
    ATTEMPTS,
    Database,
    UnitOfWork,
    driver_url,
    make_engine,
)
from app.wiring.ids import SeededIds
from tests.domain.ledger.stories import START
from tests.domain.ledger.worlds import CountedIds, InDatabase
from tests.storage.conftest import MakeProgramme

MEMBER = UUID(int=0xADA)
OTHER = UUID(int=0xBE)
WAIT_S = 20


class Quick(SeededIds):
    """Does not wait between attempts."""

    def __init__(self) -> None:
        super().__init__(1)

    @override
    def jitter_ms(self, upper: int) -> int:
        return 0


def add_balance(uow: UnitOfWork, member_id: UUID) -> None:
    uow.connection.exec_driver_sql(
        "INSERT INTO member_balance (programme_id, member_id, asset)"
        " VALUES (%s, %s, 'points')",
        (uow.programme_id, member_id),
    )


def add_twice(uow: UnitOfWork) -> None:
    add_balance(uow, OTHER)
    add_balance(uow, OTHER)


def members(database: Database, programme_id: UUID) -> int:
    def look(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM member_balance"
        ).scalar_one()
        return found

    return database.run(programme_id, look)


@pytest.mark.parametrize(
    "given", ["postgres://a/b", "postgresql://a/b", "postgresql+psycopg://a/b"]
)
def test_any_address_gets_the_driver(given: str) -> None:
    assert driver_url(given) == "postgresql+psycopg://a/b"


def test_what_raises_leaves_nothing(database: Database, programme_id: UUID) -> None:
    def work(uow: UnitOfWork) -> None:
        add_balance(uow, MEMBER)
        raise KeyError("changed my mind")

    with pytest.raises(KeyError):
        database.run(programme_id, work)

    assert members(database, programme_id) == 0


def test_a_savepoint_undoes_only_what_is_inside(
    database: Database, programme_id: UUID
) -> None:
    def work(uow: UnitOfWork) -> None:
        add_balance(uow, MEMBER)
        with pytest.raises(IntegrityError), uow.savepoint():
            add_twice(uow)

    database.run(programme_id, work)

    assert members(database, programme_id) == 1


def test_wake_ups_follow_the_commit_and_only_it(
    database: Database, programme_id: UUID
) -> None:
    seen: list[int] = []

    def work(uow: UnitOfWork) -> None:
        add_balance(uow, MEMBER)
        uow.after_commit(lambda: seen.append(members(database, programme_id)))

    database.run(programme_id, work)
    with pytest.raises(IntegrityError):
        database.run(programme_id, work)

    assert seen == [1]


def test_the_settings_of_a_unit_of_work_are_short(
    database: Database, programme_id: UUID
) -> None:
    def look(uow: UnitOfWork) -> list[object]:
        return [
            uow.connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in (
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
                "transaction_isolation",
                "synchronous_commit",
                "timezone",
                "role",
            )
        ]

    shown = database.run(programme_id, look)

    assert shown[:4] == ["3s", "15s", "15s", "read committed"]
    assert shown[5:] == ["UTC", "setia_app"]


def test_a_refused_statement_is_not_tried_again(
    database: Database, programme_id: UUID
) -> None:
    tried: list[int] = []

    def work(uow: UnitOfWork) -> None:
        tried.append(1)
        uow.connection.exec_driver_sql("SELECT no_such_column FROM programme")

    with pytest.raises(ProgrammingError):
        database.run(programme_id, work)

    assert len(tried) == 1


def test_a_lock_that_is_not_had_in_five_attempts_is_busy(
    database: Database, programme_id: UUID
) -> None:
    quick = Database(database.engine, Quick())
    tried: list[int] = []

    def work(uow: UnitOfWork) -> None:
        tried.append(1)
        uow.connection.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
        uow.connection.exec_driver_sql("SELECT * FROM programme FOR UPDATE")

    with database.unit_of_work(programme_id) as holder:
        holder.connection.exec_driver_sql("SELECT * FROM programme FOR UPDATE")
        with pytest.raises(Busy):
            quick.run(programme_id, work)

    assert len(tried) == ATTEMPTS


def test_more_work_than_connections_is_busy(
    storage_url: str, programme_id: UUID
) -> None:
    engine = make_engine(storage_url, pool_size=1)
    small = Database(engine, Quick())
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]  # noqa: SLF001 - three seconds is long

    with (
        small.unit_of_work(programme_id),
        small.unit_of_work(programme_id),
        pytest.raises(Busy),
    ):
        small.run(programme_id, lambda uow: None)
    engine.dispose()


def test_a_deadlock_is_resolved_by_doing_one_of_them_again(
    database: Database, programme_id: UUID
) -> None:
    both_have_one = threading.Barrier(2)
    tried: list[UUID] = []

    def crosswise(first: UUID, second: UUID) -> Callable[[UnitOfWork], None]:
        def work(uow: UnitOfWork) -> None:
            tried.append(first)
            lock(uow, first)
            if tried.count(first) == 1:
                both_have_one.wait(WAIT_S)
            lock(uow, second)

        return work

    def lock(uow: UnitOfWork, member_id: UUID) -> None:
        uow.connection.exec_driver_sql(
            "SELECT * FROM member_balance WHERE member_id = %s FOR UPDATE",
            (member_id,),
        )

    def prepare(uow: UnitOfWork) -> None:
        add_balance(uow, MEMBER)
        add_balance(uow, OTHER)

    database.run(programme_id, prepare)
    threads = [
        threading.Thread(target=database.run, args=(programme_id, crosswise(*pair)))
        for pair in ((MEMBER, OTHER), (OTHER, MEMBER))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)

    assert not any(thread.is_alive() for thread in threads)
    # Who does it again may come too soon, and meets the other once more.
    assert len(tried) >= 3


def test_a_connection_that_the_server_cut_is_replaced(
    storage_url: str, programme_id: UUID
) -> None:
    engine = make_engine(storage_url, pool_size=1)
    small = Database(engine, Quick())
    pid = small.run(programme_id, backend)
    cut(storage_url, pid)

    # Without a second attempt: it must be noticed before it is used.
    with small.unit_of_work(programme_id) as uow:
        again = backend(uow)

    assert again != pid
    engine.dispose()


def backend(uow: UnitOfWork) -> int:
    pid: int = uow.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return pid


def cut(storage_url: str, pid: int) -> None:
    with psycopg.connect(storage_url, autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


READ = Prepared("SELECT count(*) FROM member_balance WHERE member_id = %(member)s")


@pytest.mark.parametrize("through", ["sqlalchemy", "prepared"])
def test_work_that_loses_its_connection_is_done_again_whole(
    storage_url: str, programme_id: UUID, through: str
) -> None:
    engine = make_engine(storage_url, pool_size=1)
    small = Database(engine, Quick())
    tried: list[int] = []

    def work(uow: UnitOfWork) -> int:
        tried.append(1)
        add_balance(uow, MEMBER)
        if len(tried) == 1:
            cut(storage_url, backend(uow))
        if through == "prepared":
            return int(READ.rows(uow.connection, {"member": MEMBER})[0][0])
        return len(uow.connection.exec_driver_sql("SELECT * FROM store").all()) + 1

    assert small.run(programme_id, work) == 1
    assert len(tried) == 2
    assert members(small, programme_id) == 1
    engine.dispose()


def test_twins_of_a_key_under_different_locks_meet_again(
    database: Database, programme_id: UUID
) -> None:
    """An order that moved to another member: both accrue under one key."""
    both_looked = threading.Barrier(2)
    ledger = InDatabase(database, programme_id, CountedIds())
    key = Key.of("order", "store", "1", "base", "0")
    tried: list[UUID] = []
    refused: list[str] = []

    def accrue(member_id: UUID) -> None:
        def do(book: object) -> None:
            tried.append(member_id)
            if len(tried) <= 2:
                both_looked.wait(WAIT_S)
            book.accrue(  # type: ignore[attr-defined]  # a Book
                key,
                member_id=member_id,
                asset="points",
                amount=5,
                award_id=None,
                occurred_at=START,
                at=START,
                pending=False,
                available_from=None,
                lapses_at=None,
                zone="UTC",
            )

        try:
            ledger.act(do, [(member_id, "points")], keys=[key])
        except Exception as error:  # noqa: BLE001 - what it was is asserted below
            refused.append(type(error).__name__)

    threads = [threading.Thread(target=accrue, args=(m,)) for m in (MEMBER, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)

    assert len(tried) == 3
    assert refused == ["KeyReused"]


def test_a_child_process_begins_without_connections(
    storage_url: str, programme_id: UUID, make_programme: MakeProgramme
) -> None:
    engine = make_engine(storage_url, pool_size=1)
    parent = Database(engine, Quick())
    mine = parent.run(programme_id, backend)

    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writer, str(parent.run(programme_id, backend)).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    theirs = int(os.read(reader, 20))

    assert theirs != mine
    assert parent.run(programme_id, backend) == mine
    os.close(reader)
    os.close(writer)
    engine.dispose()
