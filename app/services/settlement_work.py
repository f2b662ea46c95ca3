"""One batch of orders in hand, and what it counts for besides points.

``Desk`` holds what all orders of the batch share, ``Work`` one order on its way
from its stored settlement to the new one.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.domain.earning.context import OrderContext
from app.domain.earning.decisions import OrderDecision
from app.domain.events import OrderSnapshot
from app.domain.metrics.orders import Counted, count_order, matures_at, order_day
from app.domain.metrics.points import count_points
from app.domain.programme.document import ProgrammeDocument
from app.domain.settlement import EARNING_STATES, AwardEntry, Target, remembering
from app.ports import StoreConnection
from app.services.env import Env
from app.storage.metrics import MetricEntry
from app.storage.orders import OrderKey, OrderRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import ProgrammeRow
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SettleItem:
    """One order as a store showed it."""

    store: StoreConnection
    snapshot: OrderSnapshot
    authoritative: bool = False
    """Read from the store just now, not delivered."""

    @property
    def key(self) -> OrderKey:
        return (self.store.store_id, self.snapshot.order_ref)

    def knowing(self, before: OrderSnapshot | None) -> "SettleItem":
        """Return the item with what was learnt of its order *before*."""
        snapshot = remembering(self.snapshot, before)
        return self if snapshot is self.snapshot else replace(self, snapshot=snapshot)


@dataclass(frozen=True, slots=True)
class SettleResult:
    """How one order ended."""

    state: Literal["done", "superseded"]
    reason: str
    member_id: UUID | None = None


@dataclass(slots=True)
class Work:
    """One order in hand."""

    item: SettleItem
    row: OrderRow
    digest: bytes
    member_id: UUID | None = None
    before: OrderSnapshot | None = None
    entries: list[AwardEntry] = field(default_factory=list)
    context: OrderContext | None = None
    decision: OrderDecision | None = None
    targets: list[Target] = field(default_factory=list)
    reached: list[AwardEntry] = field(default_factory=list)
    verdict: str = ""


@dataclass(slots=True)
class Desk:
    """What all orders of one batch share."""

    env: Env
    uow: UnitOfWork
    at: datetime
    programme: ProgrammeRow
    version: int
    document: ProgrammeDocument
    older: dict[int, ProgrammeDocument] = field(default_factory=dict)
    member_states: dict[UUID | None, str] = field(default_factory=dict)
    limits: dict[UUID, dict[OrderKey, dict[str, int]]] = field(default_factory=dict)

    def used(self, member_id: UUID | None, but: OrderKey) -> dict[str, int]:
        """Return what a member used of each limit with other orders than *but*."""
        total: Counter[str] = Counter()
        if member_id is not None:
            for key, counters in self.limits.get(member_id, {}).items():
                if key != but:
                    total.update(counters)
        return dict(total)

    def note_use(self, work: "Work") -> None:
        """Let the next order of the batch see what this one used."""
        if work.member_id is not None and work.decision is not None:
            of_member = self.limits.setdefault(work.member_id, {})
            of_member[work.item.key] = dict(counters(work))

    def document_of(self, version: int | None) -> tuple[int, ProgrammeDocument]:
        """Return the version that settles an order: its first one, for good."""
        if version is None or version == self.version:
            return self.version, self.document
        if version not in self.older:
            self.older[version] = ProgrammeRepository(self.uow).version(version)
        return version, self.older[version]


def counters(work: Work) -> Counter[str]:
    """Return what the order's awards use of the member's limits."""
    used: Counter[str] = Counter()
    for award in work.decision.given if work.decision else ():
        used.update(award.counters or {})
    return used


def counts(desk: Desk, work: Work) -> bool:
    """Tell whether the order counts for anything: those of before may not."""
    begins, kept = desk.programme.counts_from, desk.programme.past_orders
    return begins is None or work.item.snapshot.placed_at >= begins or kept == "tiers"


def metrics(desk: Desk, work: Work) -> list[MetricEntry]:
    """Return what this order counts for, dated in its store's zone.

    A member who lost the order has its figures set to zero.
    """
    snapshot, row, context = work.item.snapshot, work.row, work.context
    _, document = desk.document_of(row.programme_version)
    earning = snapshot.state in EARNING_STATES and not snapshot.test
    earning = earning and counts(desk, work)
    counted = [] if context is None else count_order(document, snapshot, context)
    day = order_day(snapshot, work.item.store.timezone)
    waits_until = matures_at(document.terms.pending, snapshot)
    used = [Counted(f"limit:{key}", n, "units") for key, n in counters(work).items()]
    found: list[MetricEntry] = []
    owners = {entry.member_id for entry in work.entries} | {work.member_id}
    for owner in owners - {None}:
        if owner is None:
            continue
        mine = earning and owner == work.member_id
        found += [
            MetricEntry(
                member_id=owner,
                metric=one.metric,
                store_id=work.item.store.store_id,
                source=row.order_ref,
                day=day,
                amount=one.amount if mine else 0,
                unit=one.unit,
                counts_from=None if one.at_once else waits_until,
            )
            for one in (
                *counted,
                *_earned(document, work, owner),
                *(used if owner == work.member_id else ()),
            )
        ]
    return found


def _earned(document: ProgrammeDocument, work: Work, owner: UUID) -> list[Counted]:
    """Return the points that the order's awards are worth to *owner* now."""
    units: Counter[tuple[str, str]] = Counter()
    for entry in work.reached:
        if entry.member_id == owner:
            units[entry.asset, entry.rule_id] += entry.keep
    return count_points(document, units)


def trace_of(desk: Desk, work: Work) -> dict[str, object]:
    return {
        "trace_id": desk.env.ids.new(),
        "store_id": work.item.store.store_id,
        "subject": f"order:{work.row.order_ref}",
        "member_id": work.member_id,
        "programme_version": work.row.programme_version,
        "decided_at": desk.at,
        "trace": {
            "verdict": work.verdict,
            "rules": list(work.decision.trace) if work.decision else None,
            "awards": [
                {
                    "award_id": str(aim.entry.award_id),
                    "rule_id": aim.entry.rule_id,
                    "part": aim.entry.part,
                    "before": aim.entry.keep,
                    "keep": aim.keep,
                    "reason": aim.reason,
                }
                for aim in work.targets
            ],
            "notes": list(work.item.snapshot.notes),
        },
    }
