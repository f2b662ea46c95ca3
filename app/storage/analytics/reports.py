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
SELECT t.rule_ref, t.actor, p.asset, count(DISTINCT t.transaction_id),
  sum(p.amount) FILTER (WHERE p.target_member_id IS NOT NULL)::bigint,
  sum(p.amount) FILTER (WHERE p.target_member_id IS NULL)::bigint
FROM ledger_transaction t
JOIN ledger_posting p ON p.programme_id = t.programme_id
  AND p.transaction_id = t.transaction_id
WHERE t.programme_id = %(programme)s AND t.actor LIKE 'staff:%%'
  AND t.kind = 'adjustment'
  AND t.posted_at >= %(since_at)s AND t.posted_at < %(until_at)s
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

    def goodwill(self, span: Span) -> Iterator[tuple[Any, ...]]:
        """Yield what staff gave and took by hand, by reason and person."""
        return self._rows(GOODWILL, span)

    def tiers(self, span: Span) -> Iterator[tuple[Any, ...]]:
        """Yield how many members hold each tier, and who reached it in the span."""
        return self._rows(TIERS, span)

    def _rows(self, statement: str, span: Span) -> Iterator[tuple[Any, ...]]:
        asked = {"programme": self._programme_id, **span.asked(self._zone)}
        for row in self._connection.exec_driver_sql(statement, asked):
            yield tuple(row)
