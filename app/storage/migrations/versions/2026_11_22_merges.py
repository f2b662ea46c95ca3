"""What merges of two members moved, and orders that stay where an undoing left them."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE member_merge (
  programme_id UUID NOT NULL,
  merge_id UUID NOT NULL,
  kept_id UUID NOT NULL,
  gone_id UUID NOT NULL,
  merged_at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor TEXT NOT NULL,
  transaction_id UUID,
  homes JSONB DEFAULT '[]' NOT NULL,
  sealed_contact TEXT,
  undone_at TIMESTAMP WITH TIME ZONE,
  undone_by TEXT,
  erased_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_member_merge PRIMARY KEY (programme_id, merge_id),
  CONSTRAINT fk_member_merge_programme_id_kept_id_member
    FOREIGN KEY (programme_id, kept_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_member_merge_programme_id_gone_id_member
    FOREIGN KEY (programme_id, gone_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_member_merge_undone_is_signed
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
  CONSTRAINT ck_member_merge_two_members CHECK (kept_id <> gone_id)
);
CREATE INDEX ix_member_merge_kept ON member_merge (programme_id, kept_id);
CREATE INDEX ix_member_merge_gone ON member_merge (programme_id, gone_id);
CREATE INDEX ix_member_merge_standing ON member_merge (programme_id, merged_at)
  WHERE undone_at IS NULL AND erased_at IS NULL;
CREATE TABLE member_merge_row (
  programme_id UUID NOT NULL,
  merge_id UUID NOT NULL,
  row_no INTEGER NOT NULL,
  of_table TEXT NOT NULL,
  before JSONB,
  after JSONB,
  CONSTRAINT pk_member_merge_row PRIMARY KEY (programme_id, merge_id, row_no),
  CONSTRAINT fk_member_merge_row_programme_id_merge_id_member_merge
    FOREIGN KEY (programme_id, merge_id)
    REFERENCES member_merge (programme_id, merge_id),
  CONSTRAINT ck_member_merge_row_says_something
    CHECK ((before IS NOT NULL) OR (after IS NOT NULL))
);
CREATE TABLE order_keeper (
  programme_id UUID NOT NULL,
  store_id UUID NOT NULL,
  order_ref TEXT NOT NULL,
  CONSTRAINT pk_order_keeper PRIMARY KEY (programme_id, store_id, order_ref),
  CONSTRAINT fk_order_keeper_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id)
);
"""


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
