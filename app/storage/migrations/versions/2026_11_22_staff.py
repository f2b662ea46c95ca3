"""Staff of a merchant, their sessions and invitations, and the audit trail."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE staff (
  merchant_id UUID NOT NULL,
  staff_id UUID NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  language TEXT NOT NULL,
  email TEXT,
  email_digest BYTEA,
  password_hash TEXT,
  password_at TIMESTAMP WITH TIME ZONE,
  totp_secret TEXT,
  totp_at TIMESTAMP WITH TIME ZONE,
  totp_step BIGINT,
  platform TEXT,
  platform_ref TEXT,
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_staff PRIMARY KEY (merchant_id, staff_id),
  CONSTRAINT uq_staff_merchant_id_email_digest UNIQUE (merchant_id, email_digest),
  CONSTRAINT uq_staff_merchant_id_platform_platform_ref
    UNIQUE (merchant_id, platform, platform_ref),
  CONSTRAINT ck_staff_role CHECK (role IN ('owner', 'manager', 'support', 'analyst')),
  CONSTRAINT ck_staff_language CHECK (language IN ('en', 'id', 'ms')),
  CONSTRAINT ck_staff_email_digest CHECK (octet_length(email_digest) = 32),
  CONSTRAINT ck_staff_email CHECK ((email IS NULL) = (email_digest IS NULL)),
  CONSTRAINT ck_staff_platform CHECK ((platform IS NULL) = (platform_ref IS NULL)),
  CONSTRAINT fk_staff_merchant_id_merchant
    FOREIGN KEY(merchant_id) REFERENCES merchant (merchant_id)
);
CREATE INDEX ix_staff_email_digest ON staff (email_digest);
CREATE TABLE staff_session (
  merchant_id UUID NOT NULL,
  session_id UUID NOT NULL,
  staff_id UUID NOT NULL,
  token_digest BYTEA NOT NULL,
  state TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  proven_at TIMESTAMP WITH TIME ZONE,
  programme_id UUID,
  agent TEXT DEFAULT '' NOT NULL,
  address_digest BYTEA,
  lapses_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_staff_session PRIMARY KEY (merchant_id, session_id),
  CONSTRAINT fk_staff_session_merchant_id_staff_id_staff
    FOREIGN KEY(merchant_id, staff_id) REFERENCES staff (merchant_id, staff_id),
  CONSTRAINT uq_staff_session_token_digest UNIQUE (token_digest),
  CONSTRAINT ck_staff_session_state
    CHECK (state IN ('open', 'second', 'enrol', 'link')),
  CONSTRAINT ck_staff_session_token_digest CHECK (octet_length(token_digest) = 32),
  CONSTRAINT fk_staff_session_merchant_id_merchant
    FOREIGN KEY(merchant_id) REFERENCES merchant (merchant_id)
);
CREATE TABLE staff_invitation (
  merchant_id UUID NOT NULL,
  invitation_id UUID NOT NULL,
  token_digest BYTEA NOT NULL,
  role TEXT NOT NULL,
  email TEXT,
  made_by UUID,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  lapses_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  revoked_at TIMESTAMP WITH TIME ZONE,
  staff_id UUID,
  CONSTRAINT pk_staff_invitation PRIMARY KEY (merchant_id, invitation_id),
  CONSTRAINT fk_staff_invitation_merchant_id_staff_id_staff
    FOREIGN KEY(merchant_id, staff_id) REFERENCES staff (merchant_id, staff_id),
  CONSTRAINT uq_staff_invitation_token_digest UNIQUE (token_digest),
  CONSTRAINT ck_staff_invitation_role
    CHECK (role IN ('owner', 'manager', 'support', 'analyst')),
  CONSTRAINT ck_staff_invitation_token_digest CHECK (octet_length(token_digest) = 32),
  CONSTRAINT fk_staff_invitation_merchant_id_merchant
    FOREIGN KEY(merchant_id) REFERENCES merchant (merchant_id)
);
CREATE TABLE staff_recovery (
  merchant_id UUID NOT NULL,
  staff_id UUID NOT NULL,
  code_digest BYTEA NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_staff_recovery PRIMARY KEY (merchant_id, staff_id, code_digest),
  CONSTRAINT fk_staff_recovery_merchant_id_staff_id_staff
    FOREIGN KEY(merchant_id, staff_id) REFERENCES staff (merchant_id, staff_id),
  CONSTRAINT ck_staff_recovery_code_digest CHECK (octet_length(code_digest) = 32),
  CONSTRAINT fk_staff_recovery_merchant_id_merchant
    FOREIGN KEY(merchant_id) REFERENCES merchant (merchant_id)
);
CREATE TABLE sign_in_attempt (
  subject_digest BYTEA NOT NULL,
  failures INTEGER NOT NULL,
  last_at TIMESTAMP WITH TIME ZONE NOT NULL,
  waits_until TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_sign_in_attempt PRIMARY KEY (subject_digest),
  CONSTRAINT ck_sign_in_attempt_subject_digest CHECK (octet_length(subject_digest) = 32)
);
CREATE TABLE programme_audit (
  programme_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  entry_id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  surface TEXT NOT NULL,
  before JSONB,
  after JSONB,
  request_id TEXT NOT NULL,
  address_digest BYTEA,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_programme_audit PRIMARY KEY (programme_id, seq),
  CONSTRAINT uq_programme_audit_programme_id_entry_id UNIQUE (programme_id, entry_id),
  CONSTRAINT ck_programme_audit_seq CHECK (seq >= 1),
  CONSTRAINT ck_programme_audit_previous_hash CHECK (octet_length(previous_hash) = 32),
  CONSTRAINT ck_programme_audit_hash CHECK (octet_length(hash) = 32),
  CONSTRAINT fk_programme_audit_programme_id_programme
    FOREIGN KEY(programme_id) REFERENCES programme (programme_id)
);
CREATE TABLE merchant_audit (
  merchant_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  entry_id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  surface TEXT NOT NULL,
  before JSONB,
  after JSONB,
  request_id TEXT NOT NULL,
  address_digest BYTEA,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_merchant_audit PRIMARY KEY (merchant_id, seq),
  CONSTRAINT uq_merchant_audit_merchant_id_entry_id UNIQUE (merchant_id, entry_id),
  CONSTRAINT ck_merchant_audit_seq CHECK (seq >= 1),
  CONSTRAINT ck_merchant_audit_previous_hash CHECK (octet_length(previous_hash) = 32),
  CONSTRAINT ck_merchant_audit_hash CHECK (octet_length(hash) = 32),
  CONSTRAINT fk_merchant_audit_merchant_id_merchant
    FOREIGN KEY(merchant_id) REFERENCES merchant (merchant_id)
);
CREATE INDEX ix_programme_merchant_id ON programme (merchant_id);
"""


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
