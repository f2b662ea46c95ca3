"""The way of a new programme to its members: how far it is, and who tries it."""

from sqlalchemy import ForeignKeyConstraint

from app.storage.tables.base import document, instant, raw, tenant_table, text

onboarding = tenant_table(
    "onboarding",
    document("choices", server_default="{}"),
    instant("begun_at"),
    instant("changed_at"),
    text("changed_by"),
    instant("launched_at", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    key=(),
)
"""``choices``: what was answered so far, by step. One row a programme."""

tester = tenant_table(
    "tester",
    raw("digest"),
    text("contact"),
    text("added_by"),
    instant("added_at"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    key=("digest",),
)
"""Who may be a member while the programme is being tried. ``digest`` of the e-mail
address, as members are found by."""
