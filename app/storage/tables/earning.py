"""What earning needs to know of members, and what it gave beside the ledger."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

member_mark = tenant_table(
    "member_mark",
    identifier("member_id"),
    text("kind"),
    text("name"),
    identifier("store_id"),
    instant("since"),
    instant("until", nullable=True),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint("kind IN ('tag', 'consent')", name="kind"),
    key=("member_id", "kind", "name", "store_id", "since"),
)
"""A mark of the merchant on a member, or a consent, as a store tells it; ``name``
in small letters. It has a history, because orders are asked about their own day."""
Index(
    "uq_member_mark_open",
    member_mark.c.programme_id,
    member_mark.c.member_id,
    member_mark.c.kind,
    member_mark.c.name,
    member_mark.c.store_id,
    unique=True,
    postgresql_where=member_mark.c.until.is_(None),
)

chosen_day = tenant_table(
    "chosen_day",
    identifier("member_id"),
    text("rule_id"),
    Column("day", Date(), nullable=False),
    instant("chosen_at"),
    within("member", member_id="member_id"),
    key=("member_id", "rule_id", "day"),
)
"""A day that a member chose for a rule, in the programme's zone."""

budget_slot = tenant_table(
    "budget_slot",
    text("name"),
    Column("slot", Integer(), nullable=False),
    units("used", server_default="0"),
    CheckConstraint("used >= 0", name="used"),
    key=("name", "slot"),
)
"""What is used of a budget of a period, in slots, so that many can take at once.
No slot takes more than its share while another has some left."""

earned_gift = tenant_table(
    "earned_gift",
    identifier("member_id"),
    text("rule_id"),
    text("source"),
    identifier("store_id", nullable=True),
    units("programme_version"),
    units("times"),
    units("settled", nullable=True),
    document("facts"),
    document("terms"),
    instant("happened_at"),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    key=("member_id", "rule_id", "source"),
)
"""Gifts that a rule promised for an order or a fact: by which facts, and whether
they are deserved as things stand (``times``). ``settled``: what the member was
brought to; where it differs, the next evaluation of the member's standing does
it."""
Index("ix_earned_gift_source", earned_gift.c.programme_id, earned_gift.c.source)
