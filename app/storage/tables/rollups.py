"""Figures by day, added up behind the write path for dashboards and charts.

Nothing here is a truth of its own. What the ledger moved is added from the sealed
journal, entry by entry; what orders and members count is added from small
changes that triggers leave in ``rollup_delta``. So no writer waits for another at
a row of a day, and repeated or late runs add nothing twice.
"""

from sqlalchemy import Column, Date, Integer, Uuid
from sqlalchemy import text as sql

from app.storage.tables.base import (
    TRIGGERS,
    instant,
    tenant_table,
    text,
    units,
)

rollup_day = tenant_table(
    "rollup_day",
    Column("day", Date(), nullable=False),
    text("figure"),
    text("unit"),
    units("amount"),
    key=("day", "figure", "unit"),
)
"""``figure`` is a pot of the ledger (``issued``, ``burned`` …, in units of the asset
``unit``), ``flow:earned`` and so on (what changed the units that members have),
``redemptions``, ``orders``, ``joined`` (``count``) or ``spend`` (minor units of the
currency ``unit``). ``day`` is in the programme's zone. An amount may be
negative: what was counted on another day was taken back on this one."""

rollup_delta = tenant_table(
    "rollup_delta",
    Column("delta_id", Uuid(), nullable=False, server_default=sql("gen_random_uuid()")),
    Column("day", Date(), nullable=False),
    text("figure"),
    text("unit"),
    units("amount"),
    key=("delta_id",),
)
"""Changes that were not added yet."""

rollup_cursor = tenant_table(
    "rollup_cursor",
    units("seq"),
    instant("rolled_at"),
    Column("format", Integer(), nullable=False, server_default="0"),
    key=(),
)
"""Up to which entry the journal was added, and in which form; its lock is held by
who adds."""

ROLL_METRICS = """
CREATE OR REPLACE FUNCTION setia_roll_metrics() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
    SELECT programme_id, day, metric, unit, sum(amount) FROM came
    WHERE metric IN ('spend', 'orders')
    GROUP BY programme_id, day, metric, unit HAVING sum(amount) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
    SELECT programme_id, day, metric, unit, sum(amount) FROM (
      SELECT programme_id, day, metric, unit, amount FROM came
      UNION ALL
      SELECT programme_id, day, metric, unit, -amount FROM went) AS changed
    WHERE metric IN ('spend', 'orders')
    GROUP BY programme_id, day, metric, unit HAVING sum(amount) <> 0;
  ELSE
    INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
    SELECT programme_id, day, metric, unit, -sum(amount) FROM went
    WHERE metric IN ('spend', 'orders')
    GROUP BY programme_id, day, metric, unit HAVING sum(amount) <> 0;
  END IF;
  RETURN NULL;
END $$
"""

ROLL_MEMBERS = """
CREATE OR REPLACE FUNCTION setia_roll_members() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
  SELECT p.programme_id, (m.joined_at AT TIME ZONE p.timezone)::date, 'joined',
    'count', count(*)
  FROM came m JOIN programme p ON p.programme_id = m.programme_id
  WHERE m.joined_at IS NOT NULL GROUP BY 1, 2;
  RETURN NULL;
END $$
"""

ROLL_JOINING = """
CREATE OR REPLACE FUNCTION setia_roll_joining() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
  SELECT p.programme_id, (j.joined_at AT TIME ZONE p.timezone)::date, 'joined',
    'count', j.change
  FROM (VALUES (OLD.joined_at, -1), (NEW.joined_at, 1)) AS j (joined_at, change)
  JOIN programme p ON p.programme_id = NEW.programme_id
  WHERE j.joined_at IS NOT NULL;
  RETURN NULL;
END $$
"""


def _by_statement(table: str, event: str, function: str) -> str:
    """Return a trigger that sees all rows of a statement at once."""
    went = "OLD TABLE AS went" if event != "INSERT" else ""
    came = "NEW TABLE AS came" if event != "DELETE" else ""
    name = f"{table}_rolled_{event.lower()}"
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}"
        f" REFERENCING {went} {came} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


JOINING_TRIGGER = (
    "CREATE OR REPLACE TRIGGER member_rolled_joining AFTER UPDATE OF joined_at"
    " ON member FOR EACH ROW WHEN (OLD.joined_at IS DISTINCT FROM NEW.joined_at)"
    " EXECUTE FUNCTION setia_roll_joining()"
)

TRIGGERS.extend(
    [
        ROLL_METRICS,
        ROLL_MEMBERS,
        ROLL_JOINING,
        *(
            _by_statement("metric_entry", event, "setia_roll_metrics")
            for event in ("INSERT", "UPDATE", "DELETE")
        ),
        _by_statement("member", "INSERT", "setia_roll_members"),
        JOINING_TRIGGER,
    ]
)
