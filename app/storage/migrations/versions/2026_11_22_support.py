"""Conversations behind claims and questions, ready replies, and their times."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE support_claim
  ADD COLUMN kind TEXT DEFAULT 'missing_points' NOT NULL,
  ADD COLUMN cause TEXT,
  ADD COLUMN assigned_to TEXT,
  ADD COLUMN assigned_name TEXT,
  ADD COLUMN first_answered_at TIMESTAMP WITH TIME ZONE,
  ALTER COLUMN order_number DROP NOT NULL,
  DROP CONSTRAINT ck_support_claim_state,
  ADD CONSTRAINT ck_support_claim_state
    CHECK (state IN ('open', 'waiting', 'answered', 'closed')),
  ADD CONSTRAINT ck_support_claim_kind CHECK (kind IN ('missing_points', 'question')),
  ADD CONSTRAINT ck_support_claim_about
    CHECK (kind = 'question' OR order_number IS NOT NULL);
CREATE INDEX ix_support_claim_queue
  ON support_claim (programme_id, state, due_at, claim_id);
CREATE INDEX ix_support_claim_created ON support_claim (programme_id, created_at);
CREATE TABLE support_message (
  programme_id UUID NOT NULL,
  message_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  member_id UUID,
  author TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT,
  visibility TEXT NOT NULL,
  code TEXT,
  text TEXT,
  points BIGINT,
  approval_id UUID,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_support_message PRIMARY KEY (programme_id, message_id),
  CONSTRAINT fk_support_message_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_support_message_programme_id_approval_id_approval
    FOREIGN KEY (programme_id, approval_id)
    REFERENCES approval (programme_id, approval_id),
  CONSTRAINT fk_support_message_programme_id_claim_id_support_claim
    FOREIGN KEY (programme_id, claim_id)
    REFERENCES support_claim (programme_id, claim_id) ON DELETE CASCADE,
  CONSTRAINT ck_support_message_author CHECK (author IN ('member', 'staff', 'system')),
  CONSTRAINT ck_support_message_visibility
    CHECK (visibility IN ('public', 'internal')),
  CONSTRAINT ck_support_message_said CHECK ((text IS NULL) <> (code IS NULL))
);
CREATE INDEX ix_support_message_claim
  ON support_message (programme_id, claim_id, at);
CREATE INDEX ix_support_message_member ON support_message (programme_id, member_id);
CREATE TABLE support_template (
  programme_id UUID NOT NULL,
  template_id UUID NOT NULL,
  name TEXT NOT NULL,
  cause TEXT,
  texts JSONB NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_support_template PRIMARY KEY (programme_id, template_id),
  CONSTRAINT fk_support_template_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT uq_support_template_programme_id_name UNIQUE (programme_id, name)
);
CREATE TABLE support_setting (
  programme_id UUID NOT NULL,
  usual_days INTEGER NOT NULL,
  top_days INTEGER NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_support_setting PRIMARY KEY (programme_id),
  CONSTRAINT fk_support_setting_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_support_setting_days
    CHECK (usual_days BETWEEN 0 AND 30 AND top_days BETWEEN 0 AND 30)
);
"""


def upgrade() -> None:
    """Add the columns and create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
