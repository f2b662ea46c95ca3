"""Where members stand, as rows: what is owed, locked, and due by the clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork

KIND = "standing"
OWE = """
INSERT INTO outbox AS o (programme_id, debt_id, kind, subject, key, due_at, created_at)
SELECT %(programme_id)s, n.debt_id, 'standing', n.member_id, n.member_id, %(at)s, %(at)s
FROM unnest(%(debt_ids)s::uuid[], %(member_ids)s::text[]) AS n(debt_id, member_id)
ON CONFLICT (programme_id, kind, key) WHERE key IS NOT NULL
  AND state IN ('waiting', 'blocked')
DO UPDATE SET again = o.lease_token IS NOT NULL,
  due_at = CASE WHEN o.lease_token IS NULL
           THEN least(o.due_at, EXCLUDED.due_at) ELSE o.due_at END
"""
"""The outbox's own way to owe, for many members in one statement."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a challenge has said of one occasion of a member."""

    challenge_id: str
    source: str
    times: int
    goal: int | None
    programme_version: int
    marked_at: datetime
    reached_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredChallenges:
    """The challenges of one published version, as stored."""

    version: int
    published_at: datetime
    challenges: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """Of which kinds anything at all is stored of a member."""

    promises: bool
    memberships: bool
    fees: bool
    assignments: bool
    tiers: bool
    perks: bool
    marks: bool


EVERYTHING = Held(*[True] * 7)
"""For whoever has not asked."""
_OF = (
    "EXISTS (SELECT FROM {} WHERE programme_id = %(programme_id)s"
    " AND member_id = %(member_id)s{})"
)
HELD = "SELECT " + ", ".join(
    _OF.format(table, more)
    for table, more in (
        ("earned_gift", " AND settled IS DISTINCT FROM times"),
        ("membership", ""),
        ("membership_fee", ""),
        ("tier_assignment", ""),
        ("member_tier", ""),
        ("perk_state", ""),
        ("challenge_mark", ""),
    )
)
MARK = ", ".join(Mark.__dataclass_fields__)


class StandingRepository:
    """Reads and writes ``member_standing`` and ``challenge_mark``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._ids = uow.ids

    def owe(self, member_ids: Collection[UUID], *, at: datetime) -> None:
        """Owe these members an evaluation; one open debt a member."""
        # In one order, so that two batches about the same members can't deadlock.
        ordered = sorted({str(member_id) for member_id in member_ids})
        if ordered:
            self._run(
                OWE,
                at=at,
                member_ids=ordered,
                debt_ids=[self._ids.new() for _ in ordered],
            )

    def lock(self, member_id: UUID) -> None:
        """Let nobody else evaluate this member until this unit of work ends."""
        if self.lock_known(member_id):
            return
        self._run(
            "INSERT INTO member_standing (programme_id, member_id)"
            " VALUES (%(programme_id)s, %(member_id)s) ON CONFLICT DO NOTHING",
            member_id=member_id,
        )
        self.lock_known(member_id)

    def lock_known(self, member_id: UUID) -> bool:
        """Lock a member who was evaluated or owed before; False for others."""
        found = self._run(
            "SELECT 1 FROM member_standing WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s FOR UPDATE",
            member_id=member_id,
        )
        return found.first() is not None

    def held(self, member_id: UUID) -> Held:
        """Return of which kinds anything is stored of a member, in one statement."""
        return Held(*self._run(HELD, member_id=member_id).one())

    def save(
        self, member_id: UUID, *, evaluated_at: datetime, due_at: datetime | None
    ) -> None:
        """Note an evaluation, and when time alone asks for the next one."""
        self._run(
            "UPDATE member_standing SET evaluated_at = %(evaluated_at)s,"
            " due_at = %(due_at)s WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s",
            member_id=member_id,
            evaluated_at=evaluated_at,
            due_at=due_at,
        )

    def all_due(self, after: UUID | None, *, at: datetime, most: int) -> UUID | None:
        """Make the next *most* members due at *at*; return the last, None at the end.

        In the order of their ids, from the one after *after*.
        """
        row = self._run(
            "WITH next AS (SELECT member_id FROM member"
            " WHERE programme_id = %(programme_id)s AND state IN ('active', 'shadow')"
            " AND (%(after)s::uuid IS NULL OR member_id > %(after)s::uuid)"
            " ORDER BY member_id LIMIT %(most)s), due AS ("
            " INSERT INTO member_standing AS s (programme_id, member_id, due_at)"
            " SELECT %(programme_id)s, member_id, %(at)s FROM next"
            " ON CONFLICT (programme_id, member_id)"
            " DO UPDATE SET due_at = least(s.due_at, EXCLUDED.due_at))"
            " SELECT max(member_id::text)::uuid, count(*) FROM next",
            after=after,
            at=at,
            most=most,
        ).one()
        return row[0] if row[1] == most else None

    def take_due(self, at: datetime, *, most: int) -> list[UUID]:
        """Return members whose time has come, and wait for no other time of theirs."""
        rows = self._run(
            "UPDATE member_standing s SET due_at = NULL FROM (SELECT member_id"
            " FROM member_standing WHERE programme_id = %(programme_id)s"
            " AND due_at <= %(at)s ORDER BY due_at, member_id LIMIT %(most)s"
            " FOR UPDATE SKIP LOCKED) d WHERE s.programme_id = %(programme_id)s"
            " AND s.member_id = d.member_id RETURNING s.member_id",
            at=at,
            most=most,
        )
        return [row[0] for row in rows]

    def due_at(self, member_id: UUID) -> datetime | None:
        """Return when time alone asks for this member's next evaluation."""
        row = self._run(
            "SELECT due_at FROM member_standing WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s",
            member_id=member_id,
        ).first()
        return row[0] if row else None

    def published_challenges(self, until: int) -> list[StoredChallenges]:
        """Return the challenges of all versions up to *until*, the newest first."""
        rows = self._run(
            "SELECT version, published_at, coalesce(document->'challenges', '[]')"
            " FROM programme_version WHERE programme_id = %(programme_id)s"
            " AND version <= %(until)s ORDER BY version DESC",
            until=until,
        )
        return [
            StoredChallenges(row[0], row[1], {each["id"]: each for each in row[2]})
            for row in rows
        ]

    def marks(self, member_id: UUID) -> list[Mark]:
        """Return what challenges have said of a member so far."""
        rows = self._run(
            f"SELECT {MARK} FROM challenge_mark WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY challenge_id, source",
            member_id=member_id,
        )
        return [Mark(*row) for row in rows]

    def save_marks(self, member_id: UUID, marks: Sequence[Mark]) -> None:
        """Insert marks, or write back what may change of them."""
        if not marks:
            return
        columns = {
            name: [getattr(mark, name) for mark in marks]
            for name in Mark.__dataclass_fields__
        }
        self._run(
            f"INSERT INTO challenge_mark (programme_id, member_id, {MARK})"
            " SELECT %(programme_id)s, %(member_id)s, n.* FROM unnest("
            "%(challenge_id)s::text[], %(source)s::text[], %(times)s::bigint[],"
            " %(goal)s::bigint[], %(programme_version)s::bigint[],"
            " %(marked_at)s::timestamptz[], %(reached_at)s::timestamptz[])"
            f" AS n({MARK})"
            " ON CONFLICT (programme_id, member_id, challenge_id, source) DO UPDATE"
            " SET times = excluded.times, goal = excluded.goal,"
            " programme_version = excluded.programme_version,"
            " marked_at = excluded.marked_at, reached_at = excluded.reached_at",
            member_id=member_id,
            **columns,
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* what was said of *gone*; what both had stays as *kept* had it."""
        self._run(
            "INSERT INTO challenge_mark (programme_id, member_id, challenge_id, source,"
            " times, goal, programme_version, marked_at, reached_at)"
            " SELECT programme_id, %(kept)s, challenge_id, source, times, goal,"
            " programme_version, marked_at, reached_at FROM challenge_mark"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s"
            " ON CONFLICT DO NOTHING",
            kept=kept,
            gone=gone,
        )
        self.forget(gone)

    def forget(self, member_id: UUID) -> None:
        """Drop everything about where a member stands: merged or erased."""
        for table in ("challenge_mark", "member_standing"):
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme_id)s"
                " AND member_id = %(member_id)s",
                member_id=member_id,
            )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
