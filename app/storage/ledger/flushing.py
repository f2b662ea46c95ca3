"""Writes what a book posted, in one statement for the whole unit of work.

Derived rows get the book's figures, and only if they are still as the book found
them under the lock.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.book import Book
from app.domain.ledger.errors import LedgerOutOfBalance
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Transaction
from app.storage.ledger.arrays import array, raw_array, text_array
from app.storage.ledger.writing import (
    FLUSH,
    IN_PLACE,
    MOVED_HOMES,
    NOTES,
    RECORDS,
    SOURCES,
    STATE_COLUMNS,
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
    parameters = {
        "programme": programme_id,
        "now": clock,
        **_transaction_parameters(written),
        **_posting_parameters(written),
        **_balance_parameters(rows, book),
    }
    if opened:
        parameters |= _lot_parameters(book.opened)
    if book.dates:
        parameters |= _date_parameters(book)
    if changed:
        parameters |= _state_parameters("c", ("lot_id", *IN_PLACE), changed)
    statement = FLUSH[bool(opened), bool(book.dates), bool(changed)]
    [counts] = statement.rows(connection, parameters)
    if counts[:2] != (len(rows), len(changed)):
        raise LedgerOutOfBalance("a balance or a lot is not as the book found it")


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


def _transaction_parameters(written: list[Transaction]) -> dict[str, str]:
    return {
        "t_id": array(t.id for t in written),
        "t_kind": text_array(t.kind.value for t in written),
        "t_key": raw_array(t.key_digest for t in written),
        "t_request": raw_array(t.request_digest for t in written),
        "t_occurred": array(t.occurred_at for t in written),
        "t_posted": array(t.posted_at for t in written),
        "t_count": array(len(t.postings) for t in written),
        "t_version": array(t.programme_version for t in written),
        "t_rule": text_array(t.rule_ref for t in written),
        "t_actor": text_array(t.actor for t in written),
        "t_voucher": array(t.voucher_id for t in written),
        "t_reverses": array(t.reverses for t in written),
        "t_note": raw_array(
            None if t.note is None else t.note.commitment for t in written
        ),
    }


def _posting_parameters(written: list[Transaction]) -> dict[str, str]:
    postings = [
        (transaction, line, posting)
        for transaction in written
        for line, posting in enumerate(transaction.postings, start=1)
    ]
    return {
        "p_transaction": array(t.id for t, _, _ in postings),
        "p_line": array(line for _, line, _ in postings),
        "p_source": text_array(p.source.place.value for _, _, p in postings),
        "p_source_member": array(p.source.member_id for _, _, p in postings),
        "p_target": text_array(p.target.place.value for _, _, p in postings),
        "p_target_member": array(p.target.member_id for _, _, p in postings),
        "p_asset": text_array(p.asset for _, _, p in postings),
        "p_lot": array(p.lot_id for _, _, p in postings),
        "p_amount": array(p.amount for _, _, p in postings),
        "p_posted": array(t.posted_at for t, _, _ in postings),
    }


def _lot_parameters(lots: Sequence[Lot]) -> dict[str, str]:
    bases = [lot.basis for lot in lots]
    return {
        **_state_parameters("n", STATE_COLUMNS, lots),
        "l_home": array(lot.home_member_id for lot in lots),
        "l_award": array(lot.award_id for lot in lots),
        "l_number": array(lot.award_lot for lot in lots),
        "l_opened_by": array(lot.opened_by for lot in lots),
        "l_awarded": array(lot.awarded_at for lot in lots),
        "l_zone": text_array(lot.zone for lot in lots),
        "l_basis": array(None if b is None else b.amount_minor for b in bases),
        "l_currency": text_array(None if b is None else b.currency for b in bases),
        "l_basis_kind": text_array(
            None if lot.basis is None else lot.basis_kind for lot in lots
        ),
    }


def _date_parameters(book: Book) -> dict[str, str]:
    return {
        "d_lot": array(date.lot_id for date in book.dates),
        "d_n": array(date.n for date in book.dates),
        "d_from": array(date.available_from for date in book.dates),
        "d_lapses": array(date.lapses_at for date in book.dates),
        "d_reason": text_array(date.reason for date in book.dates),
        "d_transaction": array(date.transaction_id for date in book.dates),
    }


def _state_parameters(
    prefix: str, columns: Sequence[str], lots: Sequence[Lot]
) -> dict[str, str]:
    return {
        f"{prefix}_{name}": (text_array if name == "asset" else array)(
            getattr(lot, name) for lot in lots
        )
        for name in columns
    }


def _balance_parameters(
    rows: dict[tuple[UUID, str], datetime], book: Book
) -> dict[str, str]:
    found = [book.rows[at] for at in rows]
    return {
        "b_member": array(row.member_id for row in found),
        "b_asset": text_array(row.asset for row in found),
        "b_pending": array(row.pending for row in found),
        "b_available": array(row.available for row in found),
        "b_held": array(row.held for row in found),
        "b_owed": array(-row.shortfall for row in found),
        "b_posted": array(rows.values()),
        "b_version": array(row.version for row in found),
    }


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
    for giver_id, taker_id, home_id in book.moved_homes:
        MOVED_HOMES.run(
            connection,
            {
                "programme": programme_id,
                "giver": giver_id,
                "taker": taker_id,
                "home": home_id,
            },
        )
