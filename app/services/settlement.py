"""Settles orders: from a snapshot to what their awards should be worth.

Level-triggered. A snapshot that is older than the stored one is refused as
stale; the same one again does nothing; one that contradicts its twin is read
from the store. Many orders are settled in one unit of work, with all their rows
and balances locked in one order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.earning import OrderContext, OrderDecision, earns, evaluate_order
from app.domain.events import OrderSnapshot, OrderState
from app.domain.ledger import Book, Key, SourceRef
from app.domain.programme.document import ProgrammeDocument
from app.domain.settlement import (
    EARNING_STATES,
    AwardEntry,
    Target,
    merged,
    must_decide,
    target,
)
from app.ports import StoreConnection
from app.services import vouchers
from app.services.enrolment import Enrolment, Wanted
from app.services.env import Env
from app.services.facts import release_waiting
from app.services.posting import post_target
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.orders import (
    OrderKey,
    OrderRepository,
    OrderRow,
    digest_of,
    without_person,
)
from app.storage.outbox import OutboxRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import ProgrammeRow, StoreRepository
from app.storage.unit_of_work import UnitOfWork

EARNER = {"active": "member", "shadow": "shadow"}
"""Our states of members as the rules know them."""
Freshness = Literal["settle", "superseded", "unchanged", "read_again", "ignored"]


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


@dataclass(frozen=True, slots=True)
class SettleResult:
    """How one order ended."""

    state: Literal["done", "superseded"]
    reason: str
    member_id: UUID | None = None


@dataclass(slots=True)
class _Work:
    """One order in hand."""

    item: SettleItem
    row: OrderRow
    digest: bytes
    member_id: UUID | None = None
    before: OrderSnapshot | None = None
    entries: list[AwardEntry] = field(default_factory=list)
    decision: OrderDecision | None = None
    targets: list[Target] = field(default_factory=list)
    reached: list[AwardEntry] = field(default_factory=list)
    verdict: str = ""


@dataclass(slots=True)
class _Desk:
    """What all orders of one batch share."""

    env: Env
    uow: UnitOfWork
    at: datetime
    programme: ProgrammeRow
    version: int
    document: ProgrammeDocument
    older: dict[int, ProgrammeDocument] = field(default_factory=dict)
    member_states: dict[UUID | None, str] = field(default_factory=dict)

    def document_of(self, version: int | None) -> tuple[int, ProgrammeDocument]:
        """Return the version that settles an order: its first one, for good."""
        if version is None or version == self.version:
            return self.version, self.document
        if version not in self.older:
            self.older[version] = ProgrammeRepository(self.uow).version(version)
        return version, self.older[version]


def settle(
    env: Env, uow: UnitOfWork, items: Sequence[SettleItem]
) -> list[SettleResult]:
    """Bring the ledger to what these orders are worth now; at most one item an order.

    Returns:
        One result an item, in the same order.
    """
    orders = OrderRepository(uow)
    programme = StoreRepository(uow).programme()
    version, document = ProgrammeRepository(uow).live()
    desk = _Desk(env, uow, env.clock.now(), programme, version, document)
    rows = orders.lock([item.key for item in items])
    results: dict[OrderKey, SettleResult] = {}
    works: list[_Work] = []
    for item in items:
        digest = digest_of(item.snapshot)
        row = rows[item.key]
        fresh, reason = freshness(row, item, digest)
        if fresh == "settle":
            works.append(_Work(item, row, digest, before=row.snapshot))
        else:
            results[item.key] = _not_settled(desk, item, row, fresh, reason)
    if works:
        _settle(desk, orders, works)
    orders.save([work.row for work in works])
    for work in works:
        results[work.item.key] = SettleResult("done", work.verdict, work.member_id)
    return [results[item.key] for item in items]


def freshness(row: OrderRow, item: SettleItem, digest: bytes) -> tuple[Freshness, str]:
    """Tell what to do with a snapshot, given the stored one."""
    snapshot = item.snapshot
    if snapshot.state is OrderState.DRAFT:
        verdict: tuple[Freshness, str] = ("ignored", "order_not_placed")
    elif snapshot.state is OrderState.UNKNOWN:
        verdict = ("ignored", f"unknown_status:{snapshot.raw_status[:40]}")
    elif not snapshot.complete:
        verdict = ("read_again", "order_will_be_read")
    elif row.version is None or item.authoritative or snapshot.version > row.version:
        verdict = ("settle", "")
    elif snapshot.version < row.version:
        verdict = ("superseded", "older_than_the_stored_snapshot")
    elif digest == row.digest:
        verdict = ("unchanged", "same_snapshot")
    else:
        verdict = ("read_again", "same_stamp_other_content")
    return verdict


def _not_settled(
    desk: _Desk, item: SettleItem, row: OrderRow, fresh: Freshness, reason: str
) -> SettleResult:
    if fresh == "read_again":
        owe_reading(desk.env, desk.uow, item.store.store_id, item.snapshot.order_ref)
    state: Literal["done", "superseded"] = (
        "superseded" if fresh == "superseded" else "done"
    )
    return SettleResult(state, reason, row.member_id)


def owe_reading(env: Env, uow: UnitOfWork, store_id: UUID, order_ref: str) -> None:
    """Owe a reading of this order from the store; one open debt an order."""
    OutboxRepository(uow).add(
        "fetch_order",
        order_ref,
        store_id=store_id,
        due_at=env.clock.now(),
        payload={},
        key=f"{store_id}/{order_ref}",
    )
    uow.after_commit(lambda: env.wake.work("outbox"))


def _settle(desk: _Desk, orders: OrderRepository, works: Sequence[_Work]) -> None:
    _find_members(desk, works)
    codes = [
        (work.item.store.store_id, discount.code)
        for work in works
        for discount in (
            *work.item.snapshot.discounts,
            *(work.before.discounts if work.before else ()),
        )
    ]
    held = vouchers.vouchers_of(desk.uow, codes)
    owners = {work.member_id for work in works if work.member_id is not None}
    earlier = orders.paid_orders(owners)
    for work in works:
        _plan(desk, work, earlier, held)
    book = _open(desk, works, held)
    for work in works:
        for aim in work.targets:
            work.reached.append(_post(desk, book, work, aim))
        vouchers.note_order(
            desk.env,
            desk.uow,
            book,
            held,
            store_id=work.item.store.store_id,
            snapshot=work.item.snapshot,
            previous=work.before,
            document=desk.document,
            at=desk.at,
        )
    _release_sign_ups(desk, book, works)
    LedgerRepository(desk.uow, desk.env.ids).flush(book)
    for work in works:
        _store(desk, work)
    orders.set_metrics([row for work in works for row in _metrics(desk, work)])
    orders.add_traces(_trace(desk, work) for work in works)


def _post(desk: _Desk, book: Book, work: _Work, aim: Target) -> AwardEntry:
    snapshot, store_id = work.item.snapshot, work.item.store.store_id
    opens = aim.keep > aim.entry.keep and aim.entry.n == 0
    began = snapshot.paid_at or snapshot.placed_at
    return post_target(
        book,
        aim,
        key=Key.of("order", store_id, work.row.order_ref),
        at=desk.at,
        occurred_at=began if opens else snapshot.version,
        document=desk.document,
        digest=work.digest,
        source=SourceRef("order", store_id, work.row.order_ref),
    )


def _find_members(desk: _Desk, works: Sequence[_Work]) -> None:
    enrolment = Enrolment(desk.env, desk.uow, at=desk.at)
    named = [work for work in works if work.item.snapshot.customer is not None]
    wanted = [
        Wanted(work.item.store.store_id, work.item.snapshot.customer)
        for work in named
        if work.item.snapshot.customer is not None
    ]
    for work, member_id in zip(named, enrolment.resolve(wanted), strict=True):
        work.member_id = member_id
    for work in works:
        customer = work.item.snapshot.customer
        # A deleted account makes the store forget whose order it was; we don't.
        if work.member_id is None and (customer is None or not customer.anonymised):
            work.member_id = work.row.member_id
    owners = {work.member_id for work in works if work.member_id is not None}
    for row in MemberRepository(desk.uow).many(owners).values():
        desk.member_states[row.member_id] = EARNER.get(row.state, row.state)


def _plan(
    desk: _Desk,
    work: _Work,
    earlier: Mapping[UUID, set[OrderKey]],
    held: vouchers.Held,
) -> None:
    """Decide what each award of the order should be worth. No I/O but versions."""
    snapshot, row = work.item.snapshot, work.row
    version, document = desk.document_of(row.programme_version)
    work.entries = [AwardEntry.from_json(stored) for stored in row.awards]
    others = earlier.get(work.member_id, set()) if work.member_id else set()
    context = OrderContext(
        store_id=work.item.store.store_id,
        platform=work.item.store.platform,
        zone=work.item.store.timezone,
        at=desk.at,
        member_state=desk.member_states.get(work.member_id, "nobody"),
        earn_on="fulfilled"
        if work.item.store.options.get("earn_on") == "fulfilled"
        else "paid",
        own_codes=held.amounts(work.item.store.store_id, snapshot),
        first_order=not (others - {work.item.key}),
    )
    allowed = earns(snapshot, context, document.terms.earners)
    work.verdict = allowed.code
    if allowed and work.member_id is not None:
        if must_decide(work.entries, work.member_id, work.before, snapshot):
            work.decision = evaluate_order(document, snapshot, context)
            work.entries = merged(
                work.entries,
                work.decision.awards,
                member_id=work.member_id,
                version=version,
                new_id=desk.env.ids.new,
            )
        row.programme_version = version
    work.targets = [
        target(
            entry,
            snapshot,
            owner=work.member_id,
            earning=bool(allowed),
            zone=desk.programme.timezone,
            at=desk.at,
        )
        for entry in work.entries
    ]


def _open(desk: _Desk, works: Sequence[_Work], held: vouchers.Held) -> Book:
    accounts = {
        (aim.entry.member_id, aim.entry.asset) for work in works for aim in work.targets
    }
    points = desk.document.assets[0].id
    accounts |= {(work.member_id, points) for work in works if work.member_id}
    return LedgerRepository(desk.uow, desk.env.ids).open(
        accounts | held.accounts(),
        awards=[aim.entry.award_id for work in works for aim in work.targets],
        vouchers=held.ids(),
    )


def _release_sign_ups(desk: _Desk, book: Book, works: Sequence[_Work]) -> None:
    """Give what was promised "after the first paid order", once there is one."""
    paid = {
        work.member_id
        for work in works
        if work.member_id is not None
        and work.item.snapshot.state in EARNING_STATES
        and not work.item.snapshot.test
    }
    if paid:
        release_waiting(
            desk.uow,
            book,
            paid,
            at=desk.at,
            zone=desk.programme.timezone,
            document=desk.document,
        )


def _store(desk: _Desk, work: _Work) -> None:
    row, snapshot = work.row, work.item.snapshot
    changed = any(aim.keep != aim.entry.keep for aim in work.targets)
    waits = [
        aim.terms.available_from
        for aim in work.targets
        if aim.terms.pending and aim.terms.available_from is not None and aim.keep
    ]
    row.member_id = work.member_id
    row.state = snapshot.state.value
    row.version = snapshot.version
    row.digest = work.digest
    row.snapshot = without_person(snapshot)
    row.awards = [entry.to_json() for entry in work.reached]
    row.changes += changed
    row.placed_at = snapshot.placed_at
    row.matures_at = min(waits, default=None)
    row.settled_at = desk.at
    if work.item.authoritative:
        row.read_at = desk.at


def _metrics(
    desk: _Desk, work: _Work
) -> list[tuple[UUID, str, UUID, str, object, int, str]]:
    """Return what this order counts for, dated in the programme's zone.

    A member who lost the order has its figures set to zero.
    """
    snapshot, row = work.item.snapshot, work.row
    earning = snapshot.state in EARNING_STATES and not snapshot.test
    spend = sum(
        line.amount_minor - line.refunded_minor
        for line in snapshot.lines
        if not line.gift_card
    )
    day = (
        (snapshot.paid_at or snapshot.placed_at)
        .astimezone(ZoneInfo(desk.programme.timezone))
        .date()
    )
    owners = {entry.member_id for entry in work.entries} | {work.member_id}
    rows: list[tuple[UUID, str, UUID, str, object, int, str]] = []
    for owner in owners - {None}:
        if owner is None:
            continue
        counts = earning and owner == work.member_id
        shared = (work.item.store.store_id, row.order_ref, day)
        rows.append(
            (owner, "spend", *shared, spend if counts else 0, snapshot.currency)
        )
        rows.append((owner, "orders", *shared, int(counts and spend > 0), "count"))
    return rows


def _trace(desk: _Desk, work: _Work) -> dict[str, object]:
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
