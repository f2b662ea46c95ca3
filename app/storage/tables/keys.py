"""API keys, and the answers that are given again for a repeated request."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY

from app.storage.lookups import register
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

api_key = tenant_table(
    "api_key",
    identifier("key_id"),
    text("name"),
    text("mode"),
    raw("digest"),
    text("ending"),
    Column("scopes", ARRAY(Text()), nullable=False),
    instant("created_at"),
    instant("expires_at", nullable=True),
    instant("revoked_at", nullable=True),
    instant("last_used_at", nullable=True),
    # A key is found by its digest before its programme is known.
    UniqueConstraint("digest"),
    CheckConstraint("mode IN ('live', 'test')", name="mode"),
    key=("key_id",),
)
"""``digest`` is the SHA-256 of the key, which is 256 random bits and never kept;
``ending`` its last four symbols, for people to tell keys apart."""

idempotent_request = tenant_table(
    "idempotent_request",
    identifier("key_id"),
    text("idempotency_key"),
    raw("request_digest"),
    text("state"),
    instant("begun_at"),
    units("status", nullable=True),
    document("answer", nullable=True),
    within("api_key", key_id="key_id"),
    CheckConstraint("state IN ('running', 'done')", name="state"),
    key=("key_id", "idempotency_key"),
)
"""One request under one key of a client. The answer is kept seven days; the row
stays, so that the same key never does anything again."""
Index("ix_idempotent_request_begun", idempotent_request.c.begun_at)

register(
    "setia_api_key(bytea)",
    """
    CREATE OR REPLACE FUNCTION setia_api_key(wanted bytea)
    RETURNS TABLE (programme_id uuid, key_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT k.programme_id, k.key_id FROM api_key k WHERE k.digest = wanted
    $$""",
)
