"""Requests about a person's or a shop's data, and by when they must be met."""

from sqlalchemy import CheckConstraint

from app.storage.tables.base import document, identifier, instant, tenant_table, text

privacy_request = tenant_table(
    "privacy_request",
    identifier("request_id"),
    identifier("store_id"),
    text("kind"),
    text("request_key"),
    document("about"),
    instant("received_at"),
    instant("due_at"),
    instant("done_at", nullable=True),
    text("outcome", nullable=True),
    CheckConstraint(
        "kind IN ('redact_customer', 'redact_store', 'data_request')", name="kind"
    ),
    key=("request_id",),
)
"""``about`` holds the platform's references until the request is met, then
nothing that leads to the person."""
