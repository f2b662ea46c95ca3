"""What a store says of a customer's marks, consent and birthday is followed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.events import CustomerChanged, CustomerProfile
from app.services.joining import customer_changed, customer_seen
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.world import POINTS_IDR, World, opened

NEWS = {
    "id": "news",
    "trigger": "consent",
    "consent": "newsletter",
    "award": {"points": 25},
}
DOCUMENT = {**POINTS_IDR, "earning": [*POINTS_IDR["earning"], NEWS]}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as made:
        yield made


def seen(world: World, **values: Any) -> None:  # noqa: ANN401 - parts of a profile
    profile: CustomerProfile = replace(customer(), **values)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, profile))


def changed(world: World, ref: str = "7001", **values: Any) -> str:  # noqa: ANN401
    world.clock.advance(minutes=1)
    event = CustomerChanged(ref, **values)
    said: str = world.run(
        lambda uow: customer_changed(world.env, uow, world.store, event)
    )
    return said


def tags(world: World) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        return MarkRepository(uow).names(world.member(), "tag")

    found: list[str] = world.run(read)
    return found


def test_marks_are_added_and_taken_one_by_one(world: World) -> None:
    seen(world, tags=("VIP", "card"))

    assert changed(world, tags_added=("Gold",)) == "customer_noted"
    assert tags(world) == ["card", "gold", "vip"]
    changed(world, tags_removed=("vip",))
    assert tags(world) == ["card", "gold"]


def test_a_delivery_that_says_nothing_of_marks_keeps_them(world: World) -> None:
    seen(world, tags=("card",))

    seen(world, first_name="Ani")

    assert tags(world) == ["card"]


def test_an_empty_list_of_marks_takes_them(world: World) -> None:
    seen(world, tags=("card",))

    seen(world, tags=())

    assert tags(world) == []


def test_a_consent_told_later_earns_once(world: World) -> None:
    seen(world)

    changed(world, marketing_consent=True)
    changed(world, marketing_consent=True)

    assert world.balance().available == 25


def test_a_stranger_is_left_for_later(world: World) -> None:
    assert changed(world, ref="9999", tags_added=("x",)) == "customer_unknown"


def test_the_first_birthday_told_stays(world: World) -> None:
    seen(world, birthday=date(1990, 5, 1))
    seen(world, birthday=date(1991, 6, 2))

    def read(uow: UnitOfWork) -> date | None:
        return MemberRepository(uow).get(world.member()).birthday

    assert world.run(read) == date(1990, 5, 1)
