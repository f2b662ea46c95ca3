"""Members in any order: every page, every sort, each member exactly once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services import list_figures
from app.services.sealing import seal
from app.storage.member_list import (
    SORTS,
    Filters,
    MemberList,
    Order,
    SortName,
    page_statement,
    tier_statement,
)
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, line, order
from tests.world import POINTS_IDR, World, opened

RANKS = {"": 0, "bronze": 0, "silver": 1, "gold": 2}
TIERS = ("", "bronze", "silver", "gold", "of-old")


@pytest.fixture(scope="module")
def crowd(database_url: str) -> Iterator[World]:
    """Sixty members; most of what they are sorted by, several have alike."""
    with opened(database_url, document=POINTS_IDR) as world:

        def write(uow: UnitOfWork) -> None:
            members = MemberRepository(uow)
            for n in range(60):
                members.add(
                    world.env.ids.new(),
                    at=NOON + timedelta(minutes=n % 4),
                    state=("active", "shadow", "closed")[n % 3],
                    first_name=(None, "Ayu", "budi", "Citra")[n % 4],
                    email=None if n % 2 else f"m{n % 7}@mail.test",
                    joined_at=None if n % 5 else NOON - timedelta(days=n % 6),
                    kept_points=(n % 5) * 100 - 100,
                    kept_spent_minor=(n % 3) * 1000,
                    kept_tier=TIERS[n % 5],
                    kept_last_order_at=NOON - timedelta(days=n % 4),
                )

        world.run(write)
        yield world


def walked(world: World, filters: Filters, order: Order, size: int) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        begun = after
        page = world.run(
            lambda uow: MemberList(uow).page(filters, order, begun, limit=size)  # noqa: B023 - called at once
        )
        found += page
        if len(page) < size:
            return found
        after = page[-1]


@given(
    by=st.sampled_from(SORTS),
    down=st.booleans(),
    size=st.integers(1, 70),
    states=st.sets(st.sampled_from(("active", "shadow", "closed")), min_size=1),
)
@settings(max_examples=60, deadline=None)
def test_all_pages_together_hold_each_member_once_in_order(
    crowd: World, *, by: SortName, down: bool, size: int, states: set[str]
) -> None:
    filters, asked = Filters(states=states), Order(by, down, RANKS)

    found = walked(crowd, filters, asked, size)

    ids = [each[1] for each in found]
    assert len(ids) == len(set(ids)) == 20 * len(states)
    keys = [RANKS.get(each[0], -1) if by == "tier" else each[0] for each in found]
    if by != "name":  # The database's own order of letters.
        assert keys == sorted(keys, reverse=down)


@pytest.mark.parametrize("by", [each for each in SORTS if each != "tier"])
def test_turning_an_order_round_turns_the_whole_list(
    crowd: World, by: SortName
) -> None:
    up = walked(crowd, Filters(), Order(by, down=False), 7)
    down = walked(crowd, Filters(), Order(by, down=True), 11)

    assert up == list(reversed(down))


def explained(world: World, statement: str, values: dict[str, Any]) -> str:
    """Return how a statement is answered where reading everything is no way."""

    def ask(uow: UnitOfWork) -> str:
        uow.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        uow.connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        rows = uow.connection.exec_driver_sql(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in rows)

    found: str = world.run(ask)
    return found


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("by", [each for each in SORTS if each != "tier"])
def test_a_later_page_begins_in_the_index_and_sorts_nothing(
    crowd: World, *, by: SortName, down: bool
) -> None:
    first = crowd.run(
        lambda uow: MemberList(uow).page(Filters(), Order(by, down), None, limit=1)
    )
    key, last = first[0]

    plan = explained(
        crowd,
        page_statement(Filters(), Order(by, down), begun=True),
        {
            "programme": crowd.programme_id,
            "states": ["active"],
            "key": key,
            "last": last,
            "most": 25,
        },
    )

    assert "Index" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    assert "ROW(" in plan.partition("Index Cond:")[2].partition("\n")[0]


def test_a_later_page_by_tier_begins_in_the_index_too(crowd: World) -> None:
    plan = explained(
        crowd,
        tier_statement(Filters(), down=True, begun=True),
        {
            "programme": crowd.programme_id,
            "states": ["active"],
            "key": "gold",
            "last": UUID(int=5),
            "most": 25,
        },
    )

    assert "ix_member_by_tier" in plan
    assert "Sort" not in plan
    assert "Seq Scan" not in plan


TIERED = {
    **POINTS_IDR,
    "tiers": [
        {"id": "bronze", "title": "Bronze"},
        {
            "id": "silver",
            "title": "Silver",
            "reach": {"all_of": [{"metric": "orders", "count": 1}]},
        },
    ],
}


@pytest.fixture
def shop(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=TIERED) as world:
        for n in (1, 2, 3):
            world.settle(
                order(
                    line(f"{n}0000"),
                    ref=f"100{n}",
                    at=NOON - timedelta(days=n),
                    who=customer(str(n), email=f"m{n}@mail.test"),
                )
            )
        yield world


def kept(world: World, who: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = world.run(
        lambda uow: tuple(
            uow.connection.exec_driver_sql(
                "SELECT kept_points, kept_spent_minor, kept_last_order_at, kept_tier"
                " FROM member WHERE member_id = %s",
                (world.member(who),),
            ).one()
        )
    )
    return found


def sweep(world: World) -> int:
    while seal(world.env, world.programme_id):
        pass
    return list_figures.sweep(world.env, world.programme_id)


def test_the_columns_are_counted_for_everybody_at_first(shop: World) -> None:
    assert sweep(shop) == 3

    points, spent, last, _ = kept(shop, "2")
    assert (points, spent) == (0, 40_000)
    assert last == NOON - timedelta(days=2)
    assert sweep(shop) == 0


def test_an_order_moves_its_member_with_the_next_turn(shop: World) -> None:
    sweep(shop)
    before = kept(shop, "1")
    shop.settle(
        order(
            line("50000"), ref="2001", at=NOON, who=customer("1", email="m1@mail.test")
        )
    )

    assert sweep(shop) >= 1

    after = kept(shop, "1")
    assert after[1] > before[1]
    assert after[2] == NOON
    assert sweep(shop) == 0


def test_points_that_became_usable_move_their_member(shop: World) -> None:
    from app.services import sweeps  # noqa: PLC0415 - of this test alone

    sweep(shop)
    shop.clock.advance(days=20)
    sweeps.mature(shop.env, shop.programme_id)

    sweep(shop)

    assert kept(shop, "3")[0] == shop.balance(shop.member("3")).shown == 30


def test_another_currency_counts_everybody_anew(
    shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep(shop)
    shop.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE member_watch SET currency = 'MYR'"
        )
    )
    shop.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE member SET kept_spent_minor = 7"
        )
    )
    monkeypatch.setattr(list_figures, "AT_ONCE", 2)

    assert sweep(shop) == 3
    assert kept(shop, "1")[1] != 7
