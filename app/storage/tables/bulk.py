"""Deeds on many members at once: what was asked, how far it is, what became of each."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

bulk_run = tenant_table(
    "bulk_run",
    identifier("bulk_id"),
    text("deed"),
    text("state"),
    document("asked"),
    document("chosen"),
    units("counted"),
    units("people_total", server_default="0"),
    units("people_done", server_default="0"),
    document("done", server_default="{}"),
    text("asked_by"),
    text("asked_by_name"),
    instant("asked_at"),
    text("approved_by", nullable=True),
    text("approved_by_name", nullable=True),
    instant("begun_at", nullable=True),
    instant("ended_at", nullable=True),
    instant("undone_at", nullable=True),
    identifier("lease_token", nullable=True),
    instant("leased_until", nullable=True),
    text("problem", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("deed IN ('points', 'block')", name="deed"),
    CheckConstraint(
        "state IN ('choosing', 'waiting', 'refused', 'running', 'stopped', 'done',"
        " 'failed', 'undoing', 'undone')",
        name="state",
    ),
    key=("bulk_id",),
)
"""``chosen`` is the filter, or the people, as they were confirmed; ``counted`` the
number that was typed. ``choosing``: the people are being written down, in one piece.
``waiting``: for a second person. ``done`` counts what became of them."""
Index("ix_bulk_run_asked", bulk_run.c.programme_id, bulk_run.c.asked_at)
Index(
    "ix_bulk_run_waiting",
    bulk_run.c.programme_id,
    bulk_run.c.asked_at,
    postgresql_where=sql("state = 'waiting'"),
)

bulk_row = tenant_table(
    "bulk_row",
    identifier("bulk_id"),
    identifier("member_id"),
    text("state", server_default="chosen"),
    text("code", nullable=True),
    identifier("lot_id", nullable=True),
    identifier("transaction_id", nullable=True),
    within("bulk_run", bulk_id="bulk_id"),
    within("member", member_id="member_id"),
    CheckConstraint(
        "state IN ('chosen', 'done', 'refused', 'undone', 'stayed')", name="state"
    ),
    key=("bulk_id", "member_id"),
)
"""One member of one deed. ``refused`` and ``stayed`` say why in ``code``: the deed, or
the undoing, could not be done to this one."""
