"""Simulations that somebody asked for: the question, how far it is, the result."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
)

simulation = tenant_table(
    "simulation",
    identifier("simulation_id"),
    text("state", server_default="waiting"),
    document("document"),
    document("question"),
    text("asked_by"),
    instant("asked_at"),
    units("tries", server_default="0"),
    instant("begun_at", nullable=True),
    instant("ended_at", nullable=True),
    units("orders_done", server_default="0"),
    units("orders_total", nullable=True),
    identifier("lease_token", nullable=True),
    instant("leased_until", nullable=True),
    document("result", nullable=True),
    text("problem", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint(
        "state IN ('waiting', 'running', 'done', 'cancelled', 'failed')", name="state"
    ),
    CheckConstraint("(state = 'done') = (result IS NOT NULL)", name="done_has_result"),
    key=("simulation_id",),
)
"""``lease_token`` and ``leased_until``: who plays it, and until when others wait;
a process that dies is followed up. ``problem``: a code, why it failed."""
Index("ix_simulation_asked", simulation.c.programme_id, simulation.c.asked_at)
