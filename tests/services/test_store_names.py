"""A shop's name belongs to who has it connected, and to nobody who left."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from app.services import stores
from app.services.store_keeping import StoreTaken
from app.storage.lookups import find_store_by_domain, find_store_in_use
from app.storage.stores import StoreRepository, StoreRow
from tests.services.test_pairing import SHOP, Shop
from tests.world import World, found_programme, opened

NAME = "shop.example"
KEYS = {"key": "ck"}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        made.env = replace(made.env, platforms={"woocommerce": Shop(made.clock)})
        yield made


@pytest.fixture
def other(world: World) -> UUID:
    """The programme of another merchant."""
    ids = world.env.ids
    programme_id = ids.new()
    world.env.database.run(
        programme_id,
        lambda uow: found_programme(
            uow, ids.new(), ids.new(), platform="fake", domain="lain.test"
        ),
    )
    return programme_id


def connect(world: World, programme_id: UUID, base_url: str = SHOP) -> UUID:
    world.clock.advance(seconds=1)
    return stores.connect(
        world.env,
        programme_id,
        platform="woocommerce",
        base_url=base_url,
        proof=KEYS,
    ).store_id


def row(world: World, programme_id: UUID, store_id: UUID) -> StoreRow:
    return world.env.database.run(
        programme_id, lambda uow: StoreRepository(uow).get(store_id)
    )


def test_a_shop_that_is_connected_is_nobody_elses(world: World, other: UUID) -> None:
    connect(world, world.programme_id)

    with pytest.raises(StoreTaken):
        connect(world, other)


def test_a_shop_that_refuses_us_is_still_its_merchants(
    world: World, other: UUID
) -> None:
    store_id = connect(world, world.programme_id)
    world.run(lambda uow: stores.broken(uow, store_id, "401"))

    with pytest.raises(StoreTaken):
        connect(world, other)


def test_a_shop_that_was_left_can_be_connected_by_another_merchant(
    world: World, other: UUID
) -> None:
    left = connect(world, world.programme_id)
    stores.disconnect(world.env, world.programme_id, left)

    taken = connect(world, other)

    assert row(world, world.programme_id, left).state == "uninstalled"
    with world.env.database.unbound() as look:
        assert find_store_by_domain(look, "woocommerce", NAME) == (other, taken)
        assert find_store_in_use(look, "woocommerce", NAME) == (other, taken)
    with pytest.raises(StoreTaken):
        connect(world, world.programme_id)


def test_a_merchant_who_comes_back_finds_the_store_that_was_theirs(
    world: World, other: UUID
) -> None:
    first = connect(world, world.programme_id)
    stores.disconnect(world.env, world.programme_id, first)
    stores.disconnect(world.env, other, connect(world, other))

    assert connect(world, world.programme_id) == first
    assert row(world, world.programme_id, first).state == "connected"


def test_a_shop_that_is_called_where_it_was_is_the_same_shop_by_a_new_name(
    world: World,
) -> None:
    store_id = connect(world, world.programme_id)
    world.run(lambda uow: StoreRepository(uow).change(store_id, domain="older.example"))

    assert connect(world, world.programme_id) == store_id
    assert row(world, world.programme_id, store_id).domain == NAME


def test_a_name_comes_before_an_address(world: World) -> None:
    named = connect(world, world.programme_id)
    stores.disconnect(world.env, world.programme_id, named)
    world.run(lambda uow: StoreRepository(uow).change(named, base_url="https://old"))
    elsewhere = world.env.ids.new()
    world.run(
        lambda uow: StoreRepository(uow).add(
            store_id=elsewhere,
            platform="woocommerce",
            domain="another.example",
            base_url=SHOP,
            name="Another",
            currency="IDR",
            timezone="UTC",
            connected_at=world.clock.now(),
            options={},
        )
    )

    assert connect(world, world.programme_id) == named


def test_a_shop_whose_platform_signs_for_all_shops_keeps_its_home(
    world: World, other: UUID
) -> None:
    world.env = replace(world.env, app_secrets={"woocommerce": (b"app",)})
    store_id = connect(world, world.programme_id)
    stores.disconnect(world.env, world.programme_id, store_id)

    with pytest.raises(StoreTaken):
        connect(world, other)
    assert connect(world, world.programme_id) == store_id


def test_of_two_merchants_at_once_one_gets_the_shop(world: World, other: UUID) -> None:
    gate = threading.Barrier(2)
    ended: list[str] = []

    def work(programme_id: UUID) -> None:
        gate.wait(10)
        try:
            connect(world, programme_id)
        except StoreTaken as refusal:
            ended.append(refusal.code)
        else:
            ended.append("connected")

    threads = [
        threading.Thread(target=work, args=(each,))
        for each in (world.programme_id, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(ended) == ["connected", "store_taken"]
