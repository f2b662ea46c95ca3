"""Paid memberships as they were at an instant."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Pair = tuple[UUID, datetime]
"""A member, and the instant that is asked about."""

ACTIVE = """
WITH RECURSIVE wanted AS (
  SELECT * FROM unnest(%(members)s::uuid[], %(instants)s::timestamptz[])
  AS w(member_id, at)
), chain AS (
  SELECT w.member_id, w.at, m.plan, m.starts_at
  FROM wanted w JOIN membership m
    ON m.programme_id = %(programme)s AND m.member_id = w.member_id
    AND m.starts_at <= w.at AND (m.ends_at IS NULL OR m.ends_at > w.at)
  UNION
  SELECT c.member_id, c.at, c.plan, e.starts_at
  FROM chain c JOIN membership e
    ON e.programme_id = %(programme)s AND e.member_id = c.member_id
    AND e.plan = c.plan AND e.ends_at = c.starts_at
)
SELECT member_id, at, plan, min(starts_at) FROM chain GROUP BY member_id, at, plan
"""


class MembershipRepository:
    """Reads the terms of memberships."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def active_as_of(
        self, pairs: Collection[Pair]
    ) -> Mapping[Pair, Mapping[str, datetime]]:
        """Return the memberships active for each pair, with when each began.

        A renewal without a gap does not begin it again. Pairs without one are
        left out.
        """
        if not pairs:
            return {}
        members, instants = zip(*sorted(set(pairs)), strict=True)
        rows = self._connection.exec_driver_sql(
            ACTIVE,
            {
                "programme": self._programme_id,
                "members": list(members),
                "instants": list(instants),
            },
        )
        found: dict[Pair, dict[str, datetime]] = {}
        for member_id, at, plan, began in rows:
            found.setdefault((member_id, at), {})[plan] = began
        return found
