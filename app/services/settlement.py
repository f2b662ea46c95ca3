"""Settles orders: from a snapshot to what their awards should be worth.

Level-triggered. A snapshot that is older than the stored one is refused as
stale; the same one again does nothing; one that contradicts its twin is read
from the store. An order whose member is merged while it waits for the balance goes
to the one who is left. Many orders are settled in one unit of work, with all their rows
and balances locked in one order.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from app.domain.events import OrderState
from app.domain.ledger import Book, Key, SourceRef
from app.domain.settlement import (
    EARNING_STATES,
    AwardEntry,
    Target,
)
from app.services import bought, earned, memberships, referral_notes
from app.services import voucher_uses as vouchers
from app.services.enrolment import Enrolment, Wanted
from app.services.env import Env
from app.services.facts import release_waiting
from app.services.outbox import owe
from app.services.planning import has_limits, plan
from app.services.posting import post_target
from app.services.settlement_work import (
    Desk,
    SettleItem,
    SettleResult,
    Work,
    counts,
    metrics,
    trace_of,
)
from app.services.standing import owe_standing
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.merges import MergeRepository
from app.storage.metrics import set_entries
from app.storage.orders import (
    OrderKey,
    OrderRepository,
    OrderRow,
    digest_of,
    without_person,
)
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

EARNER = {"active": "member", "shadow": "shadow"}
"""Our states of members as the rules know them."""
EARNS = frozenset(EARNER.values())
Freshness = Literal["settle", "superseded", "unchanged", "read_again", "ignored"]


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
    desk = Desk(env, uow, env.clock.now(), programme, version, document)
    rows = orders.lock([item.key for item in items])
    results: dict[OrderKey, SettleResult] = {}
    works: list[Work] = []
    for told in items:
        row = rows[told.key]
        item = told.knowing(row.snapshot)
        digest = digest_of(item.snapshot)
        fresh, reason = freshness(row, item, digest)
        if fresh == "settle" and document.asks_goods and item.snapshot.goods_unsaid:
            fresh, reason = "read_again", "goods_will_be_read"
        if fresh == "settle":
            works.append(Work(item, row, digest, before=row.snapshot))
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
    elif snapshot.payment_unsaid and not item.authoritative:
        verdict = ("read_again", "payment_will_be_read")
    elif row.version is None or snapshot.version > row.version:
        verdict = ("settle", "")
    elif snapshot.version < row.version:
        # Whoever asked the store may have been overtaken by a delivery since.
        verdict = ("superseded", "older_than_the_stored_snapshot")
    elif item.authoritative:
        verdict = ("settle", "")
    elif digest == row.digest:
        verdict = ("unchanged", "same_snapshot")
    else:
        verdict = ("read_again", "same_stamp_other_content")
    return verdict


def _not_settled(
    desk: Desk, item: SettleItem, row: OrderRow, fresh: Freshness, reason: str
) -> SettleResult:
    if fresh == "read_again":
        owe_reading(desk.env, desk.uow, item.store.store_id, item.snapshot.order_ref)
    state: Literal["done", "superseded"] = (
        "superseded" if fresh == "superseded" else "done"
    )
    return SettleResult(state, reason, row.member_id)


def owe_reading(env: Env, uow: UnitOfWork, store_id: UUID, order_ref: str) -> None:
    """Owe a reading of this order from the store; one open debt an order."""
    owe(
        env,
        uow,
        "fetch_order",
        order_ref,
        store_id=store_id,
        key=f"{store_id}/{order_ref}",
    )


def _settle(desk: Desk, orders: OrderRepository, works: Sequence[Work]) -> None:
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
    plan(desk, works, earlier, held)
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
            at=desk.at,
        )
    _release_sign_ups(desk, book, works)
    LedgerRepository(desk.uow, desk.env.ids).flush(book)
    for work in works:
        _store(desk, work)
    earned.note_orders(desk, works)
    bought.note_orders(desk, works)
    memberships.note_orders(desk.env, desk.uow, desk.document, works)
    referral_notes.note_orders(desk, works)
    entries = [entry for work in works for entry in metrics(desk, work)]
    set_entries(desk.uow, entries)
    owners = {entry.member_id for entry in entries}
    owe_standing(desk.env, desk.uow, owners, document=desk.document)
    orders.add_traces(trace_of(desk, work) for work in works)


def _post(desk: Desk, book: Book, work: Work, aim: Target) -> AwardEntry:
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


def _find_members(desk: Desk, works: Sequence[Work]) -> None:
    enrolment = Enrolment(desk.env, desk.uow, at=desk.at)
    named = [work for work in works if work.item.snapshot.customer is not None]
    wanted = [
        # An order that counts for nothing lets nobody in.
        Wanted(
            work.item.store.store_id, work.item.snapshot.customer, counts(desk, work)
        )
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
    _keep_owners(desk, works)
    owners = {work.member_id for work in works if work.member_id is not None}
    members = MemberRepository(desk.uow)
    if has_limits(desk.document):
        # Two orders of one member must not both take what a limit has left.
        members.serialise(f"limits/{owner}" for owner in owners)
        desk.limits = OrderRepository(desk.uow).used_limits(owners)
    for row in members.many(owners).values():
        desk.member_states[row.member_id] = EARNER.get(row.state, row.state)


def _keep_owners(desk: Desk, works: Sequence[Work]) -> None:
    """Leave orders with who has them, where the undoing of a merge said so."""
    moving = [
        work for work in works if work.row.member_id not in (None, work.member_id)
    ]
    stay = MergeRepository(desk.uow).keepers([work.item.key for work in moving])
    for work in moving:
        if work.item.key in stay:
            work.member_id = work.row.member_id


def _open(desk: Desk, works: Sequence[Work], held: vouchers.Held) -> Book:
    accounts = {
        (aim.entry.member_id, aim.entry.asset) for work in works for aim in work.targets
    }
    points = desk.document.assets[0].id
    accounts |= {(work.member_id, points) for work in works if work.member_id}
    return LedgerRepository(desk.uow, desk.env.ids).open(
        accounts | held.accounts(),
        awards=[aim.entry.award_id for work in works for aim in work.targets],
        vouchers=held.ids(),
        living={
            work.member_id
            for work in works
            if work.member_id and desk.member_states.get(work.member_id) in EARNS
        },
    )


def _release_sign_ups(desk: Desk, book: Book, works: Sequence[Work]) -> None:
    """Give what was promised "after the first paid order", once there is one."""
    paid = {
        work.member_id
        for work in works
        if work.member_id is not None
        and desk.member_states.get(work.member_id) in EARNS
        and work.item.snapshot.state in EARNING_STATES
        and not work.item.snapshot.test
    }
    if paid:
        release_waiting(
            desk.env,
            desk.uow,
            book,
            paid,
            at=desk.at,
            zone=desk.programme.timezone,
            document=desk.document,
        )


def _store(desk: Desk, work: Work) -> None:
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
