"""Figures of whole periods, and the ways back through what happened."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE analytics_figure (
  programme_id uuid NOT NULL,
  days integer NOT NULL,
  ends_on date NOT NULL,
  figure text NOT NULL,
  unit text NOT NULL,
  part bigint NOT NULL,
  whole bigint NOT NULL,
  measured_at timestamptz NOT NULL,
  CONSTRAINT pk_analytics_figure
    PRIMARY KEY (programme_id, days, ends_on, figure, unit)
);

-- Figures by day grew: what was added under an older form is worked out once more.
ALTER TABLE rollup_cursor ADD COLUMN format integer DEFAULT 0 NOT NULL;

CREATE INDEX ix_ledger_transaction_staff ON ledger_transaction
  (programme_id, transaction_id) WHERE actor ~~ 'staff:%';
CREATE INDEX ix_member_tier_since ON member_tier (programme_id, since);
"""


def upgrade() -> None:
    """Create table and indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS.replace("%", "%%"))


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
