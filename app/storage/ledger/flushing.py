"""Writes what a book posted, in one statement for the whole unit of work.

Derived rows get the book's figures, and only if they are still as the book found
them under the lock.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.book import Book
from app.domain.ledger.entries import LotDate
from app.domain.ledger.errors import LedgerOutOfBalance
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Transaction
from app.storage.ledger.arrays import array, raw_array, text_array
from app.storage.ledger.writing import (
    BALANCE,
    CHANGED_STATE,
    DATE,
    FLUSH,
    LOT,
    MOVED_HOMES,
    NEW_STATE,
    NOTES,
    POSTING,
    RECORDS,
    SOURCES,
    TRANSACTION,
    Columns,
)

ARRAYS: Final[dict[str, Callable[[Iterable[Any]], str]]] = {
    "text": text_array,
    "bytea": raw_array,
}
NEW_STATE_OF: Final = attrgetter(*(name.removeprefix("n_") for name in NEW_STATE))
CHANGED_STATE_OF: Final = attrgetter(
    *(name.removeprefix("c_") for name in CHANGED_STATE)
)
MICROSECOND = timedelta(microseconds=1)


def flush_book(
    connection: Connection, programme_id: UUID, book: Book
) -> list[Transaction]:
    """Write everything that *book* posted; return it as it was written.

    Afterwards the book stands where the database stands and can go on.

    Raises:
        LedgerOutOfBalance: The figures do not add up, or a derived row is not
            as it was found. Roll back.
    """
    clock = book.opened_at
    if clock is None:
        raise ValueError("only a book that the repository opened can be flushed")
    if book.posted or book.touched_lots or book.moved_homes:
        book.verify()
        written = _stamped(book, clock)
        _write(connection, programme_id, book, written, clock)
        _write_rare(connection, programme_id, book, written, clock)
        book.flushed(written)
        return written
    return []


def _stamped(book: Book, clock: datetime) -> list[Transaction]:
    """Give every transaction its instant: strictly later along each locked row."""
    latest = [
        row.last_posted_at + MICROSECOND
        for row in book.rows.values()
        if row.last_posted_at is not None
    ]
    first = max([clock, *latest])
    return [
        replace(transaction, posted_at=first + n * MICROSECOND)
        for n, transaction in enumerate(book.posted)
    ]


def _write(
    connection: Connection,
    programme_id: UUID,
    book: Book,
    written: list[Transaction],
    clock: datetime,
) -> None:
    opened = {lot.lot_id for lot in book.opened}
    changed = [lot for lot in book.touched_lots.values() if lot.lot_id not in opened]
    rows = _touched_rows(written)
    one = len(rows) == 1 and _single(book, written, changed)
    parameters = {
        "programme": programme_id,
        "now": clock,
        **_columns(TRANSACTION, map(_transaction_row, written), one=one),
        **_columns(POSTING, _posting_rows(written), one=one),
        **_columns(BALANCE, _balance_rows(rows, book), one=one),
    }
    if opened:
        parameters |= _columns(LOT, map(_lot_row, book.opened), one=one)
        parameters |= _columns(NEW_STATE, map(NEW_STATE_OF, book.opened), one=one)
    if book.dates:
        parameters |= _columns(DATE, map(_date_row, book.dates), one=one)
    if changed:
        parameters |= _columns(CHANGED_STATE, map(CHANGED_STATE_OF, changed), one=one)
    statement = FLUSH[bool(opened), bool(book.dates), bool(changed), one]
    counts = statement.rows(connection, parameters)
    if not counts or counts[0][:2] != (len(rows), len(changed)):
        raise LedgerOutOfBalance("a balance or a lot is not as the book found it")


def _single(book: Book, written: list[Transaction], changed: list[Lot]) -> bool:
    """Tell whether there is one of each, and a lot that is opened is untouched."""
    return (
        len(written) == 1
        and len(written[0].postings) == 1
        and max(len(book.opened), len(book.dates), len(changed)) <= 1
        and all(
            lot.opened_by == written[0].id
            and lot.pending + lot.available + lot.held == lot.size
            and lot.shortfall == lot.goodwill == lot.absorbed == 0
            and lot.maturations == lot.expiries == 0
            for lot in book.opened
        )
    )


def _columns(
    columns: Columns, rows: Iterable[tuple[Any, ...]], *, one: bool
) -> dict[str, Any]:
    """Return the parameters that carry *rows*: plain values, or arrays."""
    if one:
        [row] = rows
        return dict(zip(columns, row, strict=True))
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return {
        name: ARRAYS.get(kind, array)(of_column)
        for (name, kind), of_column in zip(columns.items(), values, strict=True)
    }


def _touched_rows(written: list[Transaction]) -> dict[tuple[UUID, str], datetime]:
    """Return the rows with postings, and the instant of their last one."""
    touched: dict[tuple[UUID, str], datetime] = {}
    for transaction in written:
        posted_at = transaction.posted_at
        for posting in transaction.postings:
            for account in (posting.source, posting.target):
                if account.member_id is not None and posted_at is not None:
                    touched[account.member_id, posting.asset] = posted_at
    return touched


def _transaction_row(transaction: Transaction) -> tuple[Any, ...]:
    note = transaction.note
    return (
        transaction.id,
        transaction.kind.value,
        transaction.key_digest,
        transaction.request_digest,
        transaction.occurred_at,
        transaction.posted_at,
        len(transaction.postings),
        transaction.programme_version,
        transaction.rule_ref,
        transaction.actor,
        transaction.voucher_id,
        transaction.reverses,
        None if note is None else note.commitment,
    )


def _posting_rows(written: list[Transaction]) -> Iterator[tuple[Any, ...]]:
    for transaction in written:
        for line, posting in enumerate(transaction.postings, start=1):
            source, target = posting.source, posting.target
            yield (
                transaction.id,
                line,
                source.place.value,
                source.member_id,
                target.place.value,
                target.member_id,
                posting.asset,
                posting.lot_id,
                posting.amount,
                transaction.posted_at,
            )


def _lot_row(lot: Lot) -> tuple[Any, ...]:
    basis = lot.basis
    return (
        lot.lot_id,
        lot.home_member_id,
        lot.asset,
        lot.award_id,
        lot.award_lot,
        lot.size,
        lot.opened_by,
        lot.awarded_at,
        lot.zone,
        None if basis is None else basis.amount_minor,
        None if basis is None else basis.currency,
        None if basis is None else lot.basis_kind,
    )


def _date_row(date: LotDate) -> tuple[Any, ...]:
    return (
        date.lot_id,
        date.n,
        date.available_from,
        date.lapses_at,
        date.reason,
        date.transaction_id,
    )


def _balance_rows(
    rows: dict[tuple[UUID, str], datetime], book: Book
) -> Iterator[tuple[Any, ...]]:
    for at, posted_at in rows.items():
        row = book.rows[at]
        yield (
            row.member_id,
            row.asset,
            row.pending,
            row.available,
            row.held,
            -row.shortfall,
            posted_at,
            row.version,
        )


def _write_rare(
    connection: Connection,
    programme_id: UUID,
    book: Book,
    written: list[Transaction],
    clock: datetime,
) -> None:
    """Write what most units of work have nothing of."""
    if book.records:
        RECORDS.run(
            connection,
            {
                "programme": programme_id,
                "now": clock,
                "lot": array(record.lot_id for record in book.records),
                "n": array(record.n for record in book.records),
                "target": array(record.target for record in book.records),
                "absorbed": array(record.absorbed for record in book.records),
                "total": array(record.absorbed_total for record in book.records),
                "digest": raw_array(record.snapshot_digest for record in book.records),
                "transaction": array(record.transaction_id for record in book.records),
            },
        )
    sources = [(t.id, t.source) for t in written if t.source is not None]
    if sources:
        SOURCES.run(
            connection,
            {
                "programme": programme_id,
                "transaction": array(found for found, _ in sources),
                "kind": text_array(source.kind for _, source in sources),
                "store": array(source.store_id for _, source in sources),
                "ref": text_array(source.ref for _, source in sources),
            },
        )
    notes = [(t.id, t.note) for t in written if t.note is not None]
    if notes:
        NOTES.run(
            connection,
            {
                "programme": programme_id,
                "transaction": array(found for found, _ in notes),
                "note": text_array(note.text for _, note in notes),
                "salt": raw_array(note.salt for _, note in notes),
            },
        )
    for giver_id, taker_id, homes in book.moved_homes:
        MOVED_HOMES.run(
            connection,
            {
                "programme": programme_id,
                "giver": giver_id,
                "taker": taker_id,
                "homes": None if homes is None else array(sorted(homes)),
            },
        )
