"""What needs no store: tickets, causes, pools, hand-overs, places."""

import pytest

from app.domain.ledger import Key
from app.domain.rewards.offer import RewardUnavailable
from app.domain.rewards.voucher import IllegalStep, VoucherState
from app.services.code_pools import CodesRefused, NoCodes, codes_in, reveal
from app.services.handover import NotToHandOver, find, hand_over
from app.services.promises import ChoiceNeeded
from app.services.redemption import TooLateToCancel, redeem
from app.services.stock import stock_of_rewards
from app.services.vouchers import lapse_vouchers
from app.storage.ledger import LedgerRepository
from app.storage.vouchers import VoucherMissing
from tests.services.rewards.every_kind import proved, upload
from tests.services.voucher_world import FIVE_OFF, Counter


def tickets(counter: Counter) -> int:
    held = counter.run(
        lambda uow: LedgerRepository(uow, counter.env.ids).balances(counter.member_id)
    )
    return held["draw"].available


def left(counter: Counter, reward_id: str) -> int | None:
    listed = counter.run(stock_of_rewards)
    return next(each.left for each in listed if each.reward_id == reward_id)


def test_tickets_are_there_with_the_same_commit(counter: Counter) -> None:
    voucher = counter.buy("chances", key="again")
    again = counter.buy("chances", key="again")

    assert (voucher.state, again.voucher_id) == (VoucherState.USED, voucher.voucher_id)
    assert tickets(counter) == 3
    assert counter.has() == (900, 0)
    assert proved(counter) == []


def test_the_member_picks_the_cause(counter: Counter) -> None:
    voucher = redeem(
        counter.env,
        counter.programme_id,
        member_id=counter.member_id,
        reward_id="donation",
        store_id=counter.store_id,
        points=None,
        idempotency=Key.of("api", "cause"),
        choice="schools",
    )

    assert (voucher.state, voucher.terms.cause) == (VoucherState.USED, "schools")
    assert counter.has() == (800, 0)


def test_a_cause_must_be_picked_where_there_are_several(counter: Counter) -> None:
    with pytest.raises(ChoiceNeeded) as refusal:
        counter.buy("donation")

    assert refusal.value.choices == ("trees", "schools")
    assert counter.has() == (1_000, 0)


def test_what_was_given_away_can_not_be_given_back(counter: Counter) -> None:
    with pytest.raises(IllegalStep):
        counter.cancel(counter.buy("chances"))


def test_a_hand_over_happens_once_and_says_by_whom(counter: Counter) -> None:
    bought = counter.buy("cupcake")
    voucher = counter.run(lambda uow: find(uow, bought.code.lower()))

    def scan(by: str) -> tuple[bool, str, str]:
        handed = counter.run(
            lambda uow: hand_over(counter.env, uow, voucher.voucher_id, by=by)
        )
        state = handed.voucher.state.value
        return handed.first_time, handed.hand_over.handed_by, state

    assert bought.state is VoucherState.ISSUED
    assert scan("staff:ani") == (True, "staff:ani", "used")
    assert scan("staff:budi") == (False, "staff:ani", "used")
    assert counter.has() == (900, 0)


def test_what_was_not_collected_comes_back_when_it_lapses(counter: Counter) -> None:
    voucher = counter.buy("cupcake")
    counter.clock.advance(days=40)

    lapse_vouchers(counter.env, counter.programme_id)
    counter.drain()

    assert counter.again(voucher).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)
    assert left(counter, "cupcake") == 2
    with pytest.raises(NotToHandOver):
        counter.run(lambda uow: hand_over(counter.env, uow, voucher.voucher_id, by="x"))


def test_a_code_of_a_checkout_is_not_handed_over(counter: Counter) -> None:
    voucher = counter.buy(FIVE_OFF)

    with pytest.raises(VoucherMissing):
        counter.run(lambda uow: find(uow, voucher.code))
    with pytest.raises(VoucherMissing):
        counter.run(lambda uow: hand_over(counter.env, uow, voucher.voucher_id, by="x"))


def test_codes_are_given_in_their_order_and_kept_sealed(counter: Counter) -> None:
    upload(counter, "FLY-1", "FLY-2")

    first, second = counter.buy("flight"), counter.buy("flight")

    shown = counter.run(lambda uow: reveal(counter.env, uow, [first, second]))
    assert [shown[first.voucher_id], shown[second.voucher_id]] == ["FLY-1", "FLY-2"]
    assert first.state is VoucherState.USED
    sealed = counter.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT string_agg(sealed, ' ') FROM pool_code"
        ).scalar_one()
    )
    assert "FLY" not in sealed
    assert left(counter, "flight") == 0


def test_an_empty_pool_takes_no_points(counter: Counter) -> None:
    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy("flight")

    assert refusal.value.reason == "out_of_stock"
    assert counter.has() == (1_000, 0)


def test_an_upload_with_twins_is_refused_line_by_line(counter: Counter) -> None:
    upload(counter, "FLY-1")

    with pytest.raises(CodesRefused) as refusal:
        upload(counter, "FLY-2", "FLY-1", "FLY-2", "x" * 201, "bad\tcode")

    said = [(m.line, m.reason, m.other_line) for m in refusal.value.mistakes]
    assert said == [
        (2, "known_already", None),
        (3, "same_as_line", 1),
        (4, "too_long", None),
        (5, "unprintable", None),
    ]
    assert left(counter, "flight") == 1


def test_an_upload_of_nothing_is_refused(counter: Counter) -> None:
    with pytest.raises(NoCodes):
        upload(counter)


def test_a_csv_is_read_by_its_first_column(counter: Counter) -> None:
    text = "\ufeffCode,Note\r\nA1,x\r\n\r\n A2 ,y\r\ncode\r\n"

    assert codes_in(text) == [(2, "A1"), (4, "A2"), (5, "code")]


def test_the_alarm_is_on_below_its_threshold(counter: Counter) -> None:
    assert not upload(counter, "A", "B").alarm
    counter.buy("flight")

    (listed,) = [
        each for each in counter.run(stock_of_rewards) if each.reward_id == "flight"
    ]
    assert listed.pool is not None
    assert (listed.pool.left, listed.pool.given, listed.pool.alarm) == (1, 1, True)


def test_a_place_lapses_with_its_event_and_is_not_paid_back(counter: Counter) -> None:
    voucher = counter.buy("tasting")
    assert voucher.lapses_at is not None
    assert voucher.lapses_at.isoformat() == "2026-12-24T15:00:00+00:00"
    counter.clock.advance(days=40)

    lapse_vouchers(counter.env, counter.programme_id)
    counter.drain()

    assert counter.again(voucher).state is VoucherState.LAPSED
    assert counter.has() == (900, 0)
    assert proved(counter) == []


def test_a_place_can_be_given_back_until_it_closes(counter: Counter) -> None:
    voucher = counter.cancel(counter.buy("tasting"))

    assert voucher.state is VoucherState.WITHDRAWN
    assert counter.has() == (1_000, 0)
    assert left(counter, "tasting") == 1


def test_a_place_can_not_be_given_back_after_it_closed(counter: Counter) -> None:
    voucher = counter.buy("tasting")
    counter.clock.advance(days=29)

    with pytest.raises(TooLateToCancel):
        counter.cancel(voucher)
    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy("tasting")

    assert refusal.value.reason == "over"


def test_a_reward_without_a_price_is_only_given(counter: Counter) -> None:
    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy("given")

    assert refusal.value.reason == "only_given"
