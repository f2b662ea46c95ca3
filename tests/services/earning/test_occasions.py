"""Dates come by the clock, late or twice with the same result."""

from datetime import date

import pytest

from app.services import occasions
from app.storage.members import MemberRepository
from tests.services.earning.acting import FIFTY, publish, rule, seen
from tests.world import World

BIRTHDAY = {"id": "bday", "trigger": "birthday", "award": FIFTY}
YEARS = {"id": "years", "trigger": "anniversary", "award": FIFTY}


def born(world: World, who: str, day: date) -> None:
    member = seen(world, who)
    world.run(
        lambda uow: MemberRepository(uow).change(
            member, at=world.clock.now(), birthday=day
        )
    )


def swept(world: World) -> str:
    return str(occasions.sweep(world.env, world.programme_id))


def held(world: World, who: str) -> int:
    return world.balance(world.member(who)).available


def test_a_birthday_is_found_and_given_once(world: World) -> None:
    publish(world, BIRTHDAY)
    born(world, "1", date(1990, 11, 22))
    born(world, "2", date(1990, 11, 23))

    first, second = swept(world), swept(world)

    assert (first, second) == ("1 asked, 1 rewarded", "1 asked, 0 rewarded")
    assert (held(world, "1"), held(world, "2")) == (50, 0)


def test_a_late_sweep_catches_up(world: World) -> None:
    publish(world, BIRTHDAY)
    born(world, "1", date(1990, 11, 22))
    born(world, "2", date(1990, 11, 21))
    world.clock.advance(days=2)

    swept(world)

    assert (held(world, "1"), held(world, "2")) == (50, 0)


def test_a_leap_day_comes_round_on_the_28th(world: World) -> None:
    publish(world, BIRTHDAY)
    born(world, "1", date(1992, 2, 29))
    world.clock.instant = world.clock.instant.replace(year=2027, month=2, day=28)

    swept(world)

    assert held(world, "1") == 50


def test_a_year_of_membership_is_found(world: World) -> None:
    publish(world, YEARS)
    seen(world, "1")
    same_day = swept(world)
    world.clock.advance(days=365)

    swept(world)

    assert same_day == "1 asked, 0 rewarded"
    assert held(world, "1") == 50


def test_many_are_found_batch_by_batch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(world, YEARS)
    for who in ("1", "2", "3", "4"):
        seen(world, who)
    world.clock.advance(days=365)
    monkeypatch.setattr(occasions, "BATCH", 2)

    assert swept(world) == "4 asked, 4 rewarded"


def test_without_dates_nobody_is_asked(world: World) -> None:
    assert swept(world) == "0 asked, 0 rewarded"
    publish(world, rule())
    seen(world, "1")

    assert swept(world) == "0 asked, 0 rewarded"
