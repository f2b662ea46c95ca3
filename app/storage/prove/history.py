"""Everything that moved one member's units, and what it was about.

Beside the postings of the member's accounts these are the clawbacks that the
merchant bore for a lot of theirs, and those that took nothing because the units
had lapsed.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.domain.explain import Entry, HoldNow, LotNow, Subject
from app.domain.ledger.accounts import Account
from app.domain.ledger.balances import Balance
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Posting

# What each lot was earned with: the source of the transaction that opened it, or
# the fact (a sign-up, a review …) that its award was for.
ORIGIN = """
  SELECT l.lot_id, coalesce(src.kind, split_part(fa.source, ':', 1)) AS kind,
    coalesce(o.snapshot->>'number', src.source_ref,
      nullif(split_part(fa.source, ':', 2), '')) AS name
  FROM ledger_lot l
  LEFT JOIN transaction_source src ON src.programme_id = l.programme_id
    AND src.transaction_id = l.opened_by
  LEFT JOIN order_settlement o ON o.programme_id = l.programme_id
    AND src.kind = 'order' AND o.store_id = src.store_id
    AND o.order_ref = src.source_ref
  LEFT JOIN fact_award fa ON fa.programme_id = l.programme_id
    AND fa.award_id = l.award_id
  WHERE l.programme_id = %(programme)s
"""

MINE = """
  SELECT transaction_id FROM ledger_posting
  WHERE programme_id = %(programme)s AND target_member_id = %(member)s
    AND asset = %(asset)s
  UNION
  SELECT transaction_id FROM ledger_posting
  WHERE programme_id = %(programme)s AND source_member_id = %(member)s
    AND asset = %(asset)s
  UNION
  SELECT p.transaction_id FROM ledger_lot_state s
  JOIN ledger_posting p ON p.programme_id = s.programme_id AND p.lot_id = s.lot_id
    AND 'goodwill' IN (p.source, p.target)
  WHERE s.programme_id = %(programme)s AND s.member_id = %(member)s
    AND s.asset = %(asset)s AND s.goodwill <> 0
"""

TOLD = """
SELECT t.transaction_id, t.kind, t.occurred_at, t.posted_at, j.seq, t.rule_ref,
  t.programme_version, t.actor, n.note, t.reverses, src.kind,
  coalesce(o.snapshot->>'number', src.source_ref), v.voucher_id, v.terms->>'title',
  p.source, p.source_member_id, p.target, p.target_member_id, p.asset, p.amount,
  p.lot_id
FROM mine
JOIN ledger_transaction t ON t.programme_id = %(programme)s
  AND t.transaction_id = mine.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s
  AND p.transaction_id = t.transaction_id AND p.asset = %(asset)s
LEFT JOIN ledger_journal j ON j.programme_id = %(programme)s
  AND j.transaction_id = t.transaction_id
LEFT JOIN transaction_note n ON n.programme_id = %(programme)s
  AND n.transaction_id = t.transaction_id
LEFT JOIN transaction_source src ON src.programme_id = %(programme)s
  AND src.transaction_id = t.transaction_id
LEFT JOIN order_settlement o ON o.programme_id = %(programme)s
  AND src.kind = 'order' AND o.store_id = src.store_id AND o.order_ref = src.source_ref
LEFT JOIN voucher v ON v.programme_id = %(programme)s AND v.voucher_id = t.voucher_id
"""

ENTRIES = f"""
WITH mine AS ({MINE})
{TOLD}
ORDER BY j.seq NULLS LAST, t.posted_at, t.transaction_id, p.line
"""

ABSORBED = """
SELECT r.transaction_id, r.absorbed, r.lot_id,
  coalesce(t.posted_at, r.recorded_at) AS at
FROM clawback_record r
JOIN ledger_lot_state s ON s.programme_id = r.programme_id AND s.lot_id = r.lot_id
LEFT JOIN ledger_transaction t ON t.programme_id = r.programme_id
  AND t.transaction_id = r.transaction_id
WHERE r.programme_id = %(programme)s AND s.member_id = %(member)s
  AND s.asset = %(asset)s AND r.absorbed > 0
ORDER BY 4, r.lot_id, r.n
"""

ORIGINS = f"""
SELECT g.lot_id, g.kind, g.name FROM ({ORIGIN}) g
JOIN (
  SELECT DISTINCT lot_id FROM ledger_posting
  WHERE programme_id = %(programme)s AND asset = %(asset)s AND lot_id IS NOT NULL
    AND (target_member_id = %(member)s OR source_member_id = %(member)s)
) touched ON touched.lot_id = g.lot_id
WHERE g.kind IS NOT NULL
"""

LOTS = """
SELECT s.lot_id, s.pending, s.available, s.held, l.zone, s.available_from, s.lapses_at
FROM ledger_lot_state s
JOIN ledger_lot l ON l.programme_id = s.programme_id AND l.lot_id = s.lot_id
WHERE s.programme_id = %(programme)s AND s.member_id = %(member)s
  AND s.asset = %(asset)s AND s.live IS NOT NULL
ORDER BY s.lapses_at NULLS LAST, l.awarded_at, s.lot_id
"""

HOLDS = """
SELECT t.voucher_id, sum(p.amount)::bigint, v.terms->>'title',
  coalesce(v.state, 'unknown'), t.posted_at
FROM ledger_posting p
JOIN ledger_transaction t ON t.programme_id = p.programme_id
  AND t.transaction_id = p.transaction_id AND t.kind = 'hold'
LEFT JOIN voucher v ON v.programme_id = t.programme_id AND v.voucher_id = t.voucher_id
WHERE p.programme_id = %(programme)s AND p.source_member_id = %(member)s
  AND p.asset = %(asset)s AND p.target = 'held'
  AND NOT EXISTS (SELECT FROM ledger_transaction e
    WHERE e.programme_id = t.programme_id AND e.voucher_id = t.voucher_id
      AND e.kind IN ('burn', 'release'))
GROUP BY t.transaction_id, t.voucher_id, v.terms->>'title', v.state, t.posted_at
"""

BALANCE = """
SELECT pending, available, held, -shortfall FROM member_balance
WHERE programme_id = %(programme)s AND member_id = %(member)s AND asset = %(asset)s
"""

ASSETS = """
SELECT asset FROM member_balance
WHERE programme_id = %(programme)s AND member_id = %(member)s ORDER BY asset
"""


class HistoryReader:
    """What ``explain`` needs of one member and asset."""

    def __init__(self, connection: Connection, programme_id: UUID) -> None:
        self._connection = connection
        self._programme_id = programme_id

    def _rows(self, sql: str, member_id: UUID, asset: str = "") -> Sequence[Any]:
        return self._connection.exec_driver_sql(
            sql,
            {"programme": self._programme_id, "member": member_id, "asset": asset},
        ).all()

    def assets(self, member_id: UUID) -> list[str]:
        """Return the assets of which the member has or had anything."""
        return [row[0] for row in self._rows(ASSETS, member_id)]

    def balance(self, member_id: UUID, asset: str) -> Balance:
        """Return the balance that the ledger keeps."""
        rows = self._rows(BALANCE, member_id, asset)
        return Balance(*rows[0]) if rows else Balance()

    def lots(self, member_id: UUID, asset: str) -> list[LotNow]:
        """Return the lots with something left, soonest to lapse first."""
        return [LotNow(*row) for row in self._rows(LOTS, member_id, asset)]

    def holds(self, member_id: UUID, asset: str) -> list[HoldNow]:
        """Return the holds that have not ended."""
        return [HoldNow(*row) for row in self._rows(HOLDS, member_id, asset)]

    def origins(self, member_id: UUID, asset: str) -> dict[UUID, Subject]:
        """Return what each lot that the member ever had was earned with."""
        return {
            row[0]: Subject(row[1], row[2])
            for row in self._rows(ORIGINS, member_id, asset)
        }

    def entries(self, member_id: UUID, asset: str) -> list[Entry]:
        """Return everything that happened, in the order of the journal."""
        rows = self._rows(ENTRIES, member_id, asset)
        found = [
            entry_of(list(lines)) for _, lines in groupby(rows, key=lambda row: row[0])
        ]
        for row in self._rows(ABSORBED, member_id, asset):
            _insert(found, _absorbed(row))
        return found


def entry_of(rows: Sequence[Any]) -> Entry:
    """Return one transaction, of the rows of its postings."""
    first = rows[0]
    subject = None
    if first[12] is not None:
        subject = Subject("reward", first[13])
    elif first[10] is not None:
        subject = Subject(first[10], first[11])
    return Entry(
        transaction_id=first[0],
        kind=Kind(first[1]),
        occurred_at=first[2],
        posted_at=first[3],
        seq=first[4],
        rule_ref=first[5],
        programme_version=first[6],
        actor=first[7],
        note=first[8],
        reverses=first[9],
        subject=subject,
        postings=tuple(
            Posting(
                Account.of(row[14], row[15]),
                Account.of(row[16], row[17]),
                row[18],
                row[19],
                row[20],
            )
            for row in rows
        ),
    )


def _absorbed(row: Sequence[Any]) -> Entry:
    return Entry(
        transaction_id=row[0],
        kind=Kind.CLAWBACK,
        occurred_at=row[3],
        posted_at=row[3],
        absorbed=row[1],
        about_lot=row[2],
    )


def _insert(entries: list[Entry], absorbed: Entry) -> None:
    """Put a clawback that moved nothing after what came before it."""
    at = next(
        (
            index
            for index, entry in enumerate(entries)
            if entry.posted_at > absorbed.posted_at
        ),
        len(entries),
    )
    entries.insert(at, absorbed)
