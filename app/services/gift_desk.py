"""What all gifts that are settled together share, and how each one ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.domain.gifts import GiftTarget
from app.domain.programme.assets import TicketsAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gifts import VoucherGift
from app.domain.programme.terms import LifeExpiry, NoExpiry
from app.domain.rewards.reward import given_assets
from app.services.channel_orders import PLATFORM
from app.services.env import Env
from app.storage.members import MemberRepository
from app.storage.orders import OrderRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

Outcome = Literal["unchanged", "given", "waiting", "taken_back", "kept", "set"]


@dataclass(frozen=True, slots=True)
class GiftResult:
    """How one target ended."""

    target: GiftTarget
    outcome: Outcome
    """``kept``: some of it should go back and stays, as ``undo`` says.
    ``waiting``: some of it can't be given yet."""
    has: int = 0
    """Units, or how many times the member has it now."""
    reason: str = ""
    voucher_ids: tuple[UUID, ...] = ()
    """Made just now."""

    @property
    def changed(self) -> bool:
        return self.outcome not in ("unchanged", "kept", "set")


@dataclass(slots=True)
class GiftDesk:
    """What is known while gifts are settled."""

    env: Env
    uow: UnitOfWork
    at: datetime
    version: int
    document: ProgrammeDocument
    zone: str
    _stores: list[StoreRow] = field(default_factory=list)

    @property
    def stores(self) -> list[StoreRow]:
        """All stores of the programme, read once."""
        if not self._stores:
            self._stores = list(StoreRepository(self.uow).all())
        return self._stores

    def expiry_of(self, asset_id: str) -> LifeExpiry | NoExpiry:
        """Return how long units live by themselves; tickets wait for their draw."""
        expiry = self.document.terms.expiry
        tickets = isinstance(self.document.asset(asset_id), TicketsAsset)
        return expiry if isinstance(expiry, LifeExpiry) and not tickets else NoExpiry()

    def accounts_for(self, targets: Iterable[GiftTarget]) -> set[tuple[UUID, str]]:
        """Return the balances that making these gifts' vouchers will touch."""
        found: set[tuple[UUID, str]] = set()
        for target in targets:
            gift = target.gift
            if not isinstance(gift, VoucherGift):
                continue
            reward = self.document.reward(gift.reward)
            if reward is not None:
                found |= {(target.member_id, asset) for asset in given_assets(reward)}
        return found

    def places_for(self, member_id: UUID, wanted: UUID | None) -> list[UUID]:
        """Return the stores where a voucher may be made, best first.

        Where the gift came about, then where the member was seen last, then the
        others. A channel without a checkout is for what needs none.
        """
        usable = [
            row.store_id
            for row in self.stores
            if row.state == "connected" and row.platform != PLATFORM
        ]
        links = MemberRepository(self.uow).links_of(member_id)
        seen = [store_id for store_id, _ in reversed(links)]
        known = [*([] if wanted is None else [wanted]), *seen]
        first = [store_id for store_id in known if store_id in usable]
        return list(dict.fromkeys((*first, *usable)))

    def trace(self, results: Sequence[GiftResult]) -> None:
        """Store why each gift that changed was given, taken back, or waits."""
        OrderRepository(self.uow).add_traces(
            {
                "trace_id": self.env.ids.new(),
                "store_id": result.target.store_id,
                "subject": f"gift:{result.target.rule_id}:{result.target.source}",
                "member_id": result.target.member_id,
                "programme_version": self.version,
                "decided_at": self.at,
                "trace": {
                    "gift": result.target.gift.model_dump(mode="json"),
                    "place": result.target.place,
                    "times": result.target.times,
                    "outcome": result.outcome,
                    "has": result.has,
                    "why": result.target.reason,
                    "reason": result.reason,
                },
            }
            for result in results
            if result.changed
        )
