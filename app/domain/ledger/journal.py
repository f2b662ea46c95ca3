"""What the sealed journal says about a transaction, byte for byte, and its hashes.

The content holds random ids, amounts and digests only: nothing personal. A
note is bound by a commitment, so text and salt can be erased and the chain
still verifies.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.domain.ledger.accounts import Account

VERSION = "ljr1"
DOMAIN = b"ledger-journal-v1\x00"
FIRST_PREVIOUS = bytes(32)
"""What stands for the hash before the first."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One posting, as the journal has it."""

    number: int
    source: Account
    target: Account
    asset: str
    lot_id: UUID | None
    amount: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction, as the journal has it."""

    transaction_id: UUID
    kind: str
    occurred_at: datetime
    posted_at: datetime
    key_digest: bytes
    request_digest: bytes
    lines: tuple[Line, ...]
    note_commitment: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry's place in the chain."""

    seq: int
    transaction_id: UUID
    content_hash: bytes
    previous_hash: bytes
    hash: bytes


def microseconds(instant: datetime) -> int:
    """Return whole microseconds since 1970 UTC."""
    return (instant - EPOCH) // MICROSECOND


def content(programme_id: UUID, seq: int, entry: Entry) -> bytes:
    """Return the canonical content: a JSON array, UTF-8, no spaces."""
    array = [
        VERSION,
        str(programme_id),
        seq,
        str(entry.transaction_id),
        entry.kind,
        microseconds(entry.occurred_at),
        microseconds(entry.posted_at),
        entry.key_digest.hex(),
        entry.request_digest.hex(),
        [
            [
                line.number,
                line.source.name,
                line.target.name,
                line.asset,
                None if line.lot_id is None else str(line.lot_id),
                line.amount,
            ]
            for line in entry.lines
        ],
        "" if entry.note_commitment is None else entry.note_commitment.hex(),
    ]
    return json.dumps(array, separators=(",", ":"), ensure_ascii=False).encode()


def seal_entry(
    programme_id: UUID, seq: int, previous_hash: bytes, entry: Entry
) -> Sealed:
    """Return the place of *entry* as number *seq*, after *previous_hash*."""
    content_hash = hashlib.sha256(content(programme_id, seq, entry)).digest()
    chained = hashlib.sha256(DOMAIN + previous_hash + content_hash).digest()
    return Sealed(seq, entry.transaction_id, content_hash, previous_hash, chained)
