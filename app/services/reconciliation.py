"""Finds what webhooks lost: reads orders again and settles them.

Two passes a store. *Changed*: everything the store says has changed since the
last pass, a few minutes of overlap included. *Silent*: orders placed in the last
seven days, and orders whose points are about to become available, one by one,
because deleted refunds, permanent deletions and moved customers change no
stamp. A disabled subscription is repaired on the way.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID
from zlib import crc32

from app.domain.errors import PlatformMissing
from app.domain.events import CustomerProfile, OrderSnapshot
from app.ports import Platform, StoreConnection
from app.services.connections import connection_of
from app.services.env import Env
from app.services.faults import Course, Done, attempt, report
from app.services.goods import with_goods
from app.services.joining import customer_seen
from app.services.orders import settle_gone, settle_one
from app.services.publication import is_published
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.services.store_rounds import problem_of, stores_to_visit
from app.services.stores import check_webhooks, platform_of
from app.storage.orders import OrderRepository
from app.storage.statistics import analyze_grown
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

OVERLAP = timedelta(minutes=15)
RECENT = timedelta(days=7)
READ_EVERY = timedelta(hours=20)
BEFORE_MATURITY = timedelta(hours=26)
MOST_SILENT = 500
ORDERS_AT_ONCE = 100
"""Of a backfill, in one unit of work."""
HANDS = 2
"""One decides while the other waits for the database."""
CURSOR = "reconciled_until"


@dataclass(slots=True)
class Reconciled:
    """What one pass over one store did."""

    store_id: UUID
    changed: int = 0
    silent: int = 0
    gone: int = 0
    webhooks_repaired: int = 0
    problem: str = ""


def sweep(env: Env, programme_id: UUID) -> list[Reconciled]:
    """Reconcile every connected store of a programme; one failing store stops none."""
    return [reconcile_store(env, row) for row in stores_to_visit(env, programme_id)]


def reconcile_store(env: Env, row: StoreRow) -> Reconciled:
    """Reconcile one store. A platform's failure is noted, and tried again later."""
    done = Reconciled(row.store_id)
    store = connection_of(env, row)
    adapter = platform_of(env, row.platform)

    def visit() -> None:
        report = check_webhooks(env, row.programme_id, row.store_id)
        done.webhooks_repaired = len(report.created) + len(report.repaired)
        if not is_published(env, row.programme_id):
            return
        _changed(env, adapter, store, row, done)
        _silent(env, adapter, store, done)

    done.problem = problem_of(env, row, visit)
    return done


def _changed(
    env: Env,
    adapter: Platform,
    store: StoreConnection,
    row: StoreRow,
    done: Reconciled,
) -> None:
    began = env.clock.now()
    since = _since(row)
    for snapshot in pages(adapter, store, changed_since=since):
        settle_one(env, store, whole(adapter, store, snapshot))
        done.changed += 1
    _keep_cursor(env, row, began)


@dataclass(slots=True)
class Backfilled:
    """How much of a store was read."""

    customers: int = 0
    orders: int = 0
    failed: int = 0
    """Orders that could not be settled; the log says why."""


def backfill(
    env: Env, row: StoreRow, *, progress: Callable[[str, int], None]
) -> Backfilled:
    """Read a store's customers and all its orders; settle them.

    Stopped and run again it does no harm: every step aims at a state. Orders of one
    customer are settled in the order of the listing, those of others meanwhile.

    Raises:
        PlatformError: The store stopped answering; run it again.
    """
    done, store = Backfilled(), connection_of(env, row)
    adapter = platform_of(env, row.platform)
    cursor: str | None = None
    while True:
        page = adapter.customers(store, cursor=cursor)
        for profile in page.items:
            note_customer(env, store, profile)
            done.customers += 1
        progress("customers", done.customers)
        cursor = page.next_cursor
        if cursor is None:
            break
    orders = (
        whole(adapter, store, snapshot)
        for snapshot in pages(adapter, store, changed_since=None)
    )
    with ThreadPoolExecutor(HANDS) as pool:
        while some := list(islice(orders, HANDS * ORDERS_AT_ONCE)):
            done.failed += sum(
                pool.map(partial(settle_some, env, store), _shared(some))
            )
            done.orders += len(some)
            progress("orders", done.orders)
            # Plans made for empty tables must not stay while these grow.
            analyze_grown(env.database)
    return done


def _shared(snapshots: Sequence[OrderSnapshot]) -> list[list[OrderSnapshot]]:
    """Return a share for each hand; all orders of a customer are in one."""
    shares: list[list[OrderSnapshot]] = [[] for _ in range(HANDS)]
    for snapshot in snapshots:
        customer = snapshot.customer
        name = snapshot.order_ref
        if customer is not None:
            name = customer.customer_ref or customer.email or customer.phone or name
        shares[crc32(name.encode()) % HANDS].append(snapshot)
    return shares


def settle_some(
    env: Env,
    store: StoreConnection,
    snapshots: Sequence[OrderSnapshot],
    *,
    authoritative: bool = True,
) -> int:
    """Settle a share at once, or one by one when one fails; return how many failed.

    What was written down a while ago is not *authoritative*: where a delivery said
    something else meanwhile, the order is read from its store.
    """
    # A listing that moves while it is read may show an order twice.
    newest = {snapshot.order_ref: snapshot for snapshot in snapshots}
    if not newest:
        return 0

    def together() -> None:
        whole = with_goods(env, store, list(newest.values()))
        items = [SettleItem(store, each, authoritative) for each in whole]
        env.database.run(store.programme_id, lambda uow: settle(env, uow, items))

    result = attempt(together)
    if isinstance(result, Done):
        return 0
    report(result, "backfill_one_by_one", orders=len(newest))
    return sum(
        _fails(env, store, each, authoritative=authoritative)
        for each in newest.values()
    )


def _fails(
    env: Env, store: StoreConnection, snapshot: OrderSnapshot, *, authoritative: bool
) -> bool:
    """Settle one order; tell whether it can't be settled, which stops no other.

    Raises:
        Exception: Nothing is wrong with the order; the database was not to be had.
    """
    result = attempt(
        lambda: settle_one(env, store, snapshot, authoritative=authoritative)
    )
    if isinstance(result, Done):
        return False
    if result.course is Course.GIVE_BACK:
        raise result.error
    report(result, "backfill_order_failed", order=snapshot.order_ref[:40])
    return True


def note_customer(env: Env, store: StoreConnection, profile: CustomerProfile) -> None:
    def write(uow: UnitOfWork) -> None:
        customer_seen(env, uow, store, profile)

    env.database.run(store.programme_id, write)


def whole(
    adapter: Platform, store: StoreConnection, snapshot: OrderSnapshot
) -> OrderSnapshot:
    """Return the order whole: a listing may leave things out."""
    if snapshot.complete:
        return snapshot
    return adapter.fetch_order(store, snapshot.order_ref)


def pages(
    adapter: Platform, store: StoreConnection, *, changed_since: datetime | None
) -> Iterator[OrderSnapshot]:
    """Yield every order of a listing, page after page."""
    cursor: str | None = None
    while True:
        page = adapter.orders(store, changed_since=changed_since, cursor=cursor)
        yield from page.items
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


def _since(row: StoreRow) -> datetime:
    kept = row.options.get(CURSOR)
    start = datetime.fromisoformat(str(kept)) if kept else row.connected_at
    return start.astimezone(UTC) - OVERLAP


def _keep_cursor(env: Env, row: StoreRow, until: datetime) -> None:
    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        held = stores.lock(row.store_id)
        stores.change(row.store_id, options=held.options | {CURSOR: until.isoformat()})

    env.database.run(row.programme_id, write)


def _silent(
    env: Env, adapter: Platform, store: StoreConnection, done: Reconciled
) -> None:
    now = env.clock.now()

    def due(uow: UnitOfWork) -> list[str]:
        return OrderRepository(uow).to_read_again(
            store.store_id,
            placed_since=now - RECENT,
            read_before=now - READ_EVERY,
            matures_before=now + BEFORE_MATURITY,
            most=MOST_SILENT,
        )

    for order_ref in env.database.run(store.programme_id, due):
        try:
            settle_one(env, store, adapter.fetch_order(store, order_ref))
            done.silent += 1
        except PlatformMissing:
            settle_gone(env, store, order_ref)
            done.gone += 1
