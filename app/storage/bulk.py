"""Deeds on many members as rows: the run under its lease, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.storage.leased import BEGUN, Kind, LeasedRuns, ended
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


MINE: Final = "programme_id = %(programme)s AND bulk_id = %(id)s"
KIND: Final = Kind(
    "bulk_run",
    BulkRow,
    WORKING,
    lambda: BulkMissing("no such deed in this programme"),
    taken=BEGUN,
)
ADD: Final = """
INSERT INTO bulk_run (programme_id, bulk_id, deed, state, asked, chosen, counted,
  asked_by, asked_by_name, asked_at)
VALUES (%(programme)s, %(id)s, %(deed)s, 'choosing', %(asked)s, %(chosen)s,
  %(counted)s, %(by)s, %(name)s, %(at)s)
ON CONFLICT DO NOTHING
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


class BulkRepository(LeasedRuns[BulkRow]):
    """Reads and writes deeds on many members of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow, KIND)

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

    def waiting(self, most: int = 50) -> list[BulkRow]:
        """Return what waits for a second person, the longest first."""
        clause = "programme_id = %(programme)s AND state = 'waiting' ORDER BY asked_at"
        return self._listed(clause, most)

    def renew(
        self, row: BulkRow, *, people: int, done: dict[str, int], until: datetime
    ) -> bool:
        """Note how far it is; False when it was stopped or is no longer ours."""
        far = {"people_done": people, "done": done}
        return self._keep(row, {"leased_until": until, **far})

    def end(
        self, row: BulkRow, state: State, *, at: datetime, problem: str | None = None
    ) -> bool:
        """Leave one that is ours in another state; False when it no longer is."""
        return self._leave(row, state, {"problem": problem, **ended(state, at)})

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
