"""What the storefront remembers of members: cards, cheers, hints, missing points."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    UniqueConstraint,
)

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    within,
)

member_card = tenant_table(
    "member_card",
    text("code"),
    identifier("member_id"),
    instant("made_at"),
    within("member", member_id="member_id"),
    key=("code",),
)
"""The code that a member shows at the counter; after a merge a member has two."""
Index("ix_member_card_member", member_card.c.programme_id, member_card.c.member_id)

celebration_seen = tenant_table(
    "celebration_seen",
    identifier("member_id"),
    text("celebration"),
    instant("seen_at"),
    within("member", member_id="member_id"),
    key=("member_id", "celebration"),
)
"""News that a member was told: cheers, and answers that were read (``answer:…``)."""

nudge_tally = tenant_table(
    "nudge_tally",
    identifier("member_id"),
    text("kind"),
    Column("day", Date(), nullable=False),
    text("arm"),
    Column("offered", Integer(), nullable=False, server_default="0"),
    Column("shown", Integer(), nullable=False, server_default="0"),
    Column("used", Integer(), nullable=False, server_default="0"),
    Column("dismissed", Integer(), nullable=False, server_default="0"),
    within("member", member_id="member_id"),
    CheckConstraint("arm IN ('nudged', 'held_out')", name="arm"),
    key=("member_id", "kind", "day"),
)
"""What became of hints; a tenth of the members gets none, to compare with."""

support_claim = tenant_table(
    "support_claim",
    identifier("claim_id"),
    identifier("store_id"),
    identifier("member_id", nullable=True),
    raw("contact_digest", nullable=True),
    text("sealed_contact", nullable=True),
    text("kind", server_default="missing_points"),
    text("order_number", nullable=True),
    text("note", nullable=True),
    text("request_key"),
    text("state", server_default="open"),
    text("outcome", nullable=True),
    text("answer", nullable=True),
    text("answered_by", nullable=True),
    instant("created_at"),
    instant("due_at"),
    instant("answered_at", nullable=True),
    instant("closed_at", nullable=True),
    text("cause", nullable=True),
    text("assigned_to", nullable=True),
    text("assigned_name", nullable=True),
    instant("first_answered_at", nullable=True),
    within("store", store_id="store_id"),
    within("member", member_id="member_id"),
    UniqueConstraint("programme_id", "store_id", "request_key"),
    CheckConstraint("state IN ('open', 'waiting', 'answered', 'closed')", name="state"),
    CheckConstraint("kind IN ('missing_points', 'question')", name="kind"),
    CheckConstraint("kind = 'question' OR order_number IS NOT NULL", name="about"),
    CheckConstraint(
        "(member_id IS NULL) <> (contact_digest IS NULL)", name="somebodys"
    ),
    key=("claim_id",),
)
"""Somebody misses points, or asks. ``outcome`` is a code: how it was found to be;
``note`` is what they wrote, ``answer`` what staff answered last, ``cause`` what was
behind it; the conversation is in ``support_message``. A guest is found by the digest of
an address, and answered at ``sealed_contact``, which is the address."""
Index(
    "ix_support_claim_due",
    support_claim.c.programme_id,
    support_claim.c.due_at,
    postgresql_where=support_claim.c.state == "open",
)
Index(
    "ix_support_claim_queue",
    support_claim.c.programme_id,
    support_claim.c.state,
    support_claim.c.due_at,
    support_claim.c.claim_id,
)
Index(
    "ix_support_claim_created",
    support_claim.c.programme_id,
    support_claim.c.created_at,
)
Index(
    "ix_support_claim_member",
    support_claim.c.programme_id,
    support_claim.c.member_id,
)
