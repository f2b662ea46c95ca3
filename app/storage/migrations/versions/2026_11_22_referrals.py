"""Referrals: codes, who came through them, and digests to compare."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE referral_code (
  programme_id uuid NOT NULL,
  code text NOT NULL,
  member_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT pk_referral_code PRIMARY KEY (programme_id, code),
  CONSTRAINT fk_referral_code_programme_id_member_id_member
    FOREIGN KEY(programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);

CREATE INDEX ix_referral_code_member ON referral_code (programme_id, member_id);

CREATE TABLE referral (
  programme_id uuid NOT NULL,
  referral_id uuid NOT NULL,
  advocate_id uuid NOT NULL,
  friend_id uuid NOT NULL,
  code text NOT NULL,
  via text NOT NULL,
  store_id uuid,
  claimed_at timestamptz NOT NULL,
  device_digest bytea,
  programme_version bigint NOT NULL,
  past jsonb,
  state text DEFAULT 'open' NOT NULL,
  reasons jsonb DEFAULT '[]' NOT NULL,
  capped text,
  order_store_id uuid,
  order_ref text,
  welcomed_at timestamptz,
  rewarded_at timestamptz,
  decision text,
  decision_reasons jsonb DEFAULT '[]' NOT NULL,
  decision_note text,
  decided_at timestamptz,
  decided_by text,
  void boolean DEFAULT false NOT NULL,
  closed_at timestamptz,
  updated_at timestamptz NOT NULL,
  CONSTRAINT pk_referral PRIMARY KEY (programme_id, referral_id),
  CONSTRAINT fk_referral_programme_id_advocate_id_member
    FOREIGN KEY(programme_id, advocate_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_referral_programme_id_friend_id_member
    FOREIGN KEY(programme_id, friend_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_referral_state
    CHECK (state IN ('open', 'held', 'blocked', 'waiting',
    'earned', 'cancelled', 'lapsed', 'refused')),
  CONSTRAINT ck_referral_via CHECK (via IN ('api', 'order')),
  CONSTRAINT ck_referral_decision CHECK (decision IN ('approved', 'refused'))
);

CREATE INDEX ix_referral_advocate ON referral (programme_id, advocate_id, claimed_at);

CREATE INDEX ix_referral_device
  ON referral (programme_id, device_digest, claimed_at)
  WHERE device_digest IS NOT NULL;

CREATE INDEX ix_referral_friend ON referral (programme_id, friend_id);

CREATE INDEX ix_referral_state
  ON referral (programme_id, state, claimed_at, referral_id);

CREATE UNIQUE INDEX uq_referral_friend
  ON referral (programme_id, friend_id)
  WHERE NOT void;

CREATE TABLE referral_print (
  programme_id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL,
  digest bytea NOT NULL,
  seen_at timestamptz NOT NULL,
  CONSTRAINT pk_referral_print PRIMARY KEY (programme_id, member_id, kind, digest),
  CONSTRAINT fk_referral_print_programme_id_member_id_member
    FOREIGN KEY(programme_id, member_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_referral_print_kind
    CHECK (kind IN ('email', 'phone', 'address', 'device', 'payer'))
);

CREATE INDEX ix_referral_print_digest ON referral_print (programme_id, kind, digest);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
