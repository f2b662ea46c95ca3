"""What versions changed for members, as it was told when they were published."""

from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    tenant_table,
    text,
    units,
    within,
)

announcement = tenant_table(
    "announcement",
    units("version"),
    text("language"),
    document("lines"),
    within("programme_version", version="version"),
    key=("version", "language"),
    info=INSERT_ONLY,
)
"""Sentences of one version in one language. A version of which there are none was
published before they were kept; they are then made from the documents."""
