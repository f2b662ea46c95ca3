"""Moves transactions from the queue into the journal, in order, without a gap."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.accounts import Account
from app.domain.ledger.journal import (
    FIRST_PREVIOUS,
    Entry,
    Line,
    Sealed,
    seal_entry,
)
from app.storage.ledger.arrays import array, raw_array
from app.storage.statements import Prepared
from app.storage.unit_of_work import UnitOfWork

ALONE = Prepared("SELECT pg_try_advisory_xact_lock(%(key)s::bigint)")

HEAD = Prepared(
    """
SELECT seq, hash FROM ledger_journal WHERE programme_id = %(programme)s::uuid
ORDER BY seq DESC LIMIT 1
"""
)

QUEUE = Prepared(
    """
SELECT u.transaction_id, t.kind, t.occurred_at, t.posted_at, t.key_digest,
  t.request_digest, t.note_commitment, p.line, p.source, p.source_member_id,
  p.target, p.target_member_id, p.asset, p.lot_id, p.amount
FROM (
  SELECT posted_at, transaction_id FROM ledger_unsealed
  WHERE programme_id = %(programme)s::uuid
  ORDER BY posted_at, transaction_id LIMIT %(most)s::int
) AS u
JOIN ledger_transaction t ON t.programme_id = %(programme)s::uuid
  AND t.transaction_id = u.transaction_id
JOIN ledger_posting p ON p.programme_id = %(programme)s::uuid
  AND p.transaction_id = u.transaction_id
ORDER BY u.posted_at, u.transaction_id, p.line
"""
)

SEAL = Prepared(
    """
INSERT INTO ledger_journal (programme_id, seq, transaction_id, content_hash,
  previous_hash, hash, sealed_at)
SELECT %(programme)s::uuid, j.*,
  clock_timestamp() + %(ahead_s)s::int * interval '1 second'
FROM unnest(%(seq)s::bigint[], %(transaction)s::uuid[], %(content)s::bytea[],
  %(previous)s::bytea[], %(hash)s::bytea[]) AS j
"""
)

UNQUEUE = Prepared(
    """
DELETE FROM ledger_unsealed u
USING unnest(%(posted)s::timestamptz[], %(transaction)s::uuid[])
  AS w (posted_at, transaction_id)
WHERE u.programme_id = %(programme)s::uuid AND u.posted_at = w.posted_at
  AND u.transaction_id = w.transaction_id
"""
)


def lock_key(programme_id: UUID) -> int:
    """Return the advisory lock that one sealer of a programme holds."""
    digest = hashlib.sha256(b"setia-seal" + programme_id.bytes).digest()
    return int.from_bytes(digest[:8], signed=True)


def seal_next(uow: UnitOfWork, *, most: int) -> int:
    """Seal up to *most* waiting transactions; return how many.

    Zero when nothing waits or another sealer of the programme is at work. Head
    and queue are read after the lock was had, each in a snapshot of its own.
    """
    programme_id = uow.programme_id
    alone = ALONE.rows(uow.connection, {"key": lock_key(programme_id)})
    if not alone[0][0]:
        return 0
    entries = _waiting(uow.connection, programme_id, most)
    if not entries:
        return 0
    head = HEAD.rows(uow.connection, {"programme": programme_id})
    seq, previous = head[0] if head else (0, FIRST_PREVIOUS)
    sealed: list[Sealed] = []
    for entry in entries:
        seq += 1
        link = seal_entry(programme_id, seq, previous, entry)
        sealed.append(link)
        previous = link.hash
    SEAL.run(
        uow.connection,
        {
            "programme": programme_id,
            "ahead_s": int(uow.ahead.total_seconds()),
            "seq": array(link.seq for link in sealed),
            "transaction": array(link.transaction_id for link in sealed),
            "content": raw_array(link.content_hash for link in sealed),
            "previous": raw_array(link.previous_hash for link in sealed),
            "hash": raw_array(link.hash for link in sealed),
        },
    )
    UNQUEUE.run(
        uow.connection,
        {
            "programme": programme_id,
            "posted": array(entry.posted_at for entry in entries),
            "transaction": array(entry.transaction_id for entry in entries),
        },
    )
    return len(sealed)


def _waiting(connection: Connection, programme_id: UUID, most: int) -> list[Entry]:
    lines: dict[UUID, list[Line]] = {}
    heads: dict[UUID, tuple[str, datetime, datetime, bytes, bytes, bytes | None]] = {}
    for row in QUEUE.rows(connection, {"programme": programme_id, "most": most}):
        heads[row[0]] = row[1:7]
        lines.setdefault(row[0], []).append(
            Line(
                number=row[7],
                source=Account.of(row[8], row[9]),
                target=Account.of(row[10], row[11]),
                asset=row[12],
                lot_id=row[13],
                amount=row[14],
            )
        )
    return [
        Entry(transaction_id, *head[:5], tuple(lines[transaction_id]), head[5])
        for transaction_id, head in heads.items()
    ]
