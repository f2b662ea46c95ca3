"""Gifts as kept: one row for each voucher, choice or badge that a rule gave.

Points and credit given by rules are ``fact_award`` rows, metrics are
``metric_entry`` rows; what can't be counted in units stands here.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

gift = tenant_table(
    "gift",
    identifier("gift_id"),
    identifier("member_id"),
    text("rule_id"),
    text("source"),
    Column("place", Integer(), nullable=False),
    Column("ordinal", Integer(), nullable=False),
    text("kind"),
    text("state"),
    document("terms"),
    text("reward_id", nullable=True),
    identifier("voucher_id", nullable=True),
    units("n", server_default="0"),
    identifier("store_id", nullable=True),
    text("reason", nullable=True),
    units("programme_version"),
    instant("happened_at"),
    instant("created_at"),
    instant("updated_at"),
    instant("due_at", nullable=True),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    within("voucher", voucher_id="voucher_id"),
    UniqueConstraint(
        "programme_id", "member_id", "rule_id", "source", "place", "ordinal"
    ),
    CheckConstraint("kind IN ('voucher', 'choice', 'badge')", name="kind"),
    CheckConstraint(
        "state IN ('given', 'waiting', 'open', 'lapsed', 'taken_back')", name="state"
    ),
    CheckConstraint("place >= 0 AND ordinal >= 0", name="position"),
    key=("gift_id",),
)
"""``terms`` is what was promised (the rewards of a choice, the badge, an end of
its own). ``n`` counts the vouchers made for it and is part of their key.
``due_at``: when a gift that waits is tried again, or an open choice lapses."""
Index("ix_gift_rule", gift.c.programme_id, gift.c.rule_id, gift.c.source)
Index(
    "ix_gift_due",
    gift.c.programme_id,
    gift.c.due_at,
    postgresql_where=gift.c.due_at.isnot(None),
)
Index(
    "ix_gift_voucher",
    gift.c.programme_id,
    gift.c.voucher_id,
    postgresql_where=gift.c.voucher_id.isnot(None),
)
