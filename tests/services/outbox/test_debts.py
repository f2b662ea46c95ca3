"""Debts: leased, paid, asked for again; one at a time and never twice."""

from datetime import timedelta

from app.services.outbox import (
    LEASE,
    Again,
    DebtOutcome,
    Settled,
)
from app.storage.outbox import (
    LeasedDebt,
    OutboxRepository,
)
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.outbox.books import HOUR, Books


def test_a_debt_is_paid_once_and_a_worker_is_woken_for_it(books: Books) -> None:
    debt_id = books.owe("a", note="the payload")

    assert [books.drain(), books.drain()] == [1, 0]

    assert books.world.wake.woken == ["outbox"]
    (debt,) = books.debts
    assert (debt.subject, debt.payload, debt.attempts) == (
        "a",
        {"note": "the payload"},
        1,
    )
    assert debt.programme_id == books.world.programme_id
    paid = books.get(debt_id)
    assert (paid.state, paid.leased, paid.ended_at) == ("settled", False, NOON)


def test_no_connection_is_held_while_the_outside_is_called(books: Books) -> None:
    held: list[int] = []
    pool = books.env.database.engine.pool

    def look(_debt: LeasedDebt) -> DebtOutcome:
        held.append(pool.checkedout())  # type: ignore[attr-defined]
        return Settled()

    books.does = look
    books.owe("a")
    books.drain()

    assert held == [0]


def test_the_attempt_is_committed_before_the_outside_is_called(books: Books) -> None:
    counted: list[int] = []

    def look(debt: LeasedDebt) -> DebtOutcome:
        counted.append(books.get(debt.debt_id).attempts)
        return Settled()

    books.does = look
    books.owe("a")
    books.drain()

    assert counted == [1]


def test_a_click_pays_at_once_even_what_is_not_due(books: Books) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: Again(NOON + HOUR, "later")
    books.drain()

    books.does = lambda _debt: Settled()

    assert books.attempt(debt_id) == Settled()
    assert books.get(debt_id).state == "settled"


def test_a_click_leaves_alone_what_another_works_on(books: Books) -> None:
    debt_id = books.owe("a")
    books.lease(debt_id)

    assert books.attempt(debt_id) is None
    assert books.seen == []


def test_a_click_leaves_alone_what_has_ended(books: Books) -> None:
    debt_id = books.owe("a")
    books.drain()

    assert books.attempt(debt_id) is None


def test_a_debt_whose_worker_died_is_due_when_the_lease_ends(books: Books) -> None:
    debt_id = books.owe("a")
    books.lease(debt_id)

    books.world.clock.instant = NOON + LEASE - timedelta(microseconds=1)
    assert books.drain() == 0
    books.world.clock.instant = NOON + LEASE
    assert books.drain() == 1

    assert books.debts[0].attempts == 2


def test_a_worker_that_was_overtaken_is_refused(books: Books) -> None:
    debt_id = books.owe("a")
    slow = books.lease(debt_id)
    books.world.clock.advance(minutes=1)
    books.drain()

    def late(uow: UnitOfWork) -> tuple[bool, bool]:
        debts = OutboxRepository(uow)
        return (
            debts.end(slow, "set_aside", NOON, reason="late"),
            debts.give_back(slow, NOON, reason="late"),
        )

    assert books.world.run(late) == (False, False)
    assert books.get(debt_id).state == "settled"


def test_what_an_overtaken_worker_brings_back_is_not_written(books: Books) -> None:
    debt_id = books.owe("a")
    overtaken: list[DebtOutcome] = []

    def slow(debt: LeasedDebt) -> DebtOutcome:
        books.world.clock.advance(minutes=1)
        books.does = lambda _debt: Settled()
        books.drain()
        overtaken.append(Settled())
        return Again(NOON + HOUR, "slow", store_wide=True)

    books.does = slow
    books.drain()

    assert books.get(debt_id).state == "settled"
    assert books.seen == ["a", "a"]
    second = books.owe("b")
    assert books.attempt(second) == Settled()


def test_one_open_debt_for_a_key(books: Books) -> None:
    first = books.owe("a", key="order-1", note="old")
    again = books.owe("a", key="order-1", note="new")
    other = books.owe("b", key="order-2")
    free = [books.owe("c"), books.owe("c")]

    assert first == again
    assert len({first, other, *free}) == 4
    books.drain()
    assert [debt.payload["note"] for debt in books.debts][:1] == ["new"]
    assert books.owe("a", key="order-1") != first


def test_a_key_of_one_kind_is_free_for_another(books: Books) -> None:
    assert books.owe("a", key="k") != books.owe("a", key="k", kind="other")


def test_what_is_asked_for_while_it_is_worked_on_is_done_once_more(
    books: Books,
) -> None:
    debt_id = books.owe("a", key="order-1", note="first")

    def meanwhile(_debt: LeasedDebt) -> DebtOutcome:
        if len(books.seen) == 1:
            assert books.owe("a", key="order-1", note="second") == debt_id
        return Settled()

    books.does = meanwhile

    assert books.drain() == 2
    assert [debt.payload["note"] for debt in books.debts] == ["first", "second"]
    assert books.get(debt_id).state == "settled"


def test_a_sooner_wish_brings_a_waiting_debt_forward(books: Books) -> None:
    debt_id = books.owe("a", key="order-1")
    books.does = lambda _debt: Again(NOON + HOUR, "later")
    books.drain()

    books.owe("a", key="order-1")

    assert books.get(debt_id).due_at == NOON


def test_again_waits_until_its_instant(books: Books) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: Again(NOON + HOUR, "look_again")
    books.drain()

    waiting = books.get(debt_id)
    assert (waiting.state, waiting.reason) == ("waiting", "look_again")
    assert books.drain() == 0
    books.world.clock.advance(hours=1)
    assert books.drain() == 1
