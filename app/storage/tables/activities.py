"""What members did, as programs told us: one row an activity, told once."""

from sqlalchemy import Index

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

activity = tenant_table(
    "activity",
    identifier("activity_id"),
    text("type"),
    text("distinct_id"),
    identifier("member_id"),
    raw("request_digest"),
    document("data"),
    instant("occurred_at"),
    instant("received_at"),
    units("programme_version"),
    document("outcome"),
    within("member", member_id="member_id"),
    key=("activity_id",),
)
"""``outcome`` is what the rules decided: ``{"rules": […], "awards": […]}``."""
Index(
    "uq_activity_distinct",
    activity.c.programme_id,
    activity.c.type,
    activity.c.distinct_id,
    unique=True,
)
Index(
    "ix_activity_member",
    activity.c.programme_id,
    activity.c.member_id,
    activity.c.activity_id,
)
