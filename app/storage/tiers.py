"""The tier of a member as it was at an instant.

A tier has a history; whoever decides about an order asks for the moment at
which it was placed, so that an order that arrives late earns by the tier of its
own day.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.tiers.ladder import ladder_of
from app.storage.programmes import NothingPublished, ProgrammeRepository
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

    def held_as_of(
        self, pairs: Collection[Pair], document: ProgrammeDocument | None = None
    ) -> Mapping[Pair, HeldTier]:
        """Return the tier of each pair that had one, in one query or two.

        Whoever never left the base tier has no history, and holds the base tier
        of the present version since joining: of *document*, where that was read.
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
        ).all()
        found = {(row[0], row[1]): HeldTier(row[2], row[3]) for row in rows if row[2]}
        known = {(row[0], row[1]) for row in rows}
        others = [pair for pair in pairs if pair not in known]
        return self._with_base(found, others, document)

    def _with_base(
        self,
        found: dict[Pair, HeldTier],
        others: Sequence[Pair],
        document: ProgrammeDocument | None,
    ) -> Mapping[Pair, HeldTier]:
        try:
            document = document or ProgrammeRepository(self._uow).live()[1]
        except NothingPublished:
            return found
        base = ladder_of(document).base
        if not others or base is None:
            return found
        rows = self._connection.exec_driver_sql(
            "SELECT member_id, coalesce(joined_at, created_at) FROM member"
            " WHERE programme_id = %s AND member_id = ANY(%s)",
            (self._programme_id, list({member_id for member_id, _ in others})),
        )
        joined = {row[0]: row[1] for row in rows}
        for pair in others:
            if pair[0] in joined:
                found[pair] = HeldTier(base, min(joined[pair[0]], pair[1]))
        return found

    def as_of(self, pairs: Collection[Pair]) -> Mapping[Pair, str]:
        """Return the id of the tier of each pair that had one."""
        return {pair: held.tier_id for pair, held in self.held_as_of(pairs).items()}
