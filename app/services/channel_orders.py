"""Orders of channels without a connector: the caller is the store.

The programme has one channel store of platform ``api``, made on first use. What
the caller sends is the order's whole present state, settled like any other
snapshot: by its version, level-triggered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal
from uuid import UUID

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.ledger import request_digest
from app.domain.ledger.errors import KeyReused
from app.ports import StoreConnection
from app.services.connections import connection_of
from app.services.env import Env
from app.services.orders import OrderMissing, settlement_of
from app.services.settlement import freshness, settle
from app.services.settlement_work import SettleItem
from app.storage.channels import ChannelRepository
from app.storage.orders import OrderRepository, OrderRow, digest_of
from app.storage.reads import Reads
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

PLATFORM = "api"
CURRENCY = "IDR"


class OrderAmbiguous(Conflict):
    """Several stores have an order of this name."""

    code = "order_ambiguous"


class VersionReused(Conflict):
    """The same version came with other content before."""

    code = "version_reused"


class OrderOfConnectedStore(Refused):
    """The order's store tells us itself; nobody else speaks for it."""

    code = "order_of_connected_store"


class RefundTooLarge(Refused):
    """More would go back than is left."""

    code = "refund_too_large"

    def __init__(self, *, of: str, asked_minor: int, left_minor: int) -> None:
        self.of = of
        self.asked_minor = asked_minor
        self.left_minor = left_minor
        super().__init__(f"{asked_minor} of {of} asked back, {left_minor} left")


class UnknownLine(Malformed):
    """The order has no line of this name."""

    code = "unknown_line"


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back, in addition to what went back before."""

    refund_ref: str
    lines: Mapping[str, int] = field(default_factory=dict)
    """Amounts without tax, by line."""
    shipping_minor: int = 0
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How a told order stands now."""

    row: OrderRow
    outcome: Literal["settled", "unchanged", "superseded"]
    """``superseded``: a newer version is known already."""


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


def put(env: Env, uow: UnitOfWork, snapshot: OrderSnapshot) -> Told:
    """Settle an order of the channel as the caller shows it.

    Raises:
        VersionReused: The same version came with other content before.
    """
    store = channel_connection(env, uow)
    return _settle(env, uow, SettleItem(store, snapshot))


def _settle(env: Env, uow: UnitOfWork, item: SettleItem) -> Told:
    orders = OrderRepository(uow)
    row = orders.lock([item.key])[item.key]
    fresh, _ = freshness(row, item, digest_of(item.snapshot))
    if fresh == "read_again":
        raise VersionReused("this version was told with other content before")
    settle(env, uow, [item])
    found = settlement_of(uow, *item.key)
    outcome: Literal["settled", "unchanged", "superseded"] = "settled"
    if fresh in ("superseded", "unchanged"):
        outcome = "superseded" if fresh == "superseded" else "unchanged"
    return Told(found, outcome)


def refund(env: Env, uow: UnitOfWork, order_ref: str, asked: Refund) -> Told:
    """Settle an order of the channel after one more refund; once per reference.

    Raises:
        OrderMissing: The channel has no such order.
        OrderOfConnectedStore: Another store has it, and tells us itself.
        KeyReused: Another refund was told under this reference.
        RefundTooLarge, UnknownLine: It does not fit the order.
    """
    store, orders = channel_connection(env, uow), OrderRepository(uow)
    if orders.get(store.store_id, order_ref) is None:
        if Reads(uow).stores_of_order(order_ref):
            raise OrderOfConnectedStore("the order's own store reports its refunds")
        raise OrderMissing(f"no order {order_ref[:40]!r} was settled")
    row = orders.lock([(store.store_id, order_ref)])[store.store_id, order_ref]
    if row.snapshot is None:
        raise OrderMissing(f"no order {order_ref[:40]!r} was settled")
    digest = request_digest(
        {
            "lines": dict(asked.lines),
            "shipping": asked.shipping_minor,
            "everything": asked.everything,
        }
    )
    known = ChannelRepository(uow).refund(
        store.store_id, order_ref, asked.refund_ref, digest, at=env.clock.now()
    )
    if known is not None:
        if known != digest:
            raise KeyReused
        return Told(row, "unchanged")
    version = max(env.clock.now(), row.snapshot.version + timedelta(microseconds=1))
    after = replace(refunded(row.snapshot, asked), version=version)
    return _settle(env, uow, SettleItem(store, after, authoritative=True))


def refunded(before: OrderSnapshot, asked: Refund) -> OrderSnapshot:
    """Return the order after a refund. Pure.

    Raises:
        RefundTooLarge: More than is left of a line or of the shipping.
        UnknownLine: The order has no such line.
    """
    known = {line.line_ref for line in before.lines}
    for line_ref in asked.lines:
        if line_ref not in known:
            raise UnknownLine(f"the order has no line {line_ref[:40]!r}")
    lines = tuple(_line_after(line, asked) for line in before.lines)
    shipping_left = before.shipping_minor - before.refunded_shipping_minor
    back = shipping_left if asked.everything else asked.shipping_minor
    if back > shipping_left:
        raise RefundTooLarge(of="shipping", asked_minor=back, left_minor=shipping_left)
    moved = back + _sum_back(lines) - _sum_back(before.lines)
    total_back = before.refunded_total_minor + moved
    whole = asked.everything or (
        all(line.refunded_minor == line.amount_minor for line in lines)
        and back == shipping_left
    )
    return replace(
        before,
        lines=lines,
        refunded_shipping_minor=before.refunded_shipping_minor + back,
        refunded_total_minor=before.total_minor if whole else total_back,
        state=OrderState.REFUNDED if whole else before.state,
    )


def _sum_back(lines: Sequence[OrderLine]) -> int:
    return sum(line.refunded_minor + line.refunded_tax_minor for line in lines)


def _line_after(line: OrderLine, asked: Refund) -> OrderLine:
    left = line.amount_minor - line.refunded_minor
    back = left if asked.everything else asked.lines.get(line.line_ref, 0)
    if back > left:
        raise RefundTooLarge(of=line.line_ref, asked_minor=back, left_minor=left)
    after = line.refunded_minor + back
    # The tax goes back in the line's own proportion, rounded down.
    tax = line.tax_minor * after // line.amount_minor if line.amount_minor else 0
    return replace(line, refunded_minor=after, refunded_tax_minor=tax)
