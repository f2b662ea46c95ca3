"""Debts to the outside, the leases on them, and the stores that must wait.

A lease is two columns: ``lease_token`` says who works on the debt and ``due_at``
is moved to the lease's end, so a debt whose worker died is simply due again.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    false,
)
from sqlalchemy import (
    text as sql_text,
)

from app.storage import lookups
from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    within,
)

OPEN = "state IN ('waiting', 'blocked')"

outbox = tenant_table(
    "outbox",
    identifier("debt_id"),
    identifier("store_id", nullable=True),
    text("kind"),
    text("subject"),
    text("key", nullable=True),
    document("payload", server_default="{}"),
    text("state", server_default="waiting"),
    Column("attempts", Integer(), nullable=False, server_default="0"),
    instant("due_at"),
    identifier("lease_token", nullable=True),
    Column("again", Boolean(), nullable=False, server_default=false()),
    text("reason", nullable=True),
    instant("created_at"),
    instant("attempted_at", nullable=True),
    instant("ended_at", nullable=True),
    within("store", store_id="store_id"),
    CheckConstraint(
        "state IN ('waiting', 'blocked', 'settled', 'cancelled', 'set_aside')",
        name="state",
    ),
    CheckConstraint(
        "lease_token IS NULL OR state = 'waiting'", name="only_waiting_is_leased"
    ),
    key=("debt_id",),
)

Index(
    "ix_outbox_waiting",
    outbox.c.programme_id,
    outbox.c.due_at,
    postgresql_where=sql_text("state = 'waiting'"),
)
Index(
    "uq_outbox_one_open_per_key",
    outbox.c.programme_id,
    outbox.c.kind,
    outbox.c.key,
    unique=True,
    postgresql_where=sql_text(f"key IS NOT NULL AND {OPEN}"),
)
# A store's first tries come before its repeats, so that what a person waits for
# is not behind an hour's backlog.
Index(
    "ix_outbox_waiting_of_store",
    outbox.c.programme_id,
    outbox.c.store_id,
    sql_text("(attempts > 0)"),
    outbox.c.due_at,
    outbox.c.debt_id,
    postgresql_where=sql_text("state = 'waiting'"),
)
Index(
    "ix_outbox_leased",
    outbox.c.programme_id,
    outbox.c.store_id,
    postgresql_where=sql_text("lease_token IS NOT NULL"),
)
Index(
    "ix_outbox_set_aside",
    outbox.c.programme_id,
    outbox.c.created_at,
    postgresql_where=sql_text("state = 'set_aside'"),
)

outbox_pause = tenant_table(
    "outbox_pause",
    identifier("store_id"),
    instant("paused_until"),
    Column("failures", Integer(), nullable=False, server_default="0"),
    text("reason"),
    within("store", store_id="store_id"),
    key=("store_id",),
)
"""Stores that are not called until an instant: throttled, or out of reach."""

lookups.first_due_function("outbox", "state = 'waiting'", "due_at")
lookups.register(
    "setia_outbox_backlog()",
    """
    CREATE OR REPLACE FUNCTION setia_outbox_backlog()
    RETURNS TABLE (waiting bigint, oldest timestamptz, set_aside bigint,
                   blocked bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting'),
             (SELECT min(created_at) FROM outbox WHERE state = 'waiting'),
             (SELECT count(*) FROM outbox WHERE state = 'set_aside'),
             (SELECT count(*) FROM outbox WHERE state = 'blocked')
    $$""",
)
