"""What the ledger burned and gave back, by who gave it and who took it."""

from datetime import datetime
from uuid import UUID

from app.domain.coalition import Flow
from app.storage.unit_of_work import UnitOfWork

MOVED = """
FROM ledger_transaction t
JOIN ledger_posting p ON p.programme_id = t.programme_id
  AND p.transaction_id = t.transaction_id
  AND (p.target = 'burned' OR p.source = 'burned')
WHERE t.programme_id = %(programme_id)s AND t.kind IN ('burn', 'return')
  AND t.posted_at >= %(since)s AND t.posted_at < %(until)s
"""
FLOWS = f"""
SELECT moved.asset, source.store_id, voucher.store_id, sum(moved.units)::bigint
FROM (
  SELECT p.asset, p.lot_id, t.voucher_id,
    sum(CASE WHEN p.target = 'burned' THEN p.amount ELSE -p.amount END) AS units
  {MOVED} GROUP BY p.asset, p.lot_id, t.voucher_id
) moved
JOIN voucher ON voucher.programme_id = %(programme_id)s
  AND voucher.voucher_id = moved.voucher_id
JOIN ledger_lot lot ON lot.programme_id = %(programme_id)s
  AND lot.lot_id = moved.lot_id
LEFT JOIN transaction_source source ON source.programme_id = %(programme_id)s
  AND source.transaction_id = lot.opened_by
GROUP BY moved.asset, source.store_id, voucher.store_id
ORDER BY moved.asset, source.store_id NULLS FIRST, voucher.store_id
"""
TOTALS = f"""
SELECT p.asset,
  sum(CASE WHEN p.target = 'burned' THEN p.amount ELSE -p.amount END)::bigint
{MOVED} GROUP BY p.asset ORDER BY p.asset
"""


class CoalitionRepository:
    """Reads the books of a coalition. A period is from *since* until before *until*."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def flows(self, since: datetime, until: datetime) -> list[Flow]:
        """Return units burned less returned, by who gave and who took them."""
        rows = self._uow.connection.exec_driver_sql(FLOWS, self._with(since, until))
        return [Flow(row[0], row[1], row[2], row[3]) for row in rows]

    def totals(self, since: datetime, until: datetime) -> dict[str, int]:
        """Return the same sums by asset from the ledger alone."""
        rows = self._uow.connection.exec_driver_sql(TOTALS, self._with(since, until))
        return {row[0]: row[1] for row in rows}

    def _with(self, since: datetime, until: datetime) -> dict[str, object]:
        programme_id: UUID = self._uow.programme_id
        return {"programme_id": programme_id, "since": since, "until": until}
