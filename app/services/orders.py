"""Reads single orders from their stores and settles them; and answers for them.

The store is asked first, outside of any unit of work; what it says is then
settled as authoritative: of two words of one instant the store's present one counts.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.errors import Missing, PlatformMissing
from app.domain.events import OrderSnapshot, OrderState
from app.ports import StoreConnection
from app.services.connections import live_connection
from app.services.env import Env
from app.services.goods import with_goods
from app.services.settlement import settle
from app.services.settlement_work import SettleItem, SettleResult
from app.services.stores import platform_of
from app.storage.orders import OrderRepository, OrderRow
from app.storage.unit_of_work import UnitOfWork


class OrderMissing(Missing):
    """No such order was ever settled."""

    code = "order_missing"


def settle_one(
    env: Env,
    store: StoreConnection,
    snapshot: OrderSnapshot,
    *,
    authoritative: bool = True,
) -> SettleResult:
    """Settle an order that was read from its store, just now or a while ago."""
    (whole,) = with_goods(env, store, [snapshot])

    def write(uow: UnitOfWork) -> SettleResult:
        item = SettleItem(store, whole, authoritative)
        return settle(env, uow, [item])[0]

    return env.database.run(store.programme_id, write)


def settle_gone(
    env: Env, store: StoreConnection, order_ref: str
) -> SettleResult | None:
    """Settle an order that its store no longer has: nothing of it is kept."""

    def write(uow: UnitOfWork) -> SettleResult | None:
        row = OrderRepository(uow).get(store.store_id, order_ref)
        if row is None or row.snapshot is None:
            return None
        gone = replace(
            row.snapshot,
            state=OrderState.CANCELLED,
            cancelled_at=row.snapshot.cancelled_at or env.clock.now(),
            raw_status="gone",
        )
        return settle(env, uow, [SettleItem(store, gone, authoritative=True)])[0]

    return env.database.run(store.programme_id, write)


def read_again(
    env: Env, programme_id: UUID, store_id: UUID, order_ref: str
) -> SettleResult | None:
    """Read one order from its store and settle what it says.

    Raises:
        PlatformError: The store did not answer as it should.
    """
    store = live_connection(env, programme_id, store_id)
    try:
        snapshot = platform_of(env, store.platform).fetch_order(store, order_ref)
    except PlatformMissing:
        return settle_gone(env, store, order_ref)
    return settle_one(env, store, snapshot)


def settlement_of(uow: UnitOfWork, store_id: UUID, order_ref: str) -> OrderRow:
    """Return how an order stands; ``OrderMissing`` when it was never settled."""
    row = OrderRepository(uow).get(store_id, order_ref)
    if row is None or row.snapshot is None:
        raise OrderMissing(f"no order {order_ref[:40]!r} was settled in this store")
    return row
