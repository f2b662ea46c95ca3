"""Stores that are slow, out of reach or gone: who may ask them, and how often."""

from threading import Barrier, Event, Lock, Thread
from uuid import UUID

from app.domain.errors import (
    AccessRevoked,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.services.outbox import (
    LEASE,
    Blocked,
    DebtOutcome,
    Settled,
)
from app.storage.outbox import (
    LeasedDebt,
    OutboxRepository,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.outbox.books import Books, every_debt


def test_a_throttled_store_waits_and_another_does_not(books: Books) -> None:
    books.owe("first of one")
    books.fails(PlatformThrottled("slow down", retry_after=60))
    books.drain()
    books.does = lambda _debt: Settled()
    held = books.owe("second of one")
    books.owe("of two", store=1)
    books.owe("of none", store=None)

    books.drain()

    assert books.seen == ["first of one", "of two", "of none"]
    assert books.attempt(held) is None
    books.world.clock.advance(seconds=62)
    assert books.drain() == 2


def test_a_store_out_of_reach_is_asked_by_one_debt_at_a_time(books: Books) -> None:
    for number in range(6):
        books.owe(str(number))
    books.fails(PlatformUnavailable("no route"))
    books.drain()
    assert books.seen == ["0"]

    seen = len(books.seen)
    for _ in range(5):
        books.world.clock.advance(hours=2)
        books.drain()
        assert len(books.seen) == seen + 1
        seen += 1
    books.does = lambda _debt: Settled()
    books.world.clock.advance(hours=2)
    books.drain()

    assert {row.state for row in every_debt(books)} == {"settled"}


def leased(books: Books, most: int) -> list[str]:
    now = books.env.clock.now()
    found = books.world.run(
        lambda uow: OutboxRepository(uow).lease(
            now, now + LEASE, most=most, per_store=4
        )
    )
    return [debt.subject for debt in found]


def test_a_store_that_was_out_of_reach_gets_one_call_until_it_answers(
    books: Books,
) -> None:
    for number in range(9):
        books.owe(str(number))
    books.fails(PlatformUnavailable("no route"))
    books.drain()
    books.world.clock.advance(hours=2)

    assert leased(books, 9) == ["1"]
    assert leased(books, 9) == []

    books.world.clock.advance(hours=2)
    books.does = lambda _debt: Settled()
    books.drain(most=1)
    assert len(leased(books, 9)) == 4


def test_two_workers_that_look_at_once_take_four_together(books: Books) -> None:
    for number in range(9):
        books.owe(str(number))
    now, taken = books.env.clock.now(), list[str]()

    other = Thread(target=lambda: taken.extend(leased(books, 4)))
    with books.env.database.unit_of_work(books.world.programme_id) as uow:
        first = OutboxRepository(uow).lease(now, now + LEASE, most=3, per_store=4)
        other.start()
        # It waits for us; without a lock it would be through by now.
        other.join(timeout=0.5)
    other.join()

    assert (len(first), len(taken)) == (3, 1)


def test_a_store_with_many_repeats_takes_a_first_try_before_them(books: Books) -> None:
    for number in range(6):
        books.owe(f"old {number}")
    books.fails(PlatformUnclear("cut"))
    books.drain()
    books.world.clock.advance(hours=2)
    books.owe("new")

    assert leased(books, 1) == ["new"]


def test_first_tries_come_before_repeats(books: Books) -> None:
    books.owe("old")
    books.fails(PlatformUnclear("cut"))
    books.drain()
    books.world.clock.advance(hours=2)
    books.does = lambda _debt: Settled()
    books.owe("new")

    books.drain()

    assert books.seen == ["old", "new", "old"]


def test_a_store_that_took_our_access_away_waits_for_its_return(books: Books) -> None:
    tried, untried = books.owe("tried"), books.owe("untried")
    books.owe("of another", store=1)
    books.fails(AccessRevoked("401"))
    assert books.attempt(tried) == Blocked("access_revoked")
    books.does = lambda _debt: Settled()

    books.drain()

    assert books.seen == ["tried", "of another"]
    assert [books.get(each).state for each in (tried, untried)] == ["blocked"] * 2
    assert _store_state(books) == ("blocked", "access_revoked")

    def reconnect(uow: UnitOfWork) -> int:
        StoreRepository(uow).change(books.stores[0], state="connected", problem=None)
        return OutboxRepository(uow).unblock_store(books.stores[0], NOON)

    assert books.world.run(reconnect) == 2
    assert books.drain() == 2
    assert books.get(untried).state == "settled"


def _store_state(books: Books) -> tuple[str, str | None]:
    def read(uow: UnitOfWork) -> tuple[str, str | None]:
        row = StoreRepository(uow).get(books.stores[0])
        return row.state, row.problem

    found: tuple[str, str | None] = books.world.run(read)
    return found


def test_a_key_that_is_blocked_is_still_one_debt(books: Books) -> None:
    debt_id = books.owe("a", key="k")
    books.does = lambda _debt: Blocked("gone")
    books.drain()

    assert books.owe("a", key="k") == debt_id
    assert books.get(debt_id).state == "blocked"


def test_debts_of_a_store_that_is_gone_are_cancelled(books: Books) -> None:
    debt_id, other = books.owe("a"), books.owe("b", store=1)
    slow = books.lease(debt_id)

    def gone(uow: UnitOfWork) -> int:
        return OutboxRepository(uow).cancel_store(
            books.stores[0], NOON, reason="uninstalled"
        )

    assert books.world.run(gone) == 1
    assert books.get(debt_id).state == "cancelled"
    assert books.get(other).state == "waiting"
    assert (
        books.world.run(lambda uow: OutboxRepository(uow).end(slow, "settled", NOON))
        is False
    )


def test_many_workers_pay_each_debt_once_and_call_a_store_four_times_at_once(
    books: Books,
) -> None:
    for number in range(60):
        books.owe(str(number), store=number % 2)
    lock, gate, never = Lock(), Barrier(12), Event()
    now: dict[UUID | None, int] = {}
    most: dict[UUID | None, int] = {}

    def handle(debt: LeasedDebt) -> DebtOutcome:
        with lock:
            now[debt.store_id] = now.get(debt.store_id, 0) + 1
            most[debt.store_id] = max(most.get(debt.store_id, 0), now[debt.store_id])
        # Long enough for all twelve to be at it at once.
        never.wait(0.03)
        with lock:
            now[debt.store_id] -= 1
        return Settled()

    books.does = handle

    def work() -> None:
        gate.wait()
        while books.drain(most=5):
            pass

    threads = [Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    books.drain()

    assert sorted(books.seen, key=int) == [str(number) for number in range(60)]
    assert set(most.values()) == {4}
