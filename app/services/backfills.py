"""Reads a store's past in the background, piece by piece, and says how far it is.

The row is the work, a debt leads a worker to its next piece. A piece is some pages;
with each page the place to go on from is written, so that a worker that dies costs
a page. Nothing of it earns by itself: ``history`` only keeps orders for reckoning,
``settle`` brings people and orders to what the programme in force says of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from app.domain.errors import Conflict, PlatformError, PlatformRefused
from app.domain.events import OrderSnapshot, OrderState
from app.ports import Page, StoreConnection
from app.services.connections import live_connection
from app.services.enrolment import customer_digest, guest_digests
from app.services.env import Env
from app.services.history_port import HistoryReader
from app.services.outbox import DebtOutcome, Settled, owe
from app.services.reconciliation import note_customer, settle_some, whole
from app.services.stores import platform_of
from app.storage.backfills import (
    BackfillRepository,
    PastOrder,
    PastOrders,
    Purpose,
    RunRow,
)
from app.storage.outbox import LeasedDebt
from app.storage.programmes import ProgrammeRepository
from app.storage.statistics import analyze_grown
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "backfill"
BACK: Final = timedelta(days=365)
KEPT: Final = timedelta(days=400)
"""How long an order of the past is kept."""
PIECE_US: Final = 15_000_000
"""Less than the lease of a debt, with room for the page that is being read."""
MOST_PAGES: Final = 40
LOOK_AGAIN: Final = timedelta(seconds=4)
FORGOTTEN: Final = timedelta(minutes=15)
NOBODY: Final = frozenset({OrderState.DRAFT, OrderState.UNKNOWN})


class BackfillOpen(Conflict):
    """A reading of this store goes on already."""

    code = "backfill_open"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a store is."""

    run: RunRow
    percent: int
    """By the dates that were reached; the store does not say how much there is."""


def begin(
    env: Env,
    uow: UnitOfWork,
    store_id: UUID,
    *,
    purpose: Purpose,
    by: str,
    since: datetime | None = None,
    customers: bool = True,
) -> RunRow:
    """Ask for a store's past; one that goes on for the same purpose is enough.

    Without *customers* only orders are read: who placed none stays outside.

    Raises:
        BackfillOpen: One for another purpose goes on.
        NothingPublished: Orders can't be settled before a programme is in force.
        StoreMissing: There is no such store.
    """
    if purpose == "settle":
        ProgrammeRepository(uow).live()
    StoreRepository(uow).lock(store_id)
    runs, now = BackfillRepository(uow), env.clock.now()
    going = runs.open_of(store_id)
    if going is not None:
        if going.purpose != purpose:
            raise BackfillOpen("another reading of this store goes on")
        return going
    PastOrders(uow).forget(before=now - KEPT)
    run_id = env.ids.new()
    runs.add(
        run_id,
        store_id,
        purpose=purpose,
        phase="customers" if customers else "orders",
        since=since or now - BACK,
        by=by,
        at=now,
    )
    _owe(env, uow, run_id, store_id)
    return runs.get(run_id)


def stop(env: Env, uow: UnitOfWork, run_id: UUID) -> RunRow:
    """Stop a reading; what it brought stays, and it can go on later."""
    runs = BackfillRepository(uow)
    runs.get(run_id)
    runs.end(run_id, "stopped", at=env.clock.now())
    return runs.get(run_id)


def resume(env: Env, uow: UnitOfWork, run_id: UUID) -> RunRow:
    """Go on where a reading was stopped or failed; nothing where another goes on."""
    runs = BackfillRepository(uow)
    run = runs.get(run_id)
    if runs.resume(run_id):
        _owe(env, uow, run_id, run.store_id)
    return runs.get(run_id)


def progress(env: Env, uow: UnitOfWork) -> dict[UUID, Progress]:
    """Return how far the newest reading of each store is."""
    at = env.clock.now()
    runs = BackfillRepository(uow).last()
    return {
        store_id: Progress(run, percent(run, at=at)) for store_id, run in runs.items()
    }


def percent(run: RunRow, *, at: datetime) -> int:
    """Return how far a reading is, by the dates that were reached."""
    if run.state == "done":
        return 100
    if run.reached is None:
        return 0
    span = max((run.begun_at or at) - run.since, timedelta(seconds=1))
    share = 100 * (run.reached - run.since) // span
    return min(max(share, 1), 99)


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Read the next piece of a store's past, and owe the one after it."""
    programme_id, run_id = debt.programme_id, UUID(debt.subject)
    run = env.database.run(
        programme_id, lambda uow: BackfillRepository(uow).get(run_id)
    )
    if debt.payload.get(SLICE, run.slices) != run.slices:
        # Somebody took it for lost, and owes the piece anew.
        return Settled()
    try:
        return _piece(env, programme_id, run)
    except PlatformError as error:
        problem = error.code
        env.database.run(
            programme_id,
            lambda uow: BackfillRepository(uow).note_problem(run_id, problem),
        )
        raise


HANDLERS: Final = {KIND: pay}
SLICE: Final = "slice"
"""Only the newest piece of a reading is worked on."""


def sweep(env: Env, programme_id: UUID) -> str:
    """The timer: owe the next piece of readings that nobody works on."""

    def again(uow: UnitOfWork) -> int:
        before = env.clock.now() - FORGOTTEN
        lost = [
            run
            for run in BackfillRepository(uow).open_all()
            if (run.noted_at or run.asked_at) < before
        ]
        for run in lost:
            _owe(env, uow, run.run_id, run.store_id)
        return len(lost)

    return f"{env.database.run(programme_id, again)} followed up"


def _owe(
    env: Env,
    uow: UnitOfWork,
    run_id: UUID,
    store_id: UUID,
    *,
    due_at: datetime | None = None,
) -> None:
    number = BackfillRepository(uow).slice(run_id)
    if number is not None:
        key = f"{run_id}/{number}"
        owe(
            env,
            uow,
            KIND,
            str(run_id),
            store_id=store_id,
            key=key,
            due_at=due_at,
            payload={SLICE: number},
        )


def _piece(env: Env, programme_id: UUID, run: RunRow) -> DebtOutcome:
    if not run.open:
        return Settled()
    store = live_connection(env, programme_id, run.store_id)
    ends_us = env.clock.monotonic_us() + PIECE_US
    now: RunRow | None = run
    wait = timedelta()
    for _ in range(MOST_PAGES):
        if now is None or not now.open or env.clock.monotonic_us() > ends_us:
            break
        now, wait = _page(env, store, now)
        if wait:
            break
    if now is None or not now.open:
        # Stopped, done, or somebody else went on from the same place.
        return Settled()
    due_at = env.clock.now() + wait
    store_id = run.store_id
    env.database.run(
        programme_id, lambda uow: _owe(env, uow, run.run_id, store_id, due_at=due_at)
    )
    analyze_grown(env.database)
    return Settled()


def _page(
    env: Env, store: StoreConnection, run: RunRow
) -> tuple[RunRow | None, timedelta]:
    """Read one page; return where the run is now, and how long to wait."""
    if run.phase == "customers":
        return _customers(env, store, run), timedelta()
    reader = env.history_readers.get(store.platform)
    if reader is not None:
        return _from_file(env, store, run, reader)
    adapter = platform_of(env, store.platform)
    page = adapter.orders(store, changed_since=run.since, cursor=run.cursor)
    full = replace(page, items=[whole(adapter, store, each) for each in page.items])
    return _orders(env, store, run, full), timedelta()


def _customers(env: Env, store: StoreConnection, run: RunRow) -> RunRow | None:
    page = platform_of(env, store.platform).customers(store, cursor=run.cursor)
    if run.purpose == "settle":
        for profile in page.items:
            note_customer(env, store, profile)
    phase = "customers" if page.next_cursor is not None else "orders"

    def write(uow: UnitOfWork) -> RunRow | None:
        return BackfillRepository(uow).move(
            run,
            at=env.clock.now(),
            phase=phase,
            cursor=page.next_cursor,
            customers=len(page.items),
        )

    return env.database.run(store.programme_id, write)


def _orders(
    env: Env, store: StoreConnection, run: RunRow, page: Page[OrderSnapshot]
) -> RunRow | None:
    """Keep a page of orders, settle them where that is wanted, move on."""
    wanted = [each for each in page.items if each.placed_at >= run.since]
    refused = 0
    if run.purpose == "settle":
        # A file may have been made hours before it is read.
        now = run.bulk_ref is None
        refused = settle_some(env, store, wanted, authoritative=now)
    last = max((each.version for each in page.items), default=None)

    def write(uow: UnitOfWork) -> RunRow | None:
        PastOrders(uow).put(store.store_id, _past(uow, store, wanted))
        runs, at = BackfillRepository(uow), env.clock.now()
        moved = runs.move(
            run,
            at=at,
            phase="orders",
            cursor=page.next_cursor,
            bulk_ref=run.bulk_ref,
            orders=len(wanted),
            failed=refused,
            reached=last,
        )
        if moved is not None and page.next_cursor is None:
            runs.end(run.run_id, "done", at=at)
            return runs.get(run.run_id)
        return moved

    return env.database.run(store.programme_id, write)


def _from_file(
    env: Env, store: StoreConnection, run: RunRow, reader: HistoryReader
) -> tuple[RunRow | None, timedelta]:
    """Ask for a file, wait for it, or read the next orders of it."""
    if run.bulk_ref is None:
        name = reader.begin(store, since=run.since)
        return _named(env, store, run, name), LOOK_AGAIN
    try:
        where = reader.ready(store, run.bulk_ref)
    except PlatformRefused:
        # It failed there: ask for a new one, from the beginning.
        return _named(env, store, run, None), LOOK_AGAIN
    if where is None:
        return _waiting(env, store, run), LOOK_AGAIN
    found: list[OrderSnapshot] = []
    place: int | None = None
    if where:
        found, place = reader.orders(store, where, place=int(run.cursor or 0))
    adapter = platform_of(env, store.platform)
    if run.purpose == "settle":
        found = [whole(adapter, store, each) for each in found]
    more = None if place is None else str(place)
    return _orders(env, store, run, Page(found, more)), timedelta()


def _waiting(env: Env, store: StoreConnection, run: RunRow) -> RunRow | None:
    """Note that somebody waits for the file, so that nobody else begins to."""
    return env.database.run(
        store.programme_id,
        lambda uow: BackfillRepository(uow).waits(run, at=env.clock.now()),
    )


def _named(
    env: Env, store: StoreConnection, run: RunRow, name: str | None
) -> RunRow | None:
    def write(uow: UnitOfWork) -> RunRow | None:
        return BackfillRepository(uow).move(
            run, at=env.clock.now(), phase="orders", cursor=None, bulk_ref=name
        )

    return env.database.run(store.programme_id, write)


def _past(
    uow: UnitOfWork, store: StoreConnection, orders: Sequence[OrderSnapshot]
) -> list[PastOrder]:
    pepper = StoreRepository(uow).programme().key_pepper
    return [
        PastOrder(
            each.order_ref,
            buyer_of(pepper, store.store_id, each),
            # What came without its refunds is good enough to reckon on.
            replace(each, customer=None, complete=True),
        )
        for each in orders
        if each.state not in NOBODY and not each.test
    ]


def buyer_of(pepper: bytes, store_id: UUID, order: OrderSnapshot) -> bytes:
    """Return a digest that is the same for all orders of one person, as far as told."""
    person = order.customer
    if person is not None and not person.anonymised:
        for _, digest in guest_digests(pepper, person)[:1]:
            return digest
        if person.customer_ref:
            return customer_digest(pepper, store_id, person.customer_ref)
    return sha256(pepper + f"{store_id}/{order.order_ref}".encode()).digest()
