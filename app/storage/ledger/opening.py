"""Loads a book: lock first, then look.

The order is the whole point. The balance rows are locked (and made, where they
were missing) in one statement and in the order of member and asset; every later
statement has a snapshot taken after the locks were had, so a twin that wrote
the same key is seen.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.domain.errors import Missing
from app.domain.ledger.accounts import Account
from app.domain.ledger.balances import Balance
from app.domain.ledger.book import Book
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import Key, key_digest
from app.domain.ledger.kinds import Kind
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Posting, Transaction
from app.domain.money import Money
from app.ports import Ids
from app.storage.ledger.arrays import array, raw_array, text_array

LOCK = """
INSERT INTO member_balance (programme_id, member_id, asset)
SELECT %(programme)s, w.member_id, w.asset
FROM unnest(%(members)s::uuid[], %(assets)s::text[]) AS w (member_id, asset)
ORDER BY w.member_id, w.asset
ON CONFLICT (programme_id, member_id, asset)
  DO UPDATE SET version = member_balance.version WHERE false
"""
"""Locks the rows that are there (the update touches none) and makes the others."""

BALANCES = """
SELECT b.member_id, b.asset, b.pending, b.available, b.held, b.shortfall,
  b.last_posted_at, b.version, f.extent, f.reason,
  g.key_pepper, g.state, g.frozen_reason, clock_timestamp()
FROM programme g
LEFT JOIN (
  unnest(%(members)s::uuid[], %(assets)s::text[]) AS w (member_id, asset)
  JOIN member_balance b ON b.programme_id = %(programme)s
    AND b.member_id = w.member_id AND b.asset = w.asset
  LEFT JOIN ledger_freeze f ON f.programme_id = %(programme)s
    AND f.member_id = b.member_id
) ON true
WHERE g.programme_id = %(programme)s
"""

TRANSACTION_COLUMNS = """t.transaction_id, t.kind, t.key_digest, t.request_digest,
  t.occurred_at, t.posted_at, t.programme_version, t.rule_ref, t.actor,
  t.voucher_id, t.reverses, p.source, p.source_member_id, p.target,
  p.target_member_id, p.asset, p.amount, p.lot_id"""

FOUND = f"""
SELECT {TRANSACTION_COLUMNS}
FROM (
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s AND key_digest = ANY(%(keys)s::bytea[])
  UNION
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s AND voucher_id = ANY(%(vouchers)s::uuid[])
  UNION
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s AND reverses = ANY(%(transactions)s::uuid[])
  UNION
  SELECT unnest(%(transactions)s::uuid[])
) AS w
JOIN ledger_transaction t ON t.programme_id = %(programme)s
  AND t.transaction_id = w.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s
  AND p.transaction_id = t.transaction_id
ORDER BY t.posted_at, t.transaction_id, p.line
"""

LOT_COLUMNS = """s.lot_id, l.home_member_id, s.member_id, s.asset, l.award_id,
  l.award_lot, s.size, l.awarded_at, l.zone, l.basis_minor, l.basis_currency,
  l.basis_kind, s.available_from, s.lapses_at, s.pending, s.available, s.held,
  s.burned, s.expired, s.clawed, s.removed, s.forfeited, s.given, s.shortfall,
  s.goodwill, s.absorbed, s.maturations, s.expiries, s.dates, s.records,
  l.opened_by"""

LOTS = f"""
SELECT {LOT_COLUMNS}
FROM (
  SELECT h.lot_id
  FROM unnest(%(members)s::uuid[], %(assets)s::text[]) AS w (member_id, asset)
  JOIN ledger_lot_state h ON h.programme_id = %(programme)s
    AND h.member_id = w.member_id AND h.asset = w.asset AND h.live IS NOT NULL
  UNION
  SELECT a.lot_id FROM ledger_lot a
  WHERE a.programme_id = %(programme)s AND a.award_id = ANY(%(awards)s::uuid[])
  UNION
  SELECT unnest(%(lots)s::uuid[])
) AS w
JOIN ledger_lot_state s ON s.programme_id = %(programme)s AND s.lot_id = w.lot_id
JOIN ledger_lot l ON l.programme_id = %(programme)s AND l.lot_id = w.lot_id
"""


class Wanted:
    """What a book is opened with, as parameters."""

    def __init__(
        self,
        programme_id: UUID,
        members: Iterable[tuple[UUID, str]],
        *,
        awards: Iterable[UUID],
        vouchers: Iterable[UUID],
        keys: Iterable[Key],
        lots: Iterable[UUID],
        transactions: Iterable[UUID],
    ) -> None:
        pairs = sorted(set(members))
        self.programme_id = programme_id
        self.keys = list(keys)
        self.lots = list(lots)
        self.vouchers = list(vouchers)
        self.transactions = list(transactions)
        self.parameters: dict[str, Any] = {
            "programme": programme_id,
            "members": array(member_id for member_id, _ in pairs),
            "assets": text_array(asset for _, asset in pairs),
            "awards": array(awards),
        }


def open_book(connection: Connection, ids: Ids, wanted: Wanted) -> Book:
    """Return the book as it stands under the locks."""
    connection.exec_driver_sql(LOCK, wanted.parameters)
    rows = connection.exec_driver_sql(BALANCES, wanted.parameters).all()
    if not rows:
        raise Missing("no such programme")
    pepper, state, reason, clock = rows[0][10:]
    book = Book(
        pepper=pepper,
        new_id=ids.new,
        new_salt=lambda: ids.secret(32),
        programme_state=state,
        programme_reason=reason or "",
        opened_at=clock,
    )
    for row in rows:
        if row[0] is not None:
            _admit(book, row)
    lots = wanted.lots
    if wanted.keys or wanted.vouchers or wanted.transactions:
        found = read_found(
            connection,
            wanted.programme_id,
            [key_digest(pepper, key) for key in wanted.keys],
            wanted.vouchers,
            wanted.transactions,
        )
        for transaction in found:
            book.remember(transaction)
            lots = lots + [p.lot_id for p in transaction.postings if p.lot_id]
    parameters = {**wanted.parameters, "lots": array(lots)}
    for row in connection.exec_driver_sql(LOTS, parameters):
        book.place(lot_of(row))
    return book


def _admit(book: Book, row: Sequence[Any]) -> None:
    member_id, asset, pending, available, held, owed, posted_at, version = row[:8]
    book.admit(
        member_id,
        asset,
        Balance(pending, available, held, -owed),
        last_posted_at=posted_at,
        version=version,
        freeze=None if row[8] is None else Freeze(row[8]),
        freeze_reason=row[9] or "",
    )


def lot_of(row: Sequence[Any]) -> Lot:
    """Return the lot of a row of ``LOT_COLUMNS``."""
    basis = None if row[9] is None else Money(row[9], row[10])
    values = (*row[:9], basis, row[11] or "shop", *row[12:])
    return Lot(*values)


def read_found(
    connection: Connection,
    programme_id: UUID,
    key_digests: Collection[bytes],
    vouchers: Collection[UUID],
    transactions: Collection[UUID],
) -> list[Transaction]:
    """Return the transactions under these keys, vouchers and ids, oldest first."""
    rows = connection.exec_driver_sql(
        FOUND,
        {
            "programme": programme_id,
            "keys": raw_array(key_digests),
            "vouchers": array(vouchers),
            "transactions": array(transactions),
        },
    )
    return transactions_of(rows)


def transactions_of(rows: Iterable[Sequence[Any]]) -> list[Transaction]:
    """Return the transactions of rows of ``TRANSACTION_COLUMNS``, in their order."""
    return [
        _transaction(list(lines)) for _, lines in groupby(rows, key=lambda row: row[0])
    ]


def _transaction(rows: Sequence[Sequence[Any]]) -> Transaction:
    first = rows[0]
    return Transaction(
        id=first[0],
        kind=Kind(first[1]),
        key_digest=first[2],
        request_digest=first[3],
        occurred_at=first[4],
        posted_at=first[5],
        programme_version=first[6],
        rule_ref=first[7],
        actor=first[8],
        voucher_id=first[9],
        reverses=first[10],
        postings=tuple(
            Posting(
                Account.of(row[11], row[12]),
                Account.of(row[13], row[14]),
                row[15],
                row[16],
                row[17],
            )
            for row in rows
        ),
    )
