"""Reads and writes what versions changed for members."""

from collections.abc import Mapping, Sequence

from psycopg.types.json import Jsonb

from app.domain.words import Language
from app.storage.unit_of_work import UnitOfWork


class AnnouncementRepository:
    """``announcement`` of the programme of a unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, version: int, told: Mapping[Language, Sequence[str]]) -> None:
        """Keep what a version changes, in each language."""
        for language, lines in told.items():
            self._connection.exec_driver_sql(
                "INSERT INTO announcement (programme_id, version, language, lines)"
                " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (self._programme_id, version, language, Jsonb(list(lines))),
            )

    def of(self, version: int, language: Language) -> Sequence[str] | None:
        """Return what was told of a version, or None where nothing was kept."""
        row = self._connection.exec_driver_sql(
            "SELECT lines FROM announcement WHERE programme_id = %s"
            " AND version = %s AND language = %s",
            (self._programme_id, version, language),
        ).first()
        return None if row is None else tuple(row[0])
