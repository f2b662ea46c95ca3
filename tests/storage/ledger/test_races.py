"""Races, forced.

Every thread has its connection and its transaction first; then the gate opens for
all at once.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from app.domain.errors import SetiaError
from app.domain.ledger import Balance, Book, Key, LotTerms
from app.storage.ledger import LedgerRepository
from app.storage.unit_of_work import Database, UnitOfWork, make_engine
from app.wiring.ids import SystemIds
from tests.domain.ledger.stories import START, Story
from tests.domain.ledger.worlds import POINTS, CountedIds, InDatabase

ADA = UUID(int=0xADA)
CLIENTS = 100
WAIT_S = 60

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def crowd(storage_url: str) -> Iterator[Database]:
    """A database with a connection for everybody."""
    engine = make_engine(storage_url, pool_size=CLIENTS)
    yield Database(engine, SystemIds())
    engine.dispose()


def grant(database: Database, programme_id: UUID, units: int) -> None:
    InDatabase(database, programme_id, CountedIds()).act(
        lambda book: book.accrue(
            Key.of("grant"),
            member_id=ADA,
            asset=POINTS,
            amount=units,
            award_id=None,
            occurred_at=START,
            at=START,
            pending=False,
            available_from=None,
            lapses_at=None,
            zone="UTC",
        ),
        [(ADA, POINTS)],
    )


def at_once(
    database: Database,
    programme_id: UUID,
    act: Callable[[UnitOfWork, int], str],
    clients: int = CLIENTS,
    attempts: list[int] | None = None,
) -> Counter[str]:
    """Let all clients act at the same moment; count what each was told.

    *attempts* gets the number of every client that began a unit of work.
    """
    gate = threading.Barrier(clients)

    def client(number: int) -> str:
        arrived: list[int] = []

        def work(uow: UnitOfWork) -> str:
            if attempts is not None:
                attempts.append(number)
            if not arrived:
                arrived.append(number)
                gate.wait(WAIT_S)
            return act(uow, number)

        try:
            return database.run(programme_id, work)
        except SetiaError as refusal:
            return refusal.code

    with ThreadPoolExecutor(clients) as pool:
        return Counter(pool.map(client, range(clients)))


def redeem(units: int, voucher: Callable[[int], UUID]) -> Callable[..., str]:
    def act(uow: UnitOfWork, number: int) -> str:
        ledger = LedgerRepository(uow, SystemIds())
        key = Key.of("hold", voucher(number))
        book = ledger.open([(ADA, POINTS)], keys=[key])
        before = len(book.posted)
        book.hold(
            key,
            member_id=ADA,
            asset=POINTS,
            amount=units,
            at=START,
            occurred_at=START,
            voucher_id=voucher(number),
        )
        said = "held" if len(book.posted) > before else "held before"
        ledger.flush(book)
        return said

    return act


def balance(database: Database, programme_id: UUID) -> Balance:
    return InDatabase(database, programme_id, CountedIds()).balance(ADA)


def test_of_a_hundred_redemptions_of_one_balance_one_wins(
    crowd: Database, programme_id: UUID
) -> None:
    grant(crowd, programme_id, 100)

    told = at_once(crowd, programme_id, redeem(100, lambda n: UUID(int=n + 1)))

    assert told == {"held": 1, "insufficient_points": CLIENTS - 1}
    assert balance(crowd, programme_id) == Balance(held=100)


def test_as_many_redemptions_win_as_the_balance_affords(
    crowd: Database, programme_id: UUID
) -> None:
    grant(crowd, programme_id, 100)

    told = at_once(crowd, programme_id, redeem(9, lambda n: UUID(int=n + 1)))

    assert told == {"held": 11, "insufficient_points": CLIENTS - 11}
    assert balance(crowd, programme_id) == Balance(available=1, held=99)


def test_a_hundred_times_the_same_redemption_is_one(
    crowd: Database, programme_id: UUID
) -> None:
    grant(crowd, programme_id, 100)

    told = at_once(crowd, programme_id, redeem(9, lambda n: UUID(int=7)))

    assert told == {"held": 1, "held before": CLIENTS - 1}
    assert balance(crowd, programme_id) == Balance(available=91, held=9)


def test_a_twin_waits_for_the_lock_and_then_looks_for_the_key(
    crowd: Database, programme_id: UUID
) -> None:
    """Looking first would be repaired by the unique key, at the price of a repeat."""
    grant(crowd, programme_id, 100)
    attempts: list[int] = []
    same = redeem(9, lambda n: UUID(int=7))

    told = at_once(crowd, programme_id, same, clients=10, attempts=attempts)

    assert told == {"held": 1, "held before": 9}
    assert sorted(attempts) == list(range(10))


def test_a_member_without_history_is_locked_too(
    crowd: Database, programme_id: UUID
) -> None:
    def first(uow: UnitOfWork, number: int) -> str:
        ledger = LedgerRepository(uow, SystemIds())
        book = ledger.open([(ADA, POINTS)], keys=[Key.of("signup", ADA)])
        if book.found(Key.of("signup", ADA), {"member": ADA}) is not None:
            return "before"
        book.accrue(
            Key.of("signup", ADA),
            member_id=ADA,
            asset=POINTS,
            amount=50,
            award_id=None,
            occurred_at=START,
            at=START,
            pending=False,
            available_from=None,
            lapses_at=None,
            zone="UTC",
            request={"member": ADA},
        )
        ledger.flush(book)
        return "welcome"

    told = at_once(crowd, programme_id, first, clients=30)

    assert told == {"welcome": 1, "before": 29}
    assert balance(crowd, programme_id) == Balance(available=50)


def test_a_hold_ends_once_however_many_try(crowd: Database, programme_id: UUID) -> None:
    grant(crowd, programme_id, 100)
    story = Story(InDatabase(crowd, programme_id, CountedIds()))
    story.named["member:ada"] = ADA
    story.named["voucher:v"] = UUID(int=7)
    story.tell({"do": "hold", "voucher": "v", "member": "ada", "amount": 100})

    def end(uow: UnitOfWork, number: int) -> str:
        ledger = LedgerRepository(uow, SystemIds())
        book = ledger.open([(ADA, POINTS)], vouchers=[UUID(int=7)])
        finish = book.burn if number % 2 else book.release
        kind = finish(UUID(int=7), at=START, occurred_at=START).kind
        ledger.flush(book)
        return kind.value

    told = at_once(crowd, programme_id, end, clients=30)

    assert told["key_reused"] == 15
    assert sorted(told.values()) == [15, 15]
    assert balance(crowd, programme_id).held == 0


def test_settlements_that_name_members_in_any_order_do_not_deadlock(
    crowd: Database, programme_id: UUID
) -> None:
    members = [UUID(int=n) for n in range(1, 41)]

    def settle(uow: UnitOfWork, number: int) -> str:
        ledger = LedgerRepository(uow, SystemIds())
        mine = members[number:] + members[:number]
        book = ledger.open([(member_id, POINTS) for member_id in mine])
        for member_id in mine:
            post_one(book, member_id, number)
        ledger.flush(book)
        return "settled"

    grant_each(crowd, programme_id, members)
    attempts: list[int] = []

    told = at_once(crowd, programme_id, settle, clients=10, attempts=attempts)

    assert told == {"settled": 10}
    assert sorted(attempts) == list(range(10))
    ledger = InDatabase(crowd, programme_id, CountedIds())
    assert {ledger.balance(m) for m in members} == {Balance(available=11)}


def grant_each(database: Database, programme_id: UUID, members: list[UUID]) -> None:
    def do(book: Book) -> None:
        for member_id in members:
            post_one(book, member_id, 99)

    InDatabase(database, programme_id, SystemIds()).act(
        do, [(member_id, POINTS) for member_id in members]
    )


def post_one(book: Book, member_id: UUID, number: int) -> None:
    award_id = UUID(int=number * 1000 + member_id.int)
    book.settle_award(
        award_id,
        1,
        key=lambda n: Key.of("order", member_id, number, n),
        n=0,
        at=START,
        occurred_at=START,
        member_id=member_id,
        asset=POINTS,
        opening=LotTerms(awarded_at=START, zone="UTC"),
    )
