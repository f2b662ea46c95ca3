"""Brings the columns that lists are sorted by up to date, some members at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.storage.member_list import SPENT
from app.storage.unit_of_work import UnitOfWork

FIRST: Final = UUID(int=0)
BEGIN: Final = """
INSERT INTO member_watch (programme_id, asset, currency, seq, filled_to, looked_at)
SELECT %(programme)s, %(asset)s, %(currency)s, coalesce(max(seq), 0), %(first)s, %(at)s
FROM ledger_journal WHERE programme_id = %(programme)s
ON CONFLICT DO NOTHING
"""
WATCH: Final = """
SELECT asset, currency, seq, filled_to FROM member_watch
WHERE programme_id = %(programme)s FOR UPDATE
"""
NOTE: Final = """
UPDATE member_watch SET asset = %(asset)s, currency = %(currency)s, seq = %(seq)s,
  filled_to = %(filled_to)s, looked_at = %(at)s
WHERE programme_id = %(programme)s
"""
MARKED: Final = """
DELETE FROM member_recount r WHERE r.programme_id = %(programme)s
  AND r.recount_id IN (SELECT recount_id FROM member_recount
    WHERE programme_id = %(programme)s LIMIT %(most)s)
RETURNING r.member_id
"""
POSTED: Final = """
WITH newer AS (
  SELECT seq, transaction_id FROM ledger_journal
  WHERE programme_id = %(programme)s AND seq > %(seq)s ORDER BY seq LIMIT %(most)s)
SELECT (SELECT max(seq) FROM newer), p.source_member_id, p.target_member_id
FROM newer n JOIN ledger_posting p ON p.programme_id = %(programme)s
  AND p.transaction_id = n.transaction_id
"""
NEXT: Final = """
SELECT member_id FROM member WHERE programme_id = %(programme)s
  AND member_id > %(after)s ORDER BY member_id LIMIT %(most)s
"""
LOCK: Final = """
SELECT FROM member WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
ORDER BY member_id FOR NO KEY UPDATE
"""
KEEP: Final = f"""
UPDATE member m SET kept_points = f.points, kept_spent_minor = f.spent,
  kept_last_order_at = f.last_at, kept_tier = f.tier
FROM (
  SELECT w.member_id, coalesce(b.available - b.shortfall, 0) AS points, o.spent,
    coalesce(o.last_at, '1970-01-01 00:00:00+00') AS last_at,
    coalesce(t.tier, '') AS tier
  FROM unnest(%(members)s::uuid[]) AS w(member_id)
  LEFT JOIN member_balance b ON b.programme_id = %(programme)s
    AND b.member_id = w.member_id AND b.asset = %(asset)s
  LEFT JOIN member_tier t ON t.programme_id = %(programme)s
    AND t.member_id = w.member_id AND t.until IS NULL
  LEFT JOIN LATERAL ({SPENT}) o ON true
) AS f
WHERE m.programme_id = %(programme)s AND m.member_id = f.member_id
  AND (m.kept_points, m.kept_spent_minor, m.kept_last_order_at, m.kept_tier)
    IS DISTINCT FROM (f.points, f.spent, f.last_at, f.tier)
"""


@dataclass(frozen=True, slots=True)
class Watch:
    """How far the figures are."""

    asset: str
    currency: str
    seq: int
    filled_to: UUID | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn did."""

    changed: int
    more: bool


class ListFigures:
    """Counts the sorting figures of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def turn(self, *, asset: str, currency: str, at: datetime, most: int) -> Turn:
        """Count up to *most* of each: marked, named by the journal, still to fill.

        Whoever takes a turn meanwhile waits for the end of this one.
        """
        watch = self._watch(asset, currency, at)
        marked = {row[0] for row in self._run(MARKED, most=most)}
        posted, seq = self._posted(watch, most)
        filled = self._next(watch, most)
        members = sorted(marked | posted | set(filled))
        changed = self._keep(members, asset, currency)
        filled_to = filled[-1] if len(filled) == most else None
        self._run(
            NOTE, asset=asset, currency=currency, seq=seq, filled_to=filled_to, at=at
        )
        more = len(marked) >= most // 2 or seq != watch.seq or filled_to is not None
        return Turn(changed, more)

    def _watch(self, asset: str, currency: str, at: datetime) -> Watch:
        self._run(BEGIN, asset=asset, currency=currency, first=FIRST, at=at)
        watch = Watch(*self._run(WATCH).one())
        if (watch.asset, watch.currency) != (asset, currency):
            return Watch(asset, currency, watch.seq, FIRST)
        return watch

    def _posted(self, watch: Watch, most: int) -> tuple[set[UUID], int]:
        rows = self._run(POSTED, seq=watch.seq, most=most).all()
        people = {each for row in rows for each in row[1:] if each is not None}
        return people, rows[0][0] if rows else watch.seq

    def _next(self, watch: Watch, most: int) -> list[UUID]:
        if watch.filled_to is None:
            return []
        return [row[0] for row in self._run(NEXT, after=watch.filled_to, most=most)]

    def _keep(self, members: list[UUID], asset: str, currency: str) -> int:
        if not members:
            return 0
        self._run(LOCK, members=members)
        done = self._run(KEEP, members=members, asset=asset, currency=currency)
        return int(done.rowcount)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
