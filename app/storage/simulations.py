"""Simulations as rows: asked once, played under a lease, kept for a while."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.storage.leased import Kind, LeasedRuns
from app.storage.unit_of_work import UnitOfWork

State = Literal["waiting", "running", "done", "cancelled", "failed"]


class SimulationMissing(Missing):
    """No such simulation in this programme."""

    code = "simulation_missing"


@dataclass(frozen=True, slots=True)
class SimulationRow:
    """A simulation as kept."""

    simulation_id: UUID
    state: State
    document: dict[str, Any]
    question: dict[str, Any]
    asked_by: str
    asked_at: datetime
    tries: int
    begun_at: datetime | None
    ended_at: datetime | None
    orders_done: int
    orders_total: int | None
    lease_token: UUID | None
    leased_until: datetime | None
    result: dict[str, Any] | None
    problem: str | None


KIND: Final = Kind(
    "simulation",
    SimulationRow,
    ("waiting", "running"),
    lambda: SimulationMissing("no such simulation in this programme"),
    taken="state = 'running', tries = tries + 1, orders_done = 0,"
    " begun_at = coalesce(begun_at, %(of_at)s)",
)
ADD: Final = """
INSERT INTO simulation (programme_id, simulation_id, document, question, asked_by,
  asked_at)
VALUES (%(programme)s, %(id)s, %(document)s, %(question)s, %(by)s, %(at)s)
"""
CANCEL: Final = """
UPDATE simulation SET state = 'cancelled', ended_at = %(at)s, lease_token = NULL,
  leased_until = NULL
WHERE programme_id = %(programme)s AND simulation_id = %(id)s
  AND state IN ('waiting', 'running')
"""
FORGET: Final = """
DELETE FROM simulation WHERE programme_id = %(programme)s
  AND state NOT IN ('waiting', 'running') AND asked_at < %(before)s
"""
COUNT: Final = """
SELECT count(*) FROM simulation WHERE programme_id = %(programme)s
  AND state IN ('waiting', 'running')
"""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 17))"


class SimulationRepository(LeasedRuns[SimulationRow]):
    """Reads and writes ``simulation`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow, KIND)

    def open_now(self) -> int:
        """Return how many wait or run; nobody adds one until the transaction ends."""
        self._connection.exec_driver_sql(
            LOCK, {"name": f"{self._programme_id}/simulation"}
        )
        found: int = self._run(COUNT).scalar_one()
        return found

    def add(
        self,
        simulation_id: UUID,
        *,
        document: dict[str, Any],
        question: dict[str, Any],
        by: str,
        at: datetime,
    ) -> None:
        """Write a new one, waiting."""
        self._run(
            ADD,
            id=simulation_id,
            document=Jsonb(document),
            question=Jsonb(question),
            by=by,
            at=at,
        )

    def progress(
        self, row: SimulationRow, *, done: int, total: int, until: datetime
    ) -> bool:
        """Note how far it is and keep it; False when it is no longer ours."""
        far = {"orders_done": done, "orders_total": total}
        return self._keep(row, {"leased_until": until, **far})

    def end(
        self,
        row: SimulationRow,
        state: str,
        *,
        at: datetime,
        result: dict[str, Any] | None = None,
        problem: str | None = None,
    ) -> bool:
        """End one that is ours; False when it no longer is."""
        values = {"result": result, "problem": problem, "ended_at": at}
        done = "orders_done = coalesce(orders_total, orders_done)"
        return self._leave(row, state, values, done if state == "done" else "")

    def cancel(self, simulation_id: UUID, *, at: datetime) -> None:
        """End one that waits or runs; whoever plays it stops soon."""
        self._run(CANCEL, id=simulation_id, at=at)

    def forget(self, *, before: datetime) -> None:
        """Delete those that ended and were asked for before an instant."""
        self._run(FORGET, before=before)
