"""What a look at a store found: one row for each thing that was looked at."""

from sqlalchemy import CheckConstraint

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    within,
)

store_check = tenant_table(
    "store_check",
    identifier("store_id"),
    text("code"),
    text("state"),
    document("figures", server_default="{}"),
    instant("since"),
    instant("checked_at"),
    within("store", store_id="store_id"),
    CheckConstraint("state IN ('passed', 'warning', 'failed')", name="state"),
    key=("store_id", "code"),
)
"""``since``: from when it has been in this state. ``figures`` fill the gaps of the
sentence that tells a merchant about it."""
