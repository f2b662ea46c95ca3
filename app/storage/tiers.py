"""The tier of a member as it was at an instant.

A tier has a history; whoever decides about an order asks for the moment at
which it was placed, so that an order that arrives late earns by the tier of its
own day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Pair = tuple[UUID, datetime]
"""A member, and the instant that is asked about."""

HELD = """
WITH wanted AS (
  SELECT * FROM unnest(%(members)s::uuid[], %(instants)s::timestamptz[])
  AS w(member_id, at)
)
SELECT w.member_id, w.at, s.tier, s.began
FROM wanted w CROSS JOIN LATERAL (
  SELECT m.tier, CASE WHEN m.tier IS NOT NULL THEN (
    SELECT min(e.since) FROM member_tier e
    WHERE e.programme_id = %(programme)s AND e.member_id = w.member_id
      AND e.tier = m.tier AND e.since <= m.since AND NOT EXISTS (
        SELECT FROM member_tier o
        WHERE o.programme_id = %(programme)s AND o.member_id = w.member_id
          AND o.since > e.since AND o.since < m.since
          AND o.tier IS DISTINCT FROM m.tier))
  END AS began
  FROM member_tier m
  WHERE m.programme_id = %(programme)s AND m.member_id = w.member_id
    AND m.since <= w.at AND (m.until IS NULL OR m.until > w.at)
  ORDER BY m.since DESC LIMIT 1
) s
"""


@dataclass(frozen=True, slots=True)
class HeldTier:
    """A tier, and since when the member has it without a break."""

    tier_id: str
    since: datetime


class TierRepository:
    """Reads the history of tiers."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def held_as_of(self, pairs: Collection[Pair]) -> Mapping[Pair, HeldTier]:
        """Return the tier of each pair that had one by its history, in one query.

        Whoever never left the base tier has no history: ``as_of`` fills it in.
        """
        if not pairs:
            return {}
        members, instants = zip(*sorted(set(pairs)), strict=True)
        rows = self._connection.exec_driver_sql(
            HELD,
            {
                "programme": self._programme_id,
                "members": list(members),
                "instants": list(instants),
            },
        )
        return {(row[0], row[1]): HeldTier(row[2], row[3]) for row in rows if row[2]}

    def as_of(self, pairs: Collection[Pair]) -> Mapping[Pair, str]:
        """Return the id of the tier of each pair that had one."""
        return {pair: held.tier_id for pair, held in self.held_as_of(pairs).items()}
