"""What a store was told about the goods that it sells to some only.

``digest`` is of what it holds, null while it holds nothing of ours; ``problem`` says
why it could not take it, for instance because our plugin is not there.
"""

from sqlalchemy import CheckConstraint

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    within,
)

closed_goods = tenant_table(
    "closed_goods",
    identifier("store_id"),
    raw("digest", nullable=True),
    text("problem", nullable=True),
    instant("told_at"),
    within("store", store_id="store_id"),
    CheckConstraint(
        "digest IS NULL OR octet_length(digest) = 32", name="digest_length"
    ),
    key=("store_id",),
)
