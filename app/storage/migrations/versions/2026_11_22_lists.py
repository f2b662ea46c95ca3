"""Lists in any order, deeds on many members, orders by their number.

The generated columns are filled while the tables are rewritten: every order that is
kept has its number afterwards, every member a place by name and by age. The other
columns are counted by a timer, beginning with everybody.
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE member
  ADD COLUMN sort_name TEXT GENERATED ALWAYS AS (lower(coalesce(nullif(btrim(
    (coalesce(first_name, '') || ' ') || coalesce(last_name, '')), ''), email, phone,
    chr(1114111)))) STORED,
  ADD COLUMN sort_since TIMESTAMP WITH TIME ZONE
    GENERATED ALWAYS AS (coalesce(joined_at, created_at)) STORED,
  ADD COLUMN kept_points BIGINT DEFAULT '0' NOT NULL,
  ADD COLUMN kept_spent_minor BIGINT DEFAULT '0' NOT NULL,
  ADD COLUMN kept_last_order_at TIMESTAMP WITH TIME ZONE
    DEFAULT '1970-01-01 00:00:00+00' NOT NULL,
  ADD COLUMN kept_tier TEXT DEFAULT '' NOT NULL;
ALTER TABLE order_settlement
  ADD COLUMN number TEXT GENERATED ALWAYS AS (
    nullif(lower(btrim(snapshot ->> 'number', '# ')), '')) STORED;
CREATE INDEX ix_member_by_name ON member (programme_id, sort_name, member_id);
CREATE INDEX ix_member_by_since ON member (programme_id, sort_since, member_id);
CREATE INDEX ix_member_by_points ON member (programme_id, kept_points, member_id);
CREATE INDEX ix_member_by_spent_minor
  ON member (programme_id, kept_spent_minor, member_id);
CREATE INDEX ix_member_by_last_order_at
  ON member (programme_id, kept_last_order_at, member_id);
CREATE INDEX ix_member_by_tier ON member (programme_id, kept_tier, member_id);
DROP INDEX ix_member_updated;
CREATE INDEX ix_member_updated ON member (programme_id, updated_at, member_id);
CREATE INDEX ix_member_frozen ON member (programme_id, member_id)
  WHERE frozen_at IS NOT NULL;
CREATE INDEX ix_order_settlement_number ON order_settlement (programme_id, number)
  WHERE number IS NOT NULL;
"""
TABLES = """
CREATE TABLE list_choice (
  programme_id UUID NOT NULL,
  staff_id UUID NOT NULL,
  list TEXT NOT NULL,
  columns JSONB NOT NULL,
  size BIGINT NOT NULL,
  chosen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_list_choice PRIMARY KEY (programme_id, staff_id, list),
  CONSTRAINT fk_list_choice_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id)
);
CREATE TABLE member_recount (
  programme_id UUID NOT NULL,
  recount_id UUID DEFAULT gen_random_uuid() NOT NULL,
  member_id UUID NOT NULL,
  CONSTRAINT pk_member_recount PRIMARY KEY (programme_id, recount_id)
);
CREATE TABLE member_watch (
  programme_id UUID NOT NULL,
  asset TEXT NOT NULL,
  currency TEXT NOT NULL,
  seq BIGINT NOT NULL,
  filled_to UUID,
  looked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_member_watch PRIMARY KEY (programme_id),
  CONSTRAINT fk_member_watch_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id)
);
CREATE TABLE bulk_run (
  programme_id UUID NOT NULL,
  bulk_id UUID NOT NULL,
  deed TEXT NOT NULL,
  state TEXT NOT NULL,
  asked JSONB NOT NULL,
  chosen JSONB NOT NULL,
  counted BIGINT NOT NULL,
  people_total BIGINT DEFAULT '0' NOT NULL,
  people_done BIGINT DEFAULT '0' NOT NULL,
  done JSONB DEFAULT '{}' NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  approved_by TEXT,
  approved_by_name TEXT,
  begun_at TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
  undone_at TIMESTAMP WITH TIME ZONE,
  lease_token UUID,
  leased_until TIMESTAMP WITH TIME ZONE,
  problem TEXT,
  CONSTRAINT pk_bulk_run PRIMARY KEY (programme_id, bulk_id),
  CONSTRAINT fk_bulk_run_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_bulk_run_deed CHECK (deed IN ('points', 'block')),
  CONSTRAINT ck_bulk_run_state CHECK (
    state IN ('choosing', 'waiting', 'refused', 'running', 'stopped', 'done',
      'failed', 'undoing', 'undone'))
);
CREATE INDEX ix_bulk_run_asked ON bulk_run (programme_id, asked_at);
CREATE INDEX ix_bulk_run_waiting ON bulk_run (programme_id, asked_at)
  WHERE state = 'waiting';
CREATE TABLE bulk_row (
  programme_id UUID NOT NULL,
  bulk_id UUID NOT NULL,
  member_id UUID NOT NULL,
  state TEXT DEFAULT 'chosen' NOT NULL,
  code TEXT,
  lot_id UUID,
  transaction_id UUID,
  CONSTRAINT pk_bulk_row PRIMARY KEY (programme_id, bulk_id, member_id),
  CONSTRAINT fk_bulk_row_programme_id_bulk_id_bulk_run
    FOREIGN KEY (programme_id, bulk_id) REFERENCES bulk_run (programme_id, bulk_id),
  CONSTRAINT fk_bulk_row_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_bulk_row_state
    CHECK (state IN ('chosen', 'done', 'refused', 'undone', 'stayed'))
);
"""


def upgrade() -> None:
    """Add the columns, their indexes, and the tables."""
    bind = op.get_bind()
    bind.exec_driver_sql(COLUMNS)
    bind.exec_driver_sql(TABLES)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
