"""Orders of channels without a connector: the caller is the store.

The programme has one channel store of platform ``api``, made on first use. What
the caller sends is the order's whole present state, settled like any other
snapshot: by its version, level-triggered.
"""

from uuid import UUID

from app.domain.errors import Conflict
from app.ports import StoreConnection
from app.services.connections import connection_of
from app.services.env import Env
from app.services.orders import OrderMissing, settlement_of
from app.storage.orders import OrderRow
from app.storage.reads import Reads
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

PLATFORM = "api"
CURRENCY = "IDR"


class OrderAmbiguous(Conflict):
    """Several stores have an order of this name."""

    code = "order_ambiguous"


def channel(env: Env, uow: UnitOfWork) -> StoreRow:
    """Return the programme's channel store, made when there is none."""
    stores = StoreRepository(uow)
    found = _channel(stores)
    if found is not None:
        return found
    uow.connection.exec_driver_sql(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))",
        (f"{uow.programme_id}/channel",),
    )
    found = _channel(stores)
    if found is not None:
        return found
    others = [row for row in stores.all() if row.platform != PLATFORM]
    programme, store_id = stores.programme(), env.ids.new()
    stores.add(
        store_id=store_id,
        platform=PLATFORM,
        domain=f"{uow.programme_id}.api",
        base_url=env.public_url,
        name="API",
        currency=others[0].currency if others else CURRENCY,
        timezone=programme.timezone,
        connected_at=env.clock.now(),
        options={},
    )
    return stores.get(store_id)


def _channel(stores: StoreRepository) -> StoreRow | None:
    return next((row for row in stores.all() if row.platform == PLATFORM), None)


def channel_connection(env: Env, uow: UnitOfWork) -> StoreConnection:
    """Return the channel store as settlement wants it."""
    return connection_of(env, channel(env, uow))


def find_order(uow: UnitOfWork, order_ref: str, store_id: UUID | None) -> OrderRow:
    """Return an order's settlement, of the store named or of the only one.

    Raises:
        OrderMissing: It was never settled.
        OrderAmbiguous: Several stores have it; name one.
    """
    if store_id is not None:
        StoreRepository(uow).get(store_id)
        return settlement_of(uow, store_id, order_ref)
    stores = Reads(uow).stores_of_order(order_ref)
    if len(stores) > 1:
        raise OrderAmbiguous("several stores have this order: name one with store_id")
    if not stores:
        raise OrderMissing(f"no order {order_ref[:40]!r} was settled")
    return settlement_of(uow, stores[0], order_ref)
