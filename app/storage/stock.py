"""Units of rewards: taken one by one under the reward's lock, and given back.

A taker's lock comes after balances and before vouchers. Giving back takes no
lock: the next taker counts what came back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.rewards.voucher import code_key
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class HandOver:
    """When, where and by whom a member was handed what they had."""

    voucher_id: UUID
    handed_at: datetime
    handed_by: str
    place: str | None


class StockRepository:
    """Reads and writes the counters of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def take(self, reward_id: str, units: int, *, at: datetime) -> bool:
        """Take one of *units* of a reward; False when none is left.

        Locks the reward's row until the end of the unit of work.
        """
        self._run(
            "INSERT INTO reward_stock (programme_id, reward_id, updated_at)"
            " VALUES (%(programme_id)s, %(reward_id)s, %(at)s) ON CONFLICT DO NOTHING",
            reward_id=reward_id,
            at=at,
        )
        taken: int = self._run(
            "SELECT taken FROM reward_stock WHERE programme_id = %(programme_id)s"
            " AND reward_id = %(reward_id)s FOR UPDATE",
            reward_id=reward_id,
        ).scalar_one()
        back = self._run(
            "DELETE FROM stock_return WHERE programme_id = %(programme_id)s"
            " AND reward_id = %(reward_id)s",
            reward_id=reward_id,
        ).rowcount
        taken = max(0, taken - back)
        if taken >= units:
            return False
        self._run(
            "UPDATE reward_stock SET taken = %(taken)s, updated_at = %(at)s"
            " WHERE programme_id = %(programme_id)s AND reward_id = %(reward_id)s",
            reward_id=reward_id,
            taken=taken + 1,
            at=at,
        )
        return True

    def taken(self, reward_ids: Collection[str]) -> dict[str, int]:
        """Return how many of each reward are out now; reads only."""
        rows = self._run(
            "SELECT s.reward_id, greatest(0, s.taken - (SELECT count(*)"
            " FROM stock_return r WHERE r.programme_id = s.programme_id"
            " AND r.reward_id = s.reward_id)) FROM reward_stock s"
            " WHERE s.programme_id = %(programme_id)s AND s.reward_id = ANY(%(ids)s)",
            ids=list(reward_ids),
        )
        found = {row[0]: int(row[1]) for row in rows}
        return {reward_id: found.get(reward_id, 0) for reward_id in reward_ids}

    def note_hand_over(self, handed: HandOver) -> None:
        """Keep who handed over what; once for each voucher."""
        self._run(
            "INSERT INTO hand_over (programme_id, voucher_id, handed_at, handed_by,"
            " place) VALUES (%(programme_id)s, %(voucher_id)s, %(handed_at)s,"
            " %(handed_by)s, %(place)s)",
            voucher_id=handed.voucher_id,
            handed_at=handed.handed_at,
            handed_by=handed.handed_by,
            place=handed.place,
        )

    def hand_over(self, voucher_id: UUID) -> HandOver | None:
        """Return how a voucher was handed over, if it was."""
        row = self._run(
            "SELECT voucher_id, handed_at, handed_by, place FROM hand_over"
            " WHERE programme_id = %(programme_id)s AND voucher_id = %(voucher_id)s",
            voucher_id=voucher_id,
        ).first()
        return HandOver(*row) if row else None

    def to_hand_over(self, code: str) -> UUID | None:
        """Return the voucher that staff hand over for this code, or None."""
        row = self._run(
            "SELECT voucher_id FROM voucher v WHERE v.programme_id = %(programme_id)s"
            " AND (v.store_id, v.code_key) IN (SELECT s.store_id, %(key)s::text"
            " FROM store s WHERE s.programme_id = %(programme_id)s)"
            " AND v.terms->>'kind' IN ('manual', 'experience') LIMIT 1",
            key=code_key(code),
        ).first()
        return row[0] if row else None

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
