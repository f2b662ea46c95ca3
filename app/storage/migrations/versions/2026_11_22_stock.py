"""Stock of rewards, pools of uploaded codes, and hand-overs."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE reward_stock (
  programme_id UUID NOT NULL,
  reward_id TEXT NOT NULL,
  taken BIGINT DEFAULT '0' NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_reward_stock PRIMARY KEY (programme_id, reward_id),
  CONSTRAINT fk_reward_stock_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_reward_stock_taken CHECK (taken >= 0)
);
CREATE TABLE stock_return (
  programme_id UUID NOT NULL,
  voucher_id UUID NOT NULL,
  reward_id TEXT NOT NULL,
  returned_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_stock_return PRIMARY KEY (programme_id, voucher_id),
  CONSTRAINT fk_stock_return_programme_id_voucher_id_voucher
    FOREIGN KEY (programme_id, voucher_id)
    REFERENCES voucher (programme_id, voucher_id)
);
CREATE INDEX ix_stock_return_reward ON stock_return (programme_id, reward_id);
CREATE TABLE hand_over (
  programme_id UUID NOT NULL,
  voucher_id UUID NOT NULL,
  handed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  handed_by TEXT NOT NULL,
  place TEXT,
  CONSTRAINT pk_hand_over PRIMARY KEY (programme_id, voucher_id),
  CONSTRAINT fk_hand_over_programme_id_voucher_id_voucher
    FOREIGN KEY (programme_id, voucher_id)
    REFERENCES voucher (programme_id, voucher_id)
);
CREATE TABLE pool_code (
  programme_id UUID NOT NULL,
  code_id UUID NOT NULL,
  reward_id TEXT NOT NULL,
  digest BYTEA NOT NULL,
  sealed TEXT NOT NULL,
  position BIGINT NOT NULL,
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  added_by TEXT NOT NULL,
  voucher_id UUID,
  given_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_pool_code PRIMARY KEY (programme_id, code_id),
  CONSTRAINT fk_pool_code_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT fk_pool_code_programme_id_voucher_id_voucher
    FOREIGN KEY (programme_id, voucher_id)
    REFERENCES voucher (programme_id, voucher_id),
  CONSTRAINT uq_pool_code_programme_id_reward_id_digest
    UNIQUE (programme_id, reward_id, digest),
  CONSTRAINT ck_pool_code_given CHECK ((voucher_id IS NULL) = (given_at IS NULL))
);
CREATE INDEX ix_pool_code_left ON pool_code (programme_id, reward_id, position, code_id)
  WHERE voucher_id IS NULL;
CREATE UNIQUE INDEX uq_pool_code_voucher ON pool_code (programme_id, voucher_id)
  WHERE voucher_id IS NOT NULL;
"""


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
