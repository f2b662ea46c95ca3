"""What is due by the clock: one row per programme and timer.

``next_at`` is the only truth; a timer that was missed is due until it has run.
While one runs, ``next_at`` stands at the end of its lease.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer

from app.storage import lookups
from app.storage.tables.base import identifier, instant, tenant_table, text

scheduled_task = tenant_table(
    "scheduled_task",
    text("name"),
    text("cron"),
    text("timezone"),
    instant("next_at"),
    identifier("lease_token", nullable=True),
    instant("started_at", nullable=True),
    instant("finished_at", nullable=True),
    text("result", nullable=True),
    Column("failures", Integer(), nullable=False, server_default="0"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    key=("name",),
)

Index("ix_scheduled_task_due", scheduled_task.c.programme_id, scheduled_task.c.next_at)

lookups.first_due_function("scheduled_task", "true", "next_at")
