"""Sessions of staff as rows. The token is never here, only its digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from app.storage.tables.staff import staff_session
from app.storage.unit_of_work import MerchantWork


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as kept."""

    session_id: UUID
    staff_id: UUID
    state: str
    begun_at: datetime
    seen_at: datetime
    proven_at: datetime | None
    programme_id: UUID | None
    agent: str
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class FoundSession:
    """Whose a token is: ids only."""

    merchant_id: UUID
    session_id: UUID
    programmes: tuple[UUID, ...]


COLUMNS = [staff_session.c[name] for name in SessionRow.__dataclass_fields__]


def find_session(connection: Connection, digest: bytes) -> FoundSession | None:
    """Return whose session a token's digest is; for an unbound connection."""
    row = connection.exec_driver_sql(
        "SELECT merchant_id, session_id, programmes FROM setia_staff_session(%s)",
        (digest,),
    ).first()
    return FoundSession(row[0], row[1], tuple(row[2])) if row else None


class SessionRepository:
    """Reads and writes the sessions of one merchant's staff."""

    def __init__(self, work: MerchantWork) -> None:
        self._connection = work.connection
        self._merchant_id = work.merchant_id

    def add(self, row: SessionRow, digest: bytes, address_digest: bytes | None) -> None:
        values = {name: getattr(row, name) for name in SessionRow.__dataclass_fields__}
        self._connection.execute(
            insert(staff_session).values(
                merchant_id=self._merchant_id,
                token_digest=digest,
                address_digest=address_digest,
                **values,
            )
        )

    def find(self, session_id: UUID) -> SessionRow | None:
        row = self._connection.execute(
            select(*COLUMNS).where(*self._one(session_id))
        ).first()
        return SessionRow(*row) if row else None

    def of_staff(self, staff_id: UUID, *, at: datetime) -> list[SessionRow]:
        """Return the open sessions of somebody, last used first."""
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(
                *self._all_of(staff_id),
                staff_session.c.state == "open",
                staff_session.c.lapses_at > at,
            )
            .order_by(staff_session.c.seen_at.desc())
        )
        return [SessionRow(*row) for row in rows]

    def change(self, session_id: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
        self._connection.execute(
            update(staff_session).where(*self._one(session_id)).values(**values)
        )

    def end(self, session_id: UUID) -> bool:
        """End a session; False when it had ended."""
        done = self._connection.execute(
            delete(staff_session).where(*self._one(session_id))
        )
        return done.rowcount == 1

    def end_all(self, staff_id: UUID, *, but: UUID | None = None) -> int:
        """End every session of somebody, except one; return how many."""
        query = delete(staff_session).where(*self._all_of(staff_id))
        if but is not None:
            query = query.where(staff_session.c.session_id != but)
        return self._connection.execute(query).rowcount

    def carry(self, span: timedelta) -> None:
        """Move every session of the merchant with a clock that was moved."""
        moved = {
            name: staff_session.c[name] + span
            for name in ("begun_at", "seen_at", "proven_at", "lapses_at")
        }
        self._connection.execute(
            update(staff_session)
            .where(staff_session.c.merchant_id == self._merchant_id)
            .values(**moved)
        )

    def forget_lapsed(self, *, at: datetime) -> int:
        """Delete the merchant's sessions that are over anyway."""
        return self._connection.execute(
            delete(staff_session).where(
                staff_session.c.merchant_id == self._merchant_id,
                staff_session.c.lapses_at <= at,
            )
        ).rowcount

    def _one(self, session_id: UUID) -> tuple[Any, Any]:
        return (
            staff_session.c.merchant_id == self._merchant_id,
            staff_session.c.session_id == session_id,
        )

    def _all_of(self, staff_id: UUID) -> tuple[Any, Any]:
        return (
            staff_session.c.merchant_id == self._merchant_id,
            staff_session.c.staff_id == staff_id,
        )
