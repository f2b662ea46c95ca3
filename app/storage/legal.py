"""Who answers for a programme, as kept; and the wordings that members were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.storage.tables.placements import legal_notice
from app.storage.unit_of_work import UnitOfWork

MOST_WORDINGS = 50


@dataclass(frozen=True, slots=True)
class Notice:
    """What the merchant says of themselves."""

    company: str = ""
    address: str = ""
    contact: str = ""
    processors: str = ""
    changed_at: datetime | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """Those who handle personal data for the merchant, one each."""
        return tuple(each.strip() for each in self.processors.splitlines() if each)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with which a consent was given, and how often."""

    name: str
    language: str | None
    wording: str
    text_version: str
    given: int
    first_at: datetime
    last_at: datetime


class LegalRepository:
    """Reads and writes ``legal_notice``; reads ``consent_word``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def notice(self) -> Notice:
        """Return what is kept; empty before somebody wrote it."""
        columns = [
            legal_notice.c[name]
            for name in ("company", "address", "contact", "processors", "changed_at")
        ]
        row = self._connection.execute(
            select(*columns).where(legal_notice.c.programme_id == self._programme_id)
        ).one_or_none()
        return Notice() if row is None else Notice(*row)

    def keep(self, notice: Notice, *, at: datetime, by: str) -> None:
        """Write it."""
        values = {
            "company": notice.company,
            "address": notice.address,
            "contact": notice.contact,
            "processors": notice.processors,
            "changed_at": at,
            "changed_by": by,
        }
        self._connection.execute(
            upsert(legal_notice)
            .values(programme_id=self._programme_id, **values)
            .on_conflict_do_update(index_elements=["programme_id"], set_=values)
        )

    def wordings(self) -> Sequence[Wording]:
        """Return the sentences with which members gave consents, the newest first."""
        rows = self._connection.exec_driver_sql(
            "SELECT name, language, wording, text_version, count(*), min(said_at),"
            " max(said_at) FROM consent_word WHERE programme_id = %(programme)s"
            " AND granted AND wording IS NOT NULL"
            " GROUP BY name, language, wording, text_version"
            " ORDER BY max(said_at) DESC, name LIMIT %(most)s",
            {"programme": self._programme_id, "most": MOST_WORDINGS},
        )
        return [Wording(*row) for row in rows]
