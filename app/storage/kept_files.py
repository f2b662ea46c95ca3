"""Files in sealed pieces: written once, read in order, gone when their time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.domain.errors import Missing
from app.storage.ledger.arrays import array, text_array
from app.storage.unit_of_work import UnitOfWork

Purpose = Literal["import", "export"]


class FileMissing(Missing):
    """The file is not there, or no longer."""

    code = "kept_file_missing"


@dataclass(frozen=True, slots=True)
class SealedPiece:
    """One part of a file, as it is kept."""

    piece_id: UUID
    n: int
    sealed: str


ADD_PIECES: Final = """
INSERT INTO kept_piece (programme_id, piece_id, file_id, n, sealed)
SELECT %(programme)s, p.piece_id, %(file)s, p.n, p.sealed
FROM unnest(%(ids)s::uuid[], %(ns)s::int[], %(texts)s::text[])
  AS p (piece_id, n, sealed)
"""
DEAD: Final = """
SELECT file_id FROM kept_file WHERE programme_id = %(programme)s
  AND dies_at <= %(at)s ORDER BY dies_at LIMIT %(most)s
"""


class KeptFileRepository:
    """Reads and writes ``kept_file`` and ``kept_piece``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(
        self, file_id: UUID, purpose: Purpose, *, at: datetime, dies_at: datetime
    ) -> None:
        """Write an empty file."""
        self._connection.exec_driver_sql(
            "INSERT INTO kept_file (programme_id, file_id, purpose, made_at, dies_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            (self._programme_id, file_id, purpose, at, dies_at),
        )

    def append(
        self, file_id: UUID, pieces: Sequence[SealedPiece], *, size_bytes: int
    ) -> None:
        """Add pieces; *size_bytes* is what they hold, unpacked."""
        self._connection.exec_driver_sql(
            ADD_PIECES,
            {
                "programme": self._programme_id,
                "file": file_id,
                "ids": array(piece.piece_id for piece in pieces),
                "ns": array(piece.n for piece in pieces),
                "texts": text_array(piece.sealed for piece in pieces),
            },
        )
        self._connection.exec_driver_sql(
            "UPDATE kept_file SET size_bytes = size_bytes + %s"
            " WHERE programme_id = %s AND file_id = %s",
            (size_bytes, self._programme_id, file_id),
        )

    def size_bytes(self, file_id: UUID) -> int:
        """Return how long the file is.

        Raises:
            FileMissing: There is none, or it has died.
        """
        row = self._connection.exec_driver_sql(
            "SELECT size_bytes FROM kept_file WHERE programme_id = %s AND file_id = %s",
            (self._programme_id, file_id),
        ).first()
        if row is None:
            raise FileMissing("no such file, or no longer")
        return int(row[0])

    def pieces(self, file_id: UUID, *, after: int, most: int) -> list[SealedPiece]:
        """Return up to *most* pieces behind the number *after*, in order."""
        rows = self._connection.exec_driver_sql(
            "SELECT piece_id, n, sealed FROM kept_piece WHERE programme_id = %s"
            " AND file_id = %s AND n > %s ORDER BY n LIMIT %s",
            (self._programme_id, file_id, after, most),
        )
        return [SealedPiece(*row) for row in rows]

    def remove(self, file_id: UUID) -> None:
        """Delete a file with everything in it."""
        for table in ("kept_piece", "kept_file"):
            self._connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE programme_id = %s AND file_id = %s",
                (self._programme_id, file_id),
            )

    def dead(self, *, at: datetime, most: int) -> list[UUID]:
        """Return files whose time is over."""
        rows = self._connection.exec_driver_sql(
            DEAD, {"programme": self._programme_id, "at": at, "most": most}
        )
        return [row[0] for row in rows]
