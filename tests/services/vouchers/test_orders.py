"""Orders use vouchers, let go of them, and give their points back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import Busy
from app.domain.events import OrderSnapshot, OrderState
from app.domain.rewards.returns import Standing
from app.domain.rewards.voucher import Ending, Voucher, VoucherState
from app.services.connections import connection
from app.services.settlement import settle as settle_orders
from app.services.settlement_work import SettleItem
from app.services.vouchers import (
    lapse_vouchers,
    redemptions,
    vouchers_of,
)
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import (
    VoucherRepository,
)
from tests.factories import DAY, NOON, order
from tests.services.voucher_world import SLIDER, Counter

STEP = timedelta(seconds=15)


def bought_and_used(
    counter: Counter,
    *,
    taken_minor: int = 5_000,
    state: OrderState = OrderState.PAID,
    goods: str = "74900",
) -> Voucher:
    bought = counter.buy(SLIDER, points=500)
    counter.settle(
        counter.store.check_out(
            bought.code, taken_minor=taken_minor, state=state, goods=goods
        )
    )
    return bought


# Use


def test_an_order_with_the_code_uses_the_voucher(counter: Counter) -> None:
    bought = bought_and_used(counter)

    used = counter.again(bought)

    assert (used.state, used.used_at) == (VoucherState.USED, counter.clock.now())
    assert [use.standing for use in counter.uses(bought)] == [Standing.PAID]
    assert counter.has() == (500, 0)


def test_the_same_order_again_changes_nothing(counter: Counter) -> None:
    bought = bought_and_used(counter)
    before = counter.again(bought)

    assert counter.settle(counter.store.placed["1001"]) == []
    assert counter.again(bought) == before


def test_codes_of_others_are_no_vouchers(counter: Counter) -> None:
    stranger = order(codes=(("PAYDAY15", 1_000),))

    assert counter.settle(stranger) == []


def test_a_code_belongs_to_its_store(counter: Counter) -> None:
    bought = counter.buy()

    def elsewhere(uow: UnitOfWork) -> int:
        return len(vouchers_of(uow, [(counter.env.ids.new(), bought.code)]).refs)

    assert counter.run(elsewhere) == 0


def test_our_codes_on_an_order_are_known_with_what_they_took(
    counter: Counter,
) -> None:
    bought = counter.buy()
    placed = order(codes=((bought.code.lower(), 4_500), ("PAYDAY15", 1_000)))

    def amounts(uow: UnitOfWork) -> dict[str, int]:
        held = vouchers_of(
            uow, [(counter.store_id, each.code) for each in placed.discounts]
        )
        return held.amounts(counter.store_id, placed)

    assert counter.run(amounts) == {bought.code_key: 4_500}


def test_drafts_do_not_use_a_voucher(counter: Counter) -> None:
    bought = counter.buy()

    counter.settle(counter.store.check_out(bought.code, state=OrderState.DRAFT))

    assert counter.again(bought).state is VoucherState.ISSUED


def test_an_order_that_only_mentions_the_code_of_its_past_is_no_use(
    counter: Counter,
) -> None:
    bought = counter.buy()
    before = order(codes=((bought.code, 1),), state=OrderState.OPEN)
    after = order(state=OrderState.OPEN)

    counter.settle(after, previous=before)

    assert counter.uses(bought) == []


def test_settlement_tells_vouchers_of_every_change(counter: Counter) -> None:
    bought = counter.buy()

    def settled(snapshot: OrderSnapshot) -> VoucherState:
        def work(uow: UnitOfWork) -> None:
            store = connection(counter.env, uow, counter.store_id)
            settle_orders(counter.env, uow, [SettleItem(store, snapshot)])

        counter.run(work)
        return counter.again(bought).state

    used = settled(counter.store.check_out(bought.code))
    without = replace(
        counter.store.change("1001"), discounts=(), version=NOON + timedelta(hours=1)
    )
    freed = settled(without)
    again = settled(replace(counter.store.change("1001"), version=NOON + DAY))
    refunded = settled(
        replace(
            counter.store.change("1001", state=OrderState.REFUNDED),
            version=NOON + 2 * DAY,
        )
    )

    assert (used, freed) == (VoucherState.USED, VoucherState.ISSUED)
    assert (again, refunded) == (VoucherState.USED, VoucherState.RETURNED)
    assert counter.has() == (1_000, 0)


# Cancelled orders


@pytest.mark.parametrize("state", [OrderState.OPEN, OrderState.PAID])
def test_a_cancelled_order_frees_the_code_where_the_store_frees_it(
    counter: Counter, state: OrderState
) -> None:
    bought = bought_and_used(counter, state=state)

    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))

    freed = counter.again(bought)
    assert (freed.state, freed.used_at) == (VoucherState.ISSUED, None)
    assert counter.has() == (500, 0)
    counter.settle(counter.store.check_out(bought.code, ref="1002"))
    assert counter.again(bought).state is VoucherState.USED


def test_a_freed_voucher_still_lapses(counter: Counter) -> None:
    bought = bought_and_used(counter)
    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))
    counter.clock.advance(days=40)

    lapse_vouchers(counter.env, counter.programme_id)
    counter.drain()

    assert counter.again(bought).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)


def test_a_code_taken_off_the_order_is_free_again(counter: Counter) -> None:
    bought = bought_and_used(counter)
    before = counter.store.placed["1001"]

    counter.settle(
        replace(before, discounts=(), version=before.version + STEP), previous=before
    )

    assert counter.again(bought).state is VoucherState.ISSUED


def test_a_freed_code_whose_change_was_given_is_withdrawn_with_the_rest(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter, taken_minor=3_000)
    after_use = counter.has()

    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))
    leaving = counter.again(bought)
    counter.drain()

    assert after_use == (700, 0)
    assert (leaving.state, leaving.ending) == (VoucherState.ISSUED, Ending.FREED)
    assert counter.again(bought).state is VoucherState.WITHDRAWN
    assert not counter.store.works(bought.code)
    assert counter.has() == (1_000, 0)


def test_a_cancelled_order_returns_everything_where_codes_are_spent(
    shopify: Counter,
) -> None:
    bought = bought_and_used(shopify)

    shopify.settle(shopify.store.change("1001", state=OrderState.CANCELLED))
    shopify.drain()

    ended = shopify.again(bought)
    assert (ended.state, ended.returned) == (VoucherState.RETURNED, 500)
    assert shopify.has() == (1_000, 0)
    assert not shopify.store.codes[bought.code_key].active


def test_a_cancelled_order_that_comes_back_uses_the_voucher_again(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter)
    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))

    counter.settle(counter.store.change("1001", state=OrderState.PAID))

    assert counter.again(bought).state is VoucherState.USED


def test_two_orders_with_one_code_are_shown_to_a_person(counter: Counter) -> None:
    bought = bought_and_used(counter)
    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))
    counter.settle(counter.store.check_out(bought.code, ref="1002"))

    counter.settle(counter.store.change("1001", state=OrderState.PAID))

    found = counter.run(lambda uow: redemptions(uow, attention=True))
    assert [(each.voucher_id, each.attention) for each in found] == [
        (bought.voucher_id, "used_twice")
    ]


def test_an_order_that_comes_back_after_the_return_is_shown_to_a_person(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter)
    counter.settle(counter.store.change("1001", state=OrderState.CANCELLED))
    counter.cancel(bought)

    counter.settle(counter.store.change("1001", state=OrderState.PAID))

    ended = counter.again(bought)
    assert (ended.state, ended.attention) == (VoucherState.WITHDRAWN, "used_after_end")
    assert counter.has() == (1_000, 0)


# Change of sliders


def test_change_comes_back_once_the_money_was_seen(counter: Counter) -> None:
    bought = bought_and_used(counter, taken_minor=3_000, state=OrderState.OPEN)
    before = counter.has()

    counter.settle(counter.store.change("1001", state=OrderState.PAID))

    assert before == (500, 0)
    assert counter.again(bought).returned == 200
    assert counter.has() == (700, 0)


def test_only_sliders_give_change(counter: Counter) -> None:
    fixed = counter.buy()

    counter.settle(counter.store.check_out(fixed.code, taken_minor=3_000))

    assert counter.again(fixed).returned == 0
    assert counter.has() == (500, 0)


def test_a_slider_of_which_nothing_was_needed_comes_back_whole(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter, taken_minor=0)
    counter.drain()

    assert counter.again(bought).state is VoucherState.RETURNED
    assert counter.has() == (1_000, 0)
    assert not counter.store.works(bought.code)


# Refunds


def test_refunds_give_points_back_in_proportion_and_all_at_the_end(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter, goods="7490")
    back = []
    for refunded in ("2490", "4990", "7490"):
        counter.settle(counter.store.change("1001", refunded=refunded))
        back.append(counter.again(bought).returned)
    counter.drain()

    assert back == [166, 333, 500]
    assert counter.again(bought).state is VoucherState.RETURNED
    assert counter.has() == (1_000, 0)
    assert not counter.store.codes[bought.code_key].active


def test_refunds_in_any_order_of_news_end_the_same(counter: Counter) -> None:
    bought = bought_and_used(counter, goods="7490")
    first = counter.store.change("1001", refunded="2490")
    second = counter.store.change("1001", refunded="4990")

    counter.settle(second)
    counter.settle(first)

    assert counter.again(bought).returned == 333
    assert [use.refunded for use in counter.uses(bought)] == [4_990]
    assert counter.has() == (833, 0)


def test_a_refund_that_is_deleted_keeps_the_points_with_the_member(
    counter: Counter,
) -> None:
    bought = bought_and_used(counter, goods="7490")
    counter.settle(counter.store.change("1001", refunded="2490"))

    counter.settle(counter.store.change("1001", refunded="0"))

    assert counter.again(bought).returned == 166
    assert counter.has() == (666, 0)


def test_an_order_first_seen_when_refunded_returns_everything(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)

    counter.settle(counter.store.change("1001", state=OrderState.REFUNDED))

    assert counter.again(bought).state is VoucherState.RETURNED
    assert counter.has() == (1_000, 0)


def test_a_full_refund_does_not_let_the_code_be_used_again(counter: Counter) -> None:
    bought = bought_and_used(counter)

    counter.settle(counter.store.change("1001", state=OrderState.REFUNDED))
    counter.drain()

    assert not counter.store.works(bought.code)


def test_many_orders_of_a_batch_are_noted_together(counter: Counter) -> None:
    first, second = counter.buy(), counter.buy()
    both = replace(
        counter.store.check_out(first.code),
        discounts=order(codes=((first.code, 1), (second.code, 1))).discounts,
    )

    changed = counter.settle(both)

    assert {each.voucher_id for each in changed} == {
        first.voucher_id,
        second.voucher_id,
    }
    assert {each.state for each in changed} == {VoucherState.USED}


def test_a_voucher_that_moved_to_another_member_is_tried_again(
    counter: Counter,
) -> None:
    bought = counter.buy()
    kept = counter.add_member("7002")

    def move_first(uow: UnitOfWork) -> None:
        held = vouchers_of(uow, [(counter.store_id, bought.code)])
        VoucherRepository(uow).move(counter.member_id, kept)
        with pytest.raises(Busy):
            held.lock(uow)

    counter.run(move_first)
