"""Debts: leased, paid, repeated, blocked; one at a time and never twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier, Event, Lock, Thread
from uuid import UUID

import pytest

from app.domain.errors import (
    AccessRevoked,
    Busy,
    Conflict,
    Malformed,
    Missing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
    Refused,
)
from app.services import housekeeping, outbox
from app.services.env import Env
from app.services.outbox import (
    LEASE,
    MOST_ATTEMPTS,
    MOST_UNEXPECTED,
    Again,
    Blocked,
    Cancelled,
    DebtOutcome,
    SetAside,
    Settled,
)
from app.storage.outbox import (
    DebtEnded,
    DebtMissing,
    DebtRow,
    LeasedDebt,
    OutboxRepository,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.servers import Shared
from tests.world import World, opened

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Books:
    """A world with two stores, a handler that does as told, and what it saw."""

    world: World
    stores: list[UUID]
    seen: list[str] = field(default_factory=list)
    debts: list[LeasedDebt] = field(default_factory=list)
    does: Callable[[LeasedDebt], DebtOutcome] = lambda _debt: Settled()

    def handler(self, _env: Env, debt: LeasedDebt) -> DebtOutcome:
        self.seen.append(debt.subject)
        self.debts.append(debt)
        return self.does(debt)

    @property
    def env(self) -> Env:
        return self.world.env

    def owe(
        self,
        subject: str,
        *,
        store: int | None = 0,
        key: str | None = None,
        kind: str = "work",
        note: str = "",
    ) -> UUID:
        def write(uow: UnitOfWork) -> UUID:
            return outbox.owe(
                self.env,
                uow,
                kind,
                subject,
                store_id=None if store is None else self.stores[store],
                payload={"note": note},
                key=key,
            )

        found: UUID = self.world.run(write)
        return found

    def drain(self, most: int = 100) -> int:
        return outbox.drain(self.env, {"work": self.handler}, most=most)

    def attempt(self, debt_id: UUID) -> DebtOutcome | None:
        return outbox.attempt(
            self.env, {"work": self.handler}, self.world.programme_id, debt_id
        )

    def get(self, debt_id: UUID) -> DebtRow:
        found: DebtRow = self.world.run(lambda uow: OutboxRepository(uow).get(debt_id))
        return found

    def fails(self, error: Exception) -> None:
        def fail(_debt: LeasedDebt) -> DebtOutcome:
            raise error

        self.does = fail

    def lease(self, debt_id: UUID) -> LeasedDebt:
        now = self.env.clock.now()
        taken = self.world.run(
            lambda uow: OutboxRepository(uow).lease_one(debt_id, now, now + LEASE)
        )
        assert isinstance(taken, LeasedDebt)
        return taken


@pytest.fixture(scope="module")
def shared_books(shared_servers: Shared) -> Iterator[Books]:
    with shared_servers.copy() as url, opened(url) as world:
        second = world.env.ids.new()

        def add(uow: UnitOfWork) -> None:
            StoreRepository(uow).add(
                store_id=second,
                platform="fake",
                domain="dua.test",
                base_url="https://dua.test",
                name="Dua",
                currency="IDR",
                timezone="Asia/Jakarta",
                connected_at=world.clock.now(),
                options={},
            )

        world.run(add)
        yield Books(world, [world.store_id, second])


@pytest.fixture
def books(shared_books: Books) -> Books:
    world = shared_books.world
    world.clock.instant = NOON
    world.wake.woken.clear()

    def clear(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("DELETE FROM outbox_pause")
        uow.connection.exec_driver_sql("DELETE FROM outbox")
        for store_id in shared_books.stores:
            StoreRepository(uow).change(store_id, state="connected", problem=None)

    world.run(clear)
    return Books(world, shared_books.stores)


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


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (PlatformRefused("no", reason="TAKEN"), "set_aside", "platform_refused"),
        (Malformed("bent"), "set_aside", "malformed"),
        (Conflict("but"), "set_aside", "conflict"),
        (RecursionError(), "set_aside", "RecursionError"),
        (Refused("no"), "cancelled", "refused"),
        (Missing("where"), "cancelled", "missing"),
    ],
)
def test_a_family_decides_what_becomes_of_a_debt(
    books: Books, error: Exception, state: str, reason: str
) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    books.drain()

    ended = books.get(debt_id)
    assert (ended.state, ended.reason, ended.ended_at) == (state, reason, NOON)


@pytest.mark.parametrize("error", [PlatformUnclear("cut"), Busy(), KeyError("x")])
def test_what_may_pass_is_tried_again_within_an_hour(
    books: Books, error: Exception
) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    for _ in range(8):
        books.drain()
        waiting = books.get(debt_id)
        assert waiting.state == "waiting"
        assert books.env.clock.now() < waiting.due_at
        assert waiting.due_at <= books.env.clock.now() + HOUR + timedelta(seconds=1)
        books.world.clock.instant = waiting.due_at


@pytest.mark.parametrize(
    ("said_s", "least_s", "most_s"),
    [
        (30, 30, 31),
        (0, 0, 1),
        (3600, 3600, 3601),
        (86_400, 3600, 3601),
        (10**12, 3600, 3601),
        (-5, 0, 5),
        (None, 0, 5),
    ],
)
def test_a_platform_that_says_how_long_is_believed_up_to_an_hour(
    books: Books, said_s: int | None, least_s: int, most_s: int
) -> None:
    debt_id = books.owe("a")
    books.fails(PlatformThrottled("slow down", retry_after=said_s))

    books.drain()

    waits_s = (books.get(debt_id).due_at - NOON).total_seconds()
    assert least_s <= waits_s <= most_s


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

    assert {row.state for row in _all(books)} == {"settled"}


def _all(books: Books) -> list[DebtRow]:
    states = ("waiting", "blocked", "set_aside", "settled", "cancelled")
    found: list[DebtRow] = books.world.run(
        lambda uow: OutboxRepository(uow).listed(states=states)
    )
    return found


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


def test_one_debt_can_be_cancelled_by_its_key(books: Books) -> None:
    def cancel(key: str) -> bool:
        done: bool = books.world.run(
            lambda uow: OutboxRepository(uow).cancel("work", key, NOON, reason="moot")
        )
        return done

    waiting, held = books.owe("a", key="waiting"), books.owe("b", key="held")
    books.lease(held)

    assert [cancel("waiting"), cancel("held"), cancel("none")] == [True, False, False]
    assert books.get(waiting).state == "cancelled"


@pytest.mark.parametrize(
    ("error", "most"),
    [(KeyError("x"), MOST_UNEXPECTED), (PlatformUnclear("cut"), MOST_ATTEMPTS)],
)
def test_attempts_are_bounded(books: Books, error: Exception, most: int) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    for _ in range(most):
        assert books.get(debt_id).state == "waiting"
        books.world.clock.advance(hours=2)
        books.drain()

    ended = books.get(debt_id)
    assert (ended.state, ended.attempts) == ("set_aside", most)
    assert (ended.reason or "").startswith("gave_up:")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (SetAside("why"), "set_aside"),
        (Cancelled("why"), "cancelled"),
    ],
)
def test_a_handler_may_end_a_debt_with_a_reason(
    books: Books, outcome: DebtOutcome, state: str
) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: outcome

    books.drain()

    assert (books.get(debt_id).state, books.get(debt_id).reason) == (state, "why")


def test_a_debt_that_nobody_knows_how_to_pay_is_set_aside(books: Books) -> None:
    debt_id = books.owe("a", kind="from the future")

    books.drain()

    assert books.get(debt_id).reason == "no_handler:from the future"


def test_one_bad_debt_stops_no_other(books: Books) -> None:
    for subject in ("bad", "good", "better"):
        books.owe(subject)

    def handle(debt: LeasedDebt) -> DebtOutcome:
        if debt.subject == "bad":
            raise ZeroDivisionError
        return Settled()

    books.does = handle
    books.drain()

    assert sorted(row.state for row in _all(books)) == ["settled", "settled", "waiting"]


def test_a_drain_ends_at_its_most_and_when_told(books: Books) -> None:
    for number in range(5):
        books.owe(str(number))

    assert books.drain(most=2) == 2
    stopped = outbox.drain(
        books.env, {"work": books.handler}, most=9, stopping=lambda: True
    )
    assert stopped == 0
    assert len(books.seen) == 2


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


def test_a_debt_is_tried_again_by_hand(books: Books) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: SetAside("broken")
    books.drain()

    books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))

    books.does = lambda _debt: Settled()
    assert (books.drain(), books.debts[-1].attempts) == (1, 1)


def test_what_has_ended_well_is_not_tried_again_by_hand(books: Books) -> None:
    debt_id, unknown = books.owe("a"), books.env.ids.new()
    books.drain()

    with pytest.raises(DebtEnded):
        books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))
    with pytest.raises(DebtMissing):
        books.world.run(lambda uow: OutboxRepository(uow).retry(unknown, NOON))


def test_what_is_in_hand_keeps_its_lease_when_it_is_retried(books: Books) -> None:
    debt_id = books.owe("a")
    books.lease(debt_id)

    books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))

    assert books.get(debt_id).leased
    assert books.drain() == 0


def test_debts_are_found_by_their_subject(books: Books) -> None:
    wanted = books.owe("voucher-1")
    books.owe("voucher-2")

    rows = books.world.run(
        lambda uow: OutboxRepository(uow).listed(subject="voucher-1")
    )

    assert [row.debt_id for row in rows] == [wanted]


def test_settled_debts_are_forgotten_after_thirty_days_open_ones_never(
    books: Books,
) -> None:
    books.owe("paid")
    books.drain()
    books.does = lambda _debt: SetAside("broken")
    aside = books.owe("aside")
    books.drain()
    books.world.clock.advance(days=31)
    waiting = books.owe("waiting")

    swept = housekeeping.sweep(books.env, books.world.programme_id)

    assert swept.debts == 1
    assert {row.debt_id for row in _all(books)} == {aside, waiting}
