"""Pairings as rows. Codes, states and keys are never here in the clear."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from app.domain.errors import Missing
from app.storage.tables.pairing import store_pairing
from app.storage.unit_of_work import UnitOfWork


class PairingUnknown(Missing):
    """No such pairing, or its half hour is over."""

    code = "pairing_unknown"


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A pairing as kept."""

    pairing_id: UUID
    programme_id: UUID
    lapses_at: datetime
    base_url: str | None
    return_url: str | None
    sealed_keys: str | None
    keys_at: datetime | None
    store_id: UUID | None
    done_at: datetime | None
    problem: str | None


COLUMNS = [store_pairing.c[name] for name in PairingRow.__dataclass_fields__]


def find_by_code(connection: Connection, digest: bytes) -> tuple[UUID, UUID] | None:
    """Return (programme, pairing) of a code's digest, or None."""
    return _find(connection, "setia_pairing_by_code", digest)


def find_by_state(connection: Connection, digest: bytes) -> tuple[UUID, UUID] | None:
    """Return (programme, pairing) of a state's digest, or None."""
    return _find(connection, "setia_pairing_by_state", digest)


def _find(
    connection: Connection, function: str, digest: bytes
) -> tuple[UUID, UUID] | None:
    row = connection.exec_driver_sql(
        f"SELECT programme_id, pairing_id FROM {function}(%s)", (digest,)
    ).first()
    return (row[0], row[1]) if row else None


class PairingRepository:
    """Reads and writes the pairings of one programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, pairing_id: UUID, **values: object) -> None:
        self._connection.execute(
            insert(store_pairing).values(
                programme_id=self._programme_id, pairing_id=pairing_id, **values
            )
        )

    def lock(self, pairing_id: UUID) -> PairingRow:
        """Return a pairing with its row locked; ``PairingUnknown`` without one."""
        row = self._connection.execute(
            select(*COLUMNS)
            .where(
                store_pairing.c.programme_id == self._programme_id,
                store_pairing.c.pairing_id == pairing_id,
            )
            .with_for_update()
        ).first()
        if row is None:
            raise PairingUnknown("no such pairing")
        return PairingRow(*row)

    def change(self, pairing_id: UUID, **values: object) -> None:
        self._connection.execute(
            update(store_pairing)
            .where(
                store_pairing.c.programme_id == self._programme_id,
                store_pairing.c.pairing_id == pairing_id,
            )
            .values(**values)
        )

    def forget(self, lapsed_before: datetime) -> int:
        """Delete pairings that lapsed before an instant; return how many."""
        return self._connection.execute(
            delete(store_pairing).where(
                store_pairing.c.programme_id == self._programme_id,
                store_pairing.c.lapses_at < lapsed_before,
            )
        ).rowcount
