"""The plugin's secret of a store, and pairings of shops that hold a code."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE store ADD COLUMN identity_secrets TEXT;
CREATE TABLE store_pairing (
  programme_id UUID NOT NULL,
  pairing_id UUID NOT NULL,
  code_digest BYTEA NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  made_by TEXT NOT NULL,
  lapses_at TIMESTAMP WITH TIME ZONE NOT NULL,
  base_url TEXT,
  return_url TEXT,
  started_at TIMESTAMP WITH TIME ZONE,
  state_digest BYTEA,
  sealed_keys TEXT,
  keys_at TIMESTAMP WITH TIME ZONE,
  store_id UUID,
  done_at TIMESTAMP WITH TIME ZONE,
  problem TEXT,
  CONSTRAINT pk_store_pairing PRIMARY KEY (programme_id, pairing_id),
  CONSTRAINT fk_store_pairing_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT fk_store_pairing_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT uq_store_pairing_code_digest UNIQUE (code_digest),
  CONSTRAINT uq_store_pairing_state_digest UNIQUE (state_digest),
  CONSTRAINT ck_store_pairing_started CHECK (state_digest IS NULL
    OR (base_url IS NOT NULL AND return_url IS NOT NULL AND started_at IS NOT NULL))
);
"""


def upgrade() -> None:
    """Add the column, create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
