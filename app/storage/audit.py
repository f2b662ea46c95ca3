"""The audit trail as rows: one book of a programme, one of a merchant's team."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, func, insert, select

from app.domain.audit import Chained, Entry, chained
from app.domain.ledger.journal import FIRST_PREVIOUS
from app.storage.tables.audit import merchant_audit, programme_audit
from app.storage.unit_of_work import MerchantWork, UnitOfWork

ENTRY: Final = (
    *("action", "subject", "actor", "before", "after"),
    *("request_id", "address_digest", "surface"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which entries are asked for."""

    actor: str = ""
    """Begins with this, as ids do."""
    action: str = ""
    """The deed, or its family: ``member`` finds ``member.adjusted``."""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditBook:
    """One owner's trail: adds at its end, reads from either."""

    def __init__(self, work: UnitOfWork | MerchantWork) -> None:
        self._connection: Connection = work.connection
        self._ids = work.ids
        self._table: Table
        if isinstance(work, UnitOfWork):
            self._table, self.owner_id = programme_audit, work.programme_id
            self._owner = programme_audit.c.programme_id
        else:
            self._table, self.owner_id = merchant_audit, work.merchant_id
            self._owner = merchant_audit.c.merchant_id

    def add(self, entry: Entry, *, at: datetime) -> Chained:
        """Write *entry* as the next one. Whoever writes at the same time waits."""
        self._connection.execute(select(func.pg_advisory_xact_lock(self._lock_key())))
        # Read after the lock was had, in a snapshot of its own.
        head = self._head()
        link = chained(
            self.owner_id,
            head.seq + 1 if head else 1,
            head.hash if head else FIRST_PREVIOUS,
            entry_id=self._ids.new(),
            at=at,
            entry=entry,
        )
        values: dict[str, Any] = {name: getattr(entry, name) for name in ENTRY}
        self._connection.execute(
            insert(self._table).values(
                {
                    self._owner.name: self.owner_id,
                    "seq": link.seq,
                    "entry_id": link.entry_id,
                    "at": at,
                    "previous_hash": link.previous_hash,
                    "hash": link.hash,
                    **values,
                }
            )
        )
        return link

    def newest(
        self, sought: Sought, *, before_seq: int | None = None, most: int
    ) -> list[Chained]:
        """Return entries that are asked for, newest first, behind a cursor."""
        query = self._sought(sought).order_by(self._table.c.seq.desc()).limit(most)
        if before_seq is not None:
            query = query.where(self._table.c.seq < before_seq)
        return [_link(row) for row in self._connection.execute(query)]

    def later(self, sought: Sought, *, after_seq: int, most: int) -> list[Chained]:
        """Return entries that are asked for, oldest first, after a number."""
        query = (
            self._sought(sought)
            .where(self._table.c.seq > after_seq)
            .order_by(self._table.c.seq)
            .limit(most)
        )
        return [_link(row) for row in self._connection.execute(query)]

    def _head(self) -> Chained | None:
        found = self.newest(Sought(), most=1)
        return found[0] if found else None

    def _sought(self, sought: Sought) -> Select[Any]:
        columns = self._table.c
        query = select(self._table).where(self._owner == self.owner_id)
        if sought.actor:
            query = query.where(columns.actor.startswith(sought.actor, autoescape=True))
        if sought.action:
            family = columns.action.startswith(f"{sought.action}.", autoescape=True)
            query = query.where((columns.action == sought.action) | family)
        if sought.subject:
            query = query.where(columns.subject == sought.subject)
        if sought.since is not None:
            query = query.where(columns.at >= sought.since)
        if sought.until is not None:
            query = query.where(columns.at < sought.until)
        return query

    def _lock_key(self) -> int:
        digest = hashlib.sha256(b"setia-audit" + self.owner_id.bytes).digest()
        return int.from_bytes(digest[:8], signed=True)


def _link(row: Row[Any]) -> Chained:
    return Chained(
        seq=row.seq,
        entry_id=row.entry_id,
        at=row.at,
        entry=Entry(**{name: getattr(row, name) for name in ENTRY}),
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
