"""Members and staff give vouchers up."""

from datetime import timedelta

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.rewards.voucher import (
    Ending,
    IllegalStep,
    VoucherState,
)
from app.services.redemption import (
    LimitReached,
    cancel,
)
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing
from tests.factories import NOON
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import (
    Counter,
)

NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))


# Giving up


def test_a_cancelled_voucher_gives_its_points_back_at_once(counter: Counter) -> None:
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert (given_up.state, given_up.reason) == (VoucherState.WITHDRAWN, "cancel")
    assert not counter.store.works(bought.code)
    assert given_up.returned == 500
    assert counter.has() == (1_000, 0)


def test_cancelling_twice_changes_nothing(counter: Counter) -> None:
    given_up = counter.cancel(counter.buy())

    assert counter.cancel(given_up) == given_up
    assert counter.has() == (1_000, 0)


def test_a_voucher_that_no_store_was_asked_for_is_released_at_once(
    counter: Counter,
) -> None:
    counter.run(lambda uow: pause_store(counter, uow))
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert bought.state is VoucherState.GRANTED
    assert (given_up.state, given_up.reason) == (VoucherState.WITHDRAWN, "cancelled")
    assert counter.has() == (1_000, 0)
    assert counter.store.calls["issue"] == 0


def pause_store(counter: Counter, uow: UnitOfWork) -> None:
    OutboxRepository(uow).pause_store(
        counter.store_id, NOON + timedelta(hours=1), "down"
    )


def test_a_voucher_on_its_way_is_given_up_once_its_code_is_surely_absent(
    counter: Counter,
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert bought.state is VoucherState.ISSUING
    assert (given_up.state, given_up.ending) == (bought.state, Ending.CANCEL)
    counter.work_until(timedelta(minutes=5), step=timedelta(seconds=30))
    assert counter.again(bought).state is VoucherState.WITHDRAWN
    assert counter.has() == (1_000, 0)
    assert counter.store.created == {}


def test_a_used_voucher_cannot_be_given_up(counter: Counter) -> None:
    bought = counter.buy()
    counter.settle(counter.store.check_out(bought.code))

    with pytest.raises(IllegalStep):
        counter.cancel(bought)


def test_an_order_that_we_have_not_heard_of_stops_the_cancellation(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)

    given_up = counter.cancel(bought)

    assert given_up.state is VoucherState.USED
    assert counter.has() == (500, 0)


def test_another_members_voucher_is_missing(counter: Counter) -> None:
    bought = counter.buy()

    with pytest.raises(VoucherMissing):
        cancel(
            counter.env,
            counter.programme_id,
            bought.voucher_id,
            "member",
            member_id=counter.env.ids.new(),
        )


def test_members_change_their_minds_a_few_times_a_day(counter: Counter) -> None:
    for _ in range(5):
        counter.cancel(counter.buy())
    sixth = counter.buy()

    with pytest.raises(LimitReached) as refusal:
        counter.cancel(sixth)

    assert refusal.value.figures == {"limit": "cancels_a_day", "most": 5}
    assert counter.cancel(sixth, actor="staff:ani").state is VoucherState.WITHDRAWN


def test_the_day_of_cancellations_is_the_programmes(counter: Counter) -> None:
    for _ in range(5):
        counter.cancel(counter.buy())
    sixth = counter.buy()
    counter.clock.advance(hours=5)

    assert counter.cancel(sixth).state is VoucherState.WITHDRAWN
