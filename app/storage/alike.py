"""Members who may be one person, and pairs of whom somebody said that they are not.

Two active members with one phone number are a pair. A number that many have is the
till's, or a row of zeros, and makes nobody alike.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork

MOST_OF_ONE_NUMBER: Final = 5
PAIRS: Final = f"""
FROM (SELECT m.phone FROM member m
  WHERE m.programme_id = %(programme)s AND m.state = 'active' AND m.phone IS NOT NULL
  GROUP BY m.phone HAVING count(*) BETWEEN 2 AND {MOST_OF_ONE_NUMBER}) AS t
JOIN member a ON a.programme_id = %(programme)s AND a.phone = t.phone
  AND a.state = 'active'
JOIN member b ON b.programme_id = %(programme)s AND b.phone = t.phone
  AND b.state = 'active' AND b.member_id > a.member_id
WHERE NOT EXISTS (SELECT FROM member_apart x WHERE x.programme_id = %(programme)s
  AND x.first_id = a.member_id AND x.second_id = b.member_id)
"""
SETTLED: Final = """
SELECT (SELECT count(*) FROM member_apart
    WHERE programme_id = %(programme)s AND said_at > %(since)s)
  + (SELECT count(*) FROM member_merge g
    JOIN member a ON a.programme_id = g.programme_id AND a.member_id = g.gone_id
    JOIN member b ON b.programme_id = g.programme_id AND b.member_id = g.kept_id
      AND b.phone = a.phone
    WHERE g.programme_id = %(programme)s AND g.merged_at > %(since)s
      AND g.undone_at IS NULL)
"""

Pair = tuple[UUID, UUID]


class AlikeRepository:
    """Pairs of members of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def pairs(self, *, limit: int) -> list[Pair]:
        """Return pairs who may be one person, by their numbers."""
        rows = self._run(
            f"SELECT a.member_id, b.member_id {PAIRS}"
            " ORDER BY t.phone, a.member_id, b.member_id LIMIT %(limit)s",
            limit=limit,
        )
        return [(row[0], row[1]) for row in rows]

    def settled(self, since: datetime) -> int:
        """Return how many pairs were told apart, or merged, after an instant."""
        found: int = self._run(SETTLED, since=since).scalar_one()
        return found

    def tell_apart(self, pair: Pair, *, by: str, at: datetime) -> bool:
        """Note that two are not one person; False where it was said before."""
        first, second = sorted(pair)
        done = self._run(
            "INSERT INTO member_apart (programme_id, first_id, second_id, said_at,"
            " said_by) VALUES (%(programme)s, %(first)s, %(second)s, %(at)s, %(by)s)"
            " ON CONFLICT DO NOTHING",
            first=first,
            second=second,
            at=at,
            by=by,
        )
        return done.rowcount == 1

    def take_back(self, pair: Pair) -> bool:
        """Let two be a pair again; False where nobody said otherwise."""
        first, second = sorted(pair)
        done = self._run(
            "DELETE FROM member_apart WHERE programme_id = %(programme)s"
            " AND first_id = %(first)s AND second_id = %(second)s",
            first=first,
            second=second,
        )
        return done.rowcount == 1

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
