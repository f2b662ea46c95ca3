"""Postings and transactions: balanced by their shape, never edited."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.errors import AmountOutOfRange
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_POSTING

WITHOUT_LOT = frozenset({Place.SHORTFALL, Pot.GOODWILL})


@dataclass(frozen=True, slots=True)
class Posting:
    """A positive number of units of one asset, moved between two accounts."""

    source: Account
    target: Account
    asset: str
    amount: int
    lot_id: UUID | None
    """Whose units move. None only between shortfalls and goodwill."""

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= MAX_POSTING:
            raise AmountOutOfRange(amount=self.amount, lowest=1, highest=MAX_POSTING)
        if self.source == self.target:
            raise ValueError(
                f"a posting needs two accounts, not {self.source.name} twice"
            )
        if self.lot_id is None and not (
            self.source.place in WITHOUT_LOT and self.target.place in WITHOUT_LOT
        ):
            raise ValueError("only shortfalls move without a lot")

    @property
    def lot(self) -> UUID:
        """The lot, of a posting that must have one."""
        if self.lot_id is None:
            raise ValueError("this posting moves a shortfall and has no lot")
        return self.lot_id

    def mirrored(self) -> "Posting":
        return Posting(self.target, self.source, self.asset, self.amount, self.lot_id)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a fact came from, in the platform's words. Erasable."""

    kind: str
    """``order``, ``review``, ``customer`` …"""
    store_id: UUID | None
    ref: str


@dataclass(frozen=True, slots=True)
class Note:
    """A person's words and the salt that hides them in the journal."""

    text: str
    salt: bytes

    @property
    def commitment(self) -> bytes:
        return hashlib.sha256(self.salt + self.text.encode()).digest()


@dataclass(frozen=True, slots=True)
class Transaction:
    """Postings that happen together, once per key."""

    id: UUID
    kind: Kind
    key_digest: bytes
    request_digest: bytes
    occurred_at: datetime
    postings: Sequence[Posting]
    rule_ref: str | None = None
    programme_version: int | None = None
    actor: str = "system"
    voucher_id: UUID | None = None
    reverses: UUID | None = None
    note: Note | None = None
    source: SourceRef | None = None
    key: Key | None = None
    """None when it was read back: only the digest is stored."""
    posted_at: datetime | None = None
    """None until it is written."""

    def moved(self, asset: str | None = None) -> int:
        """Return the units in all postings (of *asset*)."""
        return sum(p.amount for p in self.postings if asset in (None, p.asset))


class Details(TypedDict, total=False):
    """What may be said about any transaction; goes with every act of the book."""

    actor: str
    rule_ref: str | None
    version: int | None
    note: str | None
    source: SourceRef | None
    request: Mapping[str, object] | None
