"""Onboarding: test mode, a store's past, what a look at a store found."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE programme ADD COLUMN mode text DEFAULT 'live' NOT NULL;
ALTER TABLE programme ADD COLUMN past_orders text DEFAULT 'count' NOT NULL;
ALTER TABLE programme ADD COLUMN counts_from timestamptz;
ALTER TABLE programme ADD CONSTRAINT ck_programme_mode
  CHECK (mode IN ('test', 'live'));
ALTER TABLE programme ADD CONSTRAINT ck_programme_past_orders
  CHECK (past_orders IN ('count', 'tiers'));
CREATE TABLE store_check (
  programme_id uuid NOT NULL,
  store_id uuid NOT NULL,
  code text NOT NULL,
  state text NOT NULL,
  figures jsonb DEFAULT '{}' NOT NULL,
  since timestamptz NOT NULL,
  checked_at timestamptz NOT NULL,
  CONSTRAINT pk_store_check PRIMARY KEY (programme_id, store_id, code),
  CONSTRAINT fk_store_check_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_store_check_state
    CHECK (state IN ('passed', 'warning', 'failed'))
);
CREATE TABLE backfill_run (
  programme_id uuid NOT NULL,
  run_id uuid NOT NULL,
  store_id uuid NOT NULL,
  state text DEFAULT 'waiting' NOT NULL,
  purpose text NOT NULL,
  phase text DEFAULT 'customers' NOT NULL,
  since timestamptz NOT NULL,
  cursor text,
  bulk_ref text,
  customers_done bigint DEFAULT '0' NOT NULL,
  orders_done bigint DEFAULT '0' NOT NULL,
  orders_failed bigint DEFAULT '0' NOT NULL,
  reached timestamptz,
  slices bigint DEFAULT '0' NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  begun_at timestamptz,
  noted_at timestamptz,
  ended_at timestamptz,
  problem text,
  CONSTRAINT pk_backfill_run PRIMARY KEY (programme_id, run_id),
  CONSTRAINT fk_backfill_run_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_backfill_run_state CHECK (
    state IN ('waiting', 'running', 'stopped', 'done', 'failed')),
  CONSTRAINT ck_backfill_run_purpose CHECK (purpose IN ('history', 'settle')),
  CONSTRAINT ck_backfill_run_phase CHECK (phase IN ('customers', 'orders'))
);
CREATE UNIQUE INDEX uq_backfill_run_open ON backfill_run (programme_id, store_id)
  WHERE state IN ('waiting', 'running');
CREATE TABLE past_order (
  programme_id uuid NOT NULL,
  store_id uuid NOT NULL,
  order_ref text NOT NULL,
  buyer bytea NOT NULL,
  placed_at timestamptz NOT NULL,
  snapshot jsonb NOT NULL,
  CONSTRAINT pk_past_order PRIMARY KEY (programme_id, store_id, order_ref),
  CONSTRAINT fk_past_order_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id)
);
CREATE INDEX ix_past_order_buyer ON past_order (programme_id, buyer, placed_at);
CREATE TABLE onboarding (
  programme_id uuid NOT NULL,
  choices jsonb DEFAULT '{}' NOT NULL,
  begun_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  launched_at timestamptz,
  CONSTRAINT pk_onboarding PRIMARY KEY (programme_id),
  CONSTRAINT fk_onboarding_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id)
);
CREATE TABLE tester (
  programme_id uuid NOT NULL,
  digest bytea NOT NULL,
  contact text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  CONSTRAINT pk_tester PRIMARY KEY (programme_id, digest),
  CONSTRAINT fk_tester_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
