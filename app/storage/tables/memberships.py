"""Memberships: what was paid or granted for them, and the periods that follow.

``membership_fee`` holds the facts, one row for each line of goods of an order
that sold a plan, or for each grant. ``membership`` is derived from them: periods
during which a member's plan is active, written so that it can be asked for any
instant.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, false
from sqlalchemy import text as sql

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

membership_fee = tenant_table(
    "membership_fee",
    identifier("fee_id"),
    identifier("member_id"),
    text("plan"),
    text("kind"),
    identifier("store_id", nullable=True),
    text("order_ref", nullable=True),
    Column("offer", Integer(), nullable=False, server_default="0"),
    units("quantity", server_default="1"),
    instant("began_at"),
    Column("months", Integer(), nullable=True),
    Column("days", Integer(), nullable=True),
    instant("ends_at", nullable=True),
    Column("trial", Boolean(), nullable=False, server_default=false()),
    instant("void_at", nullable=True),
    text("reason"),
    text("by"),
    instant("created_at"),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint("kind IN ('order', 'grant')", name="kind"),
    CheckConstraint(
        "(kind = 'order') = (store_id IS NOT NULL AND order_ref IS NOT NULL)",
        name="order_is_named",
    ),
    CheckConstraint("quantity >= 1", name="quantity"),
    key=("fee_id",),
)
"""``months``, ``days`` or ``ends_at`` say how long it lasts; none of them: for
life. ``offer`` is the place of the plan's offer at the time. ``void_at``: refunded
in full, cancelled or taken back at that instant."""
Index(
    "uq_membership_fee_order",
    membership_fee.c.programme_id,
    membership_fee.c.store_id,
    membership_fee.c.order_ref,
    membership_fee.c.plan,
    membership_fee.c.offer,
    unique=True,
    postgresql_where=sql("kind = 'order'"),
)
Index(
    "ix_membership_fee_member",
    membership_fee.c.programme_id,
    membership_fee.c.member_id,
)

membership = tenant_table(
    "membership",
    identifier("member_id"),
    text("plan"),
    instant("starts_at"),
    instant("ends_at", nullable=True),
    Column("trial", Boolean(), nullable=False, server_default=false()),
    text("ending"),
    identifier("fee_id"),
    within("member", member_id="member_id"),
    CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="forwards"),
    CheckConstraint(
        "ending IN ('lapses', 'refunded', 'never', 'continues')", name="ending"
    ),
    key=("member_id", "plan", "starts_at"),
)
"""One paid or granted period of a plan, from ``starts_at`` (included) until
``ends_at`` (not included; null for life). ``ending`` says how it ends: it
``lapses``, was ``refunded``, or ``continues`` in the next one."""
Index(
    "ix_membership_plan",
    membership.c.programme_id,
    membership.c.plan,
    membership.c.ends_at,
)
