"""Orders are found by what people call them, on both platforms, by an index."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.events import OrderSnapshot
from app.storage.order_numbers import NAMED, OrderNumbers
from app.storage.unit_of_work import UnitOfWork
from tests.integrations.samples import (
    shopify_body,
    shopify_order,
    woo_body,
    woo_order,
)
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


def called(world: World, said: str) -> list[tuple[str, str]]:
    found = world.run(lambda uow: OrderNumbers(uow).named(said))
    return [(each.order_ref, each.number) for each in found]


SHOPIFY = shopify_order(shopify_body("orders-paid"))
WOO = woo_order(woo_body("order.created-customer-cod"))


@pytest.mark.parametrize("order", [SHOPIFY, WOO], ids=["shopify", "woocommerce"])
def test_an_order_is_found_by_its_number_with_its_sign_and_without(
    world: World, order: OrderSnapshot
) -> None:
    world.settle(order)
    plain = order.number.lstrip("#")
    found = [(order.order_ref, order.number)]

    assert plain
    assert called(world, plain) == found
    assert called(world, f"#{plain}") == found
    assert called(world, f" # {plain} ") == found
    assert called(world, order.order_ref) == found
    assert called(world, f"{plain}0") == []


def test_shopify_shows_another_number_than_it_knows_the_order_by() -> None:
    assert SHOPIFY.number == "#1042"
    assert SHOPIFY.order_ref != "1042"


def test_a_prefix_of_the_store_is_part_of_the_number(world: World) -> None:
    world.settle(replace(SHOPIFY, number="EN-1042/B"))

    assert called(world, "en-1042/b") == [(SHOPIFY.order_ref, "EN-1042/B")]
    assert called(world, "1042") == []


def test_the_number_of_one_store_may_be_the_id_of_another(world: World) -> None:
    world.settle(replace(WOO, order_ref="1042", number="1042"))
    world.settle(SHOPIFY)

    assert {ref for ref, _ in called(world, "#1042")} == {"1042", SHOPIFY.order_ref}


def test_an_order_that_was_cut_loose_is_found_no_more(world: World) -> None:
    world.settle(SHOPIFY)
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE order_settlement SET snapshot = NULL, state = 'erased',"
            " order_ref = 'erased:1'"
        )
    )

    assert called(world, "#1042") == []


def test_members_are_found_by_the_number_of_an_order(world: World) -> None:
    world.settle(SHOPIFY)

    def find(uow: UnitOfWork) -> list[object]:
        rows = uow.connection.exec_driver_sql(
            "SELECT member_id FROM setia_find_members('#1042', 10)"
        )
        return [row[0] for row in rows]

    assert len(world.run(find)) == 1


def test_looking_a_number_up_reads_an_index(world: World) -> None:
    world.settle(SHOPIFY)

    def ask(uow: UnitOfWork) -> str:
        uow.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = uow.connection.exec_driver_sql(
            f"EXPLAIN {NAMED}",
            {
                "programme": world.programme_id,
                "ref": "1042",
                "number": "1042",
                "most": 20,
            },
        )
        return "\n".join(row[0] for row in rows)

    plan: str = world.run(ask)
    assert "ix_order_settlement_number" in plan
    assert "Seq Scan on order_settlement" not in plan
