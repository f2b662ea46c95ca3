"""Imports of other programmes' files: what was asked, how far it is, what each row did.

The file itself is kept sealed, in pieces; no row of it stands here in the clear.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
    false,
)

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

kept_file = tenant_table(
    "kept_file",
    identifier("file_id"),
    text("purpose"),
    instant("made_at"),
    instant("dies_at"),
    units("size_bytes", server_default="0"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("purpose IN ('import', 'export')", name="purpose"),
    key=("file_id",),
)
"""A file that people brought or will fetch; it goes when ``dies_at`` has passed."""
Index("ix_kept_file_dies", kept_file.c.programme_id, kept_file.c.dies_at)

kept_piece = tenant_table(
    "kept_piece",
    identifier("piece_id"),
    identifier("file_id"),
    Column("n", Integer(), nullable=False),
    text("sealed"),
    within("kept_file", file_id="file_id"),
    UniqueConstraint("programme_id", "file_id", "n"),
    key=("piece_id",),
)
"""A part of a file: packed, then sealed."""

import_run = tenant_table(
    "import_run",
    identifier("import_id"),
    identifier("file_id"),
    text("file_name"),
    text("state", server_default="uploaded"),
    document("options"),
    document("shape"),
    document("checked", nullable=True),
    document("done", server_default="{}"),
    units("people_done", server_default="0"),
    units("people_total", server_default="0"),
    text("asked_by"),
    instant("asked_at"),
    text("approved_by", nullable=True),
    instant("begun_at", nullable=True),
    instant("ended_at", nullable=True),
    instant("undone_at", nullable=True),
    identifier("lease_token", nullable=True),
    instant("leased_until", nullable=True),
    text("problem", nullable=True),
    Column("leave_touched", Boolean(), nullable=False, server_default=false()),
    document("hands", server_default="[]"),
    document("allowed", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint(
        "state IN ('uploaded', 'checking', 'checked', 'running', 'stopped', 'done',"
        " 'failed', 'undoing', 'undone')",
        name="state",
    ),
    key=("import_id",),
)
"""``shape``: encoding, delimiter, first row and number of rows of the file.
``checked``: the report of the dry run; a change of the options takes it away.
``done``: the same figures, of what was really done. ``people_done``: so many people
of the file are behind us; it moves in the unit of work that did them.
``hands``: who changed an answer; like ``asked_by``, they can't agree to it.
``allowed``: how much the run may give, and who began it."""
Index("ix_import_run_asked", import_run.c.programme_id, import_run.c.asked_at)

import_row = tenant_table(
    "import_row",
    identifier("import_id"),
    Column("row", Integer(), nullable=False),
    text("what"),
    identifier("member_id"),
    text("asset", nullable=True),
    units("amount", server_default="0"),
    identifier("lot_id", nullable=True),
    identifier("transaction_id", nullable=True),
    identifier("undone_by", nullable=True),
    text("said", nullable=True),
    within("import_run", import_id="import_id"),
    CheckConstraint(
        "what IN ('points', 'pending', 'credit', 'taken', 'tier', 'made', 'code',"
        " 'link', 'tags', 'past', 'progress')",
        name="what",
    ),
    key=("import_id", "row", "what"),
)
"""What a row did: units given into a lot, units taken, a tier (``lot_id`` is its
assignment), a member made, a live code carried over (``lot_id`` is its voucher).
``said``: the referral code of a link, or the tags that were new."""

member_past = tenant_table(
    "member_past",
    identifier("member_id"),
    identifier("import_id"),
    text("asset"),
    units("earned", nullable=True),
    units("spent", nullable=True),
    identifier("referred_by", nullable=True),
    text("note", nullable=True),
    instant("brought_at"),
    within("member", member_id="member_id"),
    within("import_run", import_id="import_id"),
    key=("member_id", "import_id"),
)
"""What an old programme tells of a member: history to be shown, and nothing that
counts. ``earned`` and ``spent`` are units of ``asset`` over their whole time there,
``referred_by`` is the member through whom they came."""

import_fault = tenant_table(
    "import_fault",
    identifier("import_id"),
    Column("row", Integer(), nullable=False),
    text("phase"),
    text("code"),
    text("column", server_default=""),
    within("import_run", import_id="import_id"),
    CheckConstraint("phase IN ('check', 'run')", name="phase"),
    key=("import_id", "phase", "row"),
)
"""A row that was left out, and why; its cells are in the sealed file."""
