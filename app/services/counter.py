"""Where a wish is served: what somebody asks for, and what was read for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.ledger import Key, key_digest, request_digest
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import MemberFacts
from app.domain.programme.rewards import Reward
from app.domain.rewards.voucher import Source
from app.services.env import Env
from app.storage.members import MemberRow
from app.storage.stores import ProgrammeRow, StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import Request


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for."""

    member_id: UUID
    reward_id: str
    store_id: UUID
    points: int | None
    key: Key
    actor: str
    source: Source
    validity_days: int | None = None
    """Instead of the reward's own."""
    ends_at: datetime | None = None
    """An end that the occasion sets."""
    choice: str | None = None
    """What the member picked, where the reward offers a choice."""

    def request(self, pepper: bytes) -> Request:
        asked = {
            "act": self.source,
            "member": self.member_id,
            "reward": self.reward_id,
            "store": self.store_id,
            "points": self.points,
        }
        if self.choice is not None:
            asked["choice"] = self.choice
        return Request(key_digest(pepper, self.key), request_digest(asked))


@dataclass(slots=True)
class Counter:
    """Where a wish is served: what was read for it in this unit of work."""

    env: Env
    uow: UnitOfWork
    wish: Wish
    at: datetime
    programme: ProgrammeRow
    store: StoreRow
    version: int
    document: ProgrammeDocument
    reward: Reward
    known: MemberFacts | None = None
    """What locks ask of the member, where it was gathered beforehand."""
    member: MemberRow | None = None
    """Whose wish it is, where that was read beforehand."""
    links: Sequence[tuple[UUID, str]] | None = None
    """Which customers of which stores that member is, where that was read."""
