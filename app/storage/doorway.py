"""Who stands at a store's door, in two statements: the store's side, and the member.

The store comes with its programme and the version in force; the member is read by
the reference that a signature over the store's secret proved.
"""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.statements import Prepared
from app.storage.stores import ProgrammeRow, StoreMissing, StoreRow
from app.storage.unit_of_work import UnitOfWork


def _columns(table: str, row: type[Any]) -> str:
    return ", ".join(f"{table}.{each.name}" for each in fields(row))


STORES = len(fields(StoreRow))
PROGRAMMES = STORES + len(fields(ProgrammeRow))
DOORWAY = Prepared(
    f"""
SELECT {_columns("s", StoreRow)}, {_columns("p", ProgrammeRow)}, v.digest
FROM store s
JOIN programme p ON p.programme_id = s.programme_id
LEFT JOIN programme_version v ON v.programme_id = p.programme_id
  AND v.version = p.live_version
WHERE s.programme_id = %(programme)s::uuid AND s.store_id = %(store)s::uuid
"""
)
BEHIND = Prepared(
    f"""
SELECT {_columns("m", MemberRow)}
FROM customer_link k
JOIN member m ON m.programme_id = k.programme_id AND m.member_id = k.member_id
WHERE k.programme_id = %(programme)s::uuid AND k.store_id = %(store)s::uuid
  AND k.customer_ref = %(ref)s::text
"""
)


@dataclass(frozen=True, slots=True)
class Doorway:
    """A store's side of its door."""

    store: StoreRow
    programme: ProgrammeRow
    version: int
    """In force; 0 before the first one."""
    document: ProgrammeDocument | None


def doorway(uow: UnitOfWork, store_id: UUID) -> Doorway:
    """Return a store with its programme and the version in force.

    Raises:
        StoreMissing: There is no such store in this programme.
    """
    asked = {"programme": uow.programme_id, "store": store_id}
    rows = DOORWAY.rows(uow.connection, asked)
    if not rows:
        raise StoreMissing(f"no store {store_id} in this programme")
    row = rows[0]
    programme = ProgrammeRow(*row[STORES:PROGRAMMES])
    version, document = programme.live_version, None
    if version is not None:
        document = ProgrammeRepository(uow).known(version, row[PROGRAMMES])
    return Doorway(StoreRow(*row[:STORES]), programme, version or 0, document)


def behind(uow: UnitOfWork, store_id: UUID, customer_ref: str) -> MemberRow | None:
    """Return the member behind a store's customer, or None."""
    rows = BEHIND.rows(
        uow.connection,
        {"programme": uow.programme_id, "store": store_id, "ref": customer_ref},
    )
    return MemberRow(*rows[0]) if rows else None
