"""Pairings: how a shop that holds a code of ours becomes a store of a programme."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from app.storage.lookups import register
from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    within,
)

store_pairing = tenant_table(
    "store_pairing",
    identifier("pairing_id"),
    raw("code_digest"),
    instant("made_at"),
    text("made_by"),
    instant("lapses_at"),
    text("base_url", nullable=True),
    text("return_url", nullable=True),
    instant("started_at", nullable=True),
    raw("state_digest", nullable=True),
    text("sealed_keys", nullable=True),
    instant("keys_at", nullable=True),
    identifier("store_id", nullable=True),
    instant("done_at", nullable=True),
    text("problem", nullable=True),
    within("programme"),
    within("store", store_id="store_id"),
    # Both are looked for before the programme is known.
    UniqueConstraint("code_digest"),
    UniqueConstraint("state_digest"),
    CheckConstraint(
        "state_digest IS NULL OR (base_url IS NOT NULL AND return_url IS NOT NULL"
        " AND started_at IS NOT NULL)",
        name="started",
    ),
    key=("pairing_id",),
)
"""Digests are SHA-256 of random texts that are never kept. ``sealed_keys`` are the
store's keys between its callback and the connection, no longer."""

for _name, _column in (
    ("setia_pairing_by_code", "code_digest"),
    ("setia_pairing_by_state", "state_digest"),
):
    register(
        f"{_name}(bytea)",
        f"""
        CREATE OR REPLACE FUNCTION {_name}(wanted bytea)
        RETURNS TABLE (programme_id uuid, pairing_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT p.programme_id, p.pairing_id FROM store_pairing p
          WHERE p.{_column} = wanted
        $$""",
    )
