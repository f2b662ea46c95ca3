"""Gifts as rows: vouchers, choices and badges that rules gave.

Callers lock the member's balances first, then these rows, then vouchers. A row
is made once for (member, rule, source, place, ordinal), whoever is first.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, select

from app.domain.errors import Missing
from app.storage.orders import FACT_COLUMNS, FactRow
from app.storage.tables.orders import fact_award
from app.storage.unit_of_work import UnitOfWork


class GiftMissing(Missing):
    """This member has no such gift."""

    code = "gift_missing"


@dataclass(slots=True)
class GiftRow:
    """One gift; who holds this has its row locked, or only reads."""

    gift_id: UUID
    member_id: UUID
    rule_id: str
    source: str
    place: int
    ordinal: int
    kind: str
    state: str
    terms: dict[str, Any]
    programme_version: int
    happened_at: datetime
    created_at: datetime
    updated_at: datetime
    reward_id: str | None = None
    voucher_id: UUID | None = None
    n: int = 0
    store_id: UUID | None = None
    reason: str | None = None
    due_at: datetime | None = None


COLUMNS = tuple(GiftRow.__dataclass_fields__)
MOVING = (
    "state",
    "terms",
    "reward_id",
    "voucher_id",
    "n",
    "store_id",
    "reason",
    "updated_at",
    "due_at",
)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM gift"
Occasion = tuple[UUID, str, str]
"""Member, rule and source."""


class GiftRepository:
    """Reads and writes ``gift`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def lock(self, occasions: Collection[Occasion]) -> list[GiftRow]:
        """Return all gifts of these occasions, locked in id order."""
        wanted = sorted(occasions, key=lambda one: (one[0].bytes, one[1], one[2]))
        return self._rows(
            "(member_id, rule_id, source) IN (SELECT * FROM unnest("
            "%(members)s::uuid[], %(rules)s::text[], %(sources)s::text[]))"
            " ORDER BY gift_id FOR UPDATE",
            members=[one[0] for one in wanted],
            rules=[one[1] for one in wanted],
            sources=[one[2] for one in wanted],
        )

    def lock_one(self, gift_id: UUID) -> GiftRow:
        """Return one gift, locked; ``GiftMissing`` when there is none."""
        found = self._rows("gift_id = %(gift_id)s FOR UPDATE", gift_id=gift_id)
        if not found:
            raise GiftMissing("no such gift in this programme")
        return found[0]

    def get(self, gift_id: UUID) -> GiftRow:
        """Return one gift without a lock; ``GiftMissing`` when there is none."""
        found = self._rows("gift_id = %(gift_id)s", gift_id=gift_id)
        if not found:
            raise GiftMissing("no such gift in this programme")
        return found[0]

    def add(self, row: GiftRow) -> bool:
        """Insert a gift; False when its place is taken already."""
        values = self._values(row, COLUMNS)
        done = self._run(
            f"INSERT INTO gift (programme_id, {', '.join(COLUMNS)})"
            f" VALUES (%(programme_id)s, {', '.join(f'%({c})s' for c in COLUMNS)})"
            " ON CONFLICT (programme_id, member_id, rule_id, source, place, ordinal)"
            " DO NOTHING",
            **values,
        )
        return done.rowcount == 1

    def save(self, row: GiftRow) -> None:
        """Write back what may change of a locked gift."""
        self._run(
            f"UPDATE gift SET {', '.join(f'{c} = %({c})s' for c in MOVING)}"
            " WHERE programme_id = %(programme_id)s AND gift_id = %(gift_id)s",
            **self._values(row, MOVING),
            gift_id=row.gift_id,
        )

    def of_member(
        self, member_id: UUID, *, kind: str, states: Collection[str] = ("given",)
    ) -> list[GiftRow]:
        """Return a member's gifts of one kind in these states, newest first."""
        return self._rows(
            "member_id = %(member_id)s AND kind = %(kind)s"
            " AND state = ANY(%(states)s) ORDER BY created_at DESC, gift_id DESC",
            member_id=member_id,
            kind=kind,
            states=list(states),
        )

    def due(self, at: datetime, *, most: int) -> list[UUID]:
        """Return gifts whose next try, or whose end, has come; longest ago first."""
        rows = self._run(
            "SELECT gift_id FROM gift WHERE programme_id = %(programme_id)s"
            " AND due_at <= %(at)s ORDER BY due_at, gift_id LIMIT %(most)s",
            at=at,
            most=most,
        )
        return [row[0] for row in rows]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give a merged member's gifts to the kept one; twins stay behind."""
        self._run(
            "UPDATE gift g SET member_id = %(kept)s"
            " WHERE g.programme_id = %(programme_id)s AND g.member_id = %(gone)s"
            " AND NOT EXISTS (SELECT FROM gift o WHERE o.programme_id = g.programme_id"
            " AND o.member_id = %(kept)s AND (o.rule_id, o.source, o.place, o.ordinal)"
            " = (g.rule_id, g.source, g.place, g.ordinal))",
            kept=kept,
            gone=gone,
        )

    def units_given(
        self, member_ids: Collection[UUID], rule_ids: Collection[str]
    ) -> list[FactRow]:
        """Return what these rules gave these members in units of an asset."""
        rows = self._connection.execute(
            select(*FACT_COLUMNS).where(
                fact_award.c.programme_id == self._programme_id,
                fact_award.c.member_id.in_(list(member_ids)),
                fact_award.c.rule_id.in_(list(rule_ids)),
            )
        )
        return [FactRow(*row) for row in rows]

    @staticmethod
    def _values(row: GiftRow, names: Sequence[str]) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in names}
        return values | {"terms": json.dumps(row.terms)}

    def _rows(self, condition: str, **values: object) -> list[GiftRow]:
        rows = self._run(
            f"{SELECT} WHERE programme_id = %(programme_id)s AND {condition}", **values
        )
        return [GiftRow(*row) for row in rows]

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
