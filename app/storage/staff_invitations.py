"""Invitations to a merchant's team as rows, by the digest of their link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from app.domain.staff import Role
from app.storage.tables.staff import staff_invitation
from app.storage.unit_of_work import MerchantWork


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation as kept."""

    invitation_id: UUID
    role: Role
    email: str | None
    made_by: UUID | None
    made_at: datetime
    lapses_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    staff_id: UUID | None

    def is_open(self, now: datetime) -> bool:
        """Tell whether it may still be accepted."""
        return self.used_at is None and self.revoked_at is None and now < self.lapses_at


COLUMNS = [staff_invitation.c[name] for name in InvitationRow.__dataclass_fields__]


def find_invitation(connection: Connection, digest: bytes) -> tuple[UUID, UUID] | None:
    """Return (merchant, invitation) of a link; for an unbound connection."""
    row = connection.exec_driver_sql(
        "SELECT merchant_id, invitation_id FROM setia_staff_invitation(%s)", (digest,)
    ).first()
    return (row[0], row[1]) if row else None


class InvitationRepository:
    """Reads and writes the invitations of one merchant."""

    def __init__(self, work: MerchantWork) -> None:
        self._connection = work.connection
        self._merchant_id = work.merchant_id

    def add(self, row: InvitationRow, digest: bytes) -> None:
        names = InvitationRow.__dataclass_fields__
        self._connection.execute(
            insert(staff_invitation).values(
                merchant_id=self._merchant_id,
                token_digest=digest,
                **{name: getattr(row, name) for name in names},
            )
        )

    def find(self, invitation_id: UUID, *, lock: bool = False) -> InvitationRow | None:
        query = select(*COLUMNS).where(*self._one(invitation_id))
        row = self._connection.execute(query.with_for_update() if lock else query)
        found = row.first()
        return _row(found) if found else None

    def waiting(self, *, at: datetime) -> list[InvitationRow]:
        """Return the invitations that may still be accepted, newest first."""
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(
                staff_invitation.c.merchant_id == self._merchant_id,
                staff_invitation.c.used_at.is_(None),
                staff_invitation.c.revoked_at.is_(None),
                staff_invitation.c.lapses_at > at,
            )
            .order_by(staff_invitation.c.made_at.desc())
        )
        return [_row(row) for row in rows]

    def change(self, invitation_id: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
        self._connection.execute(
            update(staff_invitation).where(*self._one(invitation_id)).values(**values)
        )

    def _one(self, invitation_id: UUID) -> tuple[Any, Any]:
        return (
            staff_invitation.c.merchant_id == self._merchant_id,
            staff_invitation.c.invitation_id == invitation_id,
        )


def _row(row: Any) -> InvitationRow:  # noqa: ANN401 - a row of these columns
    values = dict(zip(InvitationRow.__dataclass_fields__, row, strict=True))
    values["role"] = Role(values["role"])
    return InvitationRow(**values)
