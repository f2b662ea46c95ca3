"""Proof that members were told before their points lapsed; of whom none lapse."""

from sqlalchemy import CheckConstraint, Column, Date, Index
from sqlalchemy import text as sql

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

expiry_exception = tenant_table(
    "expiry_exception",
    identifier("member_id"),
    instant("since"),
    instant("until", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("until >= since", name="order"),
    key=("member_id", "since"),
)
"""While a row has no ``until``, nothing of its member lapses by the terms."""
Index(
    "uq_expiry_exception_now",
    expiry_exception.c.programme_id,
    expiry_exception.c.member_id,
    unique=True,
    postgresql_where=sql("until IS NULL"),
)
