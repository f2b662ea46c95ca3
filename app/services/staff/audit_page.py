"""What the page of the audit log shows: entries, and who and what they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.domain.audit import Chained, Entry
from app.services.env import Env
from app.services.staff.audit import (
    check,
    check_merchant,
    record,
    record_for_merchant,
)
from app.storage.audit import AuditBook, Sought

AT_ONCE: Final = 500
MOST_IN_A_FILE: Final = 100_000


class Book(StrEnum):
    """Which trail is read."""

    PROGRAMME = "programme"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the two trails that one person may read."""

    env: Env
    merchant_id: UUID
    programme_id: UUID
    book: Book

    def newest(
        self, sought: Sought, *, before_seq: int | None, most: int
    ) -> list[Chained]:
        """Return entries, newest first, behind a cursor."""
        if self.book is Book.TEAM:
            return self.env.database.run_merchant(
                self.merchant_id,
                lambda work: AuditBook(work).newest(
                    sought, before_seq=before_seq, most=most
                ),
            )
        return self.env.database.run(
            self.programme_id,
            lambda uow: AuditBook(uow).newest(sought, before_seq=before_seq, most=most),
        )

    def everything(self, sought: Sought) -> Iterator[Chained]:
        """Yield every entry that is asked for, newest first, 100,000 at most."""
        before, left = None, MOST_IN_A_FILE
        while left > 0:
            found = self.newest(sought, before_seq=before, most=min(AT_ONCE, left))
            if not found:
                return
            yield from found
            before, left = found[-1].seq, left - len(found)

    def note(self, entry: Entry) -> None:
        """Write an entry into the trail that is read: that it was taken out."""
        now = self.env.clock.now()
        if self.book is Book.TEAM:
            self.env.database.run_merchant(
                self.merchant_id, lambda work: record_for_merchant(work, now, entry)
            )
        else:
            self.env.database.run(
                self.programme_id, lambda uow: record(uow, now, entry)
            )

    def first_break(self) -> int | None:
        """Return the first entry that does not hold, or None."""
        if self.book is Book.TEAM:
            return check_merchant(self.env, self.merchant_id)
        return check(self.env, self.programme_id)
