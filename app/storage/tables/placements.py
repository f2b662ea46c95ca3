"""Where in stores something of ours was met, and who answers for the programme."""

from sqlalchemy import CheckConstraint

from app.storage.tables.base import identifier, instant, tenant_table, text, within

placement_seen = tenant_table(
    "placement_seen",
    identifier("store_id"),
    text("placement"),
    instant("first_at"),
    instant("seen_at"),
    within("store", store_id="store_id"),
    CheckConstraint("length(placement) BETWEEN 1 AND 40", name="placement"),
    key=("store_id", "placement"),
)
"""``seen_at`` is the last time to within an hour: it is not written more often."""

legal_notice = tenant_table(
    "legal_notice",
    text("company"),
    text("address"),
    text("contact"),
    text("processors"),
    instant("changed_at"),
    text("changed_by"),
    within("programme"),
    key=(),
)
"""Who answers for the programme, to members and to authorities. ``contact``: where
questions about personal data go; ``processors``: others who handle it for the
merchant, a line each."""
