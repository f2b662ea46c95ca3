"""Codes that vanish in the store, and vouchers that nobody works on."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import PlatformUnavailable, PlatformUnclear
from app.domain.rewards.voucher import Ending, VoucherState
from app.services.outbox import owe
from app.services.vouchers import (
    finish_vouchers,
    lapse_vouchers,
    set_attention,
)
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import (
    DOCUMENT,
    Counter,
)
from tests.services.vouchers.ends import after_its_life, lapse

STEP = timedelta(seconds=15)
UNCLEAR = PlatformUnclear("HTTP 500")
NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))


# Codes that somebody removed in the store


def report_gone(counter: Counter, name: str) -> None:
    counter.run(
        lambda uow: owe(
            counter.env,
            uow,
            "check_discount",
            name,
            store_id=counter.store_id,
            key=f"{counter.store_id}/{name}",
        )
    )
    counter.drain()


@pytest.mark.parametrize("by", ["code", "discount_ref"])
def test_a_code_that_was_deleted_takes_its_voucher_with_it(
    counter: Counter, by: str
) -> None:
    bought = counter.buy()
    del counter.store.codes[bought.code_key]

    report_gone(counter, getattr(bought, by))

    ended = counter.again(bought)
    assert (ended.state, ended.reason) == (VoucherState.WITHDRAWN, "gone")
    assert counter.has() == (1_000, 0)


def test_a_false_report_changes_nothing(counter: Counter) -> None:
    bought = counter.buy()

    report_gone(counter, bought.code)
    report_gone(counter, "SOMETHING-ELSE")

    assert counter.again(bought) == bought


def test_a_code_that_was_switched_off_is_shown_to_a_person(counter: Counter) -> None:
    bought = counter.buy()
    counter.store.codes[bought.code_key] = replace(
        counter.store.codes[bought.code_key], active=False
    )

    report_gone(counter, bought.code)
    shown = counter.again(bought)
    cleared = counter.run(
        lambda uow: set_attention(counter.env, uow, bought.voucher_id, None)
    )

    assert shown.attention == "code_switched_off"
    assert (cleared.state, cleared.attention) == (VoucherState.ISSUED, None)


def test_a_report_about_an_ended_voucher_changes_nothing(counter: Counter) -> None:
    ended = counter.cancel(counter.buy())

    report_gone(counter, ended.code)

    assert counter.again(ended) == ended


def test_a_report_that_comes_with_the_cancellation_changes_nothing(
    counter: Counter,
) -> None:
    bought = counter.buy()
    del counter.store.codes[bought.code_key]

    def give_up() -> None:
        counter.cancel(bought)

    counter.store.on("look_up", Mishap(meanwhile=give_up))

    report_gone(counter, bought.code)

    assert counter.again(bought).reason == "cancel"
    assert counter.has() == (1_000, 0)


def test_a_report_without_a_store_is_dropped(counter: Counter) -> None:
    counter.run(lambda uow: owe(counter.env, uow, "check_discount", "X", store_id=None))

    counter.drain()

    assert [debt.reason for debt in counter.debts("cancelled")] == ["no_store"]


# Nothing is forgotten


@pytest.mark.parametrize("state", ["cancelled", "set_aside"])
def test_a_voucher_on_its_way_without_a_debt_is_taken_up(
    counter: Counter, state: str
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()

    def lose(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE outbox SET state = %s, ended_at = %s WHERE programme_id = %s",
            (state, counter.clock.now(), counter.programme_id),
        )

    counter.run(lose)
    counter.clock.advance(minutes=59)
    early = finish_vouchers(counter.env, counter.programme_id).taken_up
    counter.clock.advance(minutes=1)
    later = finish_vouchers(counter.env, counter.programme_id)
    twice = finish_vouchers(counter.env, counter.programme_id).taken_up
    counter.drain()

    assert (early, str(later), twice) == (0, "1 vouchers taken up", 0)
    assert counter.again(bought).state is VoucherState.ISSUED


def test_a_withdrawal_without_a_debt_is_taken_up(counter: Counter) -> None:
    bought = after_its_life(counter)
    lapse_vouchers(counter.env, counter.programme_id)
    counter.run(
        lambda uow: OutboxRepository(uow).cancel(
            "withdraw_voucher",
            str(bought.voucher_id),
            counter.clock.now(),
            reason="by hand",
        )
    )
    counter.clock.advance(hours=1)

    finish_vouchers(counter.env, counter.programme_id)
    counter.drain()

    assert counter.again(bought).state is VoucherState.LAPSED


def test_sweeps_take_up_more_than_one_batch(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.voucher_sweeps.BATCH", 2)
    document = deepcopy(DOCUMENT)
    document["rewards"] = document["rewards"][1:2]
    counter.publish(document)
    bought = [counter.buy("any", points=100) for _ in range(5)]
    counter.clock.advance(days=40)

    assert lapse(counter) == 5
    assert {counter.again(each).state for each in bought} == {VoucherState.LAPSED}
    assert counter.has() == (1_000, 0)


def test_a_stray_debt_about_a_live_voucher_does_nothing(counter: Counter) -> None:
    bought = counter.buy()

    def stray(uow: UnitOfWork) -> None:
        for kind in ("withdraw_voucher", "issue_voucher"):
            owe(
                counter.env,
                uow,
                kind,
                str(bought.voucher_id),
                store_id=counter.store_id,
            )

    counter.run(stray)
    counter.drain()

    assert counter.again(bought) == bought
    assert counter.store.works(bought.code)


def test_the_last_look_at_an_ended_voucher_needs_no_store(counter: Counter) -> None:
    ended = counter.cancel(counter.buy())
    counter.set_store(state="uninstalled")
    counter.run(
        lambda uow: owe(
            counter.env,
            uow,
            "withdraw_voucher",
            str(ended.voucher_id),
            store_id=counter.store_id,
        )
    )

    counter.drain()

    assert [debt.reason for debt in counter.debts("cancelled")] == ["store_gone"]


def test_merged_members_vouchers_go_to_the_kept_one(counter: Counter) -> None:
    kept = counter.add_member("7002")
    bought = counter.buy()

    counter.run(lambda uow: VoucherRepository(uow).move(counter.member_id, kept))

    assert counter.again(bought).member_id == kept


def test_who_was_overtaken_leaves_a_withdrawal_to_the_other(counter: Counter) -> None:
    bought = after_its_life(counter)

    def overtake() -> None:
        # The other worker takes over, and has no luck with the store yet.
        counter.clock.advance(minutes=2)
        counter.store.on("look_up", Mishap(before=UNCLEAR))
        counter.drain()

    counter.store.on("orders_with_code", Mishap(meanwhile=overtake))

    lapse(counter)
    left = counter.again(bought)
    counter.work_until(timedelta(minutes=5), step=STEP)

    assert (left.state, left.ending) == (VoucherState.ISSUED, Ending.LAPSE)
    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)
