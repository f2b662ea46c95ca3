"""The door to the ledger's tables: open a book under locks, flush what it posted."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from app.domain.ledger.balances import Balance
from app.domain.ledger.book import Book
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import Key
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Transaction
from app.domain.outgoing import points
from app.ports import Ids
from app.storage.ledger.flushing import flush_book
from app.storage.ledger.opening import Wanted, open_book
from app.storage.ledger.reading import Cursor, LedgerReader, Statement
from app.storage.unit_of_work import UnitOfWork

FREEZE = """
INSERT INTO ledger_freeze (programme_id, member_id, extent, reason, frozen_at)
VALUES (%(programme)s, %(member)s, %(extent)s, %(reason)s, %(at)s)
ON CONFLICT (programme_id, member_id) DO UPDATE
SET extent = excluded.extent, reason = excluded.reason, frozen_at = excluded.frozen_at
"""

THAW = """
DELETE FROM ledger_freeze
WHERE programme_id = %(programme)s AND member_id = %(member)s
"""

ASSETS = """
SELECT member_id, asset FROM member_balance
WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
"""


class LedgerRepository:
    """The ledger of one unit of work.

    Lock order: the order's settlement row, then ``open``, then voucher rows.
    """

    def __init__(self, uow: UnitOfWork, ids: Ids) -> None:
        self._uow = uow
        self._ids = ids
        self._reader = LedgerReader(uow.connection, uow.programme_id)

    def open(
        self,
        members: Iterable[tuple[UUID, str]],
        *,
        awards: Iterable[UUID] = (),
        vouchers: Iterable[UUID] = (),
        keys: Iterable[Key] = (),
        lots: Iterable[UUID] = (),
        transactions: Iterable[UUID] = (),
        living: Iterable[UUID] = (),
    ) -> Book:
        """Lock the balance rows of *members* and return their ledger.

        Rows that are missing are made, so that a member without history can be
        locked too. Rows are locked in the order of (member, asset); keys are
        looked for after that.

        Args:
            members: Whose accounts may take part, by member and asset.
            awards: All their lots are loaded, whoever holds them (lock those too).
            vouchers: Their holds, burns, releases and returns are loaded.
            keys: What was posted under them is found.
            lots: Lots to load though nothing may be left in them.
            transactions: Transactions to load (to reverse, to unmerge).
            living: Those of *members* that the deed read as living in this unit of
                work. Whoever is not named may be gone: then nothing comes in for
                them, and all else goes on.

        Raises:
            MemberMoved: One of *living* was merged or erased since. The unit of work
                is done again and reads them anew; nobody has to catch it.
            Missing: The programme of the unit of work does not exist.
        """
        wanted = Wanted(
            self._uow.programme_id,
            members,
            awards=awards,
            vouchers=vouchers,
            keys=keys,
            lots=lots,
            transactions=transactions,
            living=living,
        )
        return open_book(self._uow.connection, self._ids, wanted, self._uow.ahead)

    def flush(self, book: Book) -> list[Transaction]:
        """Write what *book* posted; return it with the instants it was given.

        The book can go on afterwards and be flushed again.

        Raises:
            LedgerOutOfBalance: The books would not add up. Roll back.
        """
        written = flush_book(self._uow.connection, self._uow.programme_id, book)
        if written:
            self._uow.tell(lambda: points.told(written, _balances(book)))
        return written

    def accounts(self, members: Iterable[UUID]) -> list[tuple[UUID, str]]:
        """Return (member, asset) of every balance row that *members* have."""
        rows = self._uow.connection.exec_driver_sql(
            ASSETS,
            {"programme": self._uow.programme_id, "members": list(members)},
        )
        return [(row[0], row[1]) for row in rows]

    def freeze(
        self, member_id: UUID, extent: Freeze, *, reason: str, at: datetime
    ) -> None:
        """Stop a member's redemptions, or all postings but the ends of holds."""
        self._uow.connection.exec_driver_sql(
            FREEZE,
            {
                "programme": self._uow.programme_id,
                "member": member_id,
                "extent": extent.value,
                "reason": reason,
                "at": at,
            },
        )

    def thaw(self, member_id: UUID) -> None:
        """Let a frozen member go on."""
        self._uow.connection.exec_driver_sql(
            THAW, {"programme": self._uow.programme_id, "member": member_id}
        )

    def balances(self, member_id: UUID) -> dict[str, Balance]:
        """Return what the member has, by asset; empty for a new member."""
        return self._reader.balances(member_id)

    def lots(self, member_id: UUID, asset: str, *, every: bool = False) -> list[Lot]:
        """Return the member's lots in the order of draws, or *every* lot ever held."""
        return self._reader.lots(member_id, asset, every=every)

    def statement(
        self,
        member_id: UUID,
        asset: str,
        cursor: Cursor | None = None,
        limit: int = 50,
    ) -> Statement:
        """Return one page of the member's transactions, newest first."""
        return self._reader.statement(member_id, asset, cursor, limit)

    def transaction(self, transaction_id: UUID) -> Transaction | None:
        """Return one transaction, or None when there is none of this id."""
        return self._reader.transaction(transaction_id)

    def of_voucher(self, voucher_id: UUID) -> list[Transaction]:
        """Return the hold, its end and the returns of a voucher, oldest first."""
        return self._reader.of_voucher(voucher_id)

    def of_award(self, award_id: UUID) -> list[Transaction]:
        """Return what moved the lots of an award, oldest first."""
        return self._reader.of_award(award_id)

    def notes(self, transactions: Iterable[UUID]) -> dict[UUID, str]:
        """Return the words that people wrote, as far as they were not erased."""
        return self._reader.notes(transactions)


def _balances(book: Book) -> dict[points.Holder, Balance]:
    return {holder: row.balance for holder, row in book.rows.items()}
