"""A browser that came in before has tries of its own, which no stranger uses up."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.services.staff import known_browsers
from app.services.staff.known_browsers import LASTS, MOST
from app.services.staff.signing_in import (
    Caller,
    WrongSignIn,
    prove,
    with_code,
    with_password,
)
from app.services.staff.trying import FREE_OF_ACCOUNT, FREE_OF_ADDRESS, TooManyTries
from tests.services.staff.conftest import HOME, PASSWORD, Team

BUDI = "budi@toko.test"
STRANGER = Caller(address="198.51.100.66")


def known(team: Team, *people: UUID) -> Caller:
    """Return the browser in which these people came in before."""
    sealed = ""
    for each in people:
        sealed = known_browsers.remember(team.env, sealed, each)
    return replace(HOME, known=known_browsers.known(team.env, sealed))


def come(team: Team, caller: Caller, password: str = PASSWORD) -> None:
    with_password(team.env, email=BUDI, password=password, caller=caller)


def fail(team: Team, caller: Caller, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            come(team, caller, "not the password")


def test_a_stranger_keeps_nobody_out_of_a_browser_that_came_in_before(
    team: Team,
) -> None:
    mine = known(team, team.add(BUDI))
    fail(team, STRANGER, FREE_OF_ACCOUNT)

    with pytest.raises(TooManyTries):
        come(team, HOME)
    come(team, mine)


def test_neither_does_a_stranger_behind_the_same_network_address(team: Team) -> None:
    mine = known(team, team.add(BUDI))
    for n in range(FREE_OF_ADDRESS):
        with pytest.raises(WrongSignIn):
            with_password(
                team.env, email=f"{n}@toko.test", password="wrong", caller=HOME
            )

    come(team, mine)


def test_nor_from_the_second_step_and_from_a_new_proof(team: Team) -> None:
    mine = known(team, team.owner_id)
    for n in range(FREE_OF_ADDRESS):
        with pytest.raises(WrongSignIn):
            with_password(
                team.env, email=f"{n}@toko.test", password="wrong", caller=HOME
            )
    with pytest.raises(TooManyTries):
        come(team, HOME)
    half = with_password(
        team.env, email="sari@toko.test", password=PASSWORD, caller=mine
    )

    came = with_code(team.env, team.opened(half.token), code=team.code(), caller=mine)
    team.world.clock.advance(seconds=30)
    proof = prove(
        team.env,
        team.opened(came.token),
        password=PASSWORD,
        code=team.code(),
        caller=mine,
    )

    assert team.opened(proof.token).session.proven_at == team.world.clock.now()


def test_a_known_browser_may_fail_as_often_as_any_account(team: Team) -> None:
    mine = known(team, team.add(BUDI))

    fail(team, mine, FREE_OF_ACCOUNT)
    # From here on it is a browser like any other: the account's own tries are left.
    fail(team, mine, FREE_OF_ACCOUNT)

    with pytest.raises(TooManyTries):
        come(team, mine)


def test_what_fails_in_a_known_browser_is_not_counted_against_the_account(
    team: Team,
) -> None:
    mine = known(team, team.add(BUDI))

    fail(team, mine, FREE_OF_ACCOUNT)

    come(team, HOME)


def test_coming_in_gives_the_browser_its_tries_back(team: Team) -> None:
    mine = known(team, team.add(BUDI))
    fail(team, mine, FREE_OF_ACCOUNT - 1)

    come(team, mine)

    fail(team, mine, FREE_OF_ACCOUNT)
    come(team, HOME)


def test_a_browser_of_one_person_is_a_stranger_to_another(team: Team) -> None:
    team.add(BUDI)
    other = known(team, team.owner_id)
    fail(team, STRANGER, FREE_OF_ACCOUNT)

    with pytest.raises(TooManyTries):
        come(team, other)


def test_two_browsers_count_apart(team: Team) -> None:
    budi = team.add(BUDI)
    first, second = known(team, budi), known(team, budi)
    fail(team, first, FREE_OF_ACCOUNT)
    fail(team, STRANGER, FREE_OF_ACCOUNT)

    come(team, second)


def test_what_a_browser_made_up_is_nothing(team: Team) -> None:
    assert known_browsers.known(team.env, "made-up") == {}
    assert known_browsers.known(team.env, "") == {}


def test_a_browser_is_forgotten_after_its_time(team: Team) -> None:
    sealed = known_browsers.remember(team.env, "", team.owner_id)

    team.world.clock.instant += LASTS - timedelta(seconds=1)
    still = known_browsers.known(team.env, sealed)
    team.world.clock.instant += timedelta(seconds=1)

    assert set(still) == {team.owner_id}
    assert known_browsers.known(team.env, sealed) == {}


def test_a_browser_remembers_the_last_few_people_and_counts_anew(team: Team) -> None:
    people = [UUID(int=n) for n in range(1, MOST + 2)]
    sealed = ""
    for each in people:
        sealed = known_browsers.remember(team.env, sealed, each)
    before = known_browsers.known(team.env, sealed)
    after = known_browsers.known(
        team.env, known_browsers.remember(team.env, sealed, people[-1])
    )

    assert set(before) == set(people[1:])
    assert set(after) == set(before)
    assert after[people[-1]] != before[people[-1]]
