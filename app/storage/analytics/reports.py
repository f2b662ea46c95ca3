"""Rows of reports: redemptions, adjustments by hand, members by tier."""

from collections.abc import Iterator
from typing import Any, Final

from app.storage.analytics.spans import Span
from app.storage.unit_of_work import UnitOfWork

REDEMPTIONS: Final = """
SELECT v.reward_id, v.source, v.asset, count(*),
  count(*) FILTER (WHERE v.state = 'used'),
  count(*) FILTER (WHERE v.state IN ('lapsed', 'withdrawn', 'returned')),
  sum(v.price)::bigint, sum(v.returned)::bigint
FROM voucher v
WHERE v.programme_id = %(programme)s
  AND v.created_at >= %(since_at)s AND v.created_at < %(until_at)s
GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""
GOODWILL: Final = """
SELECT s.reason, s.actor, coalesce(p.asset, %(main)s), count(*),
  sum(s.points) FILTER (WHERE s.points > 0)::bigint,
  sum(-s.points) FILTER (WHERE s.points < 0)::bigint
FROM goodwill_spent s
LEFT JOIN LATERAL (
  SELECT asset FROM ledger_posting l WHERE l.programme_id = s.programme_id
    AND l.transaction_id = s.transaction_id LIMIT 1
) AS p ON true
WHERE s.programme_id = %(programme)s AND s.reason <> 'import'
  AND s.at >= %(since_at)s AND s.at < %(until_at)s
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
TIERS: Final = """
SELECT coalesce(h.tier, ''), count(*),
  count(*) FILTER (WHERE h.since >= %(since_at)s)
FROM member_tier h
WHERE h.programme_id = %(programme)s AND h.until IS NULL
GROUP BY 1 ORDER BY 1
"""


class ReportReader:
    """Reads the rows of reports of the bound programme."""

    def __init__(self, uow: UnitOfWork, zone: str) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._zone = zone

    def redemptions(self, span: Span) -> Iterator[tuple[Any, ...]]:
        """Yield what became of the vouchers of a span, by reward and source."""
        return self._rows(REDEMPTIONS, span)

    def goodwill(self, span: Span, main: str) -> Iterator[tuple[Any, ...]]:
        """Yield what staff gave and took by hand, by reason and person.

        What was taken back since is not in it. A reward has no posting: its worth is
        counted in *main*, the programme's points.
        """
        return self._rows(GOODWILL, span, main=main)

    def tiers(self, span: Span) -> Iterator[tuple[Any, ...]]:
        """Yield how many members hold each tier, and who reached it in the span."""
        return self._rows(TIERS, span)

    def _rows(
        self, statement: str, span: Span, **more: str
    ) -> Iterator[tuple[Any, ...]]:
        asked = {"programme": self._programme_id, **span.asked(self._zone), **more}
        for row in self._connection.exec_driver_sql(statement, asked):
            yield tuple(row)
