"""A publication that changes where members stand has everybody looked at again."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.programme.canonical import digest
from app.domain.programme.loading import load_document
from app.services import outbox, programmes
from app.services.debts import HANDLERS
from app.services.evaluating import sweep
from app.storage.standing import StandingRepository
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import order
from tests.world import POINTS_IDR, World, opened


def tiers(least: int) -> dict[str, Any]:
    spent = {"all_of": [{"metric": "spend", "amount": {"IDR": least}}]}
    return {
        **POINTS_IDR,
        "tiers": [{"id": "base"}, {"id": "gold", "reach": spent}],
        "tier_terms": {"counts": "paid"},
    }


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=tiers(1_000_000)) as made:
        yield made


def publish(world: World, data: dict[str, Any]) -> None:
    env, programme_id, document = world.env, world.programme_id, load_document(data)
    programmes.save_draft(env, programme_id, document, actor="test")
    programmes.publish(
        env, programme_id, expected_digest=digest(document), actor="test"
    )


def settle(world: World) -> None:
    for _ in range(4):
        outbox.drain(world.env, HANDLERS, most=100)
        sweep(world.env, world.programme_id)


def tier(world: World) -> str | None:
    pair = (world.member(), world.clock.now())
    found = world.run(lambda uow: TierRepository(uow).as_of([pair]))
    name: str | None = found.get(pair)
    return name


def test_a_lower_threshold_lifts_members_without_a_new_order(world: World) -> None:
    world.settle(order())
    settle(world)
    assert tier(world) == "base"

    world.clock.advance(minutes=1)
    publish(world, tiers(100_000))
    settle(world)
    world.clock.advance(minutes=1)

    assert tier(world) == "gold"


def test_other_changes_ask_nobody_anew(world: World) -> None:
    world.settle(order())
    settle(world)

    publish(world, {**tiers(1_000_000), "words": {}, "rewards": [FREE]})

    assert outbox.drain(world.env, HANDLERS, most=100) == 0


FREE = {"id": "free", "kind": "free_shipping", "price": 10}


def test_everybody_is_made_due_some_at_a_time(world: World) -> None:
    world.settle(order())

    def due(uow: UnitOfWork) -> tuple[bool, bool]:
        repository = StandingRepository(uow)
        one = repository.all_due(None, at=world.clock.now(), most=1)
        assert one is not None
        return True, repository.all_due(one, at=world.clock.now(), most=1) is None

    assert world.run(due) == (True, True)
