"""What a publication owes: everybody is due, and each is evaluated anew.

Nothing of it is kept: the figures of a part of the members are taken in one unit
of work that is rolled back, and said for all of them.
"""

import time
from collections.abc import Callable, Sequence
from itertools import islice
from uuid import UUID

from app.domain.programme.loading import load_document
from app.services.evaluating import BATCH, MANY, evaluate
from app.storage.programmes import ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.unit_of_work import UnitOfWork
from benchmarks.figures import Figure
from benchmarks.scale_data import MEMBERS, ScaleWorld
from benchmarks.segments import TIERS, ZONE, everybody

ONE_BATCH = 20
"""Batches owed for each page of members that was made due."""
EVALUATED = 10
"""Of a thousand members that were made due, evaluated for the measure."""


def everybody_stands(world: ScaleWorld, rounds: int, count: int) -> list[Figure]:
    """P1-10: a segment and the tiers of all members, and what a publication owes."""
    return [*everybody(world, rounds, count), *publication(world, rounds, count)]


def publication(world: ScaleWorld, rounds: int, count: int) -> list[Figure]:
    """P1-10: *count* members made due, some owed and evaluated, as of a million."""
    del rounds  # One is enough: every step is many times the same.
    with world.env.database.unit_of_work(world.programme_id) as uow:
        uow.connection.exec_driver_sql("SET LOCAL statement_timeout = '120s'")
        taken_back = uow.connection.begin_nested()
        try:
            return _published(world, uow, count)
        finally:
            taken_back.rollback()


def _published(world: ScaleWorld, uow: UnitOfWork, count: int) -> list[Figure]:
    at = world.env.clock.now()
    document = load_document(
        {
            "identity": {"name": "Uji", "timezone": ZONE},
            "earning": [
                {
                    "id": "spend",
                    "trigger": "order",
                    "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
                }
            ],
            "tiers": TIERS,
        }
    )
    ProgrammeRepository(uow).add_version(document, at=at, by="bench")
    standing = StandingRepository(uow)
    some: list[UUID] = []

    def make_due() -> int:
        after: UUID | None = None
        for done in range(0, count, MANY):
            after = standing.all_due(after, at=at, most=MANY)
            if after is None:
                return done
        return count

    def owe() -> int:
        for _ in range(ONE_BATCH):
            due = standing.take_due(at, most=BATCH)
            standing.owe(due, at=at)
            some.extend(due)
        return len(some)

    def stand() -> int:
        chosen = list(islice(some, count * EVALUATED // 1000))
        for member_id in chosen:
            evaluate(world.env, uow, member_id)
        return len(chosen)

    steps: Sequence[tuple[str, Callable[[], int]]] = (
        ("make due", make_due),
        ("owe", owe),
        ("evaluate", stand),
    )
    return [each for what, act in steps for each in _timed(what, act)]


def _timed(what: str, act: Callable[[], int]) -> list[Figure]:
    """Return the wall time and our own CPU time, as of a million members."""
    began, began_cpu = time.monotonic(), time.process_time()
    done = act()
    wall_s, cpu_s = time.monotonic() - began, time.process_time() - began_cpu
    said = f"publication: {what} 1,000,000 (from {done:,})"
    return [
        Figure("P1-10", f"{said}{kind}", "s", "", ours=[taken_s * MEMBERS / done])
        for kind, taken_s in (("", wall_s), (", our CPU", cpu_s))
    ]
