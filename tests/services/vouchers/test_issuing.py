"""Every answer of a store to "make this code", and none."""

from datetime import timedelta

import pytest

from app.domain.errors import (
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.voucher import Outcome, Voucher, code_key
from app.services.vouchers import redemptions
from app.storage.unit_of_work import UnitOfWork
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import Counter
from tests.services.vouchers.ends import given_back, settled

STEP = timedelta(seconds=15)
UNCLEAR = PlatformUnclear("HTTP 500")
ACTED = Mishap(after=UNCLEAR)
DID_NOTHING = Mishap(before=UNCLEAR)
NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))
REFUSED = Mishap(before=PlatformRefused("no", reason="coupons_disabled"))


# Clear answers


def test_a_clear_refusal_gives_the_points_back_at_once(counter: Counter) -> None:
    counter.store.on("issue", REFUSED)

    bought = counter.buy()

    given_back(counter, bought, "coupons_disabled")
    assert counter.store.calls["look_up"] == 0
    assert counter.debts() == []


def test_a_connection_never_made_is_tried_again_without_a_look_up(
    counter: Counter,
) -> None:
    counter.store.on("issue", *[NOT_REACHED] * 3)

    bought = counter.buy()
    counter.work_until(timedelta(minutes=10), step=STEP)

    settled(counter, bought)
    assert counter.store.calls["issue"] == 4
    assert counter.store.calls["look_up"] == 0


def test_a_throttled_store_is_left_alone_as_long_as_it_asked(counter: Counter) -> None:
    throttled = Mishap(before=PlatformThrottled("429", retry_after=120))
    counter.store.on("issue", throttled)

    bought = counter.buy()
    counter.work_until(timedelta(seconds=100), step=STEP)
    early = counter.store.calls["issue"]
    counter.work_until(timedelta(seconds=60), step=STEP)

    assert early == 1
    settled(counter, bought)


def test_a_nonsense_wait_is_cut_to_an_hour(counter: Counter) -> None:
    counter.store.on(
        "issue", Mishap(before=PlatformThrottled("429", retry_after=10**9))
    )

    bought = counter.buy()
    counter.work_until(timedelta(minutes=62), step=timedelta(minutes=1))

    settled(counter, bought)


# Unknown outcomes


def test_a_store_that_acted_and_lost_the_answer_is_believed_after_a_look(
    counter: Counter,
) -> None:
    counter.store.on("issue", ACTED)

    bought = counter.buy()

    settled(counter, bought)
    assert (counter.store.calls["issue"], counter.store.calls["look_up"]) == (1, 1)


def test_a_store_that_did_nothing_is_asked_again_after_two_looks(
    counter: Counter,
) -> None:
    counter.store.on("issue", DID_NOTHING)

    bought = counter.buy()
    waiting = counter.again(bought)
    counter.work_until(timedelta(seconds=45), step=STEP)
    early = counter.store.calls["issue"]
    counter.work_until(timedelta(seconds=45), step=STEP)

    assert waiting.progress.outcome is Outcome.UNKNOWN
    assert early == 1
    settled(counter, bought)
    assert (counter.store.calls["issue"], counter.store.calls["look_up"]) == (2, 2)


def test_a_code_that_shows_up_late_is_not_made_twice(counter: Counter) -> None:
    counter.store.lag = timedelta(seconds=30)
    counter.store.on("issue", ACTED)

    bought = counter.buy()
    counter.work_until(timedelta(minutes=3), step=STEP)

    settled(counter, bought)
    assert counter.store.calls["issue"] == 1


def test_even_a_code_hidden_longer_than_two_looks_is_made_once(
    counter: Counter,
) -> None:
    counter.store.lag = timedelta(minutes=10)
    counter.store.on("issue", ACTED)

    bought = counter.buy()
    counter.work_until(timedelta(minutes=3), step=STEP)

    # The same code was sent again, and the store knew it.
    settled(counter, bought)
    assert counter.store.calls["issue"] == 2


def test_resends_use_the_same_code(counter: Counter) -> None:
    counter.store.on("issue", *[DID_NOTHING] * 3, *[NOT_REACHED] * 3)

    bought = counter.buy()
    counter.work_until(timedelta(hours=2), step=STEP)

    settled(counter, bought)
    assert counter.again(bought).code == bought.code


def test_a_look_up_that_fails_is_repeated_before_anything_is_sent(
    counter: Counter,
) -> None:
    counter.store.on("issue", ACTED)
    counter.store.on("look_up", DID_NOTHING, NOT_REACHED)

    bought = counter.buy()
    counter.work_until(timedelta(minutes=10), step=STEP)

    settled(counter, bought)
    assert counter.store.calls["issue"] == 1


@pytest.mark.parametrize("died", ["before", "after"])
def test_a_death_in_the_call_leaves_the_truth_behind(
    counter: Counter, died: str
) -> None:
    death = SystemExit(9)
    counter.store.on(
        "issue", Mishap(before=death) if died == "before" else Mishap(after=death)
    )
    with pytest.raises(SystemExit):
        counter.buy(key="k")

    again = counter.buy(key="k")
    counter.work_until(timedelta(minutes=5), step=STEP)

    settled(counter, again)


# Codes that exist already


def plant(counter: Counter, marker: str | None) -> Mishap:
    """Let somebody else make the very code that is about to be asked for."""

    def take_it() -> None:
        (bought,) = counter.run(page)
        foreign = IssuedDiscount(bought.code, "theirs", marker)
        counter.store.codes[code_key(bought.code)] = foreign

    return Mishap(meanwhile=take_it)


def page(uow: UnitOfWork) -> list[Voucher]:
    return redemptions(uow, limit=1)


@pytest.mark.parametrize("marker", [None, "0d456efc-0cd8-4a01-bd03-42a689f240b4"])
def test_somebody_elses_code_is_left_alone(
    counter: Counter, marker: str | None
) -> None:
    counter.store.on("issue", plant(counter, marker))

    bought = counter.buy()

    settled(counter, bought)
    assert counter.store.calls["issue"] == 2
    assert bought.progress.codes_tried == 2
    assert bought.code.startswith("SETIA-")
    assert sum(held.marker == marker for held in counter.store.codes.values()) == 1


def test_three_new_codes_are_tried_and_no_more(counter: Counter) -> None:
    counter.store.on("issue", *[plant(counter, "foreign") for _ in range(5)])

    bought = counter.buy()

    given_back(counter, bought, "code_taken")
    assert counter.store.calls["issue"] == 4
    assert len(counter.store.codes) == 4


def test_our_own_code_already_there_is_success(counter: Counter) -> None:
    counter.store.on("issue", Mishap(after=SystemExit(9)))
    with pytest.raises(SystemExit):
        counter.buy(key="k")
    counter.store.lag = timedelta(hours=1)

    again = counter.buy(key="k")
    counter.work_until(timedelta(minutes=3), step=STEP)

    settled(counter, again)


def test_a_turn_that_gets_long_is_gone_on_with_in_another(counter: Counter) -> None:
    counter.store.on("issue", DID_NOTHING, *[plant(counter, "foreign")] * 4)

    bought = counter.buy()
    counter.clock.advance(minutes=2)
    counter.drain()
    unfinished = counter.debts()
    counter.work_until(timedelta(minutes=1), step=STEP)

    assert [debt.reason for debt in unfinished] == ["turn_over"]
    given_back(counter, bought, "code_taken")
    assert counter.store.calls["issue"] == 5
