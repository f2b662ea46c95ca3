"""Gifts of rules: vouchers, choices and badges."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE gift (
  programme_id UUID NOT NULL,
  gift_id UUID NOT NULL,
  member_id UUID NOT NULL,
  rule_id TEXT NOT NULL,
  source TEXT NOT NULL,
  place INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  terms JSONB NOT NULL,
  reward_id TEXT,
  voucher_id UUID,
  n BIGINT DEFAULT '0' NOT NULL,
  store_id UUID,
  reason TEXT,
  programme_version BIGINT NOT NULL,
  happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_gift PRIMARY KEY (programme_id, gift_id),
  CONSTRAINT fk_gift_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_gift_programme_id_store_id_store FOREIGN KEY (programme_id, store_id)
    REFERENCES store (programme_id, store_id),
  CONSTRAINT fk_gift_programme_id_voucher_id_voucher
    FOREIGN KEY (programme_id, voucher_id)
    REFERENCES voucher (programme_id, voucher_id),
  CONSTRAINT uq_gift_programme_id_member_id_rule_id_source_place_ordinal
    UNIQUE (programme_id, member_id, rule_id, source, place, ordinal),
  CONSTRAINT ck_gift_kind CHECK (kind IN ('voucher', 'choice', 'badge')),
  CONSTRAINT ck_gift_state
    CHECK (state IN ('given', 'waiting', 'open', 'lapsed', 'taken_back')),
  CONSTRAINT ck_gift_position CHECK (place >= 0 AND ordinal >= 0)
);
CREATE INDEX ix_gift_rule ON gift (programme_id, rule_id, source);
CREATE INDEX ix_gift_due ON gift (programme_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ix_gift_voucher ON gift (programme_id, voucher_id)
  WHERE voucher_id IS NOT NULL;
"""


def upgrade() -> None:
    """Create the table and its indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
