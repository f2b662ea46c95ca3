"""Units that are dead and not swept yet are nothing that a member holds."""

from datetime import timedelta

import pytest

from tests.services.importing.conftest import Importing


@pytest.fixture
def dead(importing: Importing) -> Importing:
    """Somebody whose 100 points lapsed yesterday."""
    day = importing.world.clock.now().date() + timedelta(days=2)
    importing.done(f"email,points,points_expire_at\nbudi@mail.test,100,{day}\n")
    importing.world.clock.advance(days=4)
    assert importing.balance("budi@mail.test").available == 100
    return importing


@pytest.mark.parametrize("mode", ["set", "keep_higher"])
def test_what_the_file_says_is_given_anew(dead: Importing, mode: str) -> None:
    row = dead.tried("email,points\nbudi@mail.test,100\n", mode=mode)
    tried = row.checked or {}
    row = dead.start(row)

    assert tried["given"] == row.done["given"] == 100
    assert dead.balance("budi@mail.test").available == 200
    assert dead.findings() == []


def test_nothing_is_taken_of_what_is_dead(dead: Importing) -> None:
    row = dead.done("email,points\nbudi@mail.test,30\n", mode="set")

    assert (row.done["given"], row.done["taken"], row.done["refused"]) == (30, 0, 0)
