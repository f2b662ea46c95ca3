"""Proof that members were told before their points lapsed."""

from sqlalchemy import CheckConstraint, Column, Date

from app.storage.tables.base import (
    INSERT_ONLY,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

expiry_notice = tenant_table(
    "expiry_notice",
    identifier("member_id"),
    text("asset"),
    Column("lapses_on", Date(), nullable=False),
    units("days_before"),
    units("units"),
    text("channel"),
    instant("told_at"),
    within("member", member_id="member_id"),
    CheckConstraint("days_before > 0 AND units > 0", name="figures"),
    key=("member_id", "asset", "lapses_on", "days_before"),
    info=INSERT_ONLY,
)
"""``lapses_on`` is the last day on which the points can be used, in the programme's
zone; ``units`` how many the notice spoke of; ``channel`` how it went (``email`` …)."""
