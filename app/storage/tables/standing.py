"""Where each member stands, and what challenges have said of a member so far.

``member_standing`` is the row that is locked before anything is decided about
a member from its figures. ``due_at`` is the next instant at which time alone
changes something: amounts mature, a period ends.
"""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

member_standing = tenant_table(
    "member_standing",
    identifier("member_id"),
    instant("evaluated_at", nullable=True),
    instant("due_at", nullable=True),
    within("member", member_id="member_id"),
    key=("member_id",),
)
Index(
    "ix_member_standing_due",
    member_standing.c.programme_id,
    member_standing.c.due_at,
    postgresql_where=sql("due_at IS NOT NULL"),
)

challenge_mark = tenant_table(
    "challenge_mark",
    identifier("member_id"),
    text("challenge_id"),
    text("source"),
    units("times", server_default="0"),
    units("goal", nullable=True),
    units("programme_version"),
    instant("marked_at"),
    instant("reached_at", nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("times >= 0", name="times"),
    key=("member_id", "challenge_id", "source"),
)
"""An occasion of a challenge that was reached, or whose personal goal was set.

``source`` names the occasion (``2026-05``, ``2026:30``, ``ever``), ``times`` how
often its gifts were last said to be deserved, ``goal`` a target of the member's
own. ``programme_version`` is the version that first said so: it judges the
occasion from then on, whatever is published later."""
