"""Reading a store's past: how far each reading is, and the orders it found.

``past_order`` holds orders that nobody was credited for: what a programme would
have cost is reckoned on them before there is one. They name no person: ``buyer``
is a digest that tells people apart and nothing else.
"""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

backfill_run = tenant_table(
    "backfill_run",
    identifier("run_id"),
    identifier("store_id"),
    text("state", server_default="waiting"),
    text("purpose"),
    text("phase", server_default="customers"),
    instant("since"),
    text("cursor", nullable=True),
    text("bulk_ref", nullable=True),
    units("customers_done", server_default="0"),
    units("orders_done", server_default="0"),
    units("orders_failed", server_default="0"),
    instant("reached", nullable=True),
    units("slices", server_default="0"),
    text("asked_by"),
    instant("asked_at"),
    instant("begun_at", nullable=True),
    instant("noted_at", nullable=True),
    instant("ended_at", nullable=True),
    text("problem", nullable=True),
    within("store", store_id="store_id"),
    CheckConstraint(
        "state IN ('waiting', 'running', 'stopped', 'done', 'failed')", name="state"
    ),
    CheckConstraint("purpose IN ('history', 'settle')", name="purpose"),
    CheckConstraint("phase IN ('customers', 'orders')", name="phase"),
    key=("run_id",),
)
"""``purpose``: ``history`` keeps the orders for reckoning; ``settle`` also makes
members and settles what counts. ``cursor``: where the phase goes on, the store's own
words. ``reached``: the last change that was read. ``slices``: how many pieces of work
it took so far; each is a debt of its own. ``problem``: a code."""
Index(
    "uq_backfill_run_open",
    backfill_run.c.programme_id,
    backfill_run.c.store_id,
    unique=True,
    postgresql_where=sql("state IN ('waiting', 'running')"),
)

past_order = tenant_table(
    "past_order",
    identifier("store_id"),
    text("order_ref"),
    raw("buyer"),
    instant("placed_at"),
    document("snapshot"),
    within("store", store_id="store_id"),
    key=("store_id", "order_ref"),
)
Index(
    "ix_past_order_buyer",
    past_order.c.programme_id,
    past_order.c.buyer,
    past_order.c.placed_at,
)
