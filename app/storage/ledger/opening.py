"""Loads a book: lock first, then look.

The order is the whole point. The balance rows are made where they are missing and
locked in the order of member and asset; whatever is read has a snapshot taken
after the locks were had, so a twin that wrote the same key is seen. Live lots are
read when an act first needs them: nobody else changes them meanwhile.

Who is merged or erased changes under the same locks. A deed that read its member
before it waited for them is told to begin again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from app.domain.errors import Missing
from app.domain.ledger.accounts import Account
from app.domain.ledger.balances import Balance
from app.domain.ledger.book import Book
from app.domain.ledger.errors import MemberMoved
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import Key, key_digest
from app.domain.ledger.kinds import Kind
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Posting, Transaction
from app.domain.money import Money
from app.ports import Ids
from app.storage.ledger.arrays import array, raw_array, text_array
from app.storage.statements import Prepared

SALT_BYTES = 32

_PEPPERS: WeakKeyDictionary[Engine, dict[UUID, bytes]] = WeakKeyDictionary()

OPEN = Prepared(
    """
SELECT * FROM setia_open_ledger(%(programme)s::uuid, %(members)s::uuid[],
  %(assets)s::text[], %(keys)s::bytea[])
"""
)
"""Locks, then looks: see ``app.storage.tables.ledger_opening``."""

GONE = Prepared(
    """
SELECT member_id FROM member
WHERE programme_id = %(programme)s::uuid AND member_id = ANY(%(members)s::uuid[])
  AND state NOT IN ('active', 'shadow')
"""
)
"""A statement of its own after the locks, so that it sees what their holders did."""

TRANSACTION_COLUMNS = """t.transaction_id, t.kind, t.key_digest, t.request_digest,
  t.occurred_at, t.posted_at, t.programme_version, t.rule_ref, t.actor,
  t.voucher_id, t.reverses, p.source, p.source_member_id, p.target,
  p.target_member_id, p.asset, p.amount, p.lot_id"""

FOUND = Prepared(
    f"""
SELECT {TRANSACTION_COLUMNS}
FROM (
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s::uuid AND voucher_id = ANY(%(vouchers)s::uuid[])
  UNION
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s::uuid AND reverses = ANY(%(transactions)s::uuid[])
  UNION
  SELECT unnest(%(transactions)s::uuid[])
  UNION
  SELECT unnest(%(only)s::uuid[])
) AS w
JOIN ledger_transaction t ON t.programme_id = %(programme)s::uuid
  AND t.transaction_id = w.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s::uuid
  AND p.transaction_id = t.transaction_id
ORDER BY t.posted_at, t.transaction_id, p.line
"""
)

LOT_COLUMNS = """s.lot_id, l.home_member_id, s.member_id, s.asset, l.award_id,
  l.award_lot, s.size, l.awarded_at, l.zone, l.basis_minor, l.basis_currency,
  l.basis_kind, s.available_from, s.lapses_at, s.pending, s.available, s.held,
  s.burned, s.expired, s.clawed, s.removed, s.forfeited, s.given, s.shortfall,
  s.goodwill, s.absorbed, s.maturations, s.expiries, s.dates, s.records,
  l.opened_by"""

NAMED_LOTS = Prepared(
    f"""
SELECT {LOT_COLUMNS}
FROM (
  SELECT a.lot_id FROM ledger_lot a
  WHERE a.programme_id = %(programme)s::uuid
    AND a.award_id = ANY(%(awards)s::uuid[])
  UNION
  SELECT unnest(%(lots)s::uuid[])
) AS w
JOIN ledger_lot_state s ON s.programme_id = %(programme)s::uuid
  AND s.lot_id = w.lot_id
JOIN ledger_lot l ON l.programme_id = %(programme)s::uuid AND l.lot_id = w.lot_id
"""
)

LIVE_LOTS = Prepared(
    f"""
SELECT {LOT_COLUMNS}
FROM ledger_lot_state s
JOIN ledger_lot l ON l.programme_id = %(programme)s::uuid AND l.lot_id = s.lot_id
WHERE s.programme_id = %(programme)s::uuid AND s.member_id = %(member)s::uuid
  AND s.asset = %(asset)s::text AND s.live IS NOT NULL
"""
)


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
        living: Iterable[UUID],
    ) -> None:
        pairs = sorted(set(members))
        self.programme_id = programme_id
        self.members = pairs
        self.awards = list(awards)
        self.keys = list(keys)
        self.lots = list(lots)
        self.vouchers = list(vouchers)
        self.transactions = list(transactions)
        self.living = frozenset(living)
        self.parameters: dict[str, Any] = {
            "programme": programme_id,
            "members": array(member_id for member_id, _ in pairs),
            "assets": text_array(asset for _, asset in pairs),
        }

    def and_of(self, pairs: Iterable[tuple[UUID, str]]) -> "Wanted":
        """Return the same with the balances of more members."""
        return Wanted(
            self.programme_id,
            [*self.members, *pairs],
            awards=self.awards,
            vouchers=self.vouchers,
            keys=self.keys,
            lots=self.lots,
            transactions=self.transactions,
            living=self.living,
        )


def open_book(
    connection: Connection, ids: Ids, wanted: Wanted, ahead: timedelta = timedelta()
) -> Book:
    """Return the book as it stands under the locks.

    Its instant is the database's, so that two servers never disagree; *ahead* is
    how far a demonstration has moved time.
    """
    rows = _lock_and_look(connection, wanted)
    gone = _gone(connection, wanted)
    pepper, state, reason, clock, found = rows[0][10:]

    def load(member_id: UUID, asset: str) -> list[Lot]:
        return live_lots(connection, wanted.programme_id, member_id, asset)

    book = Book(
        pepper=pepper,
        new_id=ids.new,
        new_salt=lambda: ids.secret(SALT_BYTES),
        programme_state=state,
        programme_reason=reason or "",
        opened_at=clock + ahead,
        load=load,
    )
    for row in rows:
        if row[0] is not None:
            _admit(book, row, gone)
    _load_named(connection, book, wanted, found or [])
    # Once a merge was undone, lots of one award or voucher may lie with two members.
    held = {(lot.member_id, lot.asset) for lot in book.lots.values()}
    strangers = held - book.rows.keys()
    if strangers:
        return open_book(connection, ids, wanted.and_of(strangers), ahead)
    return book


def _lock_and_look(connection: Connection, wanted: Wanted) -> list[tuple[Any, ...]]:
    """Return the locked rows, each with the programme and what the keys found.

    The pepper never changes, so the last one seen is tried: with it the keys are
    looked for in the same message. Asking again takes no lock anew.
    """
    peppers = _PEPPERS.setdefault(connection.engine, {})
    pepper = peppers.get(wanted.programme_id, b"")
    while True:
        keys = raw_array(key_digest(pepper, key) for key in wanted.keys)
        rows = OPEN.rows(connection, {**wanted.parameters, "keys": keys})
        if not rows:
            raise Missing("no such programme")
        if rows[0][10] == pepper:
            return rows
        pepper = peppers[wanted.programme_id] = rows[0][10]


def _gone(connection: Connection, wanted: Wanted) -> set[UUID]:
    """Return who of the locked members is merged, closed or erased.

    Raises:
        MemberMoved: The deed took one of them for living.
    """
    rows = GONE.rows(
        connection,
        {
            "programme": wanted.programme_id,
            "members": wanted.parameters["members"],
        },
    )
    gone = {row[0] for row in rows}
    if not wanted.living.isdisjoint(gone):
        raise MemberMoved("a member was merged or erased meanwhile")
    return gone


def _load_named(
    connection: Connection, book: Book, wanted: Wanted, found: list[UUID]
) -> None:
    lots = wanted.lots
    if found or wanted.vouchers or wanted.transactions:
        for transaction in read_found(
            connection,
            wanted.programme_id,
            vouchers=wanted.vouchers,
            transactions=wanted.transactions,
            only=found,
        ):
            book.remember(transaction)
            lots = lots + [p.lot_id for p in transaction.postings if p.lot_id]
    if lots or wanted.awards:
        for row in NAMED_LOTS.rows(
            connection,
            {
                "programme": wanted.programme_id,
                "awards": array(wanted.awards),
                "lots": array(lots),
            },
        ):
            book.place(lot_of(row))


def live_lots(
    connection: Connection, programme_id: UUID, member_id: UUID, asset: str
) -> list[Lot]:
    """Return the lots with something left that the member holds."""
    rows = LIVE_LOTS.rows(
        connection, {"programme": programme_id, "member": member_id, "asset": asset}
    )
    return [lot_of(row) for row in rows]


def _admit(book: Book, row: Sequence[Any], gone: Collection[UUID]) -> None:
    member_id, asset, pending, available, held, owed, posted_at, version = row[:8]
    book.admit(
        member_id,
        asset,
        Balance(pending, available, held, -owed),
        last_posted_at=posted_at,
        version=version,
        freeze=None if row[8] is None else Freeze(row[8]),
        freeze_reason=row[9] or "",
        gone=member_id in gone,
    )


def lot_of(row: Sequence[Any]) -> Lot:
    """Return the lot of a row of ``LOT_COLUMNS``."""
    basis = None if row[9] is None else Money(row[9], row[10])
    values = (*row[:9], basis, row[11] or "shop", *row[12:])
    return Lot(*values)


def read_found(
    connection: Connection,
    programme_id: UUID,
    *,
    vouchers: Collection[UUID] = (),
    transactions: Collection[UUID] = (),
    only: Collection[UUID] = (),
) -> list[Transaction]:
    """Return the transactions of vouchers and of ids, oldest first.

    *transactions* come with what reversed them, those of *only* without.
    """
    rows = FOUND.rows(
        connection,
        {
            "programme": programme_id,
            "only": array(only),
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
