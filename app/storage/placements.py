"""When which placement of a store was met last."""

from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

SAW: Final = """
INSERT INTO placement_seen AS p (programme_id, store_id, placement, first_at, seen_at)
VALUES (%(programme)s, %(store)s, %(placement)s, %(at)s, %(at)s)
ON CONFLICT (programme_id, store_id, placement) DO UPDATE SET seen_at = excluded.seen_at
  WHERE p.seen_at <= excluded.seen_at - interval '1 hour'
"""
"""Of several processes that saw it in one hour, one writes."""


class PlacementRepository:
    """Reads and writes ``placement_seen``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def saw(self, store_id: UUID, placement: str, *, at: datetime) -> bool:
        """Note that it was met; tell whether that was written."""
        done = self._connection.exec_driver_sql(
            SAW,
            {
                "programme": self._programme_id,
                "store": store_id,
                "placement": placement,
                "at": at,
            },
        )
        return bool(done.rowcount)

    def all(self) -> dict[tuple[UUID, str], datetime]:
        """Return when what was met last, by store and placement."""
        rows = self._connection.exec_driver_sql(
            "SELECT store_id, placement, seen_at FROM placement_seen"
            " WHERE programme_id = %(programme)s",
            {"programme": self._programme_id},
        )
        return {(row[0], row[1]): row[2] for row in rows}
