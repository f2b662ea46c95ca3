"""Reads and writes what people gave of metrics by hand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MetricGrant:
    """An amount of a metric that somebody gave, and whether it was undone."""

    grant_id: UUID
    member_id: UUID
    metric: str
    amount: int
    day: date
    """The day that it counts for."""
    reason: str
    given_by: str
    given_at: datetime
    undone_by: str | None = None
    undone_reason: str | None = None
    undone_at: datetime | None = None


COLUMNS = tuple(MetricGrant.__dataclass_fields__)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM metric_grant"


class MetricGrantRepository:
    """Reads and writes ``metric_grant``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, grant: MetricGrant) -> None:
        """Keep a new one."""
        values = ", ".join(f"%({name})s" for name in COLUMNS)
        self._run(
            f"INSERT INTO metric_grant (programme_id, {', '.join(COLUMNS)})"
            f" VALUES (%(programme_id)s, {values})",
            **{name: getattr(grant, name) for name in COLUMNS},
        )

    def of_member(self, member_id: UUID) -> list[MetricGrant]:
        """Return what a member was given, newest first."""
        rows = self._run(
            f"{_SELECT} WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY given_at DESC, grant_id DESC",
            member_id=member_id,
        )
        return [MetricGrant(*row) for row in rows]

    def lock(self, member_id: UUID, grant_id: UUID) -> MetricGrant | None:
        """Return one of a member's, locked to the end of this unit of work."""
        row = self._run(
            f"{_SELECT} WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s AND grant_id = %(grant_id)s FOR UPDATE",
            member_id=member_id,
            grant_id=grant_id,
        ).first()
        return None if row is None else MetricGrant(*row)

    def undo(self, grant_id: UUID, *, by: str, reason: str, at: datetime) -> None:
        """Note that one was undone."""
        self._run(
            "UPDATE metric_grant SET undone_by = %(by)s, undone_reason = %(reason)s,"
            " undone_at = %(at)s WHERE programme_id = %(programme_id)s"
            " AND grant_id = %(grant_id)s",
            grant_id=grant_id,
            by=by,
            reason=reason,
            at=at,
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* what *gone* was given."""
        self._run(
            "UPDATE metric_grant SET member_id = %(kept)s"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s",
            gone=gone,
            kept=kept,
        )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme_id": self._uow.programme_id, **values}
        )
