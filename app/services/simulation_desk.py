"""Simulations for programs: asked for, played by a worker, looked at, stopped.

The row is the work; the debt only leads a worker to it. It is played under a lease
of its own, renewed with each note of how far it is, so that one that outlives its
debt's lease is not begun twice, and one whose worker died is begun anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from app.domain.errors import Refused
from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.simulation.simulator import DEFAULT_LEADERS, DEFAULT_RATE
from app.domain.simulation.telling import as_json
from app.services import simulation
from app.services.env import Env
from app.services.lanes import Lane
from app.services.outbox import Again, DebtOutcome, Settled, owe
from app.services.simulation import Question, Simulated
from app.storage.outbox import LeasedDebt
from app.storage.simulations import SimulationRepository, SimulationRow
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "simulate"
MOST_OPEN: Final = 3
"""Of one programme, waiting and running."""
MOST_TRIES: Final = 3
KEPT: Final = timedelta(days=7)
LEASE: Final = timedelta(minutes=2)
NOTED_EVERY: Final = timedelta(seconds=2)
LANE: Final = Lane("another_simulation_runs", timedelta(seconds=5))


class TooManySimulations(Refused):
    """As many as a programme may have are waiting or running."""

    code = "too_many_simulations"

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(f"{most} simulations wait or run; one must end first")


class SpanEmpty(Refused):
    """The span ends before it begins."""

    code = "simulation_span_empty"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a program wants to know."""

    document: ProgrammeDocument
    since: datetime | None = None
    until: datetime | None = None
    redemption_rate: Fraction = DEFAULT_RATE
    leaders: int = DEFAULT_LEADERS
    beside_live: bool = True


def ask(env: Env, uow: UnitOfWork, wish: Wish, *, actor: str) -> SimulationRow:
    """Write a simulation down for a worker to play.

    Raises:
        SpanEmpty: It would end before it begins.
        TooManySimulations: The programme has enough of them.
    """
    now = env.clock.now()
    if wish.since is not None and wish.since >= (wish.until or now):
        raise SpanEmpty("a simulation ends after it begins")
    repository = SimulationRepository(uow)
    repository.forget(before=now - KEPT)
    if repository.open_now() >= MOST_OPEN:
        raise TooManySimulations(most=MOST_OPEN)
    simulation_id = env.ids.new()
    repository.add(
        simulation_id,
        document=canonical(wish.document),
        question={
            "since": wish.since and wish.since.isoformat(),
            "until": (wish.until or now).isoformat(),
            "redemption_rate": str(wish.redemption_rate),
            "leaders": wish.leaders,
            "beside_live": wish.beside_live,
        },
        by=actor,
        at=now,
    )
    owe(env, uow, KIND, str(simulation_id), store_id=None, key=str(simulation_id))
    return repository.get(simulation_id)


def cancel(env: Env, uow: UnitOfWork, simulation_id: UUID) -> SimulationRow:
    """Stop one that waits or runs; one that has ended stays as it is.

    Raises:
        SimulationMissing: There is none of this id.
    """
    repository = SimulationRepository(uow)
    repository.get(simulation_id)
    repository.cancel(simulation_id, at=env.clock.now())
    return repository.get(simulation_id)


def told_of(found: Simulated) -> dict[str, Any]:
    """Return everything that is told of a simulation, as plain data."""
    return as_json(found.tried, found.live) | {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "live_version": found.live_version,
        "stopped": found.stopped,
    }


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Play the simulation that a debt names, unless it has ended."""
    with LANE.enter(env) as taken:
        return taken or _play(env, debt.programme_id, UUID(debt.subject))


HANDLERS: Final = {KIND: pay}


def _play(env: Env, programme_id: UUID, simulation_id: UUID) -> DebtOutcome:
    now, token = env.clock.now(), env.ids.new()

    def take(uow: UnitOfWork) -> tuple[SimulationRow, SimulationRow | None]:
        repository = SimulationRepository(uow)
        ours = repository.lease(simulation_id, token, at=now, until=now + LEASE)
        return repository.get(simulation_id), ours

    row, ours = env.database.run(programme_id, take)
    if ours is None:
        if row.leased_until is not None:
            return Again(row.leased_until, "somebody_plays_it")
        return Settled()
    keeper = _Keeper(env, programme_id, ours)
    if ours.tries > MOST_TRIES:
        keeper.end("failed", problem="gave_up")
        return Settled()
    found = simulation.simulate(env, programme_id, _question(ours), told=keeper.told)
    if not found.stopped:
        keeper.end("done", result=told_of(found))
    return Settled()


def _question(row: SimulationRow) -> Question:
    said = row.question
    return Question(
        load_document(row.document),
        since=said["since"] and datetime.fromisoformat(said["since"]),
        until=datetime.fromisoformat(said["until"]),
        redemption_rate=Fraction(said["redemption_rate"]),
        leaders=said["leaders"],
        beside_live=said["beside_live"],
    )


class _Keeper:
    """Notes how far a simulation is, and learns whether to go on."""

    def __init__(self, env: Env, programme_id: UUID, row: SimulationRow) -> None:
        self._env, self._programme_id, self._row = env, programme_id, row
        self._noted_at: datetime | None = None

    def told(self, done: int, total: int) -> bool:
        """Note it every few seconds; False once it is no longer ours."""
        now = self._env.clock.now()
        if self._noted_at is not None and now - self._noted_at < NOTED_EVERY:
            return True
        self._noted_at = now
        kept: bool = self._env.database.run(
            self._programme_id,
            lambda uow: SimulationRepository(uow).progress(
                self._row, done=done, total=total, until=now + LEASE
            ),
        )
        return kept

    def end(
        self,
        state: str,
        *,
        result: dict[str, Any] | None = None,
        problem: str | None = None,
    ) -> None:
        """Write how it ended."""
        at = self._env.clock.now()
        self._env.database.run(
            self._programme_id,
            lambda uow: SimulationRepository(uow).end(
                self._row, state, at=at, result=result, problem=problem
            ),
        )
