"""Referrals: links, who came through them, and what is compared against abuse.

``referral_print`` holds keyed digests (HMAC-SHA256 under the programme's pepper)
of contacts, addresses, devices and means of payment: equal things meet, and
nothing can be read back.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, false
from sqlalchemy import text as sql

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

referral_code = tenant_table(
    "referral_code",
    text("code"),
    identifier("member_id"),
    instant("made_at"),
    within("member", member_id="member_id"),
    key=("code",),
)
"""A member has several after a merge: old links keep working."""
Index(
    "ix_referral_code_member", referral_code.c.programme_id, referral_code.c.member_id
)

referral = tenant_table(
    "referral",
    identifier("referral_id"),
    identifier("advocate_id"),
    identifier("friend_id"),
    text("code"),
    text("via"),
    identifier("store_id", nullable=True),
    instant("claimed_at"),
    raw("device_digest", nullable=True),
    units("programme_version"),
    document("past", nullable=True),
    text("state", server_default="open"),
    document("reasons", server_default="[]"),
    text("capped", nullable=True),
    identifier("order_store_id", nullable=True),
    text("order_ref", nullable=True),
    instant("welcomed_at", nullable=True),
    instant("rewarded_at", nullable=True),
    text("decision", nullable=True),
    document("decision_reasons", server_default="[]"),
    text("decision_note", nullable=True),
    instant("decided_at", nullable=True),
    text("decided_by", nullable=True),
    Column("void", Boolean(), nullable=False, server_default=false()),
    instant("closed_at", nullable=True),
    instant("updated_at"),
    within("member", advocate_id="member_id"),
    within("member", friend_id="member_id"),
    CheckConstraint(
        "state IN ('open', 'held', 'blocked', 'waiting', 'earned', 'cancelled',"
        " 'lapsed', 'refused')",
        name="state",
    ),
    CheckConstraint("via IN ('api', 'order', 'sign_up')", name="via"),
    CheckConstraint("decision IN ('approved', 'refused')", name="decision"),
    key=("referral_id",),
)
"""A friend who came through a member's link; a friend comes once.

``programme_version``: the version whose terms hold for it. ``past``: what was
there of the friend when the link was used, looked at once. ``capped``: why the
member gets nothing although the order is good. ``void``: two members who came
through two links were merged, and this was the later link. ``closed_at``: one of
the two was erased; nothing changes any more."""
Index(
    "uq_referral_friend",
    referral.c.programme_id,
    referral.c.friend_id,
    unique=True,
    postgresql_where=sql("NOT void"),
)
Index(
    "ix_referral_advocate",
    referral.c.programme_id,
    referral.c.advocate_id,
    referral.c.claimed_at,
)
Index("ix_referral_friend", referral.c.programme_id, referral.c.friend_id)
Index(
    "ix_referral_state",
    referral.c.programme_id,
    referral.c.state,
    referral.c.claimed_at,
    referral.c.referral_id,
)
Index(
    "ix_referral_device",
    referral.c.programme_id,
    referral.c.device_digest,
    referral.c.claimed_at,
    postgresql_where=sql("device_digest IS NOT NULL"),
)

referral_print = tenant_table(
    "referral_print",
    identifier("member_id"),
    text("kind"),
    raw("digest"),
    instant("seen_at"),
    within("member", member_id="member_id"),
    CheckConstraint(
        "kind IN ('email', 'phone', 'address', 'device', 'payer')", name="kind"
    ),
    key=("member_id", "kind", "digest"),
)
Index(
    "ix_referral_print_digest",
    referral_print.c.programme_id,
    referral_print.c.kind,
    referral_print.c.digest,
)
