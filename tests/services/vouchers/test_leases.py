"""Deadlines, lost access, and workers that come too late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformRefused,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.domain.rewards.voucher import Outcome, Voucher, VoucherState
from app.services.issuing import issue
from app.services.outbox import Cancelled, Settled
from app.services.vouchers import redemptions
from app.storage.outbox import LeasedDebt, OutboxRepository
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import Counter
from tests.services.vouchers.ends import given_back, settled

STEP = timedelta(seconds=15)
DAYS = timedelta(days=4)
UNCLEAR = PlatformUnclear("HTTP 500")
ACTED = Mishap(after=UNCLEAR)
DID_NOTHING = Mishap(before=UNCLEAR)
NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))
REVOKED = Mishap(before=AccessRevoked("HTTP 401"))
REFUSED = Mishap(before=PlatformRefused("no", reason="coupons_disabled"))


# Lost access


def test_lost_access_blocks_the_store_and_keeps_the_hold(counter: Counter) -> None:
    counter.store.on("issue", REVOKED)

    bought = counter.buy()
    counter.work_until(timedelta(hours=3), step=timedelta(minutes=10))

    waiting = counter.again(bought)
    assert waiting.progress.outcome is Outcome.BLOCKED
    assert counter.has() == (500, 500)
    assert [debt.state for debt in counter.debts()] == ["blocked"]


def test_after_reconnection_it_goes_on_with_a_look(counter: Counter) -> None:
    counter.store.on("issue", Mishap(after=AccessRevoked("HTTP 401")))
    bought = counter.buy()

    counter.set_store(state="connected")
    counter.run(
        lambda uow: OutboxRepository(uow).unblock_store(
            counter.store_id, counter.clock.now()
        )
    )
    counter.work_until(timedelta(minutes=1), step=STEP)

    settled(counter, bought)
    assert counter.store.calls["issue"] == 1


def test_access_lost_during_a_look_blocks_too(counter: Counter) -> None:
    counter.store.on("issue", ACTED)
    counter.store.on("look_up", REVOKED)

    bought = counter.buy()

    assert counter.again(bought).progress.outcome is Outcome.BLOCKED
    assert [debt.state for debt in counter.debts()] == ["blocked"]


def test_a_store_that_left_before_it_was_asked_gives_the_points_back(
    counter: Counter,
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()

    counter.set_store(state="uninstalled")
    counter.work_until(timedelta(minutes=10), step=STEP)

    given_back(counter, bought, "store_gone")


def test_a_store_that_left_in_doubt_is_a_question_for_a_person(
    counter: Counter,
) -> None:
    counter.store.on("issue", DID_NOTHING)
    bought = counter.buy()

    counter.set_store(state="uninstalled")
    counter.work_until(timedelta(minutes=10), step=STEP)

    waiting = counter.again(bought)
    assert (waiting.state, waiting.attention) == (
        VoucherState.ISSUING,
        "issue_unsettled",
    )
    assert counter.has() == (500, 500)


# The deadline


def down(call: str, error: PlatformError, counter: Counter) -> None:
    counter.store.on(call, *[Mishap(before=error)] * 2_000)


def test_at_the_deadline_an_absent_code_gives_the_points_back(
    counter: Counter,
) -> None:
    down("issue", UNCLEAR, counter)

    bought = counter.buy()
    counter.work_until(timedelta(hours=71), step=timedelta(minutes=10))
    before = counter.again(bought).state
    counter.work_until(timedelta(hours=3), step=timedelta(minutes=10))

    assert before is VoucherState.ISSUING
    given_back(counter, bought, "deadline")


def test_at_the_deadline_a_code_that_is_there_is_paid_for(counter: Counter) -> None:
    counter.store.on("issue", ACTED)
    down("look_up", UNCLEAR, counter)

    bought = counter.buy()
    counter.work_until(timedelta(hours=71), step=timedelta(minutes=10))
    counter.store.script["look_up"].clear()
    counter.work_until(timedelta(hours=3), step=timedelta(minutes=10))

    settled(counter, bought)


def test_what_cannot_be_told_at_the_deadline_is_never_guessed(
    counter: Counter,
) -> None:
    counter.store.on("issue", ACTED)
    down("look_up", UNCLEAR, counter)

    bought = counter.buy()
    counter.work_until(DAYS, step=timedelta(minutes=20))

    waiting = counter.again(bought)
    assert (waiting.state, waiting.attention) == (
        VoucherState.ISSUING,
        "issue_unsettled",
    )
    assert counter.has() == (500, 500)
    assert [(debt.state, debt.reason) for debt in counter.debts()] == [
        ("set_aside", "cannot_tell")
    ]


# Leases


def lease(counter: Counter, voucher: Voucher) -> LeasedDebt:
    (debt,) = [
        each for each in counter.debts() if each.subject == str(voucher.voucher_id)
    ]
    now = counter.clock.now()
    leased = counter.run(
        lambda uow: OutboxRepository(uow).lease_one(
            debt.debt_id, now, now + timedelta(seconds=45)
        )
    )
    assert leased is not None
    return leased


@pytest.mark.parametrize("answer", ["success", "refusal", "silence"])
def test_a_worker_that_was_overtaken_writes_nothing(
    counter: Counter, answer: str
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()
    counter.clock.advance(minutes=5)
    slow = lease(counter, bought)

    def overtake() -> None:
        counter.clock.advance(minutes=2)
        counter.work_until(timedelta(minutes=3), step=STEP)

    error = {"success": None, "refusal": REFUSED.before, "silence": UNCLEAR}[answer]
    counter.store.on("issue", Mishap(meanwhile=overtake, before=error))
    outcome = issue(counter.env, slow)

    assert outcome == Cancelled("overtaken")
    settled(counter, bought)


def test_a_late_worker_finds_the_voucher_ended(counter: Counter) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()
    counter.clock.advance(minutes=5)
    slow = lease(counter, bought)
    counter.clock.advance(minutes=2)
    counter.work_until(timedelta(minutes=1), step=STEP)

    assert issue(counter.env, slow) == Settled()
    counter.set_store(state="uninstalled")
    assert issue(counter.env, slow) == Settled()
    settled(counter, bought)


# Orders faster than our answer


def test_an_order_that_comes_before_our_answer_uses_the_voucher(
    counter: Counter,
) -> None:
    counter.store.on("issue", ACTED)
    counter.store.on("look_up", DID_NOTHING)
    bought = counter.buy()

    placed = counter.store.check_out(bought.code)
    changed = counter.settle(placed)
    counter.drain()
    counter.work_until(timedelta(minutes=2), step=STEP)

    used = counter.again(bought)
    assert changed == []
    assert used.state is VoucherState.USED
    assert used.used_at is not None
    assert counter.has() == (500, 0)


def test_a_cancellation_during_the_call_withdraws_what_was_made(
    counter: Counter,
) -> None:
    def change_of_mind() -> None:
        (bought,) = counter.run(redemptions)
        counter.cancel(bought)

    counter.store.on("issue", Mishap(meanwhile=change_of_mind))

    bought = counter.buy()
    counter.drain()

    ended = counter.again(bought)
    assert ended.state is VoucherState.WITHDRAWN
    assert counter.has() == (1_000, 0)
    assert not counter.store.works(bought.code)


def test_a_request_still_on_its_way_is_swept_up_after_the_release(
    counter: Counter,
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()
    counter.store.on("issue", REFUSED)
    counter.work_until(timedelta(minutes=5), step=STEP)
    assert counter.again(bought).state is VoucherState.WITHDRAWN

    # The first request arrives after all, when nobody waits for it any more.
    counter.store.issue(None, bought.discount())  # type: ignore[arg-type]  # unused
    counter.work_until(timedelta(minutes=15), step=STEP)

    assert not counter.store.works(bought.code)
    assert counter.has() == (1_000, 0)


def test_a_given_voucher_that_the_store_refuses_costs_nothing(counter: Counter) -> None:
    counter.store.on("issue", REFUSED)

    given = counter.give_voucher()
    counter.drain()

    given_back(counter, given, "coupons_disabled")


@pytest.mark.parametrize("answer", [REFUSED, DID_NOTHING, Mishap()])
def test_who_was_overtaken_leaves_a_voucher_alone_that_is_still_on_its_way(
    counter: Counter, answer: Mishap
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()
    counter.clock.advance(minutes=5)
    slow = lease(counter, bought)

    def overtake() -> None:
        # The other worker looks once, finds nothing and waits for its second look.
        counter.clock.advance(minutes=2)
        counter.drain()

    counter.store.on("issue", replace(answer, meanwhile=overtake))
    outcome = issue(counter.env, slow)
    left = counter.again(bought)
    counter.work_until(timedelta(minutes=3), step=STEP)

    assert outcome == Cancelled("overtaken")
    assert (left.state, left.progress.attempts) == (VoucherState.ISSUING, 2)
    settled(counter, bought)
