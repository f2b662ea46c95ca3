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
# The sealer's work is found like every other due row.
lookups.first_due_function("ledger_unsealed", "true", "posted_at")
lookups.register(
    "setia_unsealed_backlog()",
    """
    CREATE OR REPLACE FUNCTION setia_unsealed_backlog()
    RETURNS TABLE (waiting bigint, oldest timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT count(*), min(posted_at) FROM ledger_unsealed
    $$""",
)
lookups.register(
    "setia_unscheduled(text[], int)",
    """
    CREATE OR REPLACE FUNCTION setia_unscheduled(names text[], most int)
    RETURNS TABLE (programme_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT p.programme_id FROM programme p
      WHERE (SELECT count(*) FROM scheduled_task t
             WHERE t.programme_id = p.programme_id AND t.name = ANY (names))
            < cardinality(names)
      ORDER BY p.programme_id LIMIT most
    $$""",
)
# In plpgsql, so that it can be made before the migrations' own table is there.
lookups.register(
    "setia_schema_version()",
    """
    CREATE OR REPLACE FUNCTION setia_schema_version() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      RETURN (SELECT max(version_num) FROM alembic_version);
    EXCEPTION WHEN undefined_table THEN RETURN NULL;
    END $$""",
)
