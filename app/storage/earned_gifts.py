"""Gifts that rules promised members, by what they were promised for."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class EarnedGiftRow:
    """One rule's gifts for one order or fact of a member."""

    member_id: UUID
    rule_id: str
    source: str
    store_id: UUID | None
    programme_version: int
    times: int
    settled: int | None
    facts: dict[str, Any]
    terms: dict[str, Any]
    happened_at: datetime


COLUMNS = tuple(EarnedGiftRow.__dataclass_fields__)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM earned_gift WHERE programme_id = %s"


class EarnedGiftRepository:
    """Reads and writes ``earned_gift``; callers hold the order's or member's lock."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of_sources(self, sources: Collection[str]) -> list[EarnedGiftRow]:
        """Return the gifts promised for these orders or facts, whoever's they are."""
        if not sources:
            return []
        rows = self._connection.exec_driver_sql(
            f"{SELECT} AND source = ANY(%s) ORDER BY source, rule_id, member_id",
            (self._programme_id, sorted(sources)),
        )
        return [EarnedGiftRow(*row) for row in rows]

    def of_member(
        self, member_id: UUID, *, rule_ids: Collection[str] | None = None
    ) -> list[EarnedGiftRow]:
        """Return what a member was promised, by all rules or by some."""
        rows = self._connection.exec_driver_sql(
            f"{SELECT} AND member_id = %s AND (%s::text[] IS NULL OR rule_id = ANY(%s))"
            " ORDER BY happened_at, rule_id, source",
            (
                self._programme_id,
                member_id,
                None if rule_ids is None else sorted(rule_ids),
                sorted(rule_ids or ()),
            ),
        )
        return [EarnedGiftRow(*row) for row in rows]

    def unsettled(self, member_id: UUID) -> list[EarnedGiftRow]:
        """Return, locked, what a member was not brought to yet."""
        rows = self._connection.exec_driver_sql(
            f"{SELECT} AND member_id = %s AND settled IS DISTINCT FROM times"
            " ORDER BY happened_at, rule_id, source FOR UPDATE",
            (self._programme_id, member_id),
        )
        return [EarnedGiftRow(*row) for row in rows]

    def waiting(self, member_id: UUID) -> list[EarnedGiftRow]:
        """Return what a member was promised for the first paid order."""
        rows = self._connection.exec_driver_sql(
            f"{SELECT} AND member_id = %s AND times = 0 AND terms @> %s::jsonb"
            " ORDER BY happened_at, rule_id, source FOR UPDATE",
            (self._programme_id, member_id, '{"waits": true}'),
        )
        return [EarnedGiftRow(*row) for row in rows]

    def save(self, rows: Sequence[EarnedGiftRow]) -> None:
        """Insert these promises, or write back what may change of them."""
        for row in rows:
            values = [getattr(row, name) for name in COLUMNS]
            values[7:9] = [json.dumps(row.facts), json.dumps(row.terms)]
            self._connection.exec_driver_sql(
                f"INSERT INTO earned_gift (programme_id, {', '.join(COLUMNS)})"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
                " ON CONFLICT (programme_id, member_id, rule_id, source)"
                " DO UPDATE SET times = excluded.times, settled = excluded.settled,"
                " facts = excluded.facts, terms = excluded.terms",
                (self._programme_id, *values),
            )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Make *kept* the owner of what *gone* was promised, but of doubles."""
        self._connection.exec_driver_sql(
            "UPDATE earned_gift AS g SET member_id = %s"
            " WHERE programme_id = %s AND member_id = %s AND NOT EXISTS ("
            "SELECT FROM earned_gift AS k WHERE k.programme_id = g.programme_id"
            " AND k.member_id = %s AND k.rule_id = g.rule_id AND k.source = g.source)",
            (kept, self._programme_id, gone, kept),
        )
