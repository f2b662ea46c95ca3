"""Deliveries as received, until they are understood, and some time after.

The body is kept as bytes and never looked into here. It is erased after thirty
days; the row with its key stays, so that a late repeat is still a repeat.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy import (
    text as sql_text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.storage import lookups
from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    identifier,
    instant,
    metadata,
    raw,
    tenant_table,
    text,
)

inbox = tenant_table(
    "inbox",
    identifier("inbox_id"),
    # No foreign key: the door has just looked the store up, stores are never
    # deleted, and a share lock on one hot store row per delivery is dear.
    identifier("store_id"),
    text("provider"),
    text("topic"),
    text("dedupe_key"),
    raw("body", nullable=True),
    document("headers", server_default="{}"),
    Column("late", Boolean(), nullable=False, server_default=false()),
    instant("received_at"),
    instant("due_at"),
    text("state", server_default="waiting"),
    Column("attempts", Integer(), nullable=False, server_default="0"),
    text("reason", nullable=True),
    instant("handled_at", nullable=True),
    CheckConstraint(
        "state IN ('waiting', 'done', 'superseded', 'set_aside')", name="state"
    ),
    CheckConstraint("state <> 'waiting' OR body IS NOT NULL", name="waits_with_body"),
    UniqueConstraint("programme_id", "store_id", "provider", "dedupe_key"),
    key=("inbox_id",),
)

Index(
    "ix_inbox_waiting",
    inbox.c.programme_id,
    inbox.c.due_at,
    postgresql_where=sql_text("state = 'waiting'"),
)
Index(
    "ix_inbox_set_aside",
    inbox.c.programme_id,
    inbox.c.inbox_id,
    postgresql_where=sql_text("state = 'set_aside'"),
)
# Ids are time-ordered, so the primary key is the index over time as well: each
# index less is a delivery taken sooner.

lookups.first_due_function("inbox", "state = 'waiting'", "due_at")
lookups.register(
    "setia_inbox_backlog()",
    """
    CREATE OR REPLACE FUNCTION setia_inbox_backlog()
    RETURNS TABLE (waiting bigint, oldest timestamptz, set_aside bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting'),
             (SELECT min(received_at) FROM inbox WHERE state = 'waiting'),
             (SELECT count(*) FROM inbox WHERE state = 'set_aside')
    $$""",
)

inbox_batch = tenant_table(
    "inbox_batch",
    identifier("batch_id"),
    Column("inbox_ids", ARRAY(Uuid()), nullable=False),
    instant("begun_at"),
    key=("batch_id",),
)
"""Batches in hand. One that is old was in hand when its worker died, and one of
its deliveries may be why."""

compliance_record = Table(
    "compliance_record",
    metadata,
    identifier("record_id"),
    text("provider"),
    text("shop_domain"),
    text("topic"),
    text("dedupe_key"),
    raw("body_digest"),
    instant("received_at"),
    PrimaryKeyConstraint("record_id"),
    UniqueConstraint("provider", "shop_domain", "dedupe_key"),
    info={"tenant": False, **INSERT_ONLY},
)
"""Privacy requests about shops that we do not know: proof of receipt, no body."""
