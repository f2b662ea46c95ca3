"""How much work waits, over all programmes: figures only, never whose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in one place."""

    waiting: int
    oldest: datetime | None
    set_aside: int = 0
    blocked: int = 0

    def age_s(self, at: datetime) -> float:
        """Return how long the oldest has waited; 0 when nothing waits."""
        if self.oldest is None:
            return 0.0
        return max(0.0, (at - self.oldest).total_seconds())


@dataclass(frozen=True, slots=True)
class Backlogs:
    """What waits everywhere."""

    inbox: Backlog
    outbox: Backlog
    webhooks: Backlog
    """Set aside: addresses that were switched off because they failed."""
    unsealed: Backlog


def read_backlogs(connection: Connection) -> Backlogs:
    """Return the figures of this moment."""

    def row(function: str) -> tuple[Any, ...]:
        return tuple(connection.exec_driver_sql(f"SELECT * FROM {function}()").one())

    return Backlogs(
        inbox=Backlog(*row("setia_inbox_backlog")),
        outbox=Backlog(*row("setia_outbox_backlog")),
        webhooks=Backlog(*row("setia_webhooks_backlog")),
        unsealed=Backlog(*row("setia_unsealed_backlog")),
    )


def schema_version(connection: Connection) -> str | None:
    """Return the revision that the database is at, or None before the first."""
    found: str | None = connection.exec_driver_sql(
        "SELECT setia_schema_version()"
    ).scalar_one()
    return found


def unscheduled(connection: Connection, names: list[str], *, most: int) -> list[UUID]:
    """Return programmes that lack one of the timers *names*."""
    rows = connection.exec_driver_sql(
        "SELECT programme_id FROM setia_unscheduled(%s, %s)", (names, most)
    )
    return [row[0] for row in rows]
