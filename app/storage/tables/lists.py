"""How each person likes a list, and what keeps lists in order.

What a list of a million members is sorted by stands in ``member`` itself. A change of
an order or a tier leaves a mark here, a change of points stands in the journal; a
timer brings the columns up to date, so that settling an order pays next to nothing.
"""

from sqlalchemy import Column, Uuid
from sqlalchemy import text as sql

from app.storage.tables.base import (
    TRIGGERS,
    document,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

list_choice = tenant_table(
    "list_choice",
    identifier("staff_id"),
    text("list"),
    document("columns"),
    units("size"),
    instant("chosen_at"),
    within("programme"),
    key=("staff_id", "list"),
)
"""Columns and rows of a page of one list, as one person wants them."""

member_recount = tenant_table(
    "member_recount",
    Column(
        "recount_id", Uuid(), nullable=False, server_default=sql("gen_random_uuid()")
    ),
    identifier("member_id"),
    key=("recount_id",),
)
"""Somebody whose sorting figures may have changed. Marks are only ever added and
taken away, so nobody waits for anybody."""

member_watch = tenant_table(
    "member_watch",
    text("asset"),
    text("currency"),
    units("seq"),
    identifier("filled_to", nullable=True),
    instant("looked_at"),
    within("programme"),
    key=(),
)
"""How far the journal was read for the sorting figures; ``filled_to``: how far they
were counted anew for everybody, null when they all were. Another asset or currency
counts everybody again."""

MARK = """
CREATE OR REPLACE FUNCTION setia_recount_members() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO member_recount (programme_id, member_id)
    SELECT programme_id, member_id FROM after_it WHERE member_id IS NOT NULL
    UNION SELECT programme_id, member_id FROM before_it WHERE member_id IS NOT NULL;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO member_recount (programme_id, member_id)
    SELECT DISTINCT programme_id, member_id FROM after_it WHERE member_id IS NOT NULL;
  ELSE
    INSERT INTO member_recount (programme_id, member_id)
    SELECT DISTINCT programme_id, member_id FROM before_it WHERE member_id IS NOT NULL;
  END IF;
  RETURN NULL;
END $$
"""
SEEN = {
    "INSERT": "NEW TABLE AS after_it",
    "DELETE": "OLD TABLE AS before_it",
    "UPDATE": "OLD TABLE AS before_it NEW TABLE AS after_it",
}
TRIGGERS.append(MARK)
TRIGGERS += [
    f"CREATE OR REPLACE TRIGGER {table}_recounts_{event.lower()}"
    f" AFTER {event} ON {table} REFERENCING {SEEN[event]} FOR EACH STATEMENT"
    " EXECUTE FUNCTION setia_recount_members()"
    for table, events in (
        ("order_settlement", ("UPDATE",)),
        ("member_tier", ("INSERT", "UPDATE", "DELETE")),
    )
    for event in events
]
