"""Changes of members' contact data, and whom they must be told to."""

from sqlalchemy import CheckConstraint, Index

from app.storage.tables.base import identifier, instant, tenant_table, text, within

contact_change = tenant_table(
    "contact_change",
    identifier("change_id"),
    identifier("member_id"),
    text("kind"),
    identifier("store_id", nullable=True),
    text("actor"),
    text("sealed_old"),
    instant("changed_at"),
    instant("redeem_from"),
    text("notice", server_default="owed"),
    instant("noticed_at", nullable=True),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint("kind IN ('email', 'phone')", name="kind"),
    CheckConstraint("notice IN ('owed', 'sent', 'dropped')", name="notice"),
    key=("change_id",),
)
"""``sealed_old`` is the address before, sealed; a notice to it is owed until it was
sent or could not be. ``redeem_from``: when points can be used again."""
Index(
    "ix_contact_change_owed",
    contact_change.c.programme_id,
    contact_change.c.changed_at,
    postgresql_where=contact_change.c.notice == "owed",
)
Index(
    "ix_contact_change_member",
    contact_change.c.programme_id,
    contact_change.c.member_id,
)
