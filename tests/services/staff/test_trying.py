"""Tries at signing in are counted before they are looked at, and waits grow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.services.staff.trying import (
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    LONGEST_WAIT,
    TooManyTries,
    Try,
    forget_old,
    wait_after,
)
from tests.services.staff.conftest import Team


def tried(team: Team, account: str, address: str = "203.0.113.7") -> bool:
    try:
        Try(team.env, account=account, address=address)
    except TooManyTries:
        return False
    return True


def test_the_sixth_try_of_an_account_waits_wherever_it_comes_from(team: Team) -> None:
    done = [
        tried(team, "ani@toko.test", f"203.0.113.{last}")
        for last in range(FREE_OF_ACCOUNT + 1)
    ]

    assert done == [True] * FREE_OF_ACCOUNT + [False]
    assert not tried(team, " ANI@toko.test", "203.0.113.99")


def test_another_account_is_not_kept_waiting(team: Team) -> None:
    for _ in range(FREE_OF_ACCOUNT):
        tried(team, "ani@toko.test")

    assert tried(team, "budi@toko.test")


def test_an_address_that_tries_many_accounts_waits(team: Team) -> None:
    done = [tried(team, f"{n}@toko.test") for n in range(FREE_OF_ADDRESS + 1)]

    assert done == [True] * FREE_OF_ADDRESS + [False]
    assert tried(team, "new@toko.test", "203.0.113.8")


def test_after_the_wait_one_more_try_is_looked_at_and_the_next_wait_is_longer(
    team: Team,
) -> None:
    for _ in range(FREE_OF_ACCOUNT):
        tried(team, "ani@toko.test")

    team.world.clock.advance(seconds=30)
    again = tried(team, "ani@toko.test")
    with pytest.raises(TooManyTries) as refusal:
        Try(team.env, account="ani@toko.test", address="203.0.113.7")

    assert again
    assert refusal.value.retry_after == 60


@pytest.mark.parametrize(
    ("failures", "seconds"), [(4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (99, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures, FREE_OF_ACCOUNT) == timedelta(seconds=seconds)
    assert timedelta(minutes=15) == LONGEST_WAIT


def test_a_try_that_succeeds_sets_the_account_free_and_not_the_address(
    team: Team,
) -> None:
    for _ in range(FREE_OF_ACCOUNT - 1):
        tried(team, "ani@toko.test")

    Try(team.env, account="ani@toko.test", address="203.0.113.7").succeeded()

    assert [tried(team, "ani@toko.test") for _ in range(FREE_OF_ACCOUNT)][-1]
    rest = FREE_OF_ADDRESS - (FREE_OF_ACCOUNT - 1) - FREE_OF_ACCOUNT
    done = [tried(team, f"{n}@toko.test") for n in range(rest + 1)]
    assert done == [True] * rest + [False]


def test_of_twenty_tries_at_once_five_are_looked_at(team: Team) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: tried(team, "ani@toko.test"), range(20)))

    assert sum(done) == FREE_OF_ACCOUNT


def test_a_day_later_nothing_is_remembered(team: Team) -> None:
    for _ in range(FREE_OF_ACCOUNT):
        tried(team, "ani@toko.test")

    team.world.clock.advance(hours=25)

    assert tried(team, "ani@toko.test")
    assert forget_old(team.env) == 0
    team.world.clock.advance(hours=25)
    assert forget_old(team.env) == 2
