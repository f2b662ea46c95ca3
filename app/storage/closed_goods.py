"""Reads and writes what stores were told about goods that they sell to some only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

READ: Final = """
SELECT store_id, digest, problem, told_at FROM closed_goods
WHERE programme_id = %(programme)s
"""
NOTE: Final = """
INSERT INTO closed_goods (programme_id, store_id, digest, problem, told_at)
VALUES (%(programme)s, %(store)s, %(digest)s, %(problem)s, %(at)s)
ON CONFLICT (programme_id, store_id) DO UPDATE
SET digest = excluded.digest, problem = excluded.problem, told_at = excluded.told_at
"""


@dataclass(frozen=True, slots=True)
class ToldGoods:
    """What one store was told."""

    store_id: UUID
    digest: bytes | None
    """Of what it holds; None: nothing of ours."""
    problem: str | None
    """Why it could not take it."""
    told_at: datetime


class ClosedGoods:
    """The rows of one programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def told(self) -> dict[UUID, ToldGoods]:
        """Return what each store was told, by the store's id."""
        rows = self._uow.connection.exec_driver_sql(
            READ, {"programme": self._uow.programme_id}
        )
        return {row.store_id: ToldGoods(*row) for row in rows}

    def note(self, row: ToldGoods) -> None:
        """Keep what a store was told."""
        self._uow.connection.exec_driver_sql(
            NOTE,
            {
                "programme": self._uow.programme_id,
                "store": row.store_id,
                "digest": row.digest,
                "problem": row.problem,
                "at": row.told_at,
            },
        )
