"""A draft is looked at beside its stores: their money, and what they ever sold."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import insert

from app.services import programme_comparing, programme_sense
from app.services.programme_sense import Known
from app.storage.tables.products import product_seen
from app.storage.unit_of_work import UnitOfWork
from tests.domain.programme.documents import document, spend
from tests.factories import NOON
from tests.world import World, add_store, opened

DOLLARS = spend(id="dollars", award={"kind": "rate", "rates": {"USD": "1 per 1"}})


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


def sell(world: World, store_id: UUID, *refs: str) -> None:
    def write(uow: UnitOfWork) -> None:
        for ref in refs:
            row = {"store_id": store_id, "product_ref": ref, "title": f"Kopi {ref}"}
            own = {"programme_id": uow.programme_id, "orders": 1, "seen_at": NOON}
            uow.connection.execute(insert(product_seen).values(**row, **own))

    world.run(write)


def known(world: World, *products: tuple[str, ...], collection: str = "") -> Known:
    """Return what stores say of rewards that are for these products."""
    rewards = [
        {"id": f"r{at}", "kind": "free_product", "price": 9, "products": list(refs)}
        for at, refs in enumerate(products)
    ]
    scope = {"products": ["no-such"], "collections": [collection] if collection else []}
    off = {"id": "off", "kind": "percent", "price": 9, "percent": "5%", "scope": scope}
    whole = document(spend(), rewards=(*rewards, off, {"id": "m", "kind": "manual"}))
    found: Known = world.run(lambda uow: programme_sense.known(uow, whole))
    return found


def test_a_reward_for_goods_that_nobody_ever_bought_is_doubted(world: World) -> None:
    sell(world, world.store_id, *map(str, range(12)))
    other = UUID(int=5)
    found = known(
        world,
        ("3",),
        ("99",),
        ("99", "4"),
        (f"{world.store_id}/5",),
        (f"{other}/5",),
    )

    assert found.unsold == {"r1", "r4", "off"}


def test_goods_of_a_collection_are_not_known_one_by_one(world: World) -> None:
    sell(world, world.store_id, *map(str, range(12)))

    assert known(world, ("3",), collection="beans").unsold == frozenset()


def test_a_store_that_sold_little_tells_nothing(world: World) -> None:
    sell(world, world.store_id, "1", "2")

    assert known(world, ("99",)).unsold == frozenset()


def test_a_doubt_is_told_with_its_reward(world: World) -> None:
    whole = document(
        spend(),
        rewards=(
            {"id": "on", "kind": "free_product", "price": 1, "products": ["9"]},
            {
                "id": "off",
                "kind": "free_product",
                "price": 1,
                "products": ["9"],
                "enabled": False,
            },
        ),
    )
    usual = world.run(lambda uow: programme_sense.usual_order(world.env, uow, "IDR"))
    typical = programme_sense.typical(world.env, whole, usual)
    beside = Known(currencies=frozenset({"MYR"}), unsold=frozenset({"on", "off"}))

    told = {
        (one.path, one.code) for one in programme_sense.doubts(whole, typical, beside)
    }

    assert told >= {("rewards[0]", "goods_unsold"), ("earning[0]", "money_of_no_store")}
    assert ("rewards[1]", "goods_unsold") not in told


def test_a_comparison_names_money_that_no_store_takes(world: World) -> None:
    dollars = document(spend(), DOLLARS)

    def codes() -> list[str]:
        found = programme_comparing.compare(
            world.env, world.programme_id, document=dollars
        )
        return [one.code for one in found.notices if one.steps[0] == "earning"]

    before = codes()
    world.run(
        lambda uow: add_store(
            uow, UUID(int=9), platform="other", domain="usa.test", currency="USD"
        )
    )

    assert before == ["money_of_no_store"]
    assert codes() == []
