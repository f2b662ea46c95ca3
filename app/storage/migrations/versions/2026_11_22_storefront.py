"""Cards, cheers, hints and claims of missing points."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE member_card (
  programme_id UUID NOT NULL,
  code TEXT NOT NULL,
  member_id UUID NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_member_card PRIMARY KEY (programme_id, code),
  CONSTRAINT fk_member_card_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id)
);
CREATE INDEX ix_member_card_member
  ON member_card (programme_id, member_id);
CREATE TABLE celebration_seen (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  celebration TEXT NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_celebration_seen PRIMARY KEY (programme_id, member_id, celebration),
  CONSTRAINT fk_celebration_seen_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id)
);
CREATE TABLE nudge_tally (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  kind TEXT NOT NULL,
  day DATE NOT NULL,
  arm TEXT NOT NULL,
  offered INTEGER DEFAULT '0' NOT NULL,
  shown INTEGER DEFAULT '0' NOT NULL,
  used INTEGER DEFAULT '0' NOT NULL,
  dismissed INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT pk_nudge_tally PRIMARY KEY (programme_id, member_id, kind, day),
  CONSTRAINT fk_nudge_tally_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_nudge_tally_arm CHECK (arm IN ('nudged', 'held_out'))
);
CREATE TABLE support_claim (
  programme_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  store_id UUID NOT NULL,
  member_id UUID,
  contact_digest BYTEA,
  order_number TEXT NOT NULL,
  note TEXT,
  request_key TEXT NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  outcome TEXT,
  answer TEXT,
  answered_by TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  answered_at TIMESTAMP WITH TIME ZONE,
  closed_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_support_claim PRIMARY KEY (programme_id, claim_id),
  CONSTRAINT fk_support_claim_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT fk_support_claim_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT uq_support_claim_programme_id_store_id_request_key
    UNIQUE (programme_id, store_id, request_key),
  CONSTRAINT ck_support_claim_state CHECK (state IN ('open', 'answered', 'closed')),
  CONSTRAINT ck_support_claim_somebodys
    CHECK ((member_id IS NULL) <> (contact_digest IS NULL))
);
CREATE INDEX ix_support_claim_due
  ON support_claim (programme_id, due_at) WHERE state = 'open';
CREATE INDEX ix_support_claim_member
  ON support_claim (programme_id, member_id);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
