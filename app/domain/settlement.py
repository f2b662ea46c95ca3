"""What an order's awards should be worth now: targets, from facts alone.

Pure. The stored entries say what was promised by which facts; the snapshot says
what is left of the order. Nothing here knows how far the ledger already is:
posting the difference is the ledger's act (ledger rules, 10.1).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from app.domain.earning.decisions import AwardDecision
from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import grown, keep_now
from app.domain.events import OrderSnapshot, OrderState
from app.domain.events.products import recalled
from app.domain.ledger.lots import LotTerms, lapse_instant
from app.domain.money import Money

EARNING_STATES = frozenset({OrderState.PAID, OrderState.FULFILLED})
ENDED_STATES = frozenset(
    {OrderState.CANCELLED, OrderState.REFUNDED, OrderState.CHARGED_BACK}
)


@dataclass(frozen=True, slots=True)
class AwardEntry:
    """One award of one order, as stored with its settlement."""

    award_id: UUID
    rule_id: str
    part: str
    asset: str
    member_id: UUID
    keep: int
    """What it is worth by the stored snapshot."""
    n: int
    """How many changes were posted for it."""
    facts: AwardFacts
    pending_days: int
    pending_from: str
    expiry: dict[str, Any]
    version: int
    """The programme version that made it."""

    def to_json(self) -> dict[str, Any]:
        """Return the entry as stored."""
        shallow = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return shallow | {
            "award_id": str(self.award_id),
            "member_id": str(self.member_id),
            "facts": self.facts.to_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the entry behind its stored form."""
        return cls(
            **stored
            | {
                "award_id": UUID(stored["award_id"]),
                "member_id": UUID(stored["member_id"]),
                "facts": AwardFacts.from_json(stored["facts"]),
            }
        )

    @classmethod
    def new(
        cls,
        decision: AwardDecision,
        *,
        award_id: UUID,
        member_id: UUID,
        version: int,
    ) -> Self:
        """Return the entry of a fresh decision; nothing is posted for it yet."""
        return cls(
            award_id=award_id,
            rule_id=decision.rule_id,
            part=decision.part,
            asset=decision.asset,
            member_id=member_id,
            keep=0,
            n=0,
            facts=decision.facts,
            pending_days=decision.pending_days,
            pending_from=decision.pending_from,
            expiry=decision.expiry.model_dump(),
            version=version,
        )


@dataclass(frozen=True, slots=True)
class Target:
    """What an award should be worth, and why."""

    entry: AwardEntry
    keep: int
    reason: str
    terms: LotTerms

    def reached(self, posted: int) -> AwardEntry:
        """Return the entry once *posted* transactions brought it to the target."""
        return replace(self.entry, keep=self.keep, n=self.entry.n + posted)


def remembering(snapshot: OrderSnapshot, before: OrderSnapshot | None) -> OrderSnapshot:
    """Return the snapshot with the day of payment and the goods learnt before.

    A source that cannot say when an order was paid, or what its goods belong to,
    takes nothing back that another one said.
    """
    snapshot = recalled(snapshot, before)
    if not snapshot.payment_unsaid or before is None or before.paid_at is None:
        return snapshot
    return replace(snapshot, paid_at=before.paid_at, payment_unsaid=False)


def decision_basis(member_id: UUID, snapshot: OrderSnapshot) -> str:
    """Return what a decision of the rules stands on: the owner and the goods.

    While this stays the same the rules need not be asked again; an edit or a new
    owner changes it, a refund does not.
    """
    goods = [[line.line_ref, line.amount_minor] for line in snapshot.lines]
    return sha256(json.dumps([str(member_id), goods]).encode()).hexdigest()


def merged(
    entries: Sequence[AwardEntry],
    decisions: Sequence[AwardDecision],
    *,
    member_id: UUID,
    version: int,
    new_id: Callable[[], UUID],
) -> list[AwardEntry]:
    """Return the stored entries, grown by what an edit added, and the new ones.

    A stored award keeps its rates; what an edit adds is counted by those.
    """
    fresh = {(decision.rule_id, decision.part): decision for decision in decisions}
    result = []
    for entry in entries:
        decision = (
            fresh.pop((entry.rule_id, entry.part), None)
            if entry.member_id == member_id
            else None
        )
        result.append(
            replace(entry, facts=grown(entry.facts, decision.facts))
            if decision
            else entry
        )
    return result + [
        AwardEntry.new(
            decision, award_id=new_id(), member_id=member_id, version=version
        )
        for decision in fresh.values()
    ]


def target(
    entry: AwardEntry,
    snapshot: OrderSnapshot,
    *,
    owner: UUID | None,
    earning: bool,
    zone: str,
    at: datetime,
) -> Target:
    """Return what one award should be worth by this snapshot.

    Args:
        entry: The award and its stored facts.
        snapshot: The order as it stands.
        owner: Whose order it is now; an award of anybody else is worth nothing.
        earning: Whether an order in this state earns at all.
        zone: The zone whose days count.
        at: The instant of the decision.
    """
    if entry.member_id != owner:
        keep, reason = 0, "order_moved"
    elif earning or snapshot.state in ENDED_STATES:
        worth = keep_now(entry.facts, snapshot)
        keep, reason = worth.amount, worth.reason
    else:
        keep, reason = 0, "order_not_earning"
    return Target(entry, keep, reason, terms(entry, snapshot, zone=zone, at=at))


def trigger(entry: AwardEntry, snapshot: OrderSnapshot) -> datetime | None:
    """Return when the waiting of an award began, if that was seen."""
    if entry.pending_from == "fulfilled":
        return snapshot.fulfilled_at
    return snapshot.paid_at or (
        snapshot.fulfilled_at if snapshot.state in EARNING_STATES else None
    )


def terms(
    entry: AwardEntry, snapshot: OrderSnapshot, *, zone: str, at: datetime
) -> LotTerms:
    """Return the dates of a lot that this award opens now."""
    began = trigger(entry, snapshot)
    available_from = began + timedelta(days=entry.pending_days) if began else None
    return LotTerms(
        awarded_at=began or snapshot.placed_at,
        zone=zone,
        pending=available_from is None or available_from > at,
        available_from=available_from,
        lapses_at=lapse(entry.expiry, available_from, zone),
        basis=basis(entry.facts),
    )


def basis(facts: AwardFacts) -> Money | None:
    """Return what was paid for an award, for the lot to remember."""
    if facts.currency is None:
        return None
    return Money(facts.basis_minor, facts.currency)


def lapse(
    expiry: dict[str, Any], available_from: datetime | None, zone: str
) -> datetime | None:
    """Return when a lot of this expiry rule lapses, if it does and the day is known."""
    months, days = expiry.get("months") or 0, expiry.get("days") or 0
    if available_from is None or not (months or days):
        return None
    until = expiry.get("until") or "day"
    return lapse_instant(
        available_from, months=months, days=days, until=until, zone=zone
    )
