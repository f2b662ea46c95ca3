"""What stores were told for their themes, and how far we looked for changes.

``theme_mark`` has a row for each customer of a store whose theme reads what we
write there. ``owed_at`` says that something may have changed since; ``digest`` is
of what the store holds, null while it holds nothing of ours. ``theme_cursor`` is
where the next look begins: changes are found in the journal and by when vouchers,
members and links changed, so that nothing has to be written while an order is
settled.
"""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

theme_mark = tenant_table(
    "theme_mark",
    identifier("store_id"),
    text("customer_ref"),
    raw("digest", nullable=True),
    instant("owed_at", nullable=True),
    instant("written_at", nullable=True),
    within("store", store_id="store_id"),
    CheckConstraint(
        "digest IS NULL OR octet_length(digest) = 32", name="digest_length"
    ),
    key=("store_id", "customer_ref"),
)
Index(
    "ix_theme_mark_owed",
    theme_mark.c.programme_id,
    theme_mark.c.store_id,
    theme_mark.c.owed_at,
    postgresql_where=sql("owed_at IS NOT NULL"),
)

theme_cursor = tenant_table(
    "theme_cursor",
    identifier("store_id"),
    units("seq", server_default="0"),
    instant("looked_at"),
    text("filled_to", nullable=True),
    raw("programme_digest", nullable=True),
    within("store", store_id="store_id"),
    key=("store_id",),
)
"""``seq``: the last journal entry that was looked at; ``filled_to``: how far the
customers known from before were taken in, null once all are."""
