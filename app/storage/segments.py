"""Which segments members are in: asked of everybody at once, kept as dated spells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.segments import Segment
from app.storage.segment_sql import SegmentSql
from app.storage.unit_of_work import UnitOfWork

NOBODY = UUID(int=0)
ROOM = (
    "SELECT set_config('work_mem', '256MB', true),"
    " set_config('statement_timeout', '120s', true),"
    " set_config('enable_nestloop', 'off', true)"
)
"""One statement looks at everybody: its hashes should not go to the disk, and no
guess at how few will be left should make it look them up one by one."""
LEAVE = """
UPDATE member_segment t SET until = greatest(t.since, %(at)s)
WHERE t.programme_id = %(programme_id)s AND t.segment = %(segment)s
  AND t.until IS NULL
  AND NOT EXISTS (SELECT FROM segment_now n WHERE n.member_id = t.member_id)
"""
ENTER = """
INSERT INTO member_segment (programme_id, segment, member_id, since)
SELECT %(programme_id)s, %(segment)s, n.member_id, %(at)s FROM segment_now n
WHERE NOT EXISTS (SELECT FROM member_segment t
  WHERE t.programme_id = %(programme_id)s AND t.segment = %(segment)s
    AND t.member_id = n.member_id AND t.until IS NULL)
ON CONFLICT (programme_id, segment, member_id, since) DO UPDATE SET until = NULL
"""
STATE = """
INSERT INTO segment_state (programme_id, segment, evaluated_at, members, entered,
  left_it)
VALUES (%(programme_id)s, %(segment)s, %(at)s, %(members)s, %(entered)s, %(left)s)
ON CONFLICT (programme_id, segment) DO UPDATE SET evaluated_at = excluded.evaluated_at,
  members = excluded.members, entered = excluded.entered, left_it = excluded.left_it
"""


@dataclass(frozen=True, slots=True)
class SegmentState:
    """How the last evaluation of a segment ended."""

    segment: str
    evaluated_at: datetime
    members: int
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many members answer to a segment's questions now, and a few of them."""

    members: int
    sample: tuple[UUID, ...]


class SegmentRepository:
    """Reads and writes who is in which segment."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of(self, member_ids: Collection[UUID]) -> Mapping[UUID, frozenset[str]]:
        """Return the segments of each member who is in one, as last evaluated."""
        if not member_ids:
            return {}
        rows = self._run(
            "SELECT member_id, array_agg(segment) FROM member_segment"
            " WHERE programme_id = %(programme_id)s AND member_id = ANY(%(members)s)"
            " AND until IS NULL GROUP BY member_id",
            members=list(member_ids),
        )
        return {row[0]: frozenset(row[1]) for row in rows}

    def ask(
        self,
        document: ProgrammeDocument,
        segment: Segment,
        *,
        zone: str,
        at: datetime,
        sample: int = 10,
    ) -> Found:
        """Return how many members a segment would have now; nothing is written."""
        statement, values = _statement(document, segment, zone=zone, at=at)
        self._run(ROOM)
        row = self._run(
            "SELECT count(*), (array_agg(f.member_id ORDER BY f.member_id))"
            f"[1:%(sample)s] FROM ({statement}) f",
            **values,
            sample=sample,
        ).one()
        return Found(row[0], tuple(row[1] or ()))

    def overlaps(
        self, document: ProgrammeDocument, segment: Segment, *, zone: str, at: datetime
    ) -> Mapping[str, int]:
        """Return how many of who would belong now are in which other segment.

        The others are as they were last evaluated; the largest share first.
        """
        statement, values = _statement(document, segment, zone=zone, at=at)
        self._run(ROOM)
        rows = self._run(
            f"WITH f AS MATERIALIZED ({statement})"
            " SELECT t.segment, count(*) AS members FROM f JOIN member_segment t"
            " ON t.programme_id = %(programme_id)s AND t.member_id = f.member_id"
            " AND t.until IS NULL AND t.segment <> %(itself)s"
            " GROUP BY t.segment ORDER BY members DESC, t.segment",
            **values,
            itself=segment.id,
        )
        return {row[0]: row[1] for row in rows}

    def evaluate(
        self, document: ProgrammeDocument, segment: Segment, *, zone: str, at: datetime
    ) -> SegmentState:
        """Bring the spells of a segment to where its questions say."""
        statement, values = _statement(document, segment, zone=zone, at=at)
        self._run(ROOM)
        self._run(
            f"CREATE TEMPORARY TABLE segment_now ON COMMIT DROP AS {statement}",
            **values,
        )
        self._run("ANALYZE segment_now")
        about = {"segment": segment.id, "at": at}
        left = self._run(LEAVE, **about).rowcount
        entered = self._run(ENTER, **about).rowcount
        members = self._run("SELECT count(*) FROM segment_now").scalar_one()
        self._run("DROP TABLE segment_now")
        self._run(STATE, **about, members=members, entered=entered, left=left)
        return SegmentState(segment.id, at, members, entered, left)

    def close_others(self, segments: Collection[str], *, at: datetime) -> int:
        """End the spells in segments that the document no longer has."""
        known = list(segments)
        self._run(
            "DELETE FROM segment_state WHERE programme_id = %(programme_id)s"
            " AND NOT segment = ANY(%(known)s)",
            known=known,
        )
        return self._run(
            "UPDATE member_segment SET until = greatest(since, %(at)s)"
            " WHERE programme_id = %(programme_id)s AND until IS NULL"
            " AND NOT segment = ANY(%(known)s)",
            known=known,
            at=at,
        ).rowcount

    def states(self) -> list[SegmentState]:
        """Return the last evaluation of each segment."""
        rows = self._run(
            "SELECT segment, evaluated_at, members, entered, left_it"
            " FROM segment_state WHERE programme_id = %(programme_id)s"
            " ORDER BY segment"
        )
        return [SegmentState(*row) for row in rows]

    def members(
        self, segment: str, *, after: UUID = NOBODY, most: int = 100
    ) -> list[tuple[UUID, datetime]]:
        """Return who is in a segment and since when, in the order of ids."""
        rows = self._run(
            "SELECT member_id, since FROM member_segment"
            " WHERE programme_id = %(programme_id)s AND segment = %(segment)s"
            " AND until IS NULL AND member_id > %(after)s"
            " ORDER BY member_id LIMIT %(most)s",
            segment=segment,
            after=after,
            most=most,
        )
        return [(row[0], row[1]) for row in rows]

    def changed(
        self, at: datetime, *, after: UUID = NOBODY, most: int = 1_000
    ) -> list[UUID]:
        """Return members who entered or left any segment at an instant."""
        rows = self._run(
            "SELECT DISTINCT member_id FROM member_segment"
            " WHERE programme_id = %(programme_id)s AND member_id > %(after)s"
            " AND (since = %(at)s OR until = %(at)s)"
            " ORDER BY member_id LIMIT %(most)s",
            at=at,
            after=after,
            most=most,
        )
        return [row[0] for row in rows]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Forget the segments of *gone*: *kept* is asked anew."""
        del kept
        self._run(
            "DELETE FROM member_segment WHERE programme_id = %(programme_id)s"
            " AND member_id = %(gone)s",
            gone=gone,
        )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )


def _statement(
    document: ProgrammeDocument, segment: Segment, *, zone: str, at: datetime
) -> tuple[str, Mapping[str, Any]]:
    today = at.astimezone(ZoneInfo(zone)).date()
    sql = SegmentSql(document, zone, at, today)
    return sql.statement(segment), sql.values
