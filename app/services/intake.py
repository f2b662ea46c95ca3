"""What a store told us, applied: one unit of work for a whole batch.

Events are hints and come in any order. People first, then orders, then reviews,
then the store itself; within a batch that order can't matter, because every
step aims at a state. What must be asked of the store becomes a debt of the
outbox: no platform is called from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.domain.errors import Busy
from app.domain.events import (
    AccessChanged,
    ConnectionBroken,
    CustomerChanged,
    CustomerGone,
    CustomerSeen,
    CustomersMerged,
    DataRequested,
    DiscountGone,
    Event,
    Ignored,
    OrderGone,
    OrderHint,
    OrderSeen,
    RedactCustomer,
    RedactStore,
    ReviewHint,
    ReviewSeen,
    StoreUninstalled,
    SubscriptionChanged,
)
from app.ports import StoreConnection
from app.services import access, billing, joining, merging, privacy, reviews, stores
from app.services.departures import departed
from app.services.env import Env
from app.services.outbox import owe
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

State = Literal["done", "superseded", "set_aside"]


@dataclass(frozen=True, slots=True)
class Intake:
    """One delivery, already in our words."""

    inbox_id: UUID
    store: StoreConnection
    events: tuple[Event, ...]
    topic: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """How a delivery ended."""

    state: State
    reason: str


@dataclass(slots=True)
class _Batch:
    """The batch in hand and what became of each of its deliveries."""

    env: Env
    uow: UnitOfWork
    at: datetime
    reasons: list[list[tuple[State, str]]]
    orders: list[tuple[int, SettleItem]] = field(default_factory=list)

    def note(self, index: int, reason: str, state: State = "done") -> None:
        self.reasons[index].append((state, reason))

    def debt(self, kind: str, subject: str, store: StoreConnection) -> None:
        """Ask the outbox to go to the store; one open debt a subject."""
        owe(
            self.env,
            self.uow,
            kind,
            subject,
            store_id=store.store_id,
            key=f"{store.store_id}/{subject}",
        )


def apply(env: Env, uow: UnitOfWork, items: Sequence[Intake]) -> list[IntakeResult]:
    """Apply a batch of deliveries inside *uow*; return how each one ended.

    Raises:
        Busy: The programme is frozen; the deliveries wait.
        SetiaError: One of them failed; nothing of the batch may be kept, and the
            caller applies them one by one.
    """
    programme = StoreRepository(uow).programme()
    if programme.state == "frozen":
        raise Busy("the programme is frozen until its books were looked at")
    batch = _Batch(env, uow, env.clock.now(), [[] for _ in items])
    for index, item, event in _in_order(items):
        _take(batch, index, item, event)
    _settle(batch)
    for index, item, event in _in_order(items):
        if isinstance(event, ReviewSeen):
            reason = reviews.review_seen(env, uow, item.store, event.review)
            batch.note(index, reason)
    return [_result(reasons) for reasons in batch.reasons]


def _in_order(items: Sequence[Intake]) -> list[tuple[int, Intake, Event]]:
    flat = [
        (index, item, event)
        for index, item in enumerate(items)
        for event in item.events
    ]
    return sorted(flat, key=lambda each: _RANK.get(type(each[2]), 1))


def _result(reasons: list[tuple[State, str]]) -> IntakeResult:
    if not reasons:
        return IntakeResult("done", "nothing_to_do")
    if all(state == "superseded" for state, _ in reasons):
        return IntakeResult("superseded", reasons[0][1])
    return IntakeResult("done", ",".join(dict.fromkeys(text for _, text in reasons)))


def _settle(batch: _Batch) -> None:
    """Settle the newest snapshot of each order; older ones are superseded."""
    newest: dict[tuple[UUID, str], int] = {}
    for position, (_, item) in enumerate(batch.orders):
        key = (item.store.store_id, item.snapshot.order_ref)
        held = newest.get(key)
        if held is None or (
            batch.orders[held][1].snapshot.version <= item.snapshot.version
        ):
            newest[key] = position
    chosen = sorted(newest.values())
    for position, (index, _) in enumerate(batch.orders):
        if position not in newest.values():
            batch.note(index, "newer_snapshot_in_the_same_batch", "superseded")
    if not chosen:
        return
    results = settle(
        batch.env, batch.uow, [batch.orders[position][1] for position in chosen]
    )
    for position, result in zip(chosen, results, strict=True):
        batch.note(batch.orders[position][0], result.reason, result.state)


def _take(batch: _Batch, index: int, item: Intake, event: Event) -> None:
    """Apply one event; orders are gathered, reviews wait for them."""
    env, uow, store = batch.env, batch.uow, item.store
    match event:
        case OrderSeen():
            batch.orders.append((index, SettleItem(store, event.snapshot)))
        case OrderHint() | OrderGone():
            batch.debt("fetch_order", event.order_ref, store)
            batch.note(index, "order_will_be_read")
        case CustomerSeen():
            batch.note(index, joining.customer_seen(env, uow, store, event.profile))
        case CustomerChanged():
            batch.note(index, joining.customer_changed(env, uow, store, event))
        case CustomerGone():
            joining.customer_gone(env, uow, store, event.customer_ref)
            batch.note(index, "customer_gone_noted")
        case CustomersMerged():
            batch.note(
                index,
                merging.customers_merged(
                    env, uow, store, event.kept_ref, event.gone_ref
                ),
            )
        case ReviewHint():
            batch.debt("read_reviews", event.product_ref, store)
            batch.note(index, "reviews_will_be_read")
        case ReviewSeen():
            pass
        case _:
            batch.note(index, _take_of_store(batch, store, event))


def _take_of_store(batch: _Batch, store: StoreConnection, event: Event) -> str:
    """Apply an event about the store itself or about privacy; return the reason."""
    env, uow = batch.env, batch.uow
    reason = "nothing_to_do"
    match event:
        case RedactCustomer() | RedactStore() | DataRequested():
            privacy.record(env, uow, store.store_id, event)
            reason = "privacy_request_recorded"
        case StoreUninstalled():
            left = departed(env, uow, store.store_id, happened_at=event.happened_at)
            reason = "store_left" if left else "late_uninstall_ignored"
        case SubscriptionChanged():
            reason = billing.changed(env, uow, store.store_id)
        case ConnectionBroken():
            stores.broken(uow, store.store_id, event.reason)
            reason = "connection_broken"
        case DiscountGone():
            batch.debt("check_discount", event.code or event.discount_ref, store)
            reason = "discount_will_be_checked"
        case AccessChanged():
            reason = access.changed(env, uow, store.store_id)
        case Ignored():
            reason = event.reason
        case _:
            pass
    return reason


_RANK: dict[type, int] = {
    CustomersMerged: 0,
    CustomerSeen: 0,
    StoreUninstalled: 2,
    RedactStore: 3,
    RedactCustomer: 3,
}
