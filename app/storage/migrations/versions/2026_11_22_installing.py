"""Merchants on the way to a consent page, and what shops pay."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE consent_state (
  state_digest BYTEA NOT NULL,
  platform TEXT NOT NULL,
  domain TEXT NOT NULL,
  browser_digest BYTEA NOT NULL,
  lapses_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_consent_state PRIMARY KEY (state_digest)
);
CREATE TABLE store_subscription (
  programme_id UUID NOT NULL,
  store_id UUID NOT NULL,
  subscription_ref TEXT NOT NULL,
  state TEXT NOT NULL,
  test BOOLEAN NOT NULL,
  trial_days BIGINT NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE,
  first_began_at TIMESTAMP WITH TIME ZONE,
  read_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_store_subscription PRIMARY KEY (programme_id, store_id),
  CONSTRAINT fk_store_subscription_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_store_subscription_state CHECK (state IN ('pending', 'active',
    'declined', 'expired', 'frozen', 'cancelled'))
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
