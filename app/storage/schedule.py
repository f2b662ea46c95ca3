"""The timers of one programme as rows: taken for a while, then moved on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TakenTask:
    """A due timer that is ours until its lease ends."""

    name: str
    cron: str
    timezone: str
    lease_token: UUID
    failures: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A timer as a list shows it."""

    name: str
    cron: str
    timezone: str
    next_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    result: str | None
    failures: int


class ScheduleRepository:
    """The timers of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def ensure(self, name: str, cron: str, timezone: str, next_at: datetime) -> None:
        """Have a row for a timer; another rhythm or zone moves its next time."""
        self._run(
            "INSERT INTO scheduled_task AS t (programme_id, name, cron, timezone,"
            " next_at) VALUES (%(programme_id)s, %(name)s, %(cron)s, %(timezone)s,"
            " %(next_at)s) ON CONFLICT (programme_id, name) DO UPDATE SET"
            " cron = EXCLUDED.cron, timezone = EXCLUDED.timezone,"
            " next_at = EXCLUDED.next_at WHERE t.lease_token IS NULL"
            " AND (t.cron, t.timezone) <> (EXCLUDED.cron, EXCLUDED.timezone)",
            name=name,
            cron=cron,
            timezone=timezone,
            next_at=next_at,
        )

    def drop_others(self, names: Iterable[str]) -> None:
        """Forget timers that the program no longer has."""
        self._run(
            "DELETE FROM scheduled_task WHERE programme_id = %(programme_id)s"
            " AND name <> ALL (%(names)s)",
            names=list(names),
        )

    def take_due(self, at: datetime, until: datetime, token: UUID) -> TakenTask | None:
        """Take the timer that is due the longest, until *until*."""
        row = self._run(
            "UPDATE scheduled_task t SET lease_token = %(token)s,"
            " next_at = %(until)s, started_at = %(at)s FROM (SELECT name FROM"
            " scheduled_task WHERE programme_id = %(programme_id)s"
            " AND next_at <= %(at)s ORDER BY next_at, name LIMIT 1"
            " FOR UPDATE SKIP LOCKED) d WHERE t.programme_id = %(programme_id)s"
            " AND t.name = d.name RETURNING t.name, t.cron, t.timezone,"
            " t.lease_token, t.failures",
            at=at,
            until=until,
            token=token,
        ).first()
        return TakenTask(*row) if row else None

    def extend(self, task: TakenTask, until: datetime) -> None:
        """Keep a timer for longer than it was taken for."""
        self._run(
            "UPDATE scheduled_task SET next_at = %(until)s"
            " WHERE programme_id = %(programme_id)s AND name = %(name)s"
            " AND lease_token = %(token)s",
            name=task.name,
            token=task.lease_token,
            until=until,
        )

    def finish(
        self,
        task: TakenTask,
        at: datetime,
        next_at: datetime,
        *,
        result: str,
        failed: bool,
    ) -> bool:
        """Put a timer back with its next time; False when the lease was lost."""
        return (
            self._run(
                "UPDATE scheduled_task SET lease_token = NULL, next_at = %(next_at)s,"
                " finished_at = %(at)s, result = %(result)s,"
                " failures = CASE WHEN %(failed)s THEN failures + 1 ELSE 0 END"
                " WHERE programme_id = %(programme_id)s AND name = %(name)s"
                " AND lease_token = %(token)s",
                name=task.name,
                token=task.lease_token,
                at=at,
                next_at=next_at,
                result=result,
                failed=failed,
            ).rowcount
            == 1
        )

    def listed(self) -> list[TaskRow]:
        """Return all timers, next one first."""
        rows = self._run(
            "SELECT name, cron, timezone, next_at, started_at, finished_at, result,"
            " failures FROM scheduled_task WHERE programme_id = %(programme_id)s"
            " ORDER BY next_at, name"
        )
        return [TaskRow(*row) for row in rows]

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
