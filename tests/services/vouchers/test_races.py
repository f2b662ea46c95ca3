"""Races, forced: everybody connects first, then the gate opens for all at once."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator

import pytest

from app.domain.rewards.voucher import Voucher, VoucherState
from app.services.prove import prove
from app.services.vouchers import lapse_vouchers, redemptions
from tests.services.voucher_world import SLIDER, TWENTY_PERCENT, Counter, opened
from tests.services.vouchers.racing import at_once

THREADS = 20


@pytest.fixture
def counter(fresh_database_url: str) -> Iterator[Counter]:
    with opened(fresh_database_url, pool_size=THREADS) as counter:
        yield counter


def proved(counter: Counter) -> list[str]:
    found = prove(counter.env, counter.programme_id)
    # The journal is sealed by a process that does not run here.
    return [each.sentence for each in found if each.rule != 12]


def buying(
    counter: Counter, key: str, *, reward_id: str = SLIDER, points: int | None = 1_000
) -> Callable[[], object]:
    return lambda: counter.buy(reward_id, points=points, key=key)


def bought(counter: Counter) -> list[Voucher]:
    return counter.run(lambda uow: redemptions(uow, limit=250))


@pytest.mark.slow
def test_of_a_hundred_purchases_of_one_balance_exactly_one_succeeds(
    counter: Counter,
) -> None:
    ends: Tally[str] = Tally()
    for wave in range(100 // THREADS):
        ends += at_once(
            counter, [buying(counter, f"{wave}-{n}") for n in range(THREADS)]
        )

    assert ends == {"ok": 1, "insufficient_points": 99}
    assert len(bought(counter)) == 1
    assert sum(counter.store.created.values()) == 1
    assert counter.has() == (0, 0)
    assert proved(counter) == []


def test_as_many_purchases_succeed_as_the_balance_affords(counter: Counter) -> None:
    ends = at_once(
        counter, [buying(counter, str(n), points=300) for n in range(THREADS)]
    )

    assert ends == {"ok": 3, "insufficient_points": THREADS - 3}
    assert counter.has() == (100, 0)
    assert proved(counter) == []


def test_one_request_many_times_is_one_voucher(counter: Counter) -> None:
    ends = at_once(counter, [buying(counter, "same", points=300)] * THREADS)

    assert ends == {"ok": THREADS}
    assert len(bought(counter)) == 1
    assert sum(counter.store.created.values()) == 1
    assert counter.has() == (700, 0)


def test_limits_hold_against_many_at_once(counter: Counter) -> None:
    acts = [
        buying(counter, str(n), reward_id=TWENTY_PERCENT, points=None)
        for n in range(THREADS)
    ]

    ends = at_once(counter, acts)

    assert ends == {"ok": 1, "limit_reached": THREADS - 1}


def test_a_key_of_two_members_serves_one_of_them(counter: Counter) -> None:
    other = counter.add_member("7002")
    counter.give(1_000, other)

    ends = at_once(
        counter,
        [
            lambda: counter.buy(key="k"),
            lambda: counter.buy(key="k", member_id=other),
        ],
    )

    assert ends == {"ok": 1, "key_reused": 1}
    assert len(bought(counter)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("round_", range(5))
def test_using_lapsing_cancelling_and_buying_at_once_ends_in_one_truth(
    counter: Counter, round_: int
) -> None:
    held = counter.buy()
    counter.store.check_out(held.code)
    placed = counter.store.placed["1001"]
    assert held.lapses_at is not None
    counter.clock.instant = held.lapses_at

    at_once(
        counter,
        [
            lambda: counter.settle(placed),
            lambda: counter.settle(placed),
            lambda: lapse_vouchers(counter.env, counter.programme_id),
            counter.drain,
            counter.drain,
            lambda: counter.cancel(held),
            lambda: counter.buy(key="more"),
        ],
    )
    counter.clock.advance(minutes=2)
    counter.drain()

    assert counter.again(held).state is VoucherState.USED
    assert counter.has() == (0, 0)
    assert proved(counter) == []


@pytest.mark.slow
@pytest.mark.parametrize("round_", range(5))
def test_many_who_end_one_unused_voucher_return_its_points_once(
    counter: Counter, round_: int
) -> None:
    held = counter.buy()
    assert held.lapses_at is not None
    counter.clock.instant = held.lapses_at
    lapse_vouchers(counter.env, counter.programme_id)

    at_once(
        counter,
        [counter.drain] * 4 + [lambda: counter.cancel(held)] * 4,
    )
    counter.clock.advance(minutes=2)
    counter.drain()

    assert counter.again(held).state is VoucherState.LAPSED
    assert counter.has() == (1_000, 0)
    assert proved(counter) == []


@pytest.mark.slow
def test_many_workers_on_one_balance_issue_each_code_once(counter: Counter) -> None:
    at_once(counter, [buying(counter, str(n), points=100) for n in range(10)])
    at_once(counter, [counter.drain] * 5)

    assert {each.state for each in bought(counter)} == {VoucherState.ISSUED}
    assert max(counter.store.created.values()) == 1
    assert len(counter.store.created) == 10
    assert counter.has() == (0, 0)
    assert proved(counter) == []
