"""The journal: gap-free, in the order of each member, whatever commits when."""

import threading
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.domain.ledger import Book, Key
from app.domain.ledger.journal import FIRST_PREVIOUS
from app.storage.ledger import LedgerRepository
from app.storage.ledger.sealing import seal_next
from app.storage.lookups import due_programmes
from app.storage.unit_of_work import Database, UnitOfWork
from app.wiring.ids import SystemIds
from tests.domain.ledger.stories import START
from tests.domain.ledger.worlds import POINTS, InDatabase
from tests.storage.conftest import new_programme

ADA, BEN = UUID(int=0xADA), UUID(int=0xBE)
WAIT_S = 20
Chain = list[tuple[int, UUID, bytes, bytes]]


@pytest.fixture
def ledger(database: Database, programme_id: UUID) -> InDatabase:
    return InDatabase(database, programme_id, SystemIds())


def grant(book: Book, key: str, member_id: UUID = ADA) -> None:
    book.accrue(
        Key.of(key),
        member_id=member_id,
        asset=POINTS,
        amount=5,
        award_id=None,
        occurred_at=START,
        at=START,
        pending=False,
        available_from=None,
        lapses_at=None,
        zone="UTC",
    )


def post(ledger: InDatabase, *keys: str, member_id: UUID = ADA) -> None:
    def several(book: Book) -> None:
        for key in keys:
            grant(book, key, member_id)

    ledger.act(several, [(member_id, POINTS)])


def seal(ledger: InDatabase, most: int = 500) -> int:
    return ledger.database.run(
        ledger.programme_id, lambda uow: seal_next(uow, most=most)
    )


def chain(ledger: InDatabase) -> Chain:
    def look(uow: UnitOfWork) -> Chain:
        rows = uow.connection.exec_driver_sql(
            "SELECT seq, transaction_id, previous_hash, hash FROM ledger_journal"
            " ORDER BY seq"
        )
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    return ledger.database.run(ledger.programme_id, look)


def in_order(ledger: InDatabase) -> list[UUID]:
    def look(uow: UnitOfWork) -> list[UUID]:
        rows = uow.connection.exec_driver_sql(
            "SELECT transaction_id FROM ledger_transaction"
            " ORDER BY posted_at, transaction_id"
        )
        return [row[0] for row in rows]

    return ledger.database.run(ledger.programme_id, look)


def test_what_was_posted_is_sealed_in_order_and_chained(ledger: InDatabase) -> None:
    post(ledger, "a", "b", "c")
    post(ledger, "d", member_id=BEN)

    assert seal(ledger) == 4
    assert seal(ledger) == 0

    links = chain(ledger)
    assert [link[0] for link in links] == [1, 2, 3, 4]
    assert [link[1] for link in links] == in_order(ledger)
    assert [link[2] for link in links] == [
        FIRST_PREVIOUS,
        *(link[3] for link in links[:-1]),
    ]


def test_a_batch_takes_no_more_than_asked_and_the_next_goes_on(
    ledger: InDatabase,
) -> None:
    post(ledger, "a", "b", "c", "d", "e")

    assert [seal(ledger, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [link[0] for link in chain(ledger)] == [1, 2, 3, 4, 5]


def test_a_slow_transaction_gets_its_number_when_it_can_be_seen(
    ledger: InDatabase,
) -> None:
    """Its posted_at lies before what was sealed meanwhile; nothing is skipped."""
    with ledger.database.unit_of_work(ledger.programme_id) as slow:
        repository = LedgerRepository(slow, ledger.ids)
        book = repository.open([(BEN, POINTS)])
        grant(book, "slow", BEN)
        [late] = repository.flush(book)
        post(ledger, "quick")
        assert seal(ledger) == 1

    assert seal(ledger) == 1
    links = chain(ledger)
    assert [link[0] for link in links] == [1, 2]
    assert links[1][1] == late.id
    assert in_order(ledger)[0] == late.id


def test_what_is_written_later_under_an_earlier_instant_goes_first(
    ledger: InDatabase,
) -> None:
    with ledger.database.unit_of_work(ledger.programme_id) as slow:
        repository = LedgerRepository(slow, ledger.ids)
        book = repository.open([(BEN, POINTS)])
        post(ledger, "quick")
        grant(book, "slow", BEN)
        [early] = repository.flush(book)

    assert [seal(ledger, most=1), seal(ledger, most=1)] == [1, 1]
    assert [link[1] for link in chain(ledger)] == in_order(ledger)
    assert in_order(ledger)[0] == early.id


def test_of_two_sealers_one_steps_back(ledger: InDatabase) -> None:
    post(ledger, "a", "b")

    with ledger.database.unit_of_work(ledger.programme_id) as first:
        assert seal_next(first, most=1) == 1
        assert seal(ledger) == 0
    assert seal(ledger) == 1

    assert [link[0] for link in chain(ledger)] == [1, 2]


@pytest.mark.slow
def test_sealers_and_writers_at_once_leave_no_gap_and_keep_every_members_order(
    ledger: InDatabase,
) -> None:
    gate = threading.Barrier(6)
    done = threading.Event()

    def write(member: int) -> None:
        gate.wait(WAIT_S)
        for n in range(25):
            post(ledger, f"{member} {n}", member_id=UUID(int=member + 1))

    def keep_sealing() -> None:
        gate.wait(WAIT_S)
        while not done.is_set():
            seal(ledger, most=7)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join(WAIT_S)
    done.set()
    for thread in sealers:
        thread.join(WAIT_S)
    while seal(ledger):
        pass

    links = chain(ledger)
    assert [link[0] for link in links] == list(range(1, 101))
    assert [link[2] for link in links[1:]] == [link[3] for link in links[:-1]]
    place = {link[1]: link[0] for link in links}
    for member in range(4):
        mine = history(ledger, UUID(int=member + 1))
        assert [place[found] for found in mine] == sorted(
            place[found] for found in mine
        )


def history(ledger: InDatabase, member_id: UUID) -> list[UUID]:
    page = ledger.read(
        lambda repository: repository.statement(member_id, POINTS, None, 100)
    )
    return [transaction.id for transaction in reversed(page.transactions)]


@pytest.fixture
def alone(own_database: Database, fresh_database_url: str) -> InDatabase:
    return InDatabase(own_database, new_programme(fresh_database_url), SystemIds())


def test_a_programme_with_something_to_seal_is_found(alone: InDatabase) -> None:
    def waiting() -> list[UUID]:
        with alone.database.unbound() as look:
            clock = look.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            return due_programmes(look, "ledger_unsealed", at=clock)

    before = waiting()
    post(alone, "a")
    between = waiting()
    seal(alone)

    assert (before, between, waiting()) == ([], [alone.programme_id], [])


def test_time_that_was_moved_moves_what_the_database_stamps(
    database: Database, programme_id: UUID
) -> None:
    span = timedelta(days=30)
    moved = Database(database.engine, SystemIds(), lambda: span)
    ledger = InDatabase(moved, programme_id, SystemIds())

    post(ledger, "later")
    seal(ledger)

    def look(uow: UnitOfWork) -> tuple[datetime, datetime, datetime]:
        row = uow.connection.exec_driver_sql(
            "SELECT clock_timestamp(), t.posted_at, j.sealed_at"
            " FROM ledger_transaction t JOIN ledger_journal j USING (transaction_id)"
        ).one()
        return row[0], row[1], row[2]

    real, posted_at, sealed_at = moved.run(programme_id, look)
    minute = timedelta(minutes=1)
    assert abs(posted_at - real - span) < minute
    assert abs(sealed_at - real - span) < minute
