"""Drafts as they were saved: the start of somebody's edit, and a way back."""

from datetime import datetime
from typing import Any, Final

from psycopg.types.json import Jsonb

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.storage.unit_of_work import UnitOfWork

KEPT: Final = 100
"""The newest so many of a programme."""
KEEP: Final = """
INSERT INTO draft_snapshot (programme_id, digest, document, saved_at, saved_by)
VALUES (%(programme)s, %(digest)s, %(document)s, %(at)s, %(by)s)
ON CONFLICT (programme_id, digest) DO UPDATE SET saved_at = excluded.saved_at,
  saved_by = excluded.saved_by
"""
FORGET: Final = """
DELETE FROM draft_snapshot WHERE programme_id = %(programme)s AND digest IN (
  SELECT digest FROM draft_snapshot WHERE programme_id = %(programme)s
  ORDER BY saved_at DESC, digest OFFSET %(kept)s)
"""
FIND: Final = """
SELECT document FROM draft_snapshot
WHERE programme_id = %(programme)s AND digest = %(digest)s
"""
FIND_VERSION: Final = """
SELECT document FROM programme_version
WHERE programme_id = %(programme)s AND digest = %(digest)s
ORDER BY version DESC LIMIT 1
"""


class DraftSnapshots:
    """Reads and writes ``draft_snapshot`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def keep(self, digest: str, document: Jsonb, *, at: datetime, by: str) -> None:
        """Keep one state of the draft; forget the oldest beyond a hundred."""
        self._run(KEEP, digest=digest, document=document, at=at, by=by)
        self._run(FORGET, kept=KEPT)

    def find(self, digest: str) -> ProgrammeDocument | None:
        """Return a draft, or a published version, of long ago by its digest."""
        for statement in (FIND, FIND_VERSION):
            row = self._run(statement, digest=digest).first()
            if row is not None:
                return load_document(row[0])
        return None

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
