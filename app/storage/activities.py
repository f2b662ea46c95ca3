"""Activities as rows: found by their sender's id, listed newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from app.storage.unit_of_work import UnitOfWork

COLUMNS = (
    "activity_id, type, distinct_id, member_id, request_digest, data, occurred_at,"
    " received_at, programme_version, outcome"
)
ADD = f"""
INSERT INTO activity (programme_id, {COLUMNS})
VALUES (%(programme)s, %(activity_id)s, %(type)s, %(distinct_id)s, %(member_id)s,
  %(request_digest)s, %(data)s, %(occurred_at)s, %(received_at)s,
  %(programme_version)s, %(outcome)s)
"""
FIND = f"""
SELECT {COLUMNS} FROM activity
WHERE programme_id = %(programme)s AND type = %(type)s AND distinct_id = %(distinct)s
"""
PAGE = f"""
SELECT {COLUMNS} FROM activity
WHERE programme_id = %(programme)s
  AND (%(before)s::uuid IS NULL OR activity_id < %(before)s::uuid)
  AND (%(member)s::uuid IS NULL OR member_id = %(member)s::uuid)
  AND (%(type)s::text IS NULL OR type = %(type)s::text)
  AND (%(since)s::timestamptz IS NULL OR received_at >= %(since)s::timestamptz)
ORDER BY activity_id DESC LIMIT %(most)s
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 13))"


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as kept."""

    activity_id: UUID
    type: str
    distinct_id: str
    member_id: UUID
    request_digest: bytes
    data: dict[str, Any]
    occurred_at: datetime
    received_at: datetime
    programme_version: int
    outcome: dict[str, Any]


def _row(row: Sequence[Any]) -> ActivityRow:
    values = dict(zip(ActivityRow.__dataclass_fields__, row, strict=True))
    return ActivityRow(**{**values, "request_digest": bytes(row[4])})


class ActivityRepository:
    """Reads and writes ``activity`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def serialise(self, kind: str, distinct_id: str) -> None:
        """Wait for everyone else who tells this very activity."""
        name = f"{self._programme_id}/{kind}/{distinct_id}"
        self._connection.exec_driver_sql(LOCK, {"name": name})

    def find(self, kind: str, distinct_id: str) -> ActivityRow | None:
        """Return the activity that was told under this id."""
        row = self._connection.exec_driver_sql(
            FIND,
            {"programme": self._programme_id, "type": kind, "distinct": distinct_id},
        ).first()
        return _row(row) if row else None

    def add(self, row: ActivityRow) -> None:
        values = {name: getattr(row, name) for name in row.__dataclass_fields__}
        values |= {"data": Jsonb(row.data), "outcome": Jsonb(row.outcome)}
        self._connection.exec_driver_sql(
            ADD, {"programme": self._programme_id, **values}
        )

    def page(
        self,
        *,
        before: UUID | None,
        limit: int,
        member_id: UUID | None = None,
        kind: str | None = None,
        since: datetime | None = None,
    ) -> list[ActivityRow]:
        """Return up to *limit* activities, newest first."""
        rows = self._connection.exec_driver_sql(
            PAGE,
            {
                "programme": self._programme_id,
                "before": before,
                "member": member_id,
                "type": kind,
                "since": since,
                "most": limit,
            },
        )
        return [_row(row) for row in rows]
