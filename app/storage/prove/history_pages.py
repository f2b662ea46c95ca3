"""A member's history by pages: what one page shows, and nothing before or after it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app.domain.explain import Entry, LotNow, Subject
from app.storage.prove.history import ORIGIN, TOLD, entry_of

Cursor = tuple[datetime, UUID]
"""Where a page ended: when its last transaction was posted, and which it was."""

NEWEST: Final = ("infinity", UUID(int=0))

# What a member is shown: what they have, what they owe, and what is on its way.
SHOWN: Final = "('available', 'shortfall', 'pending')"

# What only moves from one shown place to another, or out of what was set aside,
# changed nothing that the member sees. Each scan stops when the page is full.
PAGE: Final = f"""
WITH mine AS (
  SELECT DISTINCT posted_at, transaction_id FROM (
    (SELECT DISTINCT posted_at, transaction_id FROM ledger_posting
     WHERE programme_id = %(programme)s AND target_member_id = %(member)s
       AND asset = %(asset)s
       AND (posted_at, transaction_id) < (%(posted_at)s::timestamptz, %(before)s)
       AND (target IN {SHOWN}) <> (source IN {SHOWN}
         AND source_member_id IS NOT DISTINCT FROM target_member_id)
     ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT DISTINCT posted_at, transaction_id FROM ledger_posting
     WHERE programme_id = %(programme)s AND source_member_id = %(member)s
       AND source_member_id IS DISTINCT FROM target_member_id
       AND asset = %(asset)s
       AND (posted_at, transaction_id) < (%(posted_at)s::timestamptz, %(before)s)
       AND source IN {SHOWN}
     ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s)
  ) either ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s
)
{TOLD}
ORDER BY t.posted_at, t.transaction_id, p.line
"""

ONE: Final = f"""
WITH mine AS (
  SELECT DISTINCT transaction_id FROM ledger_posting
  WHERE programme_id = %(programme)s AND transaction_id = %(transaction)s
    AND asset = %(asset)s
    AND %(member)s IN (source_member_id, target_member_id)
)
{TOLD}
ORDER BY t.posted_at, t.transaction_id, p.line
"""

LOTS: Final = """
SELECT s.lot_id, s.pending, s.available, s.held, l.zone, s.available_from, s.lapses_at
FROM ledger_lot_state s
JOIN ledger_lot l ON l.programme_id = s.programme_id AND l.lot_id = s.lot_id
WHERE s.programme_id = %(programme)s AND s.lot_id = ANY(%(lots)s)
  AND s.member_id = %(member)s AND s.live IS NOT NULL
ORDER BY s.lapses_at NULLS LAST, l.awarded_at, s.lot_id
"""

ORIGINS: Final = f"""
SELECT g.lot_id, g.kind, g.name FROM ({ORIGIN} AND l.lot_id = ANY(%(lots)s)) g
WHERE g.kind IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a history, oldest first, and what their lots are."""

    entries: Sequence[Entry]
    lots: Sequence[LotNow]
    """Those that the entries touched and that have something left."""
    origins: dict[UUID, Subject]
    """What the touched lots were earned with."""
    next_cursor: Cursor | None


class HistoryPages:
    """Reads of one member's history; three statements each, however long it is."""

    def __init__(self, connection: Connection, programme_id: UUID) -> None:
        self._connection = connection
        self._programme_id = programme_id

    def page(
        self, member_id: UUID, asset: str, cursor: Cursor | None, *, most: int
    ) -> Page:
        """Return the newest entries that changed something, before a cursor."""
        posted_at, before = cursor or NEWEST
        found = self._entries(
            PAGE,
            member=member_id,
            asset=asset,
            posted_at=posted_at,
            before=before,
            most=most + 1,
        )
        shown = found[-most:]
        more = None
        if len(found) > most and shown[0].transaction_id is not None:
            more = (shown[0].posted_at, shown[0].transaction_id)
        return self._of(member_id, shown, more)

    def one(self, member_id: UUID, asset: str, transaction_id: UUID) -> Page:
        """Return one entry of the member's; none where it is another's."""
        found = self._entries(
            ONE, member=member_id, asset=asset, transaction=transaction_id
        )
        return self._of(member_id, found, None)

    def _of(
        self, member_id: UUID, entries: Sequence[Entry], more: Cursor | None
    ) -> Page:
        touched = list({lot: None for entry in entries for lot in entry.lot_ids})
        return Page(entries, self._lots(member_id, touched), self._from(touched), more)

    def _lots(self, member_id: UUID, lots: Collection[UUID]) -> list[LotNow]:
        return [LotNow(*row) for row in self._rows(LOTS, member=member_id, lots=lots)]

    def _from(self, lots: Collection[UUID]) -> dict[UUID, Subject]:
        rows = self._rows(ORIGINS, lots=lots)
        return {row[0]: Subject(row[1], row[2]) for row in rows}

    def _entries(self, sql: str, **asked: object) -> list[Entry]:
        rows = self._rows(sql, **asked)
        return [
            entry_of(list(lines)) for _, lines in groupby(rows, key=lambda row: row[0])
        ]

    def _rows(self, sql: str, **asked: object) -> Sequence[Any]:
        return self._connection.exec_driver_sql(
            sql, {"programme": self._programme_id, **asked}
        ).all()
