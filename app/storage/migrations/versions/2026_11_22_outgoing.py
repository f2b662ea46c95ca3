"""Messages to developers: addresses, messages, deliveries, tries."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE webhook_endpoint (
  programme_id UUID NOT NULL,
  endpoint_id UUID NOT NULL,
  url TEXT NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  types TEXT[] NOT NULL,
  state TEXT DEFAULT 'on' NOT NULL,
  reason TEXT,
  secret TEXT,
  former_secret TEXT,
  former_until TIMESTAMP WITH TIME ZONE,
  failures INTEGER DEFAULT '0' NOT NULL,
  failing_since TIMESTAMP WITH TIME ZONE,
  rests_until TIMESTAMP WITH TIME ZONE,
  succeeded_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_webhook_endpoint PRIMARY KEY (programme_id, endpoint_id),
  CONSTRAINT ck_webhook_endpoint_state
    CHECK (state IN ('on', 'paused', 'disabled', 'stopped', 'deleted')),
  CONSTRAINT ck_webhook_endpoint_has_secret
    CHECK (secret IS NOT NULL OR state = 'deleted')
);
CREATE TABLE webhook_message (
  programme_id UUID NOT NULL,
  message_id UUID NOT NULL,
  type TEXT NOT NULL,
  member_id UUID,
  body TEXT NOT NULL,
  happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_webhook_message PRIMARY KEY (programme_id, message_id)
);
CREATE INDEX ix_webhook_message_made
  ON webhook_message (programme_id, made_at, message_id);
CREATE INDEX ix_webhook_message_member ON webhook_message (programme_id, member_id)
  WHERE member_id IS NOT NULL;
CREATE TABLE webhook_sequence (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  last BIGINT NOT NULL,
  CONSTRAINT pk_webhook_sequence PRIMARY KEY (programme_id, member_id)
);
CREATE TABLE webhook_delivery (
  programme_id UUID NOT NULL,
  delivery_id UUID NOT NULL,
  message_id UUID NOT NULL,
  endpoint_id UUID NOT NULL,
  state TEXT DEFAULT 'waiting' NOT NULL,
  attempts INTEGER DEFAULT '0' NOT NULL,
  by_hand BOOLEAN DEFAULT false NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  lease_token UUID,
  reason TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_webhook_delivery PRIMARY KEY (programme_id, delivery_id),
  CONSTRAINT fk_webhook_delivery_programme_id_message_id_webhook_message
    FOREIGN KEY (programme_id, message_id)
    REFERENCES webhook_message (programme_id, message_id),
  CONSTRAINT fk_webhook_delivery_programme_id_endpoint_id_webhook_endpoint
    FOREIGN KEY (programme_id, endpoint_id)
    REFERENCES webhook_endpoint (programme_id, endpoint_id),
  CONSTRAINT ck_webhook_delivery_state
    CHECK (state IN ('waiting', 'held', 'done', 'failed')),
  CONSTRAINT ck_webhook_delivery_only_waiting_is_leased
    CHECK (lease_token IS NULL OR state = 'waiting')
);
CREATE UNIQUE INDEX uq_webhook_delivery_message_endpoint
  ON webhook_delivery (programme_id, message_id, endpoint_id);
CREATE INDEX ix_webhook_delivery_waiting ON webhook_delivery (programme_id, due_at)
  WHERE state = 'waiting';
CREATE INDEX ix_webhook_delivery_due
  ON webhook_delivery (programme_id, endpoint_id, due_at) WHERE state = 'waiting';
CREATE INDEX ix_webhook_delivery_endpoint
  ON webhook_delivery (programme_id, endpoint_id, delivery_id);
CREATE INDEX ix_webhook_delivery_leased ON webhook_delivery (programme_id, endpoint_id)
  WHERE lease_token IS NOT NULL;
CREATE TABLE webhook_attempt (
  programme_id UUID NOT NULL,
  attempt_id UUID NOT NULL,
  delivery_id UUID NOT NULL,
  endpoint_id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  took_ms INTEGER NOT NULL,
  status INTEGER,
  reason TEXT,
  answer TEXT NOT NULL,
  CONSTRAINT pk_webhook_attempt PRIMARY KEY (programme_id, attempt_id),
  CONSTRAINT fk_webhook_attempt_programme_id_delivery_id_webhook_delivery
    FOREIGN KEY (programme_id, delivery_id)
    REFERENCES webhook_delivery (programme_id, delivery_id)
);
CREATE INDEX ix_webhook_attempt_delivery
  ON webhook_attempt (programme_id, delivery_id, at);
CREATE INDEX ix_webhook_attempt_endpoint
  ON webhook_attempt (programme_id, endpoint_id, at);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
