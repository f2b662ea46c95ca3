"""Installations under way, what shops pay, and finding a shop by its number."""

from sqlalchemy import Boolean, CheckConstraint, Column, PrimaryKeyConstraint, Table

from app.storage.lookups import register
from app.storage.tables.base import (
    identifier,
    instant,
    metadata,
    raw,
    tenant_table,
    text,
    units,
    within,
)

consent_state = Table(
    "consent_state",
    metadata,
    raw("state_digest"),
    text("platform"),
    text("domain"),
    raw("browser_digest"),
    instant("lapses_at"),
    PrimaryKeyConstraint("state_digest"),
    info={"tenant": False},
)
"""A merchant on the way to a platform's consent page and back. Whose programme it
will be nobody knows yet. Digests are SHA-256 of random texts that are never kept."""

store_subscription = tenant_table(
    "store_subscription",
    identifier("store_id"),
    text("subscription_ref"),
    text("state"),
    Column("test", Boolean(), nullable=False),
    units("trial_days"),
    instant("began_at"),
    instant("ends_at", nullable=True),
    instant("first_began_at", nullable=True),
    instant("read_at"),
    within("store", store_id="store_id"),
    CheckConstraint(
        "state IN ('pending', 'active', 'declined', 'expired', 'frozen', 'cancelled')",
        name="state",
    ),
    key=("store_id",),
)
"""What the platform that collects for us said last. ``first_began_at`` outlives
every subscription: coming back gives no second trial."""

register(
    "setia_store_by_ref(text, text)",
    """
    CREATE OR REPLACE FUNCTION setia_store_by_ref(kind text, wanted text)
    RETURNS TABLE (programme_id uuid, store_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT s.programme_id, s.store_id FROM store s
      WHERE s.platform = kind AND s.shop_ref = wanted
      ORDER BY s.connected_at DESC LIMIT 1
    $$""",
)
