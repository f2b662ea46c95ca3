"""What is outstanding at one entry of the journal, and how each month's points fared.

Reports repeat to the unit, whenever they are made.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.domain.liability import IssueMonth
from app.domain.liability_costs import Use
from app.storage.unit_of_work import UnitOfWork

OUTSTANDING = """
  SELECT coalesce(sum(p.amount * (
    (p.target IN ('pending', 'available', 'held'))::int
    - (p.source IN ('pending', 'available', 'held'))::int)), 0)::bigint
  FROM ledger_posting p
  JOIN ledger_journal j ON j.programme_id = p.programme_id
    AND j.transaction_id = p.transaction_id AND j.seq <= %(seq)s
  WHERE p.programme_id = %(programme)s AND p.asset = %(asset)s
"""

# A month is counted as 12 years + month, in the programme's zone. Units that were
# written for an order of the past could not be used before they were written.
FIRST_USABLE = "greatest(l.awarded_at, o.posted_at) AT TIME ZONE %(zone)s"
MONTHS = f"""
  WITH moved AS (
    SELECT p.lot_id, p.amount * ((p.target = 'burned')::int
        - (p.source = 'burned')::int) AS redeemed,
      extract(year FROM t.occurred_at AT TIME ZONE %(zone)s) * 12
        + extract(month FROM t.occurred_at AT TIME ZONE %(zone)s) AS month
    FROM ledger_posting p
    JOIN ledger_transaction t ON t.programme_id = p.programme_id
      AND t.transaction_id = p.transaction_id
    JOIN ledger_journal j ON j.programme_id = p.programme_id
      AND j.transaction_id = p.transaction_id AND j.seq <= %(seq)s
    WHERE p.programme_id = %(programme)s AND p.asset = %(asset)s
      AND 'burned' IN (p.source, p.target)
  ), lots AS (
    SELECT l.lot_id,
      extract(year FROM {FIRST_USABLE}) * 12 + extract(month FROM {FIRST_USABLE})
        AS month
    FROM ledger_lot l
    JOIN ledger_transaction o ON o.programme_id = l.programme_id
      AND o.transaction_id = l.opened_by
    JOIN ledger_journal j ON j.programme_id = l.programme_id
      AND j.transaction_id = l.opened_by AND j.seq <= %(seq)s
    WHERE l.programme_id = %(programme)s AND l.asset = %(asset)s
  )
  SELECT l.month::int, greatest(m.month - l.month, 0)::int AS age,
    sum(m.redeemed)::bigint
  FROM lots l JOIN moved m ON m.lot_id = l.lot_id
  GROUP BY 1, 2 ORDER BY 1, 2
"""

ISSUED = f"""
  SELECT (extract(year FROM {FIRST_USABLE}) * 12
      + extract(month FROM {FIRST_USABLE}))::int AS month,
    sum(l.size)::bigint
  FROM ledger_lot l
  JOIN ledger_transaction o ON o.programme_id = l.programme_id
    AND o.transaction_id = l.opened_by
  JOIN ledger_journal j ON j.programme_id = l.programme_id
    AND j.transaction_id = l.opened_by AND j.seq <= %(seq)s
  WHERE l.programme_id = %(programme)s AND l.asset = %(asset)s
  GROUP BY 1 ORDER BY 1
"""

USES = """
  SELECT v.reward_id, v.price,
    CASE WHEN v.terms->>'currency' <> %(currency)s THEN NULL
      WHEN v.terms->>'kind' = 'tickets' THEN (v.terms->>'cost_minor')::bigint
      ELSE coalesce(v.terms->>'cost_minor', v.terms->>'amount_minor')::bigint END
      AS cost_minor,
    sum(CASE WHEN p.target = 'burned' THEN p.amount ELSE -p.amount END)::bigint
  FROM ledger_posting p
  JOIN ledger_transaction t ON t.programme_id = p.programme_id
    AND t.transaction_id = p.transaction_id
  JOIN ledger_journal j ON j.programme_id = p.programme_id
    AND j.transaction_id = p.transaction_id AND j.seq <= %(seq)s
  JOIN voucher v ON v.programme_id = p.programme_id AND v.voucher_id = t.voucher_id
  WHERE p.programme_id = %(programme)s AND p.asset = %(asset)s
    AND 'burned' IN (p.source, p.target) AND v.price > 0
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

ENTRY = """
  SELECT j.seq, t.posted_at FROM ledger_journal j
  JOIN ledger_transaction t ON t.programme_id = j.programme_id
    AND t.transaction_id = j.transaction_id
  WHERE j.programme_id = %(programme)s AND j.seq <= %(seq)s
  ORDER BY j.seq DESC LIMIT 1
"""
LAST = 2**62


class LiabilityReader:
    """Reads the figures of one asset as they were at an entry of the journal."""

    def __init__(self, uow: UnitOfWork, asset: str, *, zone: str) -> None:
        self._uow = uow
        self._asked = {"programme": uow.programme_id, "asset": asset, "zone": zone}

    def _rows(self, sql: str, seq: int) -> Sequence[Any]:
        return self._uow.connection.exec_driver_sql(
            sql, {**self._asked, "seq": seq}
        ).all()

    def entry(self, seq: int | None) -> tuple[int, datetime] | None:
        """Return (seq, posted_at) of the entry, the last one by default."""
        rows = self._rows(ENTRY, LAST if seq is None else seq)
        return (rows[0][0], rows[0][1]) if rows else None

    def outstanding(self, seq: int) -> int:
        """Return pending, available and held units of all members together."""
        found: int = self._rows(OUTSTANDING, seq)[0][0]
        return found

    def uses(self, seq: int, currency: str) -> list[Use]:
        """Return what points were used for, with what it cost in *currency*."""
        asked = {**self._asked, "seq": seq, "currency": currency}
        rows = self._uow.connection.exec_driver_sql(USES, asked)
        return [Use(row[0], row[3], row[1], row[2]) for row in rows]

    def months(self, seq: int, *, last: int) -> list[IssueMonth]:
        """Return issue months with what was redeemed by each age, oldest first.

        Age 1 is the month of issue; a month that *last* has seen k times has k
        ages. Months are counted as 12 years + month.
        """
        redeemed: dict[int, dict[int, int]] = {}
        for month, age, units in self._rows(MONTHS, seq):
            redeemed.setdefault(month, {})[age] = units
            last = max(last, month + age)
        found = []
        for month, issued in self._rows(ISSUED, seq):
            by_age, total = [], 0
            for age in range(max(last - month, 0) + 1):
                total += redeemed.get(month, {}).get(age, 0)
                by_age.append(max(total, 0))
            found.append(IssueMonth(issued, tuple(by_age)))
        return found
