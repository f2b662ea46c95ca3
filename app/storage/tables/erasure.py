"""Who was erased, when, and on what terms: never who they were.

The list of erased ids is kept beside the backups too, so that a restored one is
erased again.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint

from app.storage.lookups import register
from app.storage.tables.base import identifier, instant, raw, tenant_table, text

erasure = tenant_table(
    "erasure",
    identifier("member_id"),
    text("policy"),
    text("actor"),
    instant("requested_at"),
    instant("erased_at", nullable=True),
    # HMAC-SHA256 under the programme's pepper of the code given to the person.
    raw("claim_digest", nullable=True),
    identifier("claimed_by", nullable=True),
    instant("claimed_at", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    UniqueConstraint("programme_id", "claim_digest"),
    CheckConstraint("policy IN ('forfeit', 'keep')", name="policy"),
    CheckConstraint(
        "(claimed_by IS NULL) = (claimed_at IS NULL)", name="claim_is_dated"
    ),
    key=("member_id",),
)

register(
    "setia_forget_traces(uuid[], text[])",
    """
    CREATE OR REPLACE FUNCTION setia_forget_traces(members uuid[], subjects text[])
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DELETE FROM decision_trace t
      WHERE t.programme_id
          = nullif(current_setting('setia.programme_id', true), '')::uuid
        AND (t.member_id = ANY (members) OR t.subject = ANY (subjects))
    $$""",
)
"""Traces are insert-only for the application; only erasure takes them away, and
only in the programme that the unit of work is bound to."""
