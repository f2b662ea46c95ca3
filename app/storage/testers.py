"""Who may be a member while a programme is being tried."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TesterRow:
    """A tester as kept."""

    digest: bytes
    contact: str
    added_by: str
    added_at: datetime


class TesterRepository:
    """Reads and writes ``tester`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def all(self) -> list[TesterRow]:
        """Return all of them, oldest first."""
        rows = self._run(
            "SELECT digest, contact, added_by, added_at FROM tester"
            " WHERE programme_id = %(programme)s ORDER BY added_at, digest"
        )
        return [TesterRow(bytes(row[0]), *row[1:]) for row in rows]

    def digests(self) -> frozenset[bytes]:
        """Return what they are found by."""
        return frozenset(row.digest for row in self.all())

    def put(self, digest: bytes, contact: str, *, by: str, at: datetime) -> None:
        """Add one; one that is there stays."""
        self._run(
            "INSERT INTO tester (programme_id, digest, contact, added_by, added_at)"
            " VALUES (%(programme)s, %(digest)s, %(contact)s, %(by)s, %(at)s)"
            " ON CONFLICT DO NOTHING",
            digest=digest,
            contact=contact,
            by=by,
            at=at,
        )

    def forget(self, digest: bytes | None = None) -> None:
        """Take one off the list, or all of them."""
        self._run(
            "DELETE FROM tester WHERE programme_id = %(programme)s"
            " AND (%(digest)s::bytea IS NULL OR digest = %(digest)s::bytea)",
            digest=digest,
        )

    def members(self) -> list[UUID]:
        """Return the members there are: while a programme is tried, only testers."""
        rows = self._run(
            "SELECT member_id FROM member WHERE programme_id = %(programme)s"
            " ORDER BY member_id LIMIT 200"
        )
        return [row[0] for row in rows]

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
