"""Refunds that programs told us for orders of channels without a connector."""

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    within,
)

channel_refund = tenant_table(
    "channel_refund",
    identifier("store_id"),
    text("order_ref"),
    text("refund_ref"),
    raw("request_digest"),
    instant("told_at"),
    within("store", store_id="store_id"),
    key=("store_id", "order_ref", "refund_ref"),
)
"""A refund is counted once under its reference; a second one is a second refund.
No key leads to the order: erasure gives that another name and removes these."""
