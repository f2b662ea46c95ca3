"""How much each role may give by hand, and deeds that wait for a second person."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

goodwill_limit = tenant_table(
    "goodwill_limit",
    text("role"),
    units("per_deed"),
    units("per_day"),
    units("per_member"),
    instant("changed_at"),
    text("changed_by"),
    within("programme"),
    CheckConstraint(
        "per_deed >= 0 AND per_day >= 0 AND per_member >= 0", name="not_negative"
    ),
    key=("role",),
)
"""In smallest units of the main points: one deed, one person's day, one member's
thirty days. A role without a row has the limits that the house begins with."""

goodwill_spent = tenant_table(
    "goodwill_spent",
    identifier("transaction_id"),
    text("actor"),
    identifier("member_id"),
    units("points"),
    text("reason"),
    instant("at"),
    within("member", member_id="member_id"),
    CheckConstraint("points <> 0", name="something"),
    key=("transaction_id",),
)
"""What was given or taken by hand, for budgets and the report by cause. A reward given
by hand stands there with its voucher for a transaction, and with what it is worth."""
Index(
    "ix_goodwill_spent_actor",
    goodwill_spent.c.programme_id,
    goodwill_spent.c.actor,
    goodwill_spent.c.at,
)
Index(
    "ix_goodwill_spent_member",
    goodwill_spent.c.programme_id,
    goodwill_spent.c.member_id,
    goodwill_spent.c.at,
)

approval = tenant_table(
    "approval",
    identifier("approval_id"),
    text("kind"),
    identifier("member_id"),
    document("asked"),
    text("why"),
    text("asked_by"),
    text("asked_by_name"),
    instant("asked_at"),
    text("state", server_default="waiting"),
    text("decided_by", nullable=True),
    text("decided_by_name", nullable=True),
    instant("decided_at", nullable=True),
    text("said", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("kind IN ('adjust')", name="kind"),
    CheckConstraint(
        "state IN ('waiting', 'approved', 'refused', 'withdrawn')", name="state"
    ),
    CheckConstraint(
        "(state = 'waiting') = (decided_at IS NULL)"
        " AND (decided_at IS NULL) = (decided_by IS NULL)",
        name="decided",
    ),
    key=("approval_id",),
)
"""Who asked is never who decides."""
Index(
    "ix_approval_waiting",
    approval.c.programme_id,
    approval.c.asked_at,
    postgresql_where=sql("state = 'waiting'"),
)
