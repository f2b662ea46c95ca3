"""Stock: the last unit goes to one member, and the points of the others stay."""

from collections.abc import Iterator
from functools import partial

import pytest

from app.domain.rewards.offer import RewardUnavailable
from app.domain.rewards.voucher import VoucherState
from app.services.stock import stock_of_rewards
from tests.services.rewards.every_kind import document, proved, published, upload
from tests.services.voucher_world import Counter, opened
from tests.services.vouchers.racing import at_once

THREADS = 20


@pytest.fixture
def racing(fresh_database_url: str) -> Iterator[Counter]:
    with opened(fresh_database_url, pool_size=THREADS) as counter:
        published(counter)
        yield counter


def taken(counter: Counter, reward_id: str) -> int | None:
    listed = counter.run(stock_of_rewards)
    return next(each.taken for each in listed if each.reward_id == reward_id)


def test_the_last_unit_goes_and_the_next_is_refused(counter: Counter) -> None:
    counter.buy("cupcake")
    counter.buy("cupcake")

    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy("cupcake")

    assert refusal.value.reason == "out_of_stock"
    assert counter.has() == (800, 0)


def test_a_unit_that_was_given_back_can_be_had_again(counter: Counter) -> None:
    counter.buy("cupcake")
    counter.cancel(counter.buy("cupcake"))

    assert taken(counter, "cupcake") == 1
    assert counter.buy("cupcake").state is VoucherState.ISSUED
    assert taken(counter, "cupcake") == 2


def test_a_unit_stays_out_where_the_reward_says_so(counter: Counter) -> None:
    counter.cancel(counter.buy("once"))

    with pytest.raises(RewardUnavailable):
        counter.buy("once")


def test_a_later_version_may_have_more(counter: Counter) -> None:
    counter.buy("once")
    changed = document()
    more = [
        {**reward, "stock": {"units": 2}} if reward["id"] == "once" else reward
        for reward in changed["rewards"]
    ]
    counter.publish({**changed, "rewards": more})

    assert counter.buy("once").state is VoucherState.ISSUED


@pytest.mark.slow
def test_the_501st_of_500_never_takes_points(racing: Counter) -> None:
    for_all = [racing.add_member(f"80{n}") for n in range(THREADS)]
    for member_id in for_all:
        racing.give(100, member_id)
    racing.run(
        lambda uow: uow.connection.exec_driver_sql(
            "INSERT INTO reward_stock (programme_id, reward_id, taken, updated_at)"
            " VALUES (%s, 'bazaar', 493, now())",
            (racing.programme_id,),
        )
    )

    ends = at_once(
        racing,
        [partial(racing.buy, "bazaar", member_id=who, key=str(who)) for who in for_all],
    )

    assert ends == {"ok": 7, "reward_unavailable": 13}
    assert taken(racing, "bazaar") == 500
    spent = [racing.balance(who).available for who in for_all]
    assert sorted(spent) == [90] * 7 + [100] * 13
    assert proved(racing) == []


@pytest.mark.slow
def test_a_code_is_given_once_under_a_race(racing: Counter) -> None:
    upload(racing, *(f"FLY-{n}" for n in range(THREADS)))
    for_all = [racing.add_member(f"80{n}") for n in range(THREADS)]
    for member_id in for_all:
        racing.give(300, member_id)

    ends = at_once(
        racing,
        [partial(racing.buy, "flight", member_id=who, key=str(who)) for who in for_all],
    )

    given = racing.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(DISTINCT voucher_id) FROM pool_code"
            " WHERE voucher_id IS NOT NULL"
        ).scalar_one()
    )
    assert given == ends["ok"]
    assert ends["ok"] + ends["reward_unavailable"] == THREADS
