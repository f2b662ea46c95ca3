"""Imports as rows: the run under its lease, what rows did, and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.domain.ids import public_id
from app.domain.importing.faults import RowFault
from app.domain.outgoing.happening import Happening
from app.storage.leased import BEGUN, Kind, LeasedRuns, ended
from app.storage.ledger.arrays import array, text_array
from app.storage.unit_of_work import UnitOfWork

State = Literal[
    "uploaded",
    "checking",
    "checked",
    "running",
    "stopped",
    "done",
    "failed",
    "undoing",
    "undone",
]
Phase = Literal["check", "run"]
WORKING: Final = ("checking", "running", "undoing")
TOLD: Final = frozenset({"done", "failed", "undone"})
"""Developers hear of these, unless the file was only looked at."""


class ImportMissing(Missing):
    """No such import in this programme."""

    code = "import_missing"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as kept."""

    import_id: UUID
    file_id: UUID
    file_name: str
    state: State
    options: dict[str, Any]
    shape: dict[str, Any]
    checked: dict[str, Any] | None
    done: dict[str, Any]
    people_done: int
    people_total: int
    asked_by: str
    asked_at: datetime
    approved_by: str | None
    begun_at: datetime | None
    ended_at: datetime | None
    undone_at: datetime | None
    lease_token: UUID | None
    leased_until: datetime | None
    problem: str | None
    leave_touched: bool
    hands: list[str]
    allowed: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class RowDeed:
    """What one row did."""

    row: int
    what: str
    member_id: UUID
    asset: str | None = None
    amount: int = 0
    lot_id: UUID | None = None
    transaction_id: UUID | None = None
    said: str | None = None


DEED_COLUMNS: Final = ", ".join(RowDeed.__dataclass_fields__)
OWED: Final = """
SELECT coalesce(sum(greatest((allowed->>'total')::bigint
  - coalesce((done->>'given')::bigint, 0)
  - coalesce((done->>'pending')::bigint, 0), 0)), 0)::bigint
FROM import_run WHERE programme_id = %(programme)s AND allowed->>'by' = %(actor)s
  AND (allowed->>'alone')::boolean AND state IN ('running', 'stopped', 'failed')
  AND asked_at >= %(since)s
"""
MINE: Final = "programme_id = %(programme)s AND import_id = %(id)s"
KIND: Final = Kind(
    "import_run",
    ImportRow,
    ("checking", "running", "undoing"),
    lambda: ImportMissing("no such import in this programme"),
    taken=BEGUN,
)
ADD: Final = """
INSERT INTO import_run (programme_id, import_id, file_id, file_name, options, shape,
  asked_by, asked_at)
VALUES (%(programme)s, %(id)s, %(file)s, %(name)s, %(options)s, %(shape)s, %(by)s,
  %(at)s)
"""
DEEDS: Final = f"""
INSERT INTO import_row (programme_id, import_id, {DEED_COLUMNS})
SELECT %(programme)s, %(id)s, * FROM unnest(%(row)s::int[], %(what)s::text[],
  %(member)s::uuid[], %(asset)s::text[], %(amount)s::bigint[], %(lot)s::uuid[],
  %(transaction)s::uuid[], %(said)s::text[])
ON CONFLICT DO NOTHING
"""
FAULTS: Final = """
INSERT INTO import_fault (programme_id, import_id, phase, row, code, "column")
SELECT %(programme)s, %(id)s, %(phase)s, f.* FROM unnest(%(row)s::int[],
  %(code)s::text[], %(column)s::text[]) AS f
ON CONFLICT DO NOTHING
"""
TO_UNDO: Final = f"""
SELECT {DEED_COLUMNS} FROM import_row WHERE {MINE} AND undone_by IS NULL
  AND what = ANY(%(what)s) AND (row, what) > (%(row)s, %(last)s)
ORDER BY row, what LIMIT %(most)s
"""
UNDONE: Final = f"""
UPDATE import_row r SET undone_by = u.by
FROM unnest(%(row)s::int[], %(what)s::text[], %(by)s::uuid[]) AS u (row, what, by)
WHERE r.{MINE.replace("AND ", "AND r.")} AND r.row = u.row AND r.what = u.what
"""
TOUCHED: Final = f"""
SELECT count(*) FROM import_row r
JOIN ledger_lot_state s ON s.programme_id = r.programme_id AND s.lot_id = r.lot_id
WHERE r.{MINE.replace("AND ", "AND r.")} AND r.undone_by IS NULL
  AND r.what IN ('points', 'pending', 'credit')
  AND s.pending + s.available <> s.size
"""


class ImportRepository(LeasedRuns[ImportRow]):
    """Reads and writes imports of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow, KIND)
        self._tell = uow.tell

    def add(
        self,
        import_id: UUID,
        *,
        file_id: UUID,
        name: str,
        options: dict[str, Any],
        shape: dict[str, Any],
        by: str,
        at: datetime,
    ) -> None:
        """Write a new one, uploaded."""
        values = {"file": file_id, "name": name, "by": by, "at": at}
        self._run(
            ADD, id=import_id, options=Jsonb(options), shape=Jsonb(shape), **values
        )

    def renew(
        self,
        row: ImportRow,
        *,
        people: int,
        total: int,
        done: dict[str, Any],
        until: datetime,
    ) -> bool:
        """Note how far it is; False when it was stopped or is no longer ours."""
        far = {"people_done": people, "people_total": total, "done": done}
        return self._keep(row, {"leased_until": until, **far})

    def end(
        self,
        row: ImportRow,
        state: State,
        *,
        at: datetime,
        checked: dict[str, Any] | None = None,
        problem: str | None = None,
    ) -> bool:
        """Leave one that is ours in another state; False when it no longer is."""
        more = {} if checked is None else {"checked": checked}
        values = {"problem": problem, **more, **ended(state, at)}
        left = self._leave(row, state, values)
        if left and state in TOLD and row.state != "checking":
            data = {"import": public_id("imp", row.import_id), "state": state}
            self._tell(lambda: [Happening("import.finished", at, data)])
        return left

    def note(self, import_id: UUID, deeds: Sequence[RowDeed]) -> None:
        """Write what rows did."""
        if not deeds:
            return
        self._run(
            DEEDS,
            id=import_id,
            row=array(deed.row for deed in deeds),
            what=text_array(deed.what for deed in deeds),
            member=array(deed.member_id for deed in deeds),
            asset=text_array(deed.asset for deed in deeds),
            amount=array(deed.amount for deed in deeds),
            lot=array(deed.lot_id for deed in deeds),
            transaction=array(deed.transaction_id for deed in deeds),
            said=text_array(deed.said for deed in deeds),
        )

    def rows_with(self, import_id: UUID, what: str, rows: Sequence[int]) -> set[int]:
        """Return which of these rows did a thing already."""
        found = self._run(
            f"SELECT row FROM import_row WHERE {MINE} AND what = %(what)s"
            " AND row = ANY(%(rows)s::int[])",
            id=import_id,
            what=what,
            rows=array(rows),
        )
        return {row[0] for row in found}

    def fault(self, import_id: UUID, phase: Phase, faults: Sequence[RowFault]) -> None:
        """Write why rows were left out."""
        if not faults:
            return
        self._run(
            FAULTS,
            id=import_id,
            phase=phase,
            row=array(fault.row for fault in faults),
            code=text_array(fault.code for fault in faults),
            column=text_array(fault.column for fault in faults),
        )

    def forget_faults(self, import_id: UUID, phase: Phase) -> None:
        """Make room for a phase that begins anew."""
        self._run(
            f"DELETE FROM import_fault WHERE {MINE} AND phase = %(phase)s",
            id=import_id,
            phase=phase,
        )

    def faults(self, import_id: UUID, phase: Phase) -> dict[int, RowFault]:
        """Return why rows were left out, by row."""
        rows = self._run(
            f'SELECT row, code, "column" FROM import_fault WHERE {MINE}'
            " AND phase = %(phase)s ORDER BY row",
            id=import_id,
            phase=phase,
        )
        return {row[0]: RowFault(*row) for row in rows}

    def fault_counts(self, import_id: UUID, phase: Phase) -> list[tuple[str, int]]:
        """Return how often each fault was, the most frequent first."""
        rows = self._run(
            f"SELECT code, count(*) FROM import_fault WHERE {MINE}"
            " AND phase = %(phase)s GROUP BY code ORDER BY 2 DESC, 1",
            id=import_id,
            phase=phase,
        )
        return [(row[0], row[1]) for row in rows]

    def to_undo(
        self, import_id: UUID, what: Sequence[str], *, after: RowDeed | None, most: int
    ) -> list[RowDeed]:
        """Return deeds of these kinds that stand, behind *after*."""
        rows = self._run(
            TO_UNDO,
            id=import_id,
            what=list(what),
            row=0 if after is None else after.row,
            last="" if after is None else after.what,
            most=most,
        )
        return [RowDeed(*row) for row in rows]

    def undone(self, import_id: UUID, deeds: Sequence[tuple[RowDeed, UUID]]) -> None:
        """Note by which transaction each deed was taken back."""
        self._run(
            UNDONE,
            id=import_id,
            row=array(deed.row for deed, _ in deeds),
            what=text_array(deed.what for deed, _ in deeds),
            by=array(by for _, by in deeds),
        )

    def touched(self, import_id: UUID) -> int:
        """Return of how many lots something was used, or moved, since."""
        found: int = self._run(TOUCHED, id=import_id).scalar_one()
        return found

    def still_to_give(self, actor: str, since: datetime) -> int:
        """Return what imports that a person began alone will still give.

        Those asked for before *since* don't count: their file is gone.
        """
        found: int = self._run(OWED, actor=actor, since=since).scalar_one()
        return found

    def old(self, *, before: datetime, most: int) -> list[UUID]:
        """Return imports asked for before an instant whose rows are still kept."""
        rows = self._run(
            "SELECT i.import_id FROM import_run i WHERE i.programme_id = %(programme)s"
            " AND i.asked_at < %(before)s AND (EXISTS (SELECT FROM import_row r"
            "  WHERE r.programme_id = i.programme_id AND r.import_id = i.import_id)"
            " OR EXISTS (SELECT FROM import_fault f"
            "  WHERE f.programme_id = i.programme_id AND f.import_id = i.import_id))"
            " ORDER BY i.asked_at LIMIT %(most)s",
            before=before,
            most=most,
        )
        return [row[0] for row in rows]

    def forget_rows(self, import_id: UUID) -> None:
        """Delete what is known of single rows; the figures of the import stay."""
        for table in ("import_row", "import_fault"):
            self._run(f"DELETE FROM {table} WHERE {MINE}", id=import_id)
