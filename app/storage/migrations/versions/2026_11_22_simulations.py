"""Simulations that programs ask for."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE simulation (
  programme_id uuid NOT NULL,
  simulation_id uuid NOT NULL,
  state text DEFAULT 'waiting' NOT NULL,
  document jsonb NOT NULL,
  question jsonb NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  tries bigint DEFAULT '0' NOT NULL,
  begun_at timestamptz,
  ended_at timestamptz,
  orders_done bigint DEFAULT '0' NOT NULL,
  orders_total bigint,
  lease_token uuid,
  leased_until timestamptz,
  result jsonb,
  problem text,
  CONSTRAINT pk_simulation PRIMARY KEY (programme_id, simulation_id),
  CONSTRAINT fk_simulation_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_simulation_state CHECK (
    state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  CONSTRAINT ck_simulation_done_has_result
    CHECK ((state = 'done') = (result IS NOT NULL))
);
CREATE INDEX ix_simulation_asked ON simulation (programme_id, asked_at);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
