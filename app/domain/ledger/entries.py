"""What a book keeps beside transactions and lots, row for row as it is stored."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.domain.ledger.balances import Balance
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Details


@dataclass(slots=True)
class Row:
    """The locked balance row of one member and asset."""

    member_id: UUID
    asset: str
    pending: int = 0
    available: int = 0
    held: int = 0
    shortfall: int = 0
    """Zero or negative, as the account is."""
    last_posted_at: datetime | None = None
    version: int = 0
    freeze: Freeze | None = None
    freeze_reason: str = ""
    opening: Balance = field(default_factory=Balance)
    gone: bool = False
    """Merged, closed or erased: nothing comes in any more."""

    @property
    def balance(self) -> Balance:
        return Balance(self.pending, self.available, self.held, self.shortfall)


@dataclass(frozen=True, slots=True)
class LotDate:
    """A row that supersedes the earlier dates of a lot."""

    lot_id: UUID
    n: int
    available_from: datetime | None
    lapses_at: datetime | None
    reason: str
    transaction_id: UUID | None


@dataclass(frozen=True, slots=True)
class ClawbackRecord:
    """What one settlement decided about one lot."""

    lot_id: UUID
    n: int
    target: int
    absorbed: int
    absorbed_total: int
    snapshot_digest: bytes | None
    transaction_id: UUID | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is about to be posted: its identity, and what is said about it."""

    kind: Kind
    key: Key
    key_digest: bytes
    request_digest: bytes
    occurred_at: datetime
    details: Details
