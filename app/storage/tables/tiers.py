"""Tiers that members hold, as dated spells, and the assignments made by hand.

``member_tier`` is derived: it is what the rules make of the dated amounts and of
the assignments, written so that it can be asked for any instant. Members who
never left the base tier have no rows.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, false, true
from sqlalchemy import text as sql

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    within,
)

member_tier = tenant_table(
    "member_tier",
    identifier("member_id"),
    instant("since"),
    text("tier", nullable=True),
    instant("until", nullable=True),
    instant("term_end", nullable=True),
    instant("grace_end", nullable=True),
    text("reason"),
    text("by"),
    text("occasion", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("until IS NULL OR until > since", name="forwards"),
    key=("member_id", "since"),
)
"""One spell: from ``since`` on (included) until ``until`` (not included; null for
the present one). ``tier`` is null where a programme has no base tier. ``term_end``
is until when it is kept, ``grace_end`` when it is lost at the earliest.
``occasion`` is the source of its entry gifts; null where it brought none."""
Index(
    "ix_member_tier_held",
    member_tier.c.programme_id,
    member_tier.c.tier,
    member_tier.c.member_id,
    postgresql_where=sql("until IS NULL"),
)
Index(
    "ix_member_tier_grace",
    member_tier.c.programme_id,
    member_tier.c.grace_end,
    postgresql_where=sql("until IS NULL AND grace_end IS NOT NULL"),
)

tier_assignment = tenant_table(
    "tier_assignment",
    identifier("assignment_id"),
    identifier("member_id"),
    text("tier"),
    text("kind"),
    Column("fixed", Boolean(), nullable=False, server_default=false()),
    Column("with_gifts", Boolean(), nullable=False, server_default=true()),
    identifier("store_id", nullable=True),
    instant("since"),
    instant("until", nullable=True),
    text("reason"),
    text("by"),
    instant("created_at"),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint("kind IN ('hand', 'tag', 'invite')", name="kind"),
    CheckConstraint("until IS NULL OR until >= since", name="forwards"),
    key=("assignment_id",),
)
"""``hand``: set by staff or a program; ``tag``: by a customer tag of a store;
``invite``: allowed to reach it. ``fixed``: exactly this tier, higher or lower;
otherwise at least this one."""
Index(
    "ix_tier_assignment_member",
    tier_assignment.c.programme_id,
    tier_assignment.c.member_id,
    tier_assignment.c.since,
)
Index(
    "uq_tier_assignment_open_tag",
    tier_assignment.c.programme_id,
    tier_assignment.c.member_id,
    tier_assignment.c.tier,
    tier_assignment.c.store_id,
    unique=True,
    postgresql_where=sql("kind = 'tag' AND until IS NULL"),
)
