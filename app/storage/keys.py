"""API keys as rows. The key itself is never here, only its digest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from app.domain.errors import Missing
from app.storage.tables.keys import api_key
from app.storage.unit_of_work import UnitOfWork


class KeyMissing(Missing):
    """No such API key in this programme."""

    code = "api_key_missing"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An API key as kept."""

    key_id: UUID
    name: str
    mode: str
    ending: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


COLUMNS = [api_key.c[name] for name in KeyRow.__dataclass_fields__]


def find_key(connection: Connection, digest: bytes) -> tuple[UUID, UUID] | None:
    """Return (programme, key) of a digest, or None; for an unbound connection."""
    row = connection.exec_driver_sql(
        "SELECT programme_id, key_id FROM setia_api_key(%s)", (digest,)
    ).first()
    return (row[0], row[1]) if row else None


class KeyRepository:
    """Reads and writes the API keys of one programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, row: KeyRow, digest: bytes) -> None:
        values = {name: getattr(row, name) for name in KeyRow.__dataclass_fields__}
        self._connection.execute(
            insert(api_key).values(
                programme_id=self._programme_id, digest=digest, **values
            )
        )

    def get(self, key_id: UUID) -> KeyRow:
        """Return a key; ``KeyMissing`` when there is none."""
        row = self._connection.execute(
            select(*COLUMNS).where(
                api_key.c.programme_id == self._programme_id,
                api_key.c.key_id == key_id,
            )
        ).first()
        if row is None:
            raise KeyMissing("no such API key in this programme")
        return KeyRow(*row)

    def all(self) -> list[KeyRow]:
        """Return every key, newest first."""
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(api_key.c.programme_id == self._programme_id)
            .order_by(api_key.c.created_at.desc())
        )
        return [KeyRow(*row) for row in rows]

    def used(self, key_id: UUID, *, at: datetime) -> None:
        self._set(key_id, last_used_at=at)

    def revoke(self, key_id: UUID, *, at: datetime) -> None:
        self._set(key_id, revoked_at=at)

    def _set(self, key_id: UUID, **values: datetime) -> None:
        self._connection.execute(
            update(api_key)
            .where(
                api_key.c.programme_id == self._programme_id,
                api_key.c.key_id == key_id,
            )
            .values(**values)
        )
