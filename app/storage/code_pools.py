"""Pools of uploaded codes: kept sealed, given once each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SealedCode:
    """One uploaded code."""

    code_id: UUID
    digest: bytes
    sealed: str
    position: int


class CodePoolRepository:
    """Reads and writes ``pool_code`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def known(self, reward_id: str, digests: Collection[bytes]) -> set[bytes]:
        """Return which of these codes the pool has or had."""
        rows = self._run(
            "SELECT digest FROM pool_code WHERE programme_id = %(programme_id)s"
            " AND reward_id = %(reward_id)s AND digest = ANY(%(digests)s)",
            reward_id=reward_id,
            digests=list(digests),
        )
        return {bytes(row[0]) for row in rows}

    def serialise(self, reward_id: str) -> None:
        """Let one upload into a pool at a time, until this unit of work ends."""
        self._run(
            "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))",
            name=f"pool/{self._programme_id}/{reward_id}",
        )

    def next_position(self, reward_id: str) -> int:
        """Return the position behind the last code; call after ``serialise``."""
        found: int = self._run(
            "SELECT coalesce(max(position) + 1, 0) FROM pool_code"
            " WHERE programme_id = %(programme_id)s AND reward_id = %(reward_id)s",
            reward_id=reward_id,
        ).scalar_one()
        return found

    def add(
        self, reward_id: str, codes: Sequence[SealedCode], *, at: datetime, by: str
    ) -> None:
        """Insert codes in one statement."""
        self._run(
            "INSERT INTO pool_code (programme_id, reward_id, code_id, digest, sealed,"
            " position, added_at, added_by) SELECT %(programme_id)s, %(reward_id)s,"
            " n.*, %(at)s, %(by)s FROM unnest(%(ids)s::uuid[], %(digests)s::bytea[],"
            " %(sealed)s::text[], %(positions)s::bigint[]) AS n",
            reward_id=reward_id,
            at=at,
            by=by,
            ids=[code.code_id for code in codes],
            digests=[code.digest for code in codes],
            sealed=[code.sealed for code in codes],
            positions=[code.position for code in codes],
        )

    def give(self, reward_id: str, voucher_id: UUID, *, at: datetime) -> bool:
        """Give the next code to a voucher for good; False when none is left.

        Codes that others are giving at this moment are passed over.
        """
        done = self._run(
            "UPDATE pool_code SET voucher_id = %(voucher_id)s, given_at = %(at)s"
            " WHERE programme_id = %(programme_id)s AND code_id = ("
            "SELECT code_id FROM pool_code WHERE programme_id = %(programme_id)s"
            " AND reward_id = %(reward_id)s AND voucher_id IS NULL"
            " ORDER BY position, code_id LIMIT 1 FOR UPDATE SKIP LOCKED)",
            reward_id=reward_id,
            voucher_id=voucher_id,
            at=at,
        )
        return done.rowcount == 1

    def of_vouchers(self, voucher_ids: Collection[UUID]) -> dict[UUID, SealedCode]:
        """Return the code that each of these vouchers was given."""
        rows = self._run(
            "SELECT voucher_id, code_id, digest, sealed, position FROM pool_code"
            " WHERE programme_id = %(programme_id)s AND voucher_id = ANY(%(ids)s)",
            ids=list(voucher_ids),
        )
        return {
            row[0]: SealedCode(row[1], bytes(row[2]), row[3], row[4]) for row in rows
        }

    def counts(self, reward_ids: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return how many codes each pool has left, and how many were given."""
        rows = self._run(
            "SELECT reward_id, count(*) FILTER (WHERE voucher_id IS NULL),"
            " count(voucher_id) FROM pool_code WHERE programme_id = %(programme_id)s"
            " AND reward_id = ANY(%(ids)s) GROUP BY reward_id",
            ids=list(reward_ids),
        )
        found = {row[0]: (row[1], row[2]) for row in rows}
        return {reward_id: found.get(reward_id, (0, 0)) for reward_id in reward_ids}

    def any_left(self, reward_id: str) -> bool:
        """Tell whether a pool has a code to give."""
        row = self._run(
            "SELECT 1 FROM pool_code WHERE programme_id = %(programme_id)s"
            " AND reward_id = %(reward_id)s AND voucher_id IS NULL LIMIT 1",
            reward_id=reward_id,
        ).first()
        return row is not None

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
