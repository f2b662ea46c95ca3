"""While a programme is being tried nobody but its testers becomes a member."""

from collections.abc import Iterator

import pytest

from app.services import members, testing
from app.services.members import OnlyTesters, Profile
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    """A programme in test mode with one tester, and a member from before."""
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        enrolled(made, Profile(email="before@mail.test"))

        def begin(uow: UnitOfWork) -> None:
            testing.add_tester(made.env, uow, "tester@mail.test", by="ani")
            StoreRepository(uow).change_programme(mode="test")

        made.run(begin)
        yield made


def enrolled(world: World, said: Profile) -> str:
    member, _ = world.run(lambda uow: members.enrol(world.env, uow, said))
    state: str = member.state
    return state


@pytest.mark.parametrize(
    "said",
    [
        Profile(email="real@customer.test"),
        Profile(email="real@customer.test", customer_ref="7777"),
        Profile(customer_ref="7777"),
    ],
)
def test_a_program_makes_no_member_of_a_real_customer(
    world: World, said: Profile
) -> None:
    with pytest.raises(OnlyTesters):
        enrolled(world, said)

    assert people(world) == 1


@pytest.mark.parametrize("ref", [None, "7777"])
def test_a_tester_becomes_one(world: World, ref: str | None) -> None:
    tester = Profile(email="tester@mail.test", customer_ref=ref)

    assert enrolled(world, tester) == "active"


def test_who_is_a_member_already_stays_one(world: World) -> None:
    known = Profile(email="before@mail.test", first_name="Bea")

    assert enrolled(world, known) == "active"


def people(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM member"
        ).scalar_one()
    )
    return found
