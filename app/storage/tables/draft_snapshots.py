"""Drafts as they were: what somebody started from, and what can be undone."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from app.storage.tables.base import document, instant, tenant_table, text

draft_snapshot = tenant_table(
    "draft_snapshot",
    text("digest"),
    document("document"),
    instant("saved_at"),
    text("saved_by"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("length(digest) = 64", name="digest"),
    key=("digest",),
)
"""One row for each state that the draft had, the newest hundred of them."""
Index(
    "ix_draft_snapshot_saved",
    draft_snapshot.c.programme_id,
    draft_snapshot.c.saved_at,
)
