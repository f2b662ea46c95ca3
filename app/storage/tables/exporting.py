"""Exports that somebody asked for: what of, how far, and the link that fetches it."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
)

export_run = tenant_table(
    "export_run",
    identifier("export_id"),
    identifier("file_id", nullable=True),
    text("state", server_default="waiting"),
    document("wish"),
    document("rows", server_default="{}"),
    text("file_name"),
    units("size_bytes", nullable=True),
    text("asked_by"),
    instant("asked_at"),
    instant("made_at", nullable=True),
    instant("dies_at"),
    raw("link_digest", nullable=True),
    instant("linked_at", nullable=True),
    instant("fetched_at", nullable=True),
    identifier("lease_token", nullable=True),
    instant("leased_until", nullable=True),
    text("problem", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed')", name="state"),
    key=("export_id",),
)
"""``wish``: topics, format. ``rows``: how many of each were written so far.
``link_digest``: of the secret in the link that was made last; it goes with the
first use."""
Index("ix_export_run_asked", export_run.c.programme_id, export_run.c.asked_at)
