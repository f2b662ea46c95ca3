"""Messages to developers: where they go, what they say, what became of each.

A message and its deliveries are written in the unit of work that holds the fact, so
neither is ever without the other. A lease is as in the outbox: ``due_at`` moves to
its end, and ending a delivery needs the token.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Text, false
from sqlalchemy import text as sql_text
from sqlalchemy.dialects.postgresql import ARRAY

from app.storage import lookups
from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

webhook_endpoint = tenant_table(
    "webhook_endpoint",
    identifier("endpoint_id"),
    text("url"),
    text("description", server_default=""),
    Column("types", ARRAY(Text()), nullable=False),
    text("state", server_default="on"),
    text("reason", nullable=True),
    text("secret", nullable=True),
    text("former_secret", nullable=True),
    instant("former_until", nullable=True),
    Column("failures", Integer(), nullable=False, server_default="0"),
    instant("failing_since", nullable=True),
    instant("rests_until", nullable=True),
    instant("succeeded_at", nullable=True),
    instant("created_at"),
    text("created_by"),
    instant("changed_at"),
    CheckConstraint(
        "state IN ('on', 'paused', 'disabled', 'stopped', 'deleted')", name="state"
    ),
    CheckConstraint("secret IS NOT NULL OR state = 'deleted'", name="has_secret"),
    key=("endpoint_id",),
)
"""``types`` holds ``*`` for every type. ``disabled``: it failed for days; ``stopped``:
it answered that nobody is there any more. ``failures`` are those in a row. A deleted
one stays without its secret until its last delivery goes: facts that are just being
written may still name it."""

webhook_message = tenant_table(
    "webhook_message",
    identifier("message_id"),
    text("type"),
    identifier("member_id", nullable=True),
    text("body"),
    instant("happened_at"),
    instant("made_at"),
    key=("message_id",),
)
"""What is sent, byte for byte. Ids and figures only: an erased person leaves nothing
here that would have to be blanked."""
Index(
    "ix_webhook_message_member",
    webhook_message.c.programme_id,
    webhook_message.c.member_id,
    postgresql_where=sql_text("member_id IS NOT NULL"),
)
Index(
    "ix_webhook_message_made",
    webhook_message.c.programme_id,
    webhook_message.c.made_at,
    webhook_message.c.message_id,
)

webhook_sequence = tenant_table(
    "webhook_sequence",
    identifier("member_id"),
    units("last"),
    key=("member_id",),
)
"""The number of a member's last message."""

webhook_delivery = tenant_table(
    "webhook_delivery",
    identifier("delivery_id"),
    identifier("message_id"),
    identifier("endpoint_id"),
    text("state", server_default="waiting"),
    Column("attempts", Integer(), nullable=False, server_default="0"),
    Column("by_hand", Boolean(), nullable=False, server_default=false()),
    instant("due_at"),
    identifier("lease_token", nullable=True),
    text("reason", nullable=True),
    instant("created_at"),
    instant("ended_at", nullable=True),
    within("webhook_message", message_id="message_id"),
    within("webhook_endpoint", endpoint_id="endpoint_id"),
    CheckConstraint("state IN ('waiting', 'held', 'done', 'failed')", name="state"),
    CheckConstraint(
        "lease_token IS NULL OR state = 'waiting'", name="only_waiting_is_leased"
    ),
    key=("delivery_id",),
)
"""One message to one address. ``held``: the address is paused."""
Index(
    "uq_webhook_delivery_message_endpoint",
    webhook_delivery.c.programme_id,
    webhook_delivery.c.message_id,
    webhook_delivery.c.endpoint_id,
    unique=True,
)
Index(
    "ix_webhook_delivery_waiting",
    webhook_delivery.c.programme_id,
    webhook_delivery.c.due_at,
    postgresql_where=sql_text("state = 'waiting'"),
)
Index(
    "ix_webhook_delivery_due",
    webhook_delivery.c.programme_id,
    webhook_delivery.c.endpoint_id,
    webhook_delivery.c.due_at,
    postgresql_where=sql_text("state = 'waiting'"),
)
Index(
    "ix_webhook_delivery_endpoint",
    webhook_delivery.c.programme_id,
    webhook_delivery.c.endpoint_id,
    webhook_delivery.c.delivery_id,
)
Index(
    "ix_webhook_delivery_leased",
    webhook_delivery.c.programme_id,
    webhook_delivery.c.endpoint_id,
    postgresql_where=sql_text("lease_token IS NOT NULL"),
)

webhook_attempt = tenant_table(
    "webhook_attempt",
    identifier("attempt_id"),
    identifier("delivery_id"),
    identifier("endpoint_id"),
    instant("at"),
    Column("took_ms", Integer(), nullable=False),
    Column("status", Integer(), nullable=True),
    text("reason", nullable=True),
    text("answer"),
    within("webhook_delivery", delivery_id="delivery_id"),
    key=("attempt_id",),
)
"""One try: what came back, how long it took, and the beginning of the answer."""
Index(
    "ix_webhook_attempt_delivery",
    webhook_attempt.c.programme_id,
    webhook_attempt.c.delivery_id,
    webhook_attempt.c.at,
)
Index(
    "ix_webhook_attempt_endpoint",
    webhook_attempt.c.programme_id,
    webhook_attempt.c.endpoint_id,
    webhook_attempt.c.at,
)

lookups.first_due_function("webhook_delivery", "state = 'waiting'", "due_at")
lookups.register(
    "setia_webhooks_backlog()",
    # An address that rests after failures is waited for, not late.
    """
    CREATE OR REPLACE FUNCTION setia_webhooks_backlog()
    RETURNS TABLE (waiting bigint, oldest timestamptz, set_aside bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT count(*), min(greatest(d.due_at, e.rests_until)),
        (SELECT count(*) FROM webhook_endpoint
         WHERE state IN ('disabled', 'stopped'))
      FROM webhook_delivery d JOIN webhook_endpoint e
        USING (programme_id, endpoint_id)
      WHERE d.state = 'waiting'
    $$""",
)
