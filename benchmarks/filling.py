"""P1-8: a store's past orders settled at once, the rows being there already."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import msgspec

from app.domain.events import CustomerProfile, OrderSeen, OrderSnapshot
from app.ports import Delivery, Page, StoreConnection
from app.services.reconciliation import backfill
from app.storage.stores import StoreRepository
from benchmarks.figures import Figure
from benchmarks.rig import Rig
from integrations.shopify.normalise import normalise

GOAL_S, GOAL_ORDERS = 90, 100_000
ON_A_PAGE = 250
CUSTOMERS_SHARE = 5
"""So many orders a customer."""
COPIED = "CREATE TABLE bench_order (order_ref text PRIMARY KEY, snapshot jsonb)"


@dataclass(slots=True)
class Fetched:
    """A platform whose listings are in memory; it can do nothing else."""

    listing: Sequence[OrderSnapshot]

    def customers(
        self, _store: StoreConnection, *, cursor: str | None
    ) -> Page[CustomerProfile]:
        """Return no customers: orders bring their own."""
        assert cursor is None
        return Page(())

    def orders(
        self,
        _store: StoreConnection,
        *,
        changed_since: datetime | None,
        cursor: str | None,
    ) -> Page[OrderSnapshot]:
        """Return one page of the listing."""
        assert changed_since is None
        begin = int(cursor or 0)
        end = begin + ON_A_PAGE
        more = str(end) if end < len(self.listing) else None
        return Page(self.listing[begin:end], more)


def filling(rig: Rig, _rounds: int, count: int) -> list[Figure]:
    """P1-8: seconds to settle a store's orders, beside COPY of the same rows."""
    goal_s = GOAL_S * count / GOAL_ORDERS
    said = "" if count == GOAL_ORDERS else " [QUICK]"
    figure = Figure(
        "P1-8",
        f"backfill of {count:,} fetched orders{said}",
        "s",
        f"<= {goal_s:g} s",
        met=lambda figure: median(figure.ours) <= goal_s,
    )
    orders = _orders(rig, count)
    figure.ours.append(_backfilled(rig, orders))
    figure.ceiling.append(_copied(rig, orders))
    return [figure]


def _orders(rig: Rig, count: int) -> list[OrderSnapshot]:
    """Return orders of a year, each with a number and a customer of its own."""
    (event,) = normalise(Delivery("orders/paid", rig.order_body(0)))
    assert isinstance(event, OrderSeen)
    sample, made = event.snapshot, []
    assert sample.customer is not None
    for n in range(count):
        customer = n % (count // CUSTOMERS_SHARE)
        placed_at = sample.placed_at - timedelta(minutes=5) * (count - n)
        made.append(
            replace(
                sample,
                order_ref=str(5_600_000_000_000 + n),
                number=f"#{n}",
                placed_at=placed_at,
                paid_at=placed_at,
                version=placed_at,
                discounts=(),
                customer=replace(
                    sample.customer,
                    customer_ref=str(7_700_000_000_000 + customer),
                    email=f"member{customer}@bench.test",
                ),
            )
        )
    return made


def _backfilled(rig: Rig, orders: Sequence[OrderSnapshot]) -> float:
    platforms: dict[str, Any] = {**rig.env.platforms, "shopify": Fetched(orders)}
    env = replace(rig.env, platforms=platforms)
    row = env.database.run(
        rig.programme_id, lambda uow: StoreRepository(uow).get(rig.store_id)
    )
    began = time.perf_counter()
    done = backfill(env, row, progress=lambda _what, _count: None)
    took_s = time.perf_counter() - began
    with rig.connect() as owner:
        settled = owner.execute(
            "SELECT count(*) FROM order_settlement WHERE changes > 0"
        ).fetchone()
    if done.orders != len(orders) or settled != (len(orders),):
        raise RuntimeError(f"{done.orders} orders were read, {settled} earned")
    return took_s


def _copied(rig: Rig, orders: Sequence[OrderSnapshot]) -> float:
    with rig.connect() as owner:
        owner.execute(COPIED)
        began = time.perf_counter()
        with owner.cursor().copy("COPY bench_order FROM STDIN") as copy:
            for order in orders:
                snapshot = msgspec.json.encode(order).decode()
                copy.write_row((order.order_ref, snapshot))
        return time.perf_counter() - began
