"""Simulations that a worker plays: once, with progress, through kills and limits."""

import os
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.programme.loading import load_document
from app.services import outbox, simulation, simulation_desk
from app.services.debts import HANDLERS
from app.services.simulation_desk import (
    KEPT,
    LEASE,
    MOST_OPEN,
    MOST_TRIES,
    SpanEmpty,
    TooManySimulations,
    Wish,
)
from app.storage import simulation as stored
from app.storage.simulations import (
    SimulationMissing,
    SimulationRepository,
    SimulationRow,
)
from app.storage.unit_of_work import UnitOfWork
from tests.factories import DAY, NOON, order
from tests.world import POINTS_IDR, World, opened

KILLED = 9
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
DOCUMENT = load_document(POINTS_IDR)


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        for number in range(3):
            made.settle(order(ref=f"A{number}"))
        made.clock.advance(days=1)
        yield made


def ask(world: World, **values: object) -> UUID:
    wish = Wish(DOCUMENT, **values)  # type: ignore[arg-type]  # fields of a wish
    row: SimulationRow = world.run(
        lambda uow: simulation_desk.ask(world.env, uow, wish, actor="test")
    )
    return row.simulation_id


def work(world: World) -> int:
    return outbox.drain(world.env, HANDLERS, most=20)


def look(world: World, simulation_id: UUID) -> SimulationRow:
    def read(uow: UnitOfWork) -> SimulationRow:
        return SimulationRepository(uow).get(simulation_id)

    found: SimulationRow = world.run(read)
    return found


def test_a_worker_plays_what_was_asked_for(world: World) -> None:
    wanted = ask(world)
    before = look(world, wanted)

    work(world)

    row = look(world, wanted)
    assert (before.state, before.result) == ("waiting", None)
    assert row.state == "done"
    assert (row.orders_done, row.orders_total) == (3, 3)
    assert row.result is not None
    assert row.result["tried"]["rules"][0]["units"] == 3 * 257
    assert row.result["live"]["rules"] == row.result["tried"]["rules"]
    assert row.result["stopped"] is False


def test_it_says_what_the_command_says(world: World) -> None:
    wanted = ask(world, beside_live=False, until=NOON + DAY)
    question = simulation.Question(DOCUMENT, beside_live=False, until=NOON + DAY)

    work(world)

    found = simulation.simulate(world.env, world.programme_id, question)
    assert look(world, wanted).result == simulation_desk.told_of(found)


def test_one_that_was_stopped_is_played_no_further(world: World) -> None:
    wanted = ask(world)
    world.run(lambda uow: simulation_desk.cancel(world.env, uow, wanted))

    work(world)

    row = look(world, wanted)
    assert (row.state, row.result, row.orders_done) == ("cancelled", None, 0)


def test_one_that_is_stopped_while_it_runs_stops(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ask(world)
    monkeypatch.setattr(stored, "PAGE", 1)
    real = simulation.simulate

    def stopped(*args: object, **more: object) -> simulation.Simulated:
        world.run(lambda uow: simulation_desk.cancel(world.env, uow, wanted))
        return real(*args, **more)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(simulation, "simulate", stopped)

    work(world)

    assert (look(world, wanted).state, look(world, wanted).orders_done) == (
        "cancelled",
        0,
    )


def test_what_has_ended_can_not_be_stopped(world: World) -> None:
    wanted = ask(world)
    work(world)

    world.run(lambda uow: simulation_desk.cancel(world.env, uow, wanted))

    assert look(world, wanted).state == "done"


def test_a_programme_has_only_so_many_at_once(world: World) -> None:
    for _ in range(MOST_OPEN):
        ask(world)

    with pytest.raises(TooManySimulations):
        ask(world)
    work(world)

    assert look(world, ask(world)).state == "waiting"


def test_a_span_must_not_be_empty(world: World) -> None:
    with pytest.raises(SpanEmpty):
        ask(world, since=NOON, until=NOON)


def test_results_are_kept_for_a_while(world: World) -> None:
    wanted = ask(world)
    work(world)
    world.clock.advance(days=KEPT.days, seconds=1)

    ask(world)

    with pytest.raises(SimulationMissing):
        look(world, wanted)


def dies(world: World) -> bool:
    """Drain in a forked worker that dies while it plays; tell whether it did."""
    child = os.fork()
    if child == 0:
        world.env.database.engine.dispose(close=False)
        simulation.people_of = lambda *_args, **_more: os._exit(KILLED)
        work(world)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@FORKS
def test_one_whose_worker_died_is_begun_anew(world: World) -> None:
    wanted = ask(world)
    assert dies(world)
    held = look(world, wanted)

    world.clock.advance(seconds=50)
    work(world)
    waiting = look(world, wanted)
    world.clock.advance(seconds=int(LEASE.total_seconds()))
    work(world)

    assert (held.state, waiting.state, waiting.tries) == ("running", "running", 1)
    assert (look(world, wanted).state, look(world, wanted).tries) == ("done", 2)


@FORKS
def test_one_that_kills_every_worker_is_given_up(world: World) -> None:
    wanted = ask(world)
    for _ in range(MOST_TRIES):
        assert dies(world)
        world.clock.instant += LEASE + timedelta(minutes=1)

    work(world)

    assert (look(world, wanted).state, look(world, wanted).problem) == (
        "failed",
        "gave_up",
    )


def test_one_process_plays_one_at_a_time(world: World) -> None:
    wanted = ask(world)
    with simulation_desk.LANE.enter(world.env):
        work(world)
    busy = look(world, wanted).state
    world.clock.advance(seconds=10)

    work(world)

    assert (busy, look(world, wanted).state) == ("waiting", "done")
