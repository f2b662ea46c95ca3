"""Who is in which segment, since when; and what campaigns gave to whom.

``member_segment`` is derived: what the questions of a segment said each time they
were asked. ``campaign_gift`` is what a campaign must not give twice.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, false
from sqlalchemy import text as sql

from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

member_segment = tenant_table(
    "member_segment",
    text("segment"),
    identifier("member_id"),
    instant("since"),
    instant("until", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("until IS NULL OR until >= since", name="forwards"),
    key=("segment", "member_id", "since"),
)
"""One spell: in the segment from ``since`` on until ``until``, as far as it was
asked; null for those who are in it."""
Index(
    "uq_member_segment_open",
    member_segment.c.programme_id,
    member_segment.c.member_id,
    member_segment.c.segment,
    unique=True,
    postgresql_where=sql("until IS NULL"),
)

segment_state = tenant_table(
    "segment_state",
    text("segment"),
    instant("evaluated_at"),
    units("members"),
    units("entered"),
    units("left_it"),
    within("programme"),
    CheckConstraint("members >= 0", name="members"),
    key=("segment",),
)
"""How the last evaluation of a segment ended."""

campaign_gift = tenant_table(
    "campaign_gift",
    text("campaign"),
    identifier("member_id"),
    text("occasion"),
    Column("drawn", Boolean(), nullable=False, server_default=false()),
    units("programme_version"),
    instant("given_at"),
    within("member", member_id="member_id"),
    key=("campaign", "member_id", "occasion"),
)

campaign_draw = tenant_table(
    "campaign_draw",
    text("campaign"),
    text("occasion"),
    text("segment"),
    raw("seed"),
    raw("digest"),
    raw("participants"),
    units("members"),
    document("winners"),
    units("programme_version"),
    instant("drawn_at"),
    within("programme"),
    CheckConstraint("octet_length(seed) = 32", name="seed"),
    CheckConstraint("octet_length(digest) = 32", name="digest"),
    CheckConstraint("octet_length(participants) = 16 * members", name="participants"),
    key=("campaign", "occasion"),
    info=INSERT_ONLY,
)
"""One draw. ``participants`` are the ids of all who could win, in order, 16 bytes
each; ``digest`` is their SHA-256. Seed and list give the winners again."""
