"""Rows of the storefront: member cards, what was cheered for, what became of hints."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Arm = Literal["nudged", "held_out"]
Act = Literal["offered", "shown", "used", "dismissed"]
ACTS: Final[tuple[Act, ...]] = ("offered", "shown", "used", "dismissed")
TALLY: Final = """
INSERT INTO nudge_tally (programme_id, member_id, kind, day, arm, {act})
VALUES (%(programme)s, %(member)s, %(kind)s, %(day)s, %(arm)s, 1)
ON CONFLICT (programme_id, member_id, kind, day)
DO UPDATE SET {act} = nudge_tally.{act} + 1
"""
ANSWERS: Final = """
FROM support_message m
WHERE m.programme_id = %(programme)s AND m.member_id = %(member)s
  AND m.author = 'staff' AND m.visibility = 'public'
"""
UNREAD: Final = f"""
SELECT DISTINCT m.claim_id {ANSWERS} AND NOT EXISTS (
  SELECT FROM celebration_seen s WHERE s.programme_id = m.programme_id
    AND s.member_id = m.member_id AND s.celebration = 'answer:' || m.message_id)
"""
READ: Final = f"""
INSERT INTO celebration_seen (programme_id, member_id, celebration, seen_at)
SELECT m.programme_id, m.member_id, 'answer:' || m.message_id, %(at)s {ANSWERS}
  AND m.claim_id = %(claim)s ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class NudgeTotal:
    """What became of one kind of hint, in one arm."""

    kind: str
    arm: str
    members: int
    offered: int
    shown: int
    used: int
    dismissed: int


class StorefrontRepository:
    """Reads and writes ``member_card``, ``celebration_seen``, ``nudge_tally``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def awarded(self, member_id: UUID, source: str) -> bool:
        """Tell whether a fact of this source has given the member anything."""
        row = self._run(
            "SELECT FROM fact_award WHERE programme_id = %(programme)s"
            " AND member_id = %(member)s AND source = %(source)s LIMIT 1",
            member=member_id,
            source=source,
        ).first()
        return row is not None

    def card_of(self, member_id: UUID) -> str | None:
        """Return the member's oldest card code, or None."""
        row = self._run(
            "SELECT code FROM member_card WHERE programme_id = %(programme)s"
            " AND member_id = %(member)s ORDER BY made_at, code LIMIT 1",
            member=member_id,
        ).first()
        return row[0] if row else None

    def add_card(self, code: str, member_id: UUID, *, at: datetime) -> bool:
        """Note a card; False where somebody has this code."""
        done = self._run(
            "INSERT INTO member_card (programme_id, code, member_id, made_at)"
            " VALUES (%(programme)s, %(code)s, %(member)s, %(at)s)"
            " ON CONFLICT DO NOTHING",
            code=code,
            member=member_id,
            at=at,
        )
        return bool(done.rowcount)

    def member_of_card(self, code: str) -> UUID | None:
        """Return whose card this is, or None."""
        row = self._run(
            "SELECT member_id FROM member_card WHERE programme_id = %(programme)s"
            " AND code = %(code)s",
            code=code,
        ).first()
        return row[0] if row else None

    def seen(self, member_id: UUID, celebrations: Collection[str]) -> frozenset[str]:
        """Return those of *celebrations* that the member was cheered for."""
        if not celebrations:
            return frozenset()
        rows = self._run(
            "SELECT celebration FROM celebration_seen WHERE programme_id ="
            " %(programme)s AND member_id = %(member)s"
            " AND celebration = ANY(%(names)s)",
            member=member_id,
            names=list(celebrations),
        )
        return frozenset(row[0] for row in rows)

    def told(
        self, member_id: UUID, celebrations: Collection[str]
    ) -> tuple[frozenset[str], frozenset[UUID]]:
        """Return ``seen`` and ``unread`` in one statement, for the first view."""
        rows = self._run(
            "SELECT celebration, NULL::uuid FROM celebration_seen WHERE programme_id ="
            " %(programme)s AND member_id = %(member)s"
            f" AND celebration = ANY(%(names)s) UNION ALL SELECT NULL, * FROM ({UNREAD}"
            ") AS unread",
            member=member_id,
            names=list(celebrations),
        ).all()
        seen = frozenset(row[0] for row in rows if row[0] is not None)
        return seen, frozenset(row[1] for row in rows if row[1] is not None)

    def see(
        self, member_id: UUID, celebrations: Collection[str], *, at: datetime
    ) -> None:
        """Note that the member was cheered for these."""
        self._run(
            "INSERT INTO celebration_seen (programme_id, member_id, celebration,"
            " seen_at) SELECT %(programme)s, %(member)s, name, %(at)s"
            " FROM unnest(%(names)s::text[]) AS name ON CONFLICT DO NOTHING",
            member=member_id,
            names=list(celebrations),
            at=at,
        )

    def unread(self, member_id: UUID) -> frozenset[UUID]:
        """Return the conversations in which something was answered since they read."""
        rows = self._run(UNREAD, member=member_id)
        return frozenset(row[0] for row in rows)

    def read_answers(self, member_id: UUID, claim_id: UUID, *, at: datetime) -> None:
        """Note that the member read what was answered in a conversation."""
        self._run(READ, member=member_id, claim=claim_id, at=at)

    def tally(
        self, member_id: UUID, kind: str, act: Act, *, day: date, arm: Arm
    ) -> None:
        """Count what became of a hint."""
        self._run(
            TALLY.format(act=ACTS[ACTS.index(act)]),
            member=member_id,
            kind=kind,
            day=day,
            arm=arm,
        )

    def nudges_of(self, member_id: UUID, *, since: date) -> Mapping[str, date]:
        """Return the hints that a member sent away, with the last day."""
        rows = self._run(
            "SELECT kind, max(day) FROM nudge_tally WHERE programme_id ="
            " %(programme)s AND member_id = %(member)s AND day >= %(since)s"
            " AND dismissed > 0 GROUP BY kind",
            member=member_id,
            since=since,
        )
        return {row[0]: row[1] for row in rows}

    def totals(self, *, since: date) -> list[NudgeTotal]:
        """Return what became of hints, by kind and arm."""
        rows = self._run(
            "SELECT kind, arm, count(DISTINCT member_id), sum(offered)::bigint,"
            " sum(shown)::bigint, sum(used)::bigint, sum(dismissed)::bigint"
            " FROM nudge_tally WHERE programme_id = %(programme)s"
            " AND day >= %(since)s GROUP BY kind, arm ORDER BY kind, arm",
            since=since,
        )
        return [NudgeTotal(*row) for row in rows]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give what the storefront knows of *gone* to *kept*."""
        for statement in MOVE:
            self._run(statement, gone=gone, kept=kept)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )


MOVE: Final = (
    (
        "UPDATE member_card SET member_id = %(kept)s"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
    ),
    (
        "INSERT INTO celebration_seen (programme_id, member_id, celebration, seen_at)"
        " SELECT programme_id, %(kept)s, celebration, seen_at FROM celebration_seen"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
        " ON CONFLICT DO NOTHING"
    ),
    (
        "DELETE FROM celebration_seen"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
    ),
    (
        "DELETE FROM nudge_tally"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
    ),
    (
        "UPDATE support_claim SET member_id = %(kept)s"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
    ),
    (
        "UPDATE support_message SET member_id = %(kept)s"
        " WHERE programme_id = %(programme)s AND member_id = %(gone)s"
    ),
)
