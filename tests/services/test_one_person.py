"""One person over several stores: only a proved address makes one member of two."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from app.services import stores
from app.services.connections import connection
from app.services.enrolment import PROVING
from app.services.joining import customer_seen
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.world import POINTS_IDR, World, add_store, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


def second_store(world: World) -> UUID:
    store_id = world.env.ids.new()

    world.run(lambda uow: add_store(uow, store_id))
    return store_id


def seen(world: World, store_id: UUID, ref: str, *, verified: bool = False) -> UUID:
    def come(uow: UnitOfWork) -> UUID:
        store = connection(world.env, uow, store_id)
        customer_seen(world.env, uow, store, customer(ref, verified=verified))
        return MemberRepository(uow).links(store_id, [ref])[ref]

    found: UUID = world.run(come)
    return found


def test_an_address_proved_in_both_stores_is_one_member(world: World) -> None:
    other = second_store(world)

    one = seen(world, world.store_id, "7001", verified=True)

    assert seen(world, other, "8001", verified=True) == one


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_an_address_that_one_store_did_not_prove_is_two_members(
    world: World, *, first: bool, second: bool
) -> None:
    other = second_store(world)

    one = seen(world, world.store_id, "7001", verified=first)

    assert seen(world, other, "8001", verified=second) != one


def test_a_merchant_may_say_that_accounts_prove_the_address(world: World) -> None:
    other = second_store(world)
    for store_id in (world.store_id, other):
        world.run(lambda uow, of=store_id: stores.set_option(uow, of, PROVING, "yes"))

    one = seen(world, world.store_id, "7001")

    assert seen(world, other, "8001") == one


def test_a_shop_without_accounts_proves_nothing(world: World) -> None:
    other = second_store(world)
    world.run(lambda uow: stores.set_option(uow, other, PROVING, "yes"))
    one = seen(world, world.store_id, "7001", verified=True)

    def come(uow: UnitOfWork) -> UUID:
        store = connection(world.env, uow, other)
        stranger = replace(customer("8001"), has_account=False)
        customer_seen(world.env, uow, store, stranger)
        return MemberRepository(uow).links(other, ["8001"])["8001"]

    assert world.run(come) != one
