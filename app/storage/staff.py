"""Staff as rows: who works for a merchant, their second factor and its codes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from app.domain.errors import Missing
from app.domain.staff import Role
from app.domain.words import Language
from app.storage.tables.registry import merchant
from app.storage.tables.staff import staff, staff_recovery
from app.storage.unit_of_work import MerchantWork


class StaffMissing(Missing):
    """Nobody of that id works for this merchant."""

    code = "staff_missing"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One member of staff as kept; the second factor's secret stays sealed."""

    merchant_id: UUID
    staff_id: UUID
    name: str
    role: Role
    language: Language
    email: str | None
    password_hash: str | None
    password_at: datetime | None
    totp_secret: str | None
    totp_at: datetime | None
    totp_step: int | None
    platform: str | None
    platform_ref: str | None
    added_at: datetime
    removed_at: datetime | None

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in takes a code as well."""
        return self.totp_at is not None


COLUMNS = [staff.c[name] for name in StaffRow.__dataclass_fields__]


def staff_by_email(connection: Connection, digest: bytes) -> list[tuple[UUID, UUID]]:
    """Return (merchant, staff) of an address's digest; for an unbound connection."""
    rows = connection.exec_driver_sql(
        "SELECT merchant_id, staff_id FROM setia_staff_by_email(%s)", (digest,)
    )
    return [(row[0], row[1]) for row in rows]


def programmes_of(connection: Connection, merchant_id: UUID) -> list[UUID]:
    """Return a merchant's programmes, oldest first; for an unbound connection."""
    rows = connection.exec_driver_sql(
        "SELECT programme_id FROM setia_programmes_of(%s)", (merchant_id,)
    )
    return [row[0] for row in rows]


def merchants(connection: Connection) -> list[tuple[UUID, int]]:
    """Return every merchant and the size of its team; for an unbound connection."""
    rows = connection.exec_driver_sql(
        "SELECT merchant_id, staff_count FROM setia_merchants()"
    )
    return [(row[0], row[1]) for row in rows]


class StaffRepository:
    """Reads and writes the team of one merchant."""

    def __init__(self, work: MerchantWork) -> None:
        self._connection = work.connection
        self._merchant_id = work.merchant_id

    def add_merchant(self, name: str, *, at: datetime) -> None:
        """Write the merchant that this unit of work is bound to."""
        self._connection.execute(
            insert(merchant).values(
                merchant_id=self._merchant_id, name=name, created_at=at
            )
        )

    def merchant_name(self) -> str:
        name: str = self._connection.execute(
            select(merchant.c.name).where(merchant.c.merchant_id == self._merchant_id)
        ).scalar_one()
        return name

    def rename_merchant(self, name: str) -> None:
        self._connection.execute(
            update(merchant)
            .where(merchant.c.merchant_id == self._merchant_id)
            .values(name=name)
        )

    def lock_team(self) -> None:
        """Let nobody else change who owns: the last owner must not go twice."""
        self._connection.execute(
            select(merchant.c.merchant_id)
            .where(merchant.c.merchant_id == self._merchant_id)
            .with_for_update()
        )

    def add(
        self,
        staff_id: UUID,
        *,
        name: str,
        role: Role,
        language: Language,
        at: datetime,
        **more: Any,  # noqa: ANN401 - further columns
    ) -> None:
        self._connection.execute(
            insert(staff).values(
                merchant_id=self._merchant_id,
                staff_id=staff_id,
                name=name,
                role=role,
                language=language,
                added_at=at,
                **more,
            )
        )

    def find(self, staff_id: UUID) -> StaffRow | None:
        """Return one of the team, removed or not."""
        row = self._connection.execute(
            select(*COLUMNS).where(
                staff.c.merchant_id == self._merchant_id, staff.c.staff_id == staff_id
            )
        ).first()
        return _row(row) if row else None

    def get(self, staff_id: UUID) -> StaffRow:
        """Return one who works here; ``StaffMissing`` otherwise."""
        found = self.find(staff_id)
        if found is None or found.removed_at is not None:
            raise StaffMissing("nobody of that id works here")
        return found

    def of_platform(self, platform: str, ref: str) -> StaffRow | None:
        """Return whom a platform knows under *ref*, removed or not."""
        row = self._connection.execute(
            select(*COLUMNS).where(
                staff.c.merchant_id == self._merchant_id,
                staff.c.platform == platform,
                staff.c.platform_ref == ref,
            )
        ).first()
        return _row(row) if row else None

    def by_digest(self, email_digest: bytes) -> StaffRow | None:
        """Return who signs in with an address here."""
        row = self._connection.execute(
            select(*COLUMNS).where(
                staff.c.merchant_id == self._merchant_id,
                staff.c.email_digest == email_digest,
            )
        ).first()
        return _row(row) if row else None

    def all(self, *, removed: bool = False) -> list[StaffRow]:
        """Return the team in the order they came; with those who left if asked."""
        query = (
            select(*COLUMNS)
            .where(staff.c.merchant_id == self._merchant_id)
            .order_by(staff.c.added_at, staff.c.staff_id)
        )
        if not removed:
            query = query.where(staff.c.removed_at.is_(None))
        return [_row(row) for row in self._connection.execute(query)]

    def owners(self) -> int:
        """Return how many owners there are."""
        count: int = self._connection.execute(
            select(func.count()).where(
                staff.c.merchant_id == self._merchant_id,
                staff.c.role == Role.OWNER,
                staff.c.removed_at.is_(None),
            )
        ).scalar_one()
        return count

    def change(self, staff_id: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
        self._connection.execute(
            update(staff)
            .where(
                staff.c.merchant_id == self._merchant_id, staff.c.staff_id == staff_id
            )
            .values(**values)
        )

    def use_step(self, staff_id: UUID, step: int) -> bool:
        """Note that a code of *step* was used; False when it was, or a later one."""
        done = self._connection.execute(
            update(staff)
            .where(
                staff.c.merchant_id == self._merchant_id,
                staff.c.staff_id == staff_id,
                (staff.c.totp_step.is_(None)) | (staff.c.totp_step < step),
            )
            .values(totp_step=step)
        )
        return done.rowcount == 1

    def set_recovery(self, staff_id: UUID, digests: list[bytes]) -> None:
        """Put new recovery codes in the place of all earlier ones."""
        mine = self._recovery_of(staff_id)
        self._connection.execute(delete(staff_recovery).where(*mine))
        if digests:
            self._connection.execute(
                insert(staff_recovery),
                [
                    {
                        "merchant_id": self._merchant_id,
                        "staff_id": staff_id,
                        "code_digest": digest,
                    }
                    for digest in digests
                ],
            )

    def use_recovery(self, staff_id: UUID, digest: bytes, *, at: datetime) -> bool:
        """Use a recovery code up; False when there is no such unused one."""
        done = self._connection.execute(
            update(staff_recovery)
            .where(
                *self._recovery_of(staff_id),
                staff_recovery.c.code_digest == digest,
                staff_recovery.c.used_at.is_(None),
            )
            .values(used_at=at)
        )
        return done.rowcount == 1

    def recovery_left(self, staff_id: UUID) -> int:
        """Return how many recovery codes are unused."""
        count: int = self._connection.execute(
            select(func.count())
            .select_from(staff_recovery)
            .where(*self._recovery_of(staff_id), staff_recovery.c.used_at.is_(None))
        ).scalar_one()
        return count

    def _recovery_of(self, staff_id: UUID) -> tuple[Any, Any]:
        return (
            staff_recovery.c.merchant_id == self._merchant_id,
            staff_recovery.c.staff_id == staff_id,
        )


def _row(row: Any) -> StaffRow:  # noqa: ANN401 - a row of these columns
    values = dict(zip(StaffRow.__dataclass_fields__, row, strict=True))
    values["role"] = Role(values["role"])
    values["language"] = Language(values["language"])
    return StaffRow(**values)
