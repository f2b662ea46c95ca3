"""A publication that changes where members stand has everybody looked at again."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from app.domain.programme.canonical import digest
from app.domain.programme.loading import load_document
from app.services import evaluating, outbox, programmes
from app.services.debts import HANDLERS
from app.services.evaluating import sweep
from app.services.prove import prove
from app.storage.standing import StandingRepository
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, order
from tests.world import POINTS_IDR, World, opened

KILLED = 9
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


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


@FORKS
def test_a_worker_killed_between_two_batches_is_followed_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluating, "MANY", 2)
    people = buyers(world, 5)
    world.clock.advance(minutes=1)
    publish(world, tiers(100_000))

    died = dies_after_a_batch(world)
    begun = due_now(world)
    left = golden(world, people)
    world.clock.advance(seconds=46)
    settle(world)
    world.clock.advance(minutes=1)

    assert died
    assert (begun, left) == (2, 0)
    assert golden(world, people) == 5
    assert prove(world.env, world.programme_id) == []


@FORKS
def test_a_worker_killed_in_the_midst_of_the_evaluations_is_followed_up(
    world: World,
) -> None:
    people = buyers(world, 5)
    world.clock.advance(minutes=1)
    publish(world, tiers(100_000))
    outbox.drain(world.env, HANDLERS, most=1)
    sweep(world.env, world.programme_id)

    died = dies_after_evaluations(world, 3)
    world.clock.advance(minutes=1)
    begun = golden(world, people)
    settle(world)
    world.clock.advance(minutes=1)

    assert died
    assert 2 <= begun <= 3
    assert golden(world, people) == 5
    assert prove(world.env, world.programme_id) == []


def buyers(world: World, number: int) -> list[UUID]:
    """Let so many people spend enough for the lower threshold."""
    for n in range(number):
        who = customer(str(7001 + n), email=f"{n}@mail.test")
        world.settle(order(ref=f"A{n}", who=who))
    settle(world)
    return [world.member(str(7001 + n)) for n in range(number)]


def golden(world: World, people: list[UUID]) -> int:
    at = world.clock.now()
    found = world.run(
        lambda uow: TierRepository(uow).as_of([(one, at) for one in people])
    )
    return sum(each == "gold" for each in found.values())


def due_now(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM member_standing WHERE due_at <= %s",
            (world.clock.now(),),
        ).scalar_one()
    )
    return found


def dies_after_a_batch(world: World) -> bool:
    """Pay in a forked worker that is killed before the second batch."""
    real, batches = StandingRepository.all_due, iter((False, True))

    def deadly(self: StandingRepository, *args: Any, **more: Any) -> UUID | None:  # noqa: ANN401
        if next(batches):
            os._exit(KILLED)
        return real(self, *args, **more)

    return _dies(world, StandingRepository, "all_due", deadly)


def dies_after_evaluations(world: World, number: int) -> bool:
    """Pay in a forked worker that is killed by the evaluation of one member."""
    real, left = evaluating.evaluate, iter(range(number, -1, -1))

    def deadly(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - as the real one
        if next(left) == 0:
            os._exit(KILLED)
        return real(*args, **more)

    return _dies(world, evaluating, "evaluate", deadly)


def _dies(world: World, where: Any, name: str, deadly: Any) -> bool:  # noqa: ANN401
    child = os.fork()
    if child == 0:
        # The parent's connections are the parent's.
        world.env.database.engine.dispose(close=False)
        setattr(where, name, deadly)
        outbox.drain(world.env, HANDLERS, most=100)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
