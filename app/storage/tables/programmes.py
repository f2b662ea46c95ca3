"""The programme document: its published versions and the one draft.

A version is written once and never changed; ``programme.live_version`` says
which one is in force. ``document`` is the whole canonical form, defaults
spelled out.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    instant,
    tenant_table,
    text,
    units,
)

programme_version = tenant_table(
    "programme_version",
    units("version"),
    text("digest"),
    document("document"),
    instant("published_at"),
    text("published_by"),
    text("note", nullable=True),
    units("restored_from", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("length(digest) = 64", name="digest"),
    key=("version",),
    info=INSERT_ONLY,
)
"""``published_by`` names who: a person, a key, ``cli``."""

programme_draft = tenant_table(
    "programme_draft",
    text("digest"),
    document("document"),
    units("based_on", nullable=True),
    instant("saved_at"),
    text("saved_by"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("length(digest) = 64", name="digest"),
    key=(),
)
"""``based_on`` is the version that was live when the draft was begun."""
