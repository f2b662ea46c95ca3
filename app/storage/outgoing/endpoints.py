"""Addresses of developers as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Missing
from app.storage.unit_of_work import UnitOfWork


class WebhookMissing(Missing):
    """No such webhook in this programme."""

    code = "webhook_missing"


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """One address, and how it stands."""

    endpoint_id: UUID
    url: str
    description: str
    types: list[str]
    state: str
    reason: str | None
    secret: str | None
    """Sealed."""
    former_secret: str | None
    former_until: datetime | None
    failures: int
    failing_since: datetime | None
    rests_until: datetime | None
    succeeded_at: datetime | None
    created_at: datetime
    created_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """How tries of an address went lately."""

    tries: int = 0
    good: int = 0
    waiting: int = 0
    last_at: datetime | None = None
    last_status: int | None = None
    last_reason: str | None = None

    @property
    def permille(self) -> int | None:
        """The share of tries that succeeded; None without any."""
        return self.good * 1000 // self.tries if self.tries else None


COLUMNS: Final = tuple(EndpointRow.__dataclass_fields__)
SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM webhook_endpoint"
MINE: Final = "programme_id = %(programme_id)s AND state <> 'deleted'"
FIGURES: Final = """
SELECT e.endpoint_id, coalesce(t.tries, 0), coalesce(t.good, 0),
  (SELECT count(*) FROM webhook_delivery d WHERE d.programme_id = e.programme_id
    AND d.endpoint_id = e.endpoint_id AND d.state IN ('waiting', 'held')),
  l.at, l.status, l.reason
FROM webhook_endpoint e
LEFT JOIN (
  SELECT a.endpoint_id, count(*) AS tries,
    count(*) FILTER (WHERE a.status BETWEEN 200 AND 299) AS good
  FROM webhook_attempt a
  WHERE a.programme_id = %(programme_id)s AND a.at >= %(since)s
  GROUP BY a.endpoint_id) t ON t.endpoint_id = e.endpoint_id
LEFT JOIN LATERAL (
  SELECT a.at, a.status, a.reason FROM webhook_attempt a
  WHERE a.programme_id = e.programme_id AND a.endpoint_id = e.endpoint_id
  ORDER BY a.at DESC LIMIT 1) l ON true
WHERE e.programme_id = %(programme_id)s AND e.state <> 'deleted'
"""


class EndpointRepository:
    """Reads and writes ``webhook_endpoint`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, row: EndpointRow) -> None:
        """Write a new address; facts reach it once this is committed."""
        slots = ", ".join(f"%({name})s" for name in COLUMNS)
        self._run(
            f"INSERT INTO webhook_endpoint (programme_id, {', '.join(COLUMNS)})"
            f" VALUES (%(programme_id)s, {slots})",
            **{name: getattr(row, name) for name in COLUMNS},
        )
        teller, programme_id = self._uow.teller, self._uow.programme_id
        if teller is not None:
            self._uow.after_commit(lambda: teller.listen(programme_id))

    def get(self, endpoint_id: UUID, *, lock: bool = False) -> EndpointRow:
        """Return an address.

        Raises:
            WebhookMissing: There is none of this id.
        """
        row = self._run(
            f"{SELECT} WHERE {MINE} AND endpoint_id = %(id)s"
            + (" FOR NO KEY UPDATE" if lock else ""),
            id=endpoint_id,
        ).first()
        if row is None:
            raise WebhookMissing("no such webhook in this programme")
        return EndpointRow(*row)

    def all(self) -> list[EndpointRow]:
        """Return every address, oldest first."""
        rows = self._run(f"{SELECT} WHERE {MINE} ORDER BY endpoint_id")
        return [EndpointRow(*row) for row in rows]

    def change(self, endpoint_id: UUID, **values: object) -> None:
        """Set columns of an address that is there."""
        slots = ", ".join(f"{name} = %({name})s" for name in values)
        self._run(
            f"UPDATE webhook_endpoint SET {slots}"
            " WHERE programme_id = %(programme_id)s AND endpoint_id = %(id)s",
            id=endpoint_id,
            **values,
        )

    def figures(self, since: datetime) -> Mapping[UUID, Figures]:
        """Return how each address did since an instant."""
        rows = self._run(FIGURES, since=since)
        return {row[0]: Figures(*row[1:]) for row in rows}

    def off(self) -> int:
        """Return how many addresses were switched off by themselves."""
        count: int = self._run(
            "SELECT count(*) FROM webhook_endpoint"
            " WHERE programme_id = %(programme_id)s"
            " AND state IN ('disabled', 'stopped')"
        ).scalar_one()
        return count

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme_id": self._uow.programme_id, **values}
        )
