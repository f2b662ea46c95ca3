"""Deeds on many members as rows: the run under its lease, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.storage.ledger.arrays import array, text_array
from app.storage.member_list import Filters, picked
from app.storage.unit_of_work import UnitOfWork

Deed = Literal["points", "block"]
State = Literal[
    "choosing",
    "waiting",
    "refused",
    "running",
    "stopped",
    "done",
    "failed",
    "undoing",
    "undone",
]
WORKING: Final = ("choosing", "running", "undoing")


class BulkMissing(Missing):
    """No such deed on many members in this programme."""

    code = "bulk_missing"


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A deed on many members as kept."""

    bulk_id: UUID
    deed: Deed
    state: State
    asked: dict[str, Any]
    chosen: dict[str, Any]
    counted: int
    people_total: int
    people_done: int
    done: dict[str, int]
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    approved_by: str | None
    approved_by_name: str | None
    begun_at: datetime | None
    ended_at: datetime | None
    undone_at: datetime | None
    lease_token: UUID | None
    leased_until: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one member of a deed."""

    member_id: UUID
    state: str
    code: str | None = None
    lot_id: UUID | None = None
    transaction_id: UUID | None = None


COLUMNS: Final = ", ".join(BulkRow.__dataclass_fields__)
MINE: Final = "programme_id = %(programme)s AND bulk_id = %(id)s"
SELECT: Final = f"SELECT {COLUMNS} FROM bulk_run WHERE {MINE}"
LISTED: Final = f"""
SELECT {COLUMNS} FROM bulk_run WHERE programme_id = %(programme)s
ORDER BY asked_at DESC, bulk_id DESC LIMIT %(most)s
"""
WAITING: Final = f"""
SELECT {COLUMNS} FROM bulk_run WHERE programme_id = %(programme)s
  AND state = 'waiting' ORDER BY asked_at LIMIT %(most)s
"""
ADD: Final = """
INSERT INTO bulk_run (programme_id, bulk_id, deed, state, asked, chosen, counted,
  asked_by, asked_by_name, asked_at)
VALUES (%(programme)s, %(id)s, %(deed)s, 'choosing', %(asked)s, %(chosen)s,
  %(counted)s, %(by)s, %(name)s, %(at)s)
ON CONFLICT DO NOTHING
"""
LEASE: Final = f"""
UPDATE bulk_run SET lease_token = %(token)s, leased_until = %(until)s,
  begun_at = CASE WHEN state = 'running' THEN coalesce(begun_at, %(at)s)
    ELSE begun_at END
WHERE {MINE} AND state IN ('choosing', 'running', 'undoing')
  AND (leased_until IS NULL OR leased_until <= %(at)s)
RETURNING {COLUMNS}
"""
RENEW: Final = f"""
UPDATE bulk_run SET leased_until = %(until)s, people_done = %(people)s,
  done = %(done)s
WHERE {MINE} AND lease_token = %(token)s
  AND state IN ('choosing', 'running', 'undoing')
"""
END: Final = f"""
UPDATE bulk_run SET state = %(state)s, lease_token = NULL, leased_until = NULL,
  problem = %(problem)s,
  ended_at = CASE WHEN %(state)s IN ('done', 'failed') THEN %(at)s ELSE ended_at END,
  undone_at = CASE WHEN %(state)s = 'undone' THEN %(at)s ELSE undone_at END
WHERE {MINE} AND lease_token = %(token)s
  AND state IN ('choosing', 'running', 'undoing')
"""
NEXT: Final = f"""
SELECT member_id, state, code, lot_id, transaction_id FROM bulk_row
WHERE {MINE} AND state = %(state)s AND member_id > %(after)s
ORDER BY member_id LIMIT %(most)s
"""
BECAME: Final = """
UPDATE bulk_row r SET state = b.state, code = b.code,
  lot_id = coalesce(b.lot, r.lot_id),
  transaction_id = coalesce(b.transaction, r.transaction_id)
FROM unnest(%(member)s::uuid[], %(state)s::text[], %(code)s::text[], %(lot)s::uuid[],
  %(transaction)s::uuid[]) AS b (member_id, state, code, lot, transaction)
WHERE r.programme_id = %(programme)s AND r.bulk_id = %(id)s
  AND r.member_id = b.member_id
"""
FORGET: Final = """
DELETE FROM bulk_row WHERE programme_id = %(programme)s AND (bulk_id, member_id) IN (
  SELECT w.bulk_id, w.member_id FROM bulk_run r
  JOIN bulk_row w USING (programme_id, bulk_id)
  WHERE r.programme_id = %(programme)s AND r.ended_at < %(before)s
    AND r.state NOT IN ('choosing', 'waiting', 'running', 'stopped', 'undoing')
  LIMIT %(most)s)
RETURNING member_id
"""
OVER: Final = """
SELECT EXISTS (SELECT FROM bulk_row r
  JOIN goodwill_spent g ON g.programme_id = r.programme_id
    AND g.member_id = r.member_id AND g.at >= %(since)s AND g.points > 0
  WHERE r.programme_id = %(programme)s AND r.bulk_id = %(id)s
  GROUP BY r.member_id HAVING sum(g.points) + %(points)s > %(most)s)
"""
OWED: Final = """
SELECT coalesce(sum(greatest((asked->>'points')::bigint, 0)
  * (people_total - people_done)), 0)::bigint
FROM bulk_run WHERE programme_id = %(programme)s AND asked_by = %(actor)s
  AND deed = 'points' AND state IN ('running', 'stopped') AND approved_by IS NULL
  AND bulk_id <> %(id)s
"""


class BulkRepository:
    """Reads and writes deeds on many members of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(
        self,
        bulk_id: UUID,
        deed: Deed,
        *,
        asked: Mapping[str, Any],
        chosen: Mapping[str, Any],
        counted: int,
        by: str,
        name: str,
        at: datetime,
    ) -> bool:
        """Write a new one; False when it is there already."""
        added = self._run(
            ADD,
            id=bulk_id,
            deed=deed,
            asked=Jsonb(dict(asked)),
            chosen=Jsonb(dict(chosen)),
            counted=counted,
            by=by,
            name=name,
            at=at,
        )
        return bool(added.rowcount == 1)

    def get(self, bulk_id: UUID, *, lock: bool = False) -> BulkRow:
        """Return one.

        Raises:
            BulkMissing: There is none of this id.
        """
        row = self._run(SELECT + (" FOR UPDATE" if lock else ""), id=bulk_id).first()
        if row is None:
            raise BulkMissing("no such deed in this programme")
        return BulkRow(*row)

    def recent(self, most: int) -> list[BulkRow]:
        """Return the newest."""
        return [BulkRow(*row) for row in self._run(LISTED, most=most)]

    def waiting(self, most: int = 50) -> list[BulkRow]:
        """Return what waits for a second person, the longest first."""
        return [BulkRow(*row) for row in self._run(WAITING, most=most)]

    def change(self, bulk_id: UUID, **values: object) -> None:
        """Set columns of one that was locked."""
        parts = ", ".join(f"{name} = %({name})s" for name in values)
        kept = {
            name: Jsonb(value) if isinstance(value, dict) else value
            for name, value in values.items()
        }
        self._run(f"UPDATE bulk_run SET {parts} WHERE {MINE}", id=bulk_id, **kept)

    def lease(
        self, bulk_id: UUID, token: UUID, *, at: datetime, until: datetime
    ) -> BulkRow | None:
        """Take one to work on it; None when there is nothing to do or it is taken."""
        row = self._run(LEASE, id=bulk_id, token=token, at=at, until=until).first()
        return None if row is None else BulkRow(*row)

    def renew(
        self, row: BulkRow, *, people: int, done: dict[str, int], until: datetime
    ) -> bool:
        """Note how far it is; False when it was stopped or is no longer ours."""
        changed = self._run(
            RENEW,
            id=row.bulk_id,
            token=row.lease_token,
            people=people,
            done=Jsonb(done),
            until=until,
        )
        return bool(changed.rowcount == 1)

    def end(
        self, row: BulkRow, state: State, *, at: datetime, problem: str | None = None
    ) -> bool:
        """Leave one that is ours in another state; False when it no longer is."""
        changed = self._run(
            END,
            id=row.bulk_id,
            token=row.lease_token,
            state=state,
            problem=problem,
            at=at,
        )
        return bool(changed.rowcount == 1)

    def choose(self, bulk_id: UUID, filters: Filters) -> int:
        """Write down whom a filter finds now; return how many."""
        wanted = picked(filters)
        added = self._run(
            "INSERT INTO bulk_row (programme_id, bulk_id, member_id)"
            f" SELECT m.programme_id, %(id)s, m.member_id {wanted.clause}"
            " ON CONFLICT DO NOTHING",
            id=bulk_id,
            **wanted.values,
        )
        return int(added.rowcount)

    def next(
        self, bulk_id: UUID, state: str, *, after: UUID, most: int
    ) -> list[Became]:
        """Return the next members in a state, behind *after*."""
        rows = self._run(NEXT, id=bulk_id, state=state, after=after, most=most)
        return [Became(*row) for row in rows]

    def became(self, bulk_id: UUID, rows: Sequence[Became]) -> None:
        """Note what became of members; lots and transactions stay known."""
        if not rows:
            return
        self._run(
            BECAME,
            id=bulk_id,
            member=array(row.member_id for row in rows),
            state=text_array(row.state for row in rows),
            code=text_array(row.code for row in rows),
            lot=array(row.lot_id for row in rows),
            transaction=array(row.transaction_id for row in rows),
        )

    def forget_rows(self, before: datetime, *, most: int) -> list[UUID]:
        """Forget whom deeds that ended before then were done to; return some of them.

        How many there were stays with the deed.
        """
        rows = self._run(FORGET, before=before, most=most)
        return [row.member_id for row in rows]

    def codes(self, bulk_id: UUID, state: str) -> list[tuple[str, int]]:
        """Return why members were left out, the most frequent reason first."""
        rows = self._run(
            f"SELECT code, count(*) FROM bulk_row WHERE {MINE}"
            " AND state = %(state)s AND code IS NOT NULL"
            " GROUP BY code ORDER BY 2 DESC, 1",
            id=bulk_id,
            state=state,
        )
        return [(row[0], row[1]) for row in rows]

    def anyone_over(
        self, bulk_id: UUID, *, points: int, most: int, since: datetime
    ) -> bool:
        """Tell whether one of the members would be given more than *most*."""
        found: bool = self._run(
            OVER, id=bulk_id, points=points, most=most, since=since
        ).scalar_one()
        return found

    def still_to_give(self, actor: str, *, beside: UUID) -> int:
        """Return what other deeds of a person will still give, as far as they know."""
        found: int = self._run(OWED, id=beside, actor=actor).scalar_one()
        return found

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
