"""Long work that one worker does at a time: its rows, and the lease on them.

Whoever leases a run works on it until the lease ends and renews it on the way. A
worker that died is followed by another one; one that lost its lease writes nothing
more, because every change under a lease asks for its token.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.storage.unit_of_work import UnitOfWork


class LeaseLost(Exception):
    """Somebody stopped it, or another worker has it."""


class Leased(Protocol):
    """A run as kept; its first field is its key."""

    @property
    def lease_token(self) -> UUID | None:
        """Who works on it."""


Run = TypeVar("Run", bound=Leased)
BEGUN: Final = (
    "begun_at = CASE WHEN state = 'running' THEN coalesce(begun_at, %(of_at)s)"
    " ELSE begun_at END"
)
"""What a lease sets of work that is chosen or looked at before it runs."""


def ended(state: str, at: datetime) -> dict[str, datetime]:
    """Return the columns that say when work was over, or taken back, in a state."""
    if state == "undone":
        return {"undone_at": at}
    return {"ended_at": at} if state in ("done", "failed") else {}


@dataclass(frozen=True, slots=True)
class Kind(Generic[Run]):
    """A kind of long work: its table, and the states in which somebody works on it."""

    table: str
    row: Callable[..., Run]
    """A dataclass: its fields are the columns that are read."""
    working: tuple[str, ...]
    missing: Callable[[], Missing]
    taken: str = ""
    """What a lease sets beside itself; ``%(of_at)s`` is the instant."""


class LeasedRuns(Generic[Run]):
    """Reads and writes the runs of one kind in the bound programme."""

    def __init__(self, uow: UnitOfWork, kind: Kind[Run]) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._kind = kind
        names = [field.name for field in fields(kind.row)]  # type: ignore[arg-type]  # Callable[..., Run] hides that it is a dataclass
        self._key, self._columns = names[0], ", ".join(names)
        self._mine = f"programme_id = %(programme)s AND {names[0]} = %(of_run)s"

    def get(self, run_id: UUID, *, lock: bool = False) -> Run:
        """Return one.

        Raises:
            Missing: There is none of this id; the kind says which leaf.
        """
        row = self._run(
            f"SELECT {self._columns} FROM {self._kind.table} WHERE {self._mine}"
            + (" FOR UPDATE" if lock else ""),
            of_run=run_id,
        ).first()
        if row is None:
            raise self._kind.missing()
        return self._kind.row(*row)

    def recent(self, most: int) -> list[Run]:
        """Return the newest."""
        return self._listed(
            f"programme_id = %(programme)s ORDER BY asked_at DESC, {self._key} DESC",
            most,
        )

    def change(self, run_id: UUID, **values: object) -> None:
        """Set columns of one that was locked."""
        self._set(run_id, values)

    def lease(
        self, run_id: UUID, token: UUID, *, at: datetime, until: datetime
    ) -> Run | None:
        """Take one to work on it; None when there is nothing to do or it is taken."""
        also = f", {self._kind.taken}" if self._kind.taken else ""
        row = self._run(
            f"UPDATE {self._kind.table} SET lease_token = %(of_token)s,"
            f" leased_until = %(of_until)s{also} WHERE {self._mine}"
            " AND state = ANY(%(of_working)s)"
            " AND (leased_until IS NULL OR leased_until <= %(of_at)s)"
            f" RETURNING {self._columns}",
            of_run=run_id,
            of_token=token,
            of_at=at,
            of_until=until,
            of_working=list(self._kind.working),
        ).first()
        return None if row is None else self._kind.row(*row)

    def _keep(self, row: Run, values: Mapping[str, object], also: str = "") -> bool:
        """Set columns of one that is ours; False when it was stopped or is not."""
        return self._set(
            getattr(row, self._key),
            values,
            also=also,
            where=" AND lease_token = %(of_token)s AND state = ANY(%(of_working)s)",
            of_token=row.lease_token,
            of_working=list(self._kind.working),
        )

    def _leave(
        self, row: Run, state: str, values: Mapping[str, object], also: str = ""
    ) -> bool:
        """Let go of one that is ours, in another state; False when it is not."""
        free = {"state": state, "lease_token": None, "leased_until": None}
        return self._keep(row, {**free, **values}, also)

    def _listed(self, clause: str, most: int) -> list[Run]:
        rows = self._run(
            f"SELECT {self._columns} FROM {self._kind.table} WHERE {clause}"
            " LIMIT %(of_most)s",
            of_most=most,
        )
        return [self._kind.row(*row) for row in rows]

    def _set(
        self,
        run_id: UUID,
        values: Mapping[str, object],
        *,
        also: str = "",
        where: str = "",
        **named: object,
    ) -> bool:
        parts = [f"{name} = %({name})s" for name in values]
        kept = {
            name: Jsonb(value) if isinstance(value, dict) else value
            for name, value in values.items()
        }
        changed = self._run(
            f"UPDATE {self._kind.table} SET"
            f" {', '.join([*parts, also] if also else parts)}"
            f" WHERE {self._mine}{where}",
            of_run=run_id,
            **kept,
            **named,
        )
        return bool(changed.rowcount == 1)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
