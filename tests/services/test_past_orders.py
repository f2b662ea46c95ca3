"""What orders of the past count for, and who is a member while a programme is tried."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from app.ports import Platform
from app.services import erasure, testing
from app.storage.backfills import PastOrders
from app.storage.members import MemberRepository
from tests.factories import DAY, NOON, customer
from tests.services.test_backfills import Listing, begin, past, work
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    people = [customer(f"c{n}", email=f"c{n}@mail.test") for n in range(4)]
    listing = Listing(people, past())
    with opened(fresh_database_url) as made:
        row = made.store
        made.env = replace(
            made.env, platforms={row.platform: cast("Platform", listing)}
        )
        yield made


def count_from(world: World, past_orders: str) -> None:
    def write(uow: Any) -> None:  # noqa: ANN401 - a unit of work
        uow.connection.exec_driver_sql(
            "UPDATE programme SET counts_from = %s, past_orders = %s",
            (NOON - DAY * 50, past_orders),
        )

    world.run(write)


TIERED = {
    **POINTS_IDR,
    "tiers": [
        {"id": "all"},
        {
            "id": "gold",
            "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": 100000}}]},
        },
    ],
}


@pytest.mark.parametrize(
    ("past_orders", "counted"), [("count", False), ("tiers", True)]
)
def test_orders_before_the_start_earn_nothing_and_may_count_for_tiers(
    world: World, past_orders: str, *, counted: bool
) -> None:
    world.publish(TIERED)
    count_from(world, past_orders)

    begin(world, "settle")
    work(world)

    def spent(uow: Any) -> int:  # noqa: ANN401 - a unit of work
        found: int = uow.connection.exec_driver_sql(
            "SELECT coalesce(sum(amount), 0)::bigint FROM metric_entry"
            " WHERE metric = 'spend' AND day < %s",
            ((NOON - DAY * 50).date(),),
        ).scalar_one()
        return found

    def credited(uow: Any) -> int:  # noqa: ANN401 - a unit of work
        found: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM order_settlement WHERE awards <> '[]'"
            " AND placed_at < %s",
            (NOON - DAY * 50,),
        ).scalar_one()
        return found

    assert credited_after(world) > 0
    assert world.run(credited) == 0
    assert (world.run(spent) > 0) is counted


def credited_after(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM order_settlement WHERE awards <> '[]'"
        ).scalar_one()
    )
    return found


def test_while_a_programme_is_tried_only_testers_are_members(world: World) -> None:
    world.publish(POINTS_IDR)
    world.run(
        lambda uow: uow.connection.exec_driver_sql("UPDATE programme SET mode = 'test'")
    )
    world.run(lambda uow: testing.add_tester(world.env, uow, "C1@mail.test", by="ani"))

    begin(world, "settle")
    work(world)

    links = world.run(
        lambda uow: MemberRepository(uow).links(
            world.store_id, [f"c{n}" for n in range(4)]
        )
    )
    assert set(links) == {"c1"}


def test_who_is_erased_leaves_no_past_order(world: World) -> None:
    world.publish(POINTS_IDR)
    begin(world, "settle")
    work(world)
    before = orders_of_the_past(world)

    erasure.erase(world.env, world.programme_id, world.member("c1"), actor="test")

    assert 0 < orders_of_the_past(world) < before


def orders_of_the_past(world: World) -> int:
    found: int = world.run(
        lambda uow: PastOrders(uow).summary(since=NOON - DAY * 400).orders
    )
    return found
