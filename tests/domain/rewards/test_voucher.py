"""The life of a voucher is one table."""

from datetime import timedelta
from itertools import product

import pytest

from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind
from app.domain.rewards.voucher import (
    END_STATES,
    LIVE_STATES,
    OPEN_STATES,
    TRANSITIONS,
    Ending,
    IllegalStep,
    Source,
    Step,
    VoucherState,
)
from tests.domain.rewards.vouchers import MINUTE, NOON, terms, voucher

LEGAL = sorted(TRANSITIONS, key=str)
ILLEGAL = sorted(set(product(VoucherState, Step)) - set(TRANSITIONS), key=str)


@pytest.mark.parametrize(("state", "step"), LEGAL)
def test_a_step_of_the_table_leads_where_the_table_says(
    state: VoucherState, step: Step
) -> None:
    moved = voucher(state).take(step, at=NOON + MINUTE)

    assert moved.state is TRANSITIONS[state, step]
    assert moved.updated_at == NOON + MINUTE


@pytest.mark.parametrize(("state", "step"), ILLEGAL)
def test_a_step_outside_the_table_is_refused(state: VoucherState, step: Step) -> None:
    with pytest.raises(IllegalStep) as refusal:
        voucher(state).take(step, at=NOON)

    assert refusal.value.figures == {"state": state, "step": step}


@pytest.mark.parametrize("state", sorted(END_STATES))
def test_nothing_leaves_an_end(state: VoucherState) -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] is state]


def test_every_state_can_be_reached_from_the_grant() -> None:
    reached, found = set[VoucherState](), {VoucherState.GRANTED}
    while found != reached:
        reached = set(found)
        found |= {to for (state, _), to in TRANSITIONS.items() if state in reached}

    assert reached == set(VoucherState)


def test_states_are_open_live_used_or_ended() -> None:
    assert OPEN_STATES < LIVE_STATES
    assert set(VoucherState) - LIVE_STATES - END_STATES == {VoucherState.USED}


def test_an_end_is_dated_and_ends_the_ending() -> None:
    leaving = voucher(VoucherState.ISSUED, ending=Ending.LAPSE)

    lapsed = leaving.take(Step.LAPSE, at=NOON + MINUTE)

    assert (lapsed.ended_at, lapsed.ending) == (NOON + MINUTE, None)


def test_a_use_saves_a_voucher_that_was_on_its_way_out() -> None:
    used = voucher(VoucherState.ISSUED, ending=Ending.LAPSE).take(Step.USE, at=NOON)

    assert (used.used_at, used.ending) == (NOON, None)


def test_a_freed_voucher_is_unused_again() -> None:
    assert (
        voucher(VoucherState.USED, used_at=NOON).take(Step.FREE, at=NOON).used_at
        is None
    )


def test_confirmation_dates_the_issue() -> None:
    assert voucher(VoucherState.ISSUING).take(Step.CONFIRM, at=NOON).issued_at == NOON


@pytest.mark.parametrize(
    ("source", "price"), [(Source.POINTS, 0), (Source.RULE, 5), (Source.POINTS, -1)]
)
def test_only_bought_vouchers_cost_points(source: Source, price: int) -> None:
    with pytest.raises(ValueError, match="cannot cost"):
        voucher(source=source, price=price)


@pytest.mark.parametrize("returned", [-1, 501])
def test_no_more_comes_back_than_was_paid(returned: int) -> None:
    with pytest.raises(ValueError, match="can't come back"):
        voucher(returned=returned)


def test_every_attempt_asks_for_the_same_discount() -> None:
    bought = voucher(VoucherState.GRANTED)

    spec = bought.discount()

    assert spec == bought.take(Step.START, at=NOON + MINUTE).discount()
    assert spec.marker == str(bought.voucher_id)
    assert spec.amount == Money(5_000, "IDR")
    assert spec.ends_at == bought.lapses_at == NOON + timedelta(days=30)


def test_a_percentage_has_no_amount() -> None:
    percent = terms(kind=DiscountKind.PERCENT, amount_minor=None, percent_bp=2_000)

    assert voucher(terms=percent).discount().amount is None


def test_codes_are_compared_without_case() -> None:
    assert voucher(code=" Setia-7F3K").code_key == "setia-7f3k"
