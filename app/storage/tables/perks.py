"""Perks as they should be in the stores, and as they are there.

Both tables are levels: ``wanted`` is what the rules say now, ``state`` what the
store is known to hold. A debt brings the one to the other and may be paid twice.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    within,
)

STATES = "state IN ('absent', 'present', 'unclear', 'impossible')"

perk_state = tenant_table(
    "perk_state",
    identifier("member_id"),
    text("perk"),
    identifier("store_id"),
    Column("wanted", Boolean(), nullable=False),
    text("state", server_default="absent"),
    text("customer_ref", nullable=True),
    text("tag", nullable=True),
    text("code", nullable=True),
    text("discount_ref", nullable=True),
    raw("digest", nullable=True),
    text("problem", nullable=True),
    instant("wanted_at"),
    instant("changed_at", nullable=True),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint(STATES, name="state"),
    key=("member_id", "perk", "store_id"),
)
"""One perk of one member in one store. ``tag``, ``code`` and ``customer_ref`` are
those that were put there, so that exactly these are taken out again. ``digest``
is of what the perk said when it was put."""
Index(
    "ix_perk_state_open",
    perk_state.c.programme_id,
    perk_state.c.wanted_at,
    postgresql_where=sql(
        "(wanted AND state <> 'present') OR (NOT wanted AND state <> 'absent')"
    ),
)
Index(
    "ix_perk_state_perk",
    perk_state.c.programme_id,
    perk_state.c.perk,
    perk_state.c.store_id,
)

perk_offer = tenant_table(
    "perk_offer",
    text("perk"),
    identifier("store_id"),
    Column("wanted", Boolean(), nullable=False),
    text("state", server_default="absent"),
    text("code"),
    text("tag"),
    text("discount_ref", nullable=True),
    raw("digest", nullable=True),
    text("problem", nullable=True),
    instant("wanted_at"),
    instant("changed_at", nullable=True),
    within("store", store_id="store_id"),
    CheckConstraint(STATES, name="state"),
    key=("perk", "store_id"),
)
"""The automatic discount that a store holds for everybody who carries a tag."""

perk_turn = tenant_table(
    "perk_turn",
    identifier("member_id"),
    identifier("store_id"),
    identifier("token"),
    instant("until"),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    key=("member_id", "store_id"),
)
"""Whose turn it is to change a member's record in a store: where tags are read and
written as a whole, two at once would lose one. A dead worker's turn ends by itself."""
