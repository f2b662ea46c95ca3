"""The conversations behind claims and questions, ready replies, and their times."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
)

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    within,
)

support_message = tenant_table(
    "support_message",
    identifier("message_id"),
    identifier("claim_id"),
    identifier("member_id", nullable=True),
    text("author"),
    text("actor"),
    text("actor_name", nullable=True),
    text("visibility"),
    text("code", nullable=True),
    text("text", nullable=True),
    Column("points", BigInteger(), nullable=True),
    identifier("approval_id", nullable=True),
    instant("at"),
    instant("sent_at", nullable=True),
    within("member", member_id="member_id"),
    within("approval", approval_id="approval_id"),
    ForeignKeyConstraint(
        ["programme_id", "claim_id"],
        ["support_claim.programme_id", "support_claim.claim_id"],
        ondelete="CASCADE",
    ),
    CheckConstraint("author IN ('member', 'staff', 'system')", name="author"),
    CheckConstraint("visibility IN ('public', 'internal')", name="visibility"),
    CheckConstraint("(text IS NULL) <> (code IS NULL)", name="said"),
    key=("message_id",),
)
"""What was said, and what was done (``code``: gave points, settled an order …).

``member_id`` is the conversation's: what was said goes with the person. ``sent_at``
is when a public reply left by mail; until then it is owed."""
Index(
    "ix_support_message_claim",
    support_message.c.programme_id,
    support_message.c.claim_id,
    support_message.c.at,
)
Index(
    "ix_support_message_member",
    support_message.c.programme_id,
    support_message.c.member_id,
)

support_template = tenant_table(
    "support_template",
    identifier("template_id"),
    text("name"),
    text("cause", nullable=True),
    document("texts"),
    instant("changed_at"),
    text("changed_by"),
    within("programme"),
    UniqueConstraint("programme_id", "name"),
    key=("template_id",),
)
"""A ready reply by language: ``{"en": …, "id": …, "ms": …}``."""

support_setting = tenant_table(
    "support_setting",
    Column("usual_days", Integer(), nullable=False),
    Column("top_days", Integer(), nullable=False),
    instant("changed_at"),
    text("changed_by"),
    within("programme"),
    CheckConstraint(
        "usual_days BETWEEN 0 AND 30 AND top_days BETWEEN 0 AND 30", name="days"
    ),
    key=(),
)
"""In how many working days an answer is due; a programme without a row has the
days that the house begins with."""
