"""Vouchers as rows: pages, locks, and what is written back."""

import pytest
from sqlalchemy.exc import OperationalError

from app.domain.rewards.voucher import Voucher, VoucherState
from app.services.vouchers import (
    redemptions,
    voucher,
    vouchers_of_member,
)
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import (
    VoucherMissing,
    VoucherOverwritten,
    VoucherRepository,
)
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import SLIDER, Counter

# Reading


def test_pages_of_vouchers_come_newest_first(counter: Counter) -> None:
    bought = [counter.buy(SLIDER, points=100) for _ in range(5)]
    newest_first = [each.voucher_id for each in reversed(bought)]

    def pages(uow: UnitOfWork) -> list[list[Voucher]]:
        first = vouchers_of_member(uow, counter.member_id, limit=2)
        second = vouchers_of_member(
            uow, counter.member_id, first[-1].voucher_id, limit=10
        )
        return [first, second]

    first, second = counter.run(pages)
    assert [each.voucher_id for each in first] == newest_first[:2]
    assert [each.voucher_id for each in second] == newest_first[2:]


def test_redemptions_are_found_by_state_and_change(counter: Counter) -> None:
    kept, given_up = counter.buy(), counter.buy(SLIDER, points=100)
    counter.clock.advance(minutes=1)
    counter.cancel(given_up)

    def find(uow: UnitOfWork) -> list[list[Voucher]]:
        return [
            redemptions(uow, states=[VoucherState.ISSUED]),
            redemptions(uow, updated_since=counter.clock.now()),
            redemptions(uow, member_id=counter.env.ids.new()),
        ]

    issued, changed, nobodys = counter.run(find)
    assert [each.voucher_id for each in issued] == [kept.voucher_id]
    assert [each.voucher_id for each in changed] == [given_up.voucher_id]
    assert nobodys == []


def test_an_unknown_voucher_is_missing(counter: Counter) -> None:
    with pytest.raises(VoucherMissing):
        counter.run(lambda uow: voucher(uow, counter.env.ids.new()))
    with pytest.raises(VoucherMissing):
        counter.run(lambda uow: VoucherRepository(uow).ref(counter.env.ids.new()))


def test_what_comes_out_is_what_went_in(counter: Counter) -> None:
    bought = counter.buy()

    assert counter.run(lambda uow: voucher(uow, bought.voucher_id)) == bought


def test_a_voucher_is_written_from_the_state_that_was_read(counter: Counter) -> None:
    bought = counter.buy()

    with pytest.raises(VoucherOverwritten):
        counter.run(
            lambda uow: VoucherRepository(uow).save(bought, was=VoucherState.USED)
        )


def test_a_use_is_noted_while_the_answer_is_still_out(counter: Counter) -> None:
    placed = []

    def check_out_early() -> None:
        (bought,) = counter.run(lambda uow: redemptions(uow, limit=1))
        counter.store.issue(None, bought.discount())  # type: ignore[arg-type]  # unused
        placed.append(counter.store.check_out(bought.code))
        counter.settle(placed[0])

    counter.store.on("issue", Mishap(meanwhile=check_out_early))

    bought = counter.buy()

    assert bought.state is VoucherState.USED
    assert counter.store.created == {bought.marker: 1}


def test_a_locked_voucher_is_had_by_one_unit_of_work(counter: Counter) -> None:
    bought = counter.buy()

    def lock_at_once(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("SET LOCAL lock_timeout = '1ms'")
        VoucherRepository(uow).lock([bought.voucher_id])

    def lock_twice(uow: UnitOfWork) -> None:
        VoucherRepository(uow).lock([bought.voucher_id])
        with (
            pytest.raises(OperationalError),
            counter.env.database.unit_of_work(counter.programme_id) as other,
        ):
            lock_at_once(other)

    counter.run(lock_twice)
    counter.run(lock_at_once)
