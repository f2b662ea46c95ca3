"""Figures by day, and indexes by which members are found."""

from alembic import op

revision = "0006"
down_revision = "0005b"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE rollup_day (
  programme_id uuid NOT NULL,
  day date NOT NULL,
  figure text NOT NULL,
  unit text NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT pk_rollup_day PRIMARY KEY (programme_id, day, figure, unit)
);
CREATE TABLE rollup_delta (
  programme_id uuid NOT NULL,
  delta_id uuid DEFAULT gen_random_uuid() NOT NULL,
  day date NOT NULL,
  figure text NOT NULL,
  unit text NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT pk_rollup_delta PRIMARY KEY (programme_id, delta_id)
);
CREATE TABLE rollup_cursor (
  programme_id uuid NOT NULL,
  seq bigint NOT NULL,
  rolled_at timestamptz NOT NULL,
  CONSTRAINT pk_rollup_cursor PRIMARY KEY (programme_id)
);

-- The triggers come with the rights, after this; what stands already is added here.
INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
SELECT programme_id, day, metric, unit, sum(amount) FROM metric_entry
WHERE metric IN ('spend', 'orders')
GROUP BY programme_id, day, metric, unit HAVING sum(amount) <> 0;
INSERT INTO rollup_delta (programme_id, day, figure, unit, amount)
SELECT p.programme_id, (m.joined_at AT TIME ZONE p.timezone)::date, 'joined', 'count',
  count(*)
FROM member m JOIN programme p ON p.programme_id = m.programme_id
WHERE m.joined_at IS NOT NULL GROUP BY 1, 2;

DROP INDEX ix_member_email;
CREATE INDEX ix_member_email ON member
  (programme_id, lower(email) text_pattern_ops) WHERE email IS NOT NULL;
CREATE INDEX ix_member_name ON member
  (programme_id,
   lower((coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) text_pattern_ops)
  WHERE first_name IS NOT NULL;
CREATE INDEX ix_member_last_name ON member
  (programme_id, lower(last_name) text_pattern_ops) WHERE last_name IS NOT NULL;
CREATE INDEX ix_member_phone ON member (programme_id, phone text_pattern_ops)
  WHERE phone IS NOT NULL;

CREATE INDEX ix_order_settlement_matures ON order_settlement
  (programme_id, store_id, matures_at) WHERE matures_at IS NOT NULL;
"""


def upgrade() -> None:
    """Create tables and indexes; begin with what stands already."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
