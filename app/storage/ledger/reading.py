"""What pages and the API read from the ledger. No locks; nothing is decided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.balances import Balance
from app.domain.ledger.lots import Lot, draw_order
from app.domain.ledger.posting import Transaction
from app.storage.ledger.arrays import array
from app.storage.ledger.opening import (
    LOT_COLUMNS,
    TRANSACTION_COLUMNS,
    lot_of,
    read_found,
    transactions_of,
)
from app.storage.statements import Prepared

Cursor = tuple[datetime, UUID]
"""Where a page of a statement ended: ``posted_at`` and transaction."""

BALANCES = Prepared(
    """
SELECT asset, pending, available, held, -shortfall
FROM member_balance
WHERE programme_id = %(programme)s::uuid AND member_id = %(member)s::uuid
ORDER BY asset
"""
)

LOTS = Prepared(
    f"""
SELECT {LOT_COLUMNS}
FROM ledger_lot_state s
JOIN ledger_lot l ON l.programme_id = s.programme_id AND l.lot_id = s.lot_id
WHERE s.programme_id = %(programme)s::uuid AND s.member_id = %(member)s::uuid
  AND s.asset = %(asset)s::text AND (%(all)s::boolean OR s.live IS NOT NULL)
"""
)

# Two index scans that stop early, each in the order of the page.
STATEMENT = Prepared(
    f"""
WITH page AS (
  SELECT DISTINCT posted_at, transaction_id FROM (
    (SELECT DISTINCT posted_at, transaction_id FROM ledger_posting
     WHERE programme_id = %(programme)s::uuid AND target_member_id = %(member)s::uuid
       AND asset = %(asset)s::text
       AND (posted_at, transaction_id)
         < (%(posted_at)s::timestamptz, %(transaction)s::uuid)
     ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s::int)
    UNION ALL
    (SELECT DISTINCT posted_at, transaction_id FROM ledger_posting
     WHERE programme_id = %(programme)s::uuid AND source_member_id = %(member)s::uuid
       AND source_member_id IS DISTINCT FROM target_member_id
       AND asset = %(asset)s::text
       AND (posted_at, transaction_id)
         < (%(posted_at)s::timestamptz, %(transaction)s::uuid)
     ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s::int)
  ) either ORDER BY posted_at DESC, transaction_id DESC LIMIT %(most)s::int
)
SELECT {TRANSACTION_COLUMNS}
FROM page
JOIN ledger_transaction t ON t.programme_id = %(programme)s::uuid
  AND t.transaction_id = page.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s::uuid
  AND p.transaction_id = page.transaction_id
WHERE p.asset = %(asset)s::text
ORDER BY t.posted_at DESC, t.transaction_id DESC, p.line
"""
)

OF_AWARD = Prepared(
    f"""
SELECT {TRANSACTION_COLUMNS}
FROM (
  SELECT DISTINCT q.transaction_id FROM ledger_lot l
  JOIN ledger_posting q ON q.programme_id = l.programme_id AND q.lot_id = l.lot_id
  WHERE l.programme_id = %(programme)s::uuid AND l.award_id = %(award)s::uuid
) AS w
JOIN ledger_transaction t ON t.programme_id = %(programme)s::uuid
  AND t.transaction_id = w.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s::uuid
  AND p.transaction_id = t.transaction_id
ORDER BY t.posted_at, t.transaction_id, p.line
"""
)

NOTES = Prepared(
    """
SELECT transaction_id, note FROM transaction_note
WHERE programme_id = %(programme)s::uuid
  AND transaction_id = ANY(%(transactions)s::uuid[])
  AND note IS NOT NULL
"""
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One page of a member's history, newest first."""

    transactions: list[Transaction]
    next_cursor: Cursor | None


class LedgerReader:
    """Reads of one programme, without locks."""

    def __init__(self, connection: Connection, programme_id: UUID) -> None:
        self._connection = connection
        self._programme_id = programme_id

    def balances(self, member_id: UUID) -> dict[str, Balance]:
        """Return what the member has, by asset; empty for a new member."""
        rows = BALANCES.rows(
            self._connection, {"programme": self._programme_id, "member": member_id}
        )
        return {row[0]: Balance(*row[1:]) for row in rows}

    def lots(self, member_id: UUID, asset: str, *, every: bool = False) -> list[Lot]:
        """Return the member's lots in the order of draws, or *every* lot ever held."""
        rows = LOTS.rows(
            self._connection,
            {
                "programme": self._programme_id,
                "member": member_id,
                "asset": asset,
                "all": every,
            },
        )
        return sorted(map(lot_of, rows), key=draw_order)

    def statement(
        self,
        member_id: UUID,
        asset: str,
        cursor: Cursor | None = None,
        limit: int = 50,
    ) -> Statement:
        """Return one page of the member's transactions, newest first.

        Args:
            member_id: Whose.
            asset: Postings of other assets are left out.
            cursor: Where the page before ended; None for the newest.
            limit: Transactions on a page.
        """
        posted_at, transaction_id = cursor or ("infinity", UUID(int=0))
        rows = STATEMENT.rows(
            self._connection,
            {
                "programme": self._programme_id,
                "member": member_id,
                "asset": asset,
                "posted_at": posted_at,
                "transaction": transaction_id,
                "most": limit + 1,
            },
        )
        found = transactions_of(rows)
        page = found[:limit]
        last = page[-1] if len(found) > limit else None
        more = (
            None
            if last is None or last.posted_at is None
            else (last.posted_at, last.id)
        )
        return Statement(page, more)

    def transaction(self, transaction_id: UUID) -> Transaction | None:
        """Return one transaction, or None when there is none of this id."""
        found = read_found(self._connection, self._programme_id, only=[transaction_id])
        return found[0] if found else None

    def of_voucher(self, voucher_id: UUID) -> list[Transaction]:
        """Return the hold, its end and the returns of a voucher, oldest first."""
        return read_found(self._connection, self._programme_id, vouchers=[voucher_id])

    def of_award(self, award_id: UUID) -> list[Transaction]:
        """Return what moved the lots of an award, oldest first."""
        rows = OF_AWARD.rows(
            self._connection, {"programme": self._programme_id, "award": award_id}
        )
        return transactions_of(rows)

    def notes(self, transactions: Iterable[UUID]) -> dict[UUID, str]:
        """Return the words that people wrote, as far as they were not erased."""
        rows = NOTES.rows(
            self._connection,
            {"programme": self._programme_id, "transactions": array(transactions)},
        )
        return {row[0]: row[1] for row in rows}
