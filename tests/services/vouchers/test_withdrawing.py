"""Codes leave stores first; points come back after."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.domain.errors import AccessRevoked, PlatformUnavailable, PlatformUnclear
from app.domain.events import OrderState
from app.domain.ledger.freezes import Freeze
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.voucher import Ending, VoucherState
from app.services.vouchers import (
    lapse_vouchers,
)
from app.storage.ledger import LedgerRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import Counter
from tests.services.vouchers.ends import after_its_life, lapse
from tests.world import HandClock

STEP = timedelta(seconds=15)
UNCLEAR = PlatformUnclear("HTTP 500")
NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))


# Lapsing


def test_an_unused_voucher_lapses_and_its_points_come_back(counter: Counter) -> None:
    bought = after_its_life(counter)

    assert lapse(counter) == 1

    ended = counter.again(bought)
    assert (ended.state, ended.reason) == (VoucherState.LAPSED, "lapse")
    assert ended.ended_at == counter.clock.now()
    assert ended.returned == 500
    assert counter.has() == (1_000, 0)
    assert not counter.store.codes[bought.code_key].active


def test_a_voucher_lives_to_its_last_instant(counter: Counter) -> None:
    after_its_life(counter)
    counter.clock.instant -= timedelta(microseconds=1)

    assert lapse(counter) == 0


def test_lapsing_twice_changes_nothing(counter: Counter) -> None:
    after_its_life(counter)
    lapse_vouchers(counter.env, counter.programme_id)
    lapse_vouchers(counter.env, counter.programme_id)
    counter.drain()

    assert lapse(counter) == 0
    assert counter.has() == (1_000, 0)
    assert counter.store.calls["withdraw"] == 1


def test_the_code_is_off_before_the_points_are_back(counter: Counter) -> None:
    bought = after_its_life(counter)
    seen: list[tuple[int, int]] = []
    counter.store.on("withdraw", Mishap(meanwhile=lambda: seen.append(counter.has())))
    counter.store.on(
        "orders_with_code",
        Mishap(meanwhile=lambda: seen.append((counter.store.works(bought.code), 0))),
    )

    lapse(counter)

    assert seen == [(500, 0), (False, 0)]
    assert counter.has() == (1_000, 0)


def test_an_order_that_we_never_heard_of_is_found_before_points_return(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)
    counter.clock.advance(days=40)

    lapse(counter)

    used = counter.again(bought)
    assert (used.state, used.ending) == (VoucherState.USED, None)
    assert [use.order_ref for use in counter.uses(bought)] == ["1001"]
    assert counter.has() == (500, 0)


def test_a_cancelled_order_found_on_the_way_does_not_keep_the_points(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)
    counter.store.change("1001", state=OrderState.CANCELLED)
    counter.clock.advance(days=40)

    lapse(counter)

    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


def test_an_order_that_is_gone_or_a_draft_says_nothing(counter: Counter) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code, state=OrderState.DRAFT)
    counter.store.codes[bought.code_key] = replace(
        counter.store.codes[bought.code_key], times_used=0
    )
    placed = counter.store.placed["1001"]
    counter.store.on(
        "orders_with_code",
        Mishap(
            meanwhile=lambda: counter.store.placed.update(
                {"1002": replace(placed, order_ref="1002")}
            )
        ),
    )
    counter.store.on(
        "fetch_order",
        Mishap(),
        Mishap(meanwhile=counter.store.placed.clear),
    )
    counter.clock.advance(days=40)

    lapse(counter)

    assert counter.again(bought).state is VoucherState.LAPSED


def test_a_use_that_the_store_counts_is_looked_for(counter: Counter) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)
    placed = counter.store.placed.pop("1001")
    counter.clock.advance(days=40)

    lapse(counter)
    waiting = counter.again(bought)
    counter.store.placed["1001"] = placed
    counter.work_until(timedelta(minutes=2), step=STEP)

    assert (waiting.state, waiting.ending) == (VoucherState.ISSUED, Ending.LAPSE)
    assert counter.again(bought).state is VoucherState.USED
    assert counter.has() == (500, 0)


def test_a_use_that_is_never_found_is_a_question_for_a_person(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)
    counter.store.placed.clear()
    counter.clock.advance(days=40)

    lapse(counter)
    counter.work_until(timedelta(minutes=40), step=timedelta(minutes=1))

    waiting = counter.again(bought)
    assert (waiting.state, waiting.attention) == (VoucherState.ISSUED, "use_not_seen")
    assert counter.has() == (500, 0)
    assert [debt.state for debt in counter.debts()] == ["set_aside"]


def test_a_voucher_whose_points_are_kept_lapses_without_return(
    counter: Counter,
) -> None:
    bought = after_its_life(counter)

    def keep_points(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE voucher SET terms = terms || '{\"unused_returns\": false}'"
            " WHERE programme_id = %s",
            (counter.programme_id,),
        )

    counter.run(keep_points)

    lapse(counter)

    ended = counter.again(bought)
    assert (ended.state, ended.returned) == (VoucherState.LAPSED, 0)
    assert counter.has() == (500, 0)


def test_returned_points_live_a_while_though_their_lot_had_lapsed(
    counter: Counter,
) -> None:
    bought = counter.buy()

    def age(uow: UnitOfWork) -> None:
        ledger = LedgerRepository(uow, counter.env.ids)
        book = ledger.open([(counter.member_id, "points")])
        for lot in book.lots_of(counter.member_id, "points"):
            book.set_dates(
                lot.lot_id,
                available_from=lot.available_from,
                lapses_at=counter.clock.now() + timedelta(days=1),
                reason="test",
            )
        ledger.flush(book)

    counter.run(age)
    counter.clock.advance(days=40)
    lapse(counter)

    assert counter.again(bought).state is VoucherState.LAPSED
    live = counter.run(
        lambda uow: (
            LedgerRepository(uow, counter.env.ids)
            .open([(counter.member_id, "points")])
            .live(
                counter.member_id, "points", at=counter.clock.now() + timedelta(days=29)
            )
        )
    )
    assert live == 500


def test_a_given_voucher_lapses_without_points(counter: Counter) -> None:
    given = counter.give_voucher()
    counter.drain()
    counter.clock.advance(days=40)

    lapse(counter)

    assert counter.again(given).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


def test_nothing_lapses_in_a_frozen_programme(counter: Counter) -> None:
    after_its_life(counter)
    counter.run(
        lambda uow: StoreRepository(uow).set_programme_state(
            "frozen", at=counter.clock.now(), reason="violation"
        )
    )

    swept = lapse_vouchers(counter.env, counter.programme_id)

    assert str(swept) == "programme_frozen"
    assert counter.debts() == []


@dataclass
class MachineClock(HandClock):
    """A clock that is held to be the machine's, and is far off."""

    of_machine: bool = True


def test_nothing_lapses_by_a_clock_that_is_wrong(counter: Counter) -> None:
    bought = after_its_life(counter)
    wrong = MachineClock(counter.clock.now() + timedelta(days=3_650))

    swept = lapse_vouchers(replace(counter.env, clock=wrong), counter.programme_id)

    assert swept.stopped == "clocks_apart"
    assert counter.again(bought).ending is None


# What goes wrong


@pytest.mark.parametrize(
    "call", ["look_up", "withdraw", "orders_with_code", "fetch_order"]
)
@pytest.mark.parametrize("acted", [True, False])
def test_a_withdrawal_survives_any_failure_of_the_store(
    counter: Counter, call: str, *, acted: bool
) -> None:
    bought = after_its_life(counter)
    counter.store.check_out_cancelled(bought.code)
    mishap = Mishap(after=UNCLEAR) if acted else Mishap(before=UNCLEAR)
    counter.store.on(call, mishap, NOT_REACHED)

    lapse(counter)
    counter.work_until(timedelta(minutes=20), step=STEP)

    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


@pytest.mark.parametrize("call", ["look_up", "withdraw", "orders_with_code"])
def test_a_death_in_a_withdrawal_leaves_it_to_the_next_worker(
    counter: Counter, call: str
) -> None:
    bought = after_its_life(counter)
    counter.store.on(call, Mishap(after=SystemExit(9)))
    with pytest.raises(SystemExit):
        lapse(counter)

    counter.work_until(timedelta(minutes=2), step=STEP)

    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


def test_a_worker_that_was_overtaken_returns_nothing(counter: Counter) -> None:
    bought = after_its_life(counter)

    def overtake() -> None:
        counter.clock.advance(minutes=2)
        counter.drain()

    counter.store.on("withdraw", Mishap(meanwhile=overtake))

    lapse(counter)

    ended = counter.again(bought)
    assert (ended.state, ended.returned) == (VoucherState.LAPSED, 500)
    assert counter.has() == (1_000, 0)


def test_lost_access_keeps_the_points_until_the_code_is_off(counter: Counter) -> None:
    bought = after_its_life(counter)
    counter.store.on("withdraw", Mishap(before=AccessRevoked("401")))

    lapse(counter)
    counter.work_until(timedelta(hours=2), step=timedelta(minutes=10))

    assert counter.again(bought).ending is Ending.LAPSE
    assert counter.has() == (500, 0)
    assert [debt.state for debt in counter.debts()] == ["blocked"]


def test_a_store_that_left_keeps_the_question_open_until_it_returns(
    counter: Counter,
) -> None:
    bought = after_its_life(counter)
    counter.set_store(state="uninstalled")

    lapse(counter)
    aside = [(debt.state, debt.reason) for debt in counter.debts()]
    counter.set_store(state="connected")
    counter.work_until(timedelta(hours=2), step=timedelta(minutes=10))

    assert aside == [("set_aside", "store_gone")]
    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


def test_frozen_books_take_the_return_later(counter: Counter) -> None:
    bought = after_its_life(counter)
    ledger: Callable[[UnitOfWork], LedgerRepository] = lambda uow: LedgerRepository(  # noqa: E731 - a short name
        uow, counter.env.ids
    )
    counter.run(
        lambda uow: ledger(uow).freeze(
            counter.member_id,
            Freeze.WRITES,
            reason="violation",
            at=counter.clock.now(),
        )
    )

    lapse(counter)
    frozen = counter.again(bought)
    counter.run(lambda uow: ledger(uow).thaw(counter.member_id))
    counter.work_until(timedelta(hours=2), step=timedelta(minutes=10))

    assert frozen.ending is Ending.LAPSE
    assert counter.again(bought).state is VoucherState.LAPSED


def test_somebody_elses_code_is_never_switched_off(counter: Counter) -> None:
    bought = after_its_life(counter)
    foreign = IssuedDiscount(bought.code, "theirs", None)
    counter.store.codes[bought.code_key] = foreign

    lapse(counter)

    assert counter.store.codes[bought.code_key] == foreign
    assert counter.again(bought).state is VoucherState.LAPSED
