"""Death between any two durable steps leaves one reward, or the points back.

Here a death is an exception that nothing in the house catches; the same points
are killed for real in ``tests/chaos``.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import NoReturn

import pytest

from app.domain.errors import PlatformRefused
from app.domain.rewards.voucher import Voucher, VoucherState
from app.services import crash
from app.services.prove import prove
from app.services.vouchers import finish_vouchers, lapse_vouchers, redemptions
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import Counter

BUYING = (
    "redeem-before-commit",
    "redeem-after-commit",
    "debt-after-lease",
    "issue-before-call",
    "issue-after-call",
    "issue-after-burn",
    "debt-before-end",
    "debt-after-end",
)
REFUSING = ("issue-before-call", "issue-after-call", "issue-after-release")
LAPSING = (
    "debt-after-lease",
    "withdraw-before-call",
    "withdraw-after-call",
    "withdraw-after-return",
    "debt-before-end",
    "debt-after-end",
)
REFUSED = Mishap(before=PlatformRefused("no", reason="coupons_disabled"))
STEP = timedelta(seconds=15)


@pytest.fixture(autouse=True)
def deaths(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a killed process raise instead, and disarm the trap at the end."""

    def die(_pid: int, _signal: int) -> NoReturn:
        raise SystemExit(9)

    monkeypatch.setattr(os, "kill", die)
    yield
    crash.arm(None)


def dies_at(point: str, act: Callable[[], object]) -> bool:
    """Do *act* in a process that dies at *point*; tell whether it got there."""
    crash.arm(point)
    try:
        act()
    except SystemExit:
        return True
    finally:
        crash.arm(None)
    return False


def bought(counter: Counter) -> list[Voucher]:
    return counter.run(redemptions)


def proved(counter: Counter) -> None:
    found = prove(counter.env, counter.programme_id)
    assert [each.sentence for each in found if each.rule != 12] == []


def one_reward(counter: Counter) -> None:
    """Check that the client has exactly one voucher, paid once."""
    counter.work_until(timedelta(minutes=5), step=STEP)
    (voucher,) = bought(counter)
    assert voucher.state is VoucherState.ISSUED
    assert counter.store.created == {voucher.marker: 1}
    assert counter.has() == (500, 0)
    proved(counter)


@pytest.mark.parametrize("point", BUYING)
def test_a_purchase_survives_a_death_when_the_client_asks_again(
    counter: Counter, point: str
) -> None:
    died = dies_at(point, lambda: counter.buy(key="k"))

    counter.buy(key="k")

    assert died
    one_reward(counter)


@pytest.mark.parametrize("point", BUYING[1:])
def test_a_committed_purchase_is_finished_though_the_client_is_gone(
    counter: Counter, point: str
) -> None:
    dies_at(point, lambda: counter.buy(key="k"))

    one_reward(counter)


def test_before_the_commit_nothing_exists(counter: Counter) -> None:
    dies_at("redeem-before-commit", lambda: counter.buy(key="k"))

    assert bought(counter) == []
    assert counter.debts() == []
    assert counter.has() == (1_000, 0)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), list(product(BUYING[2:], repeat=2)))
def test_a_purchase_survives_a_second_death_in_its_recovery(
    counter: Counter, first: str, second: str
) -> None:
    dies_at(first, lambda: counter.buy(key="k"))
    counter.clock.advance(minutes=1)
    dies_at(second, counter.drain)
    counter.clock.advance(minutes=2)

    one_reward(counter)


@pytest.mark.parametrize("point", REFUSING)
def test_a_refused_purchase_gives_its_points_back_whoever_dies(
    counter: Counter, point: str
) -> None:
    counter.store.on("issue", *[REFUSED] * 3)

    died = dies_at(point, lambda: counter.buy(key="k"))
    counter.work_until(timedelta(minutes=15), step=STEP)

    (voucher,) = bought(counter)
    assert died
    assert voucher.state is VoucherState.WITHDRAWN
    assert counter.store.created == {}
    assert counter.has() == (1_000, 0)
    proved(counter)


def test_an_answer_that_settled_nothing_survives_a_death(counter: Counter) -> None:
    foreign = Mishap(after=SystemExit(9))
    counter.store.on("issue", foreign)
    dies_at("debt-after-end", lambda: counter.buy(key="k"))
    counter.clock.advance(minutes=1)
    counter.store.lag = timedelta(hours=1)

    died = dies_at("issue-after-answer", counter.drain)
    counter.store.lag = timedelta()

    assert died
    one_reward(counter)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"),
    [*((point, None) for point in LAPSING), *product(LAPSING, repeat=2)],
)
def test_a_lapse_returns_its_points_once_whoever_dies(
    counter: Counter, first: str, second: str | None
) -> None:
    held = counter.buy()
    counter.clock.advance(days=40)
    lapse_vouchers(counter.env, counter.programme_id)

    died = dies_at(first, counter.drain)
    counter.clock.advance(minutes=1)
    if second is not None:
        dies_at(second, counter.drain)
        counter.clock.advance(minutes=1)
    counter.drain()
    finish_vouchers(counter.env, counter.programme_id)

    assert died
    assert counter.again(held).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)
    assert not counter.store.codes[held.code_key].active
    proved(counter)
