"""Members, the store customers they are, and the contacts by which guests are known.

Personal data lives here and nowhere else in the books. A shadow member earns
and can't spend; it is known by a keyed digest of its contact and claimed only by
a person who proved that contact.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Text,
    false,
    func,
)
from sqlalchemy import (
    text as sql,
)

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

SORT_NAME = (
    "lower(coalesce(nullif(btrim((coalesce(first_name, '') || ' ')"
    " || coalesce(last_name, '')), ''), email, phone, chr(1114111)))"
)
"""What a list calls somebody; who has no name at all comes last."""

member = tenant_table(
    "member",
    identifier("member_id"),
    text("state"),
    identifier("merged_into", nullable=True),
    text("email", nullable=True),
    text("phone", nullable=True),
    text("first_name", nullable=True),
    text("last_name", nullable=True),
    text("locale", nullable=True),
    Column("birthday", Date(), nullable=True),
    Column("contact_verified", Boolean(), nullable=False, server_default=false()),
    instant("joined_at", nullable=True),
    instant("created_at"),
    instant("updated_at"),
    instant("active_at", nullable=True),
    instant("frozen_at", nullable=True),
    text("frozen_reason", nullable=True),
    instant("redeem_from", nullable=True),
    instant("erased_at", nullable=True),
    units("version", server_default="1"),
    Column("sort_name", Text(), Computed(SORT_NAME, persisted=True), nullable=True),
    Column(
        "sort_since",
        DateTime(timezone=True),
        Computed("coalesce(joined_at, created_at)", persisted=True),
        nullable=True,
    ),
    units("kept_points", server_default="0"),
    units("kept_spent_minor", server_default="0"),
    Column(
        "kept_last_order_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=sql("'1970-01-01 00:00:00+00'"),
    ),
    text("kept_tier", server_default=""),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint(
        "state IN ('shadow', 'active', 'closed', 'merged', 'erased')", name="state"
    ),
    CheckConstraint(
        "(state = 'merged') = (merged_into IS NOT NULL)", name="merged_has_heir"
    ),
    key=("member_id",),
)
"""``sort_…`` and ``kept_…`` are what lists are sorted by, and nothing else is read
from them: the first follow the row, the second are brought up to date within a
minute or so (``app.services.list_figures``). A plain column each, because row
security lets no function run before it and a list begins in the middle."""
SORTED_BY = (
    "sort_name",
    "sort_since",
    "kept_points",
    "kept_spent_minor",
    "kept_last_order_at",
    "kept_tier",
)
for _name in SORTED_BY:
    Index(
        f"ix_member_by_{_name.partition('_')[2]}",
        member.c.programme_id,
        member.c[_name],
        member.c.member_id,
    )
Index(
    "ix_member_updated",
    member.c.programme_id,
    member.c.updated_at,
    member.c.member_id,
)
Index(
    "ix_member_state",
    member.c.programme_id,
    member.c.state,
    postgresql_where=member.c.state != "active",
)
Index(
    "ix_member_frozen",
    member.c.programme_id,
    member.c.member_id,
    postgresql_where=member.c.frozen_at.isnot(None),
)
Index(
    "ix_member_email",
    member.c.programme_id,
    func.lower(member.c.email).label("lower_email"),
    postgresql_ops={"lower_email": "text_pattern_ops"},
    postgresql_where=member.c.email.isnot(None),
)

customer_link = tenant_table(
    "customer_link",
    identifier("store_id"),
    text("customer_ref"),
    identifier("member_id"),
    instant("linked_at"),
    instant("gone_at", nullable=True),
    within("store", store_id="store_id"),
    within("member", member_id="member_id"),
    key=("store_id", "customer_ref"),
)
"""One customer of one store is one member. After a merge in the store both
references lead to the kept member."""
Index(
    "ix_customer_link_member", customer_link.c.programme_id, customer_link.c.member_id
)
Index(
    "ix_customer_link_linked",
    customer_link.c.programme_id,
    customer_link.c.store_id,
    customer_link.c.linked_at,
)

guest_contact = tenant_table(
    "guest_contact",
    raw("digest"),
    text("kind"),
    identifier("member_id"),
    instant("seen_at"),
    within("member", member_id="member_id"),
    CheckConstraint("kind IN ('email', 'phone')", name="kind"),
    key=("digest",),
)
"""HMAC-SHA256 under the programme's pepper of the contact a guest typed."""
Index(
    "ix_guest_contact_member", guest_contact.c.programme_id, guest_contact.c.member_id
)

suppression = tenant_table(
    "suppression",
    raw("digest"),
    text("kind"),
    instant("erased_at"),
    key=("digest",),
)
"""Keyed digests of erased contacts and customer references: a late delivery
about an erased person is dropped."""
