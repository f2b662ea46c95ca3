"""Figures of whole periods, worked out by night where a programme is large.

Nothing here is a truth of its own: every row can be worked out again from ledger,
orders and members. A small programme keeps no rows; its figures are asked for.
"""

from sqlalchemy import Column, Date, Index, Integer
from sqlalchemy import text as sql

from app.storage.tables.base import instant, tenant_table, text, units
from app.storage.tables.ledger import ledger_transaction
from app.storage.tables.tiers import member_tier

analytics_figure = tenant_table(
    "analytics_figure",
    Column("days", Integer(), nullable=False),
    Column("ends_on", Date(), nullable=False),
    text("figure"),
    text("unit"),
    units("part"),
    units("whole"),
    instant("measured_at"),
    key=("days", "ends_on", "figure", "unit"),
)
"""One figure of the ``days`` days that end on ``ends_on``: so many of so many.
``unit`` is a currency, ``count``, or the month of a cohort."""

# The activity page goes back in time through what staff did, and through tiers.
Index(
    "ix_ledger_transaction_staff",
    ledger_transaction.c.programme_id,
    ledger_transaction.c.transaction_id,
    postgresql_where=sql("actor ~~ 'staff:%%'"),
)
Index("ix_member_tier_since", member_tier.c.programme_id, member_tier.c.since)
