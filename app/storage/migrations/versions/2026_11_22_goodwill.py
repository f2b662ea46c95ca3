"""Limits for what is given by hand, what was given, and deeds that wait."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE goodwill_limit (
  programme_id UUID NOT NULL,
  role TEXT NOT NULL,
  per_deed BIGINT NOT NULL,
  per_day BIGINT NOT NULL,
  per_member BIGINT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_goodwill_limit PRIMARY KEY (programme_id, role),
  CONSTRAINT fk_goodwill_limit_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_goodwill_limit_not_negative
    CHECK (per_deed >= 0 AND per_day >= 0 AND per_member >= 0)
);
CREATE TABLE goodwill_spent (
  programme_id UUID NOT NULL,
  transaction_id UUID NOT NULL,
  actor TEXT NOT NULL,
  member_id UUID NOT NULL,
  points BIGINT NOT NULL,
  reason TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_goodwill_spent PRIMARY KEY (programme_id, transaction_id),
  CONSTRAINT fk_goodwill_spent_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_goodwill_spent_something CHECK (points <> 0)
);
CREATE INDEX ix_goodwill_spent_actor ON goodwill_spent (programme_id, actor, at);
CREATE INDEX ix_goodwill_spent_member ON goodwill_spent (programme_id, member_id, at);
CREATE TABLE approval (
  programme_id UUID NOT NULL,
  approval_id UUID NOT NULL,
  kind TEXT NOT NULL,
  member_id UUID NOT NULL,
  asked JSONB NOT NULL,
  why TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state TEXT DEFAULT 'waiting' NOT NULL,
  decided_by TEXT,
  decided_by_name TEXT,
  decided_at TIMESTAMP WITH TIME ZONE,
  said TEXT,
  CONSTRAINT pk_approval PRIMARY KEY (programme_id, approval_id),
  CONSTRAINT fk_approval_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_approval_kind CHECK (kind IN ('adjust')),
  CONSTRAINT ck_approval_state
    CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
  CONSTRAINT ck_approval_decided CHECK ((state = 'waiting') = (decided_at IS NULL)
    AND (decided_at IS NULL) = (decided_by IS NULL))
);
CREATE INDEX ix_approval_waiting ON approval (programme_id, asked_at)
  WHERE state = 'waiting';
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
