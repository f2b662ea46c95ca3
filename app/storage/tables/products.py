"""What stores sold, and what goes with what: worked out anew every night."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

product_seen = tenant_table(
    "product_seen",
    identifier("store_id"),
    text("product_ref"),
    text("title"),
    Column("features", ARRAY(Text()), nullable=False, server_default="{}"),
    units("orders"),
    instant("seen_at"),
    within("store", store_id="store_id"),
    key=("store_id", "product_ref"),
)
"""``features``: ``tag:…``, ``collection:…`` and ``vendor:…`` as the orders say."""
Index(
    "ix_product_seen_features",
    product_seen.c.features,
    postgresql_using="gin",
)

product_pair = tenant_table(
    "product_pair",
    identifier("store_id"),
    text("product_ref"),
    text("kind"),
    Column("place", Integer(), nullable=False),
    text("other_ref"),
    units("count"),
    within("store", store_id="store_id"),
    CheckConstraint("kind IN ('together', 'alike')", name="kind"),
    CheckConstraint("place >= 1", name="place"),
    key=("store_id", "product_ref", "kind", "place"),
)
"""``together``: bought in so many orders with the other; ``alike``: so many
features in common. ``place`` 1 is the best."""
