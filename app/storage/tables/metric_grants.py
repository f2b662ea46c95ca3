"""Amounts of metrics that people gave by hand, why, and whether it was undone."""

from sqlalchemy import CheckConstraint, Column, Date, Index

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

metric_grant = tenant_table(
    "metric_grant",
    identifier("grant_id"),
    identifier("member_id"),
    text("metric"),
    units("amount"),
    Column("day", Date(), nullable=False),
    text("reason"),
    text("given_by"),
    instant("given_at"),
    text("undone_by", nullable=True),
    text("undone_reason", nullable=True),
    instant("undone_at", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint(
        "(undone_at IS NULL) = (undone_by IS NULL)"
        " AND (undone_at IS NULL) = (undone_reason IS NULL)",
        name="undone",
    ),
    key=("grant_id",),
)
"""What counts is in ``metric_entry`` under the source ``grant:<grant_id>``."""
Index(
    "ix_metric_grant_member",
    metric_grant.c.programme_id,
    metric_grant.c.member_id,
    metric_grant.c.grant_id,
)
