"""What orders make of the vouchers whose codes they carry."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.events import Discount, OrderState
from app.domain.rewards.returns import (
    Settlement,
    Standing,
    Use,
    codes_on,
    governing,
    points_back,
    settle,
    size_and_refunded,
    standing_of,
    unused_points,
    use_of,
    with_use,
)
from app.domain.rewards.voucher import (
    Ending,
    ReturnPolicy,
    Source,
    Step,
    Voucher,
    VoucherState,
)
from tests.domain.rewards.vouchers import (
    MINUTE,
    NOON,
    OTHER_STORE,
    STORE,
    line,
    order,
    terms,
    use,
    voucher,
)

USED = VoucherState.USED
SLIDER = terms(slider=True)
KEY = voucher().code_key


# How an order stands to a code


@pytest.mark.parametrize(
    ("state", "carries", "frees", "standing"),
    [
        (OrderState.DRAFT, True, True, None),
        (OrderState.UNKNOWN, True, True, None),
        (OrderState.OPEN, True, True, Standing.PLACED),
        (OrderState.PAID, True, True, Standing.PAID),
        (OrderState.FULFILLED, True, False, Standing.PAID),
        (OrderState.PAID, False, True, Standing.FREED),
        (OrderState.PAID, False, False, Standing.UNDONE),
        (OrderState.CANCELLED, True, True, Standing.FREED),
        (OrderState.CANCELLED, True, False, Standing.UNDONE),
        (OrderState.REFUNDED, True, True, Standing.UNDONE),
        (OrderState.CHARGED_BACK, True, True, Standing.UNDONE),
    ],
)
def test_cancelling_frees_where_the_platform_frees_and_refunding_never_does(
    *,
    state: OrderState,
    carries: bool,
    frees: bool,
    standing: Standing | None,
) -> None:
    found = standing_of(order(state), carries=carries, frees_on_cancel=frees)

    assert found is standing


def test_codes_are_found_whatever_their_case() -> None:
    carried = order(discounts=(Discount("SETIA-x", 3), Discount("setia-X", 4)))

    assert codes_on(carried) == {"setia-x": 7}


def test_a_use_holds_what_was_really_taken_off() -> None:
    carried = order(OrderState.PAID, line(10_000, refunded_minor=2_500))

    found = use_of(carried, KEY, store_id=STORE, frees_on_cancel=True, at=NOON)

    assert found == use(amount=10_000, refunded=2_500)


def test_a_draft_says_nothing_about_a_code() -> None:
    draft = order(OrderState.DRAFT)

    assert use_of(draft, KEY, store_id=STORE, frees_on_cancel=True, at=NOON) is None


def test_refunds_are_measured_against_the_merchandise() -> None:
    lines = (line(6_000, refunded_minor=1_000), line(4_000))

    assert size_and_refunded(order(OrderState.PAID, *lines)) == (10_000, 1_000)


def test_an_order_that_cost_nothing_is_measured_in_units() -> None:
    lines = (line(0, quantity=3, quantity_left=1), line(0, quantity=2))

    assert size_and_refunded(order(OrderState.PAID, *lines)) == (5, 2)


def test_a_newer_snapshot_replaces_what_an_order_said() -> None:
    newer = use(refunded=5, version=NOON + MINUTE, noted_at=NOON + MINUTE)
    other = use(order_ref="1002")

    found = with_use([use(), other], newer)

    assert found == [replace(newer, noted_at=NOON), other]
    assert with_use(found, use()) == found
    assert with_use([], other) == [other]


# How many points come back


@pytest.mark.parametrize(
    ("refunded", "back"), [(0, 0), (2_490, 166), (4_990, 333), (7_490, 500)]
)
def test_spent_points_come_back_in_proportion_and_all_at_the_end(
    refunded: int, back: int
) -> None:
    assert points_back(voucher(USED), use(refunded=refunded)) == back


@given(
    price=st.integers(1, 10_000),
    amount=st.integers(1, 10_000),
    pieces=st.lists(st.integers(0, 5_000), max_size=8),
    slider=st.booleans(),
    taken=st.integers(0, 6_000),
)
def test_any_pieces_of_a_refund_give_back_what_one_refund_gives(
    *, price: int, amount: int, pieces: list[int], slider: bool, taken: int
) -> None:
    bought = voucher(USED, price=price, terms=terms(slider=slider))
    state, refunded = bought, 0
    for piece in pieces:
        refunded = min(refunded + piece, amount)
        now = use(amount=amount, refunded=refunded, taken_minor=taken)
        back = points_back(state, now)
        assert state.returned <= back <= price
        state = replace(state, returned=back)

    whole = use(amount=amount, refunded=refunded, taken_minor=taken)
    final = use(amount=amount, refunded=amount, taken_minor=taken)

    assert points_back(bought, whole) == points_back(state, whole)
    assert points_back(state, final) == price


def test_a_slider_gives_back_what_the_order_did_not_need() -> None:
    bought = voucher(USED, terms=SLIDER)

    assert unused_points(bought, use(taken_minor=3_001)) == 199
    assert unused_points(bought, use(taken_minor=5_000)) == 0
    assert unused_points(bought, use(taken_minor=9_999)) == 0


def test_only_sliders_give_change() -> None:
    assert unused_points(voucher(USED), use(taken_minor=1)) == 0


def test_no_change_is_given_across_currencies() -> None:
    bought = voucher(USED, terms=SLIDER)

    assert unused_points(bought, use(taken_minor=1, currency="MYR")) == 0


def test_a_slider_refunded_in_part_gives_both_parts_back() -> None:
    bought = voucher(USED, terms=SLIDER)

    # 200 were not needed; half of the other 300 goes back with half the order.
    assert points_back(bought, use(taken_minor=3_000, refunded=3_745)) == 350


@pytest.mark.parametrize(
    ("policy", "half", "whole"),
    [
        (ReturnPolicy.IN_PROPORTION, 250, 500),
        (ReturnPolicy.FULL_ONLY, 0, 500),
        (ReturnPolicy.OFF, 0, 0),
    ],
)
def test_the_programme_chooses_what_refunds_give_back(
    policy: ReturnPolicy, half: int, whole: int
) -> None:
    bought = voucher(USED, terms=terms(refund_policy=policy))

    assert points_back(bought, use(refunded=3_745)) == half
    assert points_back(bought, use(refunded=7_490)) == whole
    assert points_back(bought, use(Standing.UNDONE)) == whole


def test_an_order_without_size_gives_nothing_back_while_it_stands() -> None:
    assert points_back(voucher(USED), use(amount=0, refunded=0)) == 0


def test_nothing_comes_back_before_the_money_was_seen() -> None:
    unpaid = use(Standing.PLACED, taken_minor=3_000, refunded=100)

    assert points_back(voucher(USED, terms=SLIDER), unpaid) == 0


def test_a_refund_that_is_deleted_later_takes_nothing_back() -> None:
    assert points_back(voucher(USED, returned=166), use(refunded=0)) == 166


# What becomes of the voucher


def test_a_voucher_without_orders_stays() -> None:
    assert settle(voucher(returned=3), ()) == Settlement(returned=3)


@pytest.mark.parametrize("standing", [Standing.PLACED, Standing.PAID])
def test_an_order_with_the_code_uses_the_voucher(standing: Standing) -> None:
    assert settle(voucher(), [use(standing)]) == Settlement((Step.USE,))


def test_settling_again_changes_nothing() -> None:
    assert settle(voucher(USED), [use()]) == Settlement()


def test_a_cancelled_order_lets_the_voucher_be_used_again() -> None:
    assert settle(voucher(USED), [use(Standing.FREED)]) == Settlement((Step.FREE,))
    assert settle(voucher(), [use(Standing.FREED)]) == Settlement()


def test_a_freed_code_whose_points_came_back_in_part_is_withdrawn() -> None:
    change_given = voucher(USED, terms=SLIDER, returned=200)

    assert settle(change_given, [use(Standing.FREED)]) == Settlement(
        (Step.FREE,), returned=200, ending=Ending.FREED, switch_off=True
    )


def test_a_refunded_order_returns_the_voucher_and_kills_the_code() -> None:
    whole = Settlement((Step.GIVE_BACK,), returned=500, switch_off=True)

    assert settle(voucher(USED), [use(Standing.UNDONE)]) == whole
    assert settle(voucher(USED), [use(refunded=7_490)]) == whole


def test_an_order_first_seen_after_its_refund_uses_and_returns_at_once() -> None:
    assert settle(voucher(), [use(Standing.UNDONE)]).steps == (
        Step.USE,
        Step.GIVE_BACK,
    )


def test_a_voucher_that_cost_nothing_stays_used_when_its_order_is_undone() -> None:
    given_away = voucher(USED, source=Source.RULE, price=0)

    assert settle(given_away, [use(Standing.UNDONE)]) == Settlement()


@pytest.mark.parametrize("state", [VoucherState.GRANTED, VoucherState.ISSUING])
def test_an_order_that_comes_before_our_answer_hurries_the_look_up(
    state: VoucherState,
) -> None:
    assert settle(voucher(state), [use()]) == Settlement(hurry=True)
    assert settle(voucher(state), [use(Standing.PLACED)]) == Settlement(hurry=True)
    assert settle(voucher(state), [use(Standing.FREED)]) == Settlement()


def test_two_standing_orders_with_one_code_are_shown_to_a_person() -> None:
    twin = use(order_ref="1002", noted_at=NOON + MINUTE)

    assert settle(voucher(USED), [use(), twin]).attention == "used_twice"


@pytest.mark.parametrize("state", [VoucherState.LAPSED, VoucherState.WITHDRAWN])
def test_a_use_after_the_end_is_shown_to_a_person(state: VoucherState) -> None:
    ended = voucher(state, returned=500)

    assert settle(ended, [use()]) == Settlement(
        returned=500, attention="used_after_end"
    )
    assert settle(ended, [use(Standing.PLACED)]).attention == "used_after_end"
    assert settle(ended, [use(Standing.FREED)]) == Settlement(returned=500)


def test_a_refund_undone_after_the_return_is_shown_to_a_person() -> None:
    ended = voucher(VoucherState.RETURNED, returned=500)

    assert settle(ended, [use(refunded=100)]).attention == "refund_undone"
    assert settle(ended, [use(refunded=7_490)]).attention is None
    assert settle(ended, [use(Standing.PLACED)]).attention is None


def test_a_slider_of_which_nothing_was_taken_is_returned_for_good() -> None:
    bought = voucher(terms=SLIDER)
    nothing = use(taken_minor=0)

    first = settle(bought, [nothing])
    again = settle(
        replace(bought, state=VoucherState.RETURNED, returned=500), [nothing]
    )

    assert first.steps == (Step.USE, Step.GIVE_BACK)
    assert again.attention is None


def test_the_same_order_governs_in_whatever_order_the_uses_are_read() -> None:
    uses = [
        use(Standing.FREED),
        use(Standing.UNDONE, order_ref="2"),
        use(Standing.PLACED, order_ref="3"),
        use(Standing.PAID, order_ref="4", store_id=OTHER_STORE),
        use(Standing.PAID, order_ref="5"),
    ]

    found = {governing(shuffled) for shuffled in permutations(uses)}

    assert found == {uses[-1]}


@given(
    state=st.sampled_from(VoucherState),
    uses=st.lists(
        st.builds(
            use,
            st.sampled_from(Standing),
            order_ref=st.sampled_from("abc"),
            taken_minor=st.integers(0, 6_000),
            refunded=st.integers(0, 7_490),
        ),
        max_size=4,
    ),
    returned=st.integers(0, 500),
    slider=st.booleans(),
)
def test_a_settlement_can_always_be_carried_out_and_then_rests(
    *, state: VoucherState, uses: list[Use], returned: int, slider: bool
) -> None:
    bought: Voucher = voucher(state, returned=returned, terms=terms(slider=slider))

    first = settle(bought, uses)
    for step in first.steps:
        bought = bought.take(step, at=NOON)
    bought = replace(bought, returned=first.returned)
    again = settle(bought, uses)

    assert first.returned >= returned
    assert (again.steps, again.returned) == ((), first.returned)
