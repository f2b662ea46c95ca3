"""Writes what a book posted, in one statement for the whole unit of work.

Foreign keys are checked when the statement ends and posting counts when the unit
of work commits, so the parts need no order among themselves. Derived rows get
the book's figures, and only if they are still as the book found them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.book import Book
from app.domain.ledger.errors import LedgerOutOfBalance
from app.domain.ledger.lots import STATE, Lot
from app.domain.ledger.posting import Posting, Transaction
from app.storage.ledger.arrays import array, raw_array, text_array
from app.storage.statements import Prepared

MICROSECOND = timedelta(microseconds=1)

IN_PLACE = (
    "member_id",
    *STATE,
    "absorbed",
    "maturations",
    "expiries",
    "dates",
    "records",
    "available_from",
    "lapses_at",
)
"""Columns of a lot's state that change; the rest is fixed when it is opened."""

TYPES = {
    "member_id": "uuid",
    "maturations": "smallint",
    "expiries": "smallint",
    "dates": "smallint",
    "records": "smallint",
    "available_from": "timestamptz",
    "lapses_at": "timestamptz",
}


def _unnest(prefix: str, columns: Sequence[str], types: dict[str, str]) -> str:
    return ", ".join(
        f"%({prefix}_{name})s::{types.get(name, 'bigint')}[]" for name in columns
    )


STATE_COLUMNS = ("lot_id", "asset", "size", *IN_PLACE)
STATE_TYPES = {**TYPES, "lot_id": "uuid", "asset": "text"}

FLUSH = Prepared(
    f"""
WITH new_transaction AS (
  INSERT INTO ledger_transaction (programme_id, transaction_id, kind, key_digest,
    request_digest, occurred_at, posted_at, posting_count, programme_version,
    rule_ref, actor, voucher_id, reverses, note_commitment)
  SELECT %(programme)s::uuid, * FROM unnest(%(t_id)s::uuid[], %(t_kind)s::text[],
    %(t_key)s::bytea[], %(t_request)s::bytea[], %(t_occurred)s::timestamptz[],
    %(t_posted)s::timestamptz[], %(t_count)s::int[], %(t_version)s::int[],
    %(t_rule)s::text[], %(t_actor)s::text[], %(t_voucher)s::uuid[],
    %(t_reverses)s::uuid[], %(t_note)s::bytea[])
), unsealed AS (
  INSERT INTO ledger_unsealed (programme_id, posted_at, transaction_id)
  SELECT %(programme)s::uuid, *
  FROM unnest(%(t_posted)s::timestamptz[], %(t_id)s::uuid[])
), new_lot AS (
  INSERT INTO ledger_lot (programme_id, lot_id, home_member_id, asset, award_id,
    award_lot, size, opened_by, awarded_at, zone, basis_minor, basis_currency,
    basis_kind)
  SELECT %(programme)s::uuid, * FROM unnest(%(l_id)s::uuid[], %(l_home)s::uuid[],
    %(l_asset)s::text[], %(l_award)s::uuid[], %(l_number)s::smallint[],
    %(l_size)s::bigint[], %(l_opened_by)s::uuid[], %(l_awarded)s::timestamptz[],
    %(l_zone)s::text[], %(l_basis)s::bigint[], %(l_currency)s::text[],
    %(l_basis_kind)s::text[])
), new_posting AS (
  INSERT INTO ledger_posting (programme_id, transaction_id, line, source,
    source_member_id, target, target_member_id, asset, lot_id, amount, posted_at)
  SELECT %(programme)s::uuid, * FROM unnest(%(p_transaction)s::uuid[],
    %(p_line)s::int[], %(p_source)s::text[], %(p_source_member)s::uuid[],
    %(p_target)s::text[], %(p_target_member)s::uuid[], %(p_asset)s::text[],
    %(p_lot)s::uuid[], %(p_amount)s::bigint[], %(p_posted)s::timestamptz[])
), new_date AS (
  INSERT INTO ledger_lot_date (programme_id, lot_id, n, available_from, lapses_at,
    reason, transaction_id, recorded_at)
  SELECT %(programme)s::uuid, d.*, %(now)s::timestamptz FROM unnest(%(d_lot)s::uuid[],
    %(d_n)s::smallint[], %(d_from)s::timestamptz[], %(d_lapses)s::timestamptz[],
    %(d_reason)s::text[], %(d_transaction)s::uuid[]) AS d
), new_state AS (
  INSERT INTO ledger_lot_state (programme_id, {", ".join(STATE_COLUMNS)})
  SELECT %(programme)s::uuid, * FROM unnest({_unnest("n", STATE_COLUMNS, STATE_TYPES)})
), changed_state AS (
  UPDATE ledger_lot_state s SET {", ".join(f"{name} = c.{name}" for name in IN_PLACE)}
  FROM unnest(%(c_lot_id)s::uuid[], {_unnest("c", IN_PLACE, TYPES)})
    AS c (lot_id, {", ".join(IN_PLACE)})
  WHERE s.programme_id = %(programme)s::uuid AND s.lot_id = c.lot_id
    AND s.lot_id = ANY(%(c_lot_id)s::uuid[])
  RETURNING 1
), changed_balance AS (
  UPDATE member_balance b SET pending = c.pending, available = c.available,
    held = c.held, shortfall = c.shortfall, last_posted_at = c.posted_at,
    version = c.version + 1
  FROM unnest(%(b_member)s::uuid[], %(b_asset)s::text[], %(b_pending)s::bigint[],
    %(b_available)s::bigint[], %(b_held)s::bigint[], %(b_owed)s::bigint[],
    %(b_posted)s::timestamptz[], %(b_version)s::bigint[])
    AS c (member_id, asset, pending, available, held, shortfall, posted_at, version)
  WHERE b.programme_id = %(programme)s::uuid AND b.member_id = c.member_id
    AND b.asset = c.asset AND b.version = c.version
    AND b.member_id = ANY(%(b_member)s::uuid[])
  RETURNING 1
)
SELECT (SELECT count(*) FROM changed_state), (SELECT count(*) FROM changed_balance),
  set_config('plan_cache_mode', 'auto', true)
"""
)

RECORDS = Prepared(
    """
INSERT INTO clawback_record (programme_id, lot_id, n, target, absorbed,
  absorbed_total, snapshot_digest, transaction_id, recorded_at)
SELECT %(programme)s::uuid, r.*, %(now)s::timestamptz FROM unnest(%(lot)s::uuid[],
  %(n)s::smallint[], %(target)s::bigint[], %(absorbed)s::bigint[],
  %(total)s::bigint[], %(digest)s::bytea[], %(transaction)s::uuid[]) AS r
"""
)

SOURCES = Prepared(
    """
INSERT INTO transaction_source
  (programme_id, transaction_id, kind, store_id, source_ref)
SELECT %(programme)s::uuid, * FROM unnest(%(transaction)s::uuid[], %(kind)s::text[],
  %(store)s::uuid[], %(ref)s::text[])
"""
)

NOTES = Prepared(
    """
INSERT INTO transaction_note (programme_id, transaction_id, note, salt)
SELECT %(programme)s::uuid, * FROM unnest(%(transaction)s::uuid[], %(note)s::text[],
  %(salt)s::bytea[])
"""
)

MOVED_HOMES = Prepared(
    """
UPDATE ledger_lot_state s SET member_id = %(taker)s::uuid
FROM ledger_lot l
WHERE s.programme_id = %(programme)s::uuid AND s.member_id = %(giver)s::uuid
  AND l.programme_id = s.programme_id AND l.lot_id = s.lot_id
  AND (%(home)s::uuid IS NULL OR l.home_member_id = %(home)s::uuid)
"""
)
"""The lots that a merge hands over without a posting: nothing is left in them."""


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
    postings = [
        (transaction, line, posting)
        for transaction in written
        for line, posting in enumerate(transaction.postings, start=1)
    ]
    [counts] = FLUSH.rows(
        connection,
        {
            "programme": programme_id,
            "now": clock,
            **_transaction_parameters(written),
            **_posting_parameters(postings),
            **_lot_parameters(book.opened),
            **_date_parameters(book),
            **_state_parameters("n", STATE_COLUMNS, book.opened),
            **_state_parameters("c", ("lot_id", *IN_PLACE), changed),
            **_balance_parameters(rows, book),
        },
    )
    if (counts[0], counts[1]) != (len(changed), len(rows)):
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


def _posting_parameters(
    postings: Sequence[tuple[Transaction, int, Posting]],
) -> dict[str, str]:
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
        "l_id": array(lot.lot_id for lot in lots),
        "l_home": array(lot.home_member_id for lot in lots),
        "l_asset": text_array(lot.asset for lot in lots),
        "l_award": array(lot.award_id for lot in lots),
        "l_number": array(lot.award_lot for lot in lots),
        "l_size": array(lot.size for lot in lots),
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
