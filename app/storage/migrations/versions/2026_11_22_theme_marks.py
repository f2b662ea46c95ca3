"""What stores were told for their themes."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE theme_mark (
  programme_id UUID NOT NULL,
  store_id UUID NOT NULL,
  customer_ref TEXT NOT NULL,
  digest BYTEA,
  owed_at TIMESTAMP WITH TIME ZONE,
  written_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_theme_mark PRIMARY KEY (programme_id, store_id, customer_ref),
  CONSTRAINT fk_theme_mark_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_theme_mark_digest_length
    CHECK (digest IS NULL OR octet_length(digest) = 32)
);
CREATE INDEX ix_theme_mark_owed ON theme_mark (programme_id, store_id, owed_at)
  WHERE owed_at IS NOT NULL;
CREATE TABLE theme_cursor (
  programme_id UUID NOT NULL,
  store_id UUID NOT NULL,
  seq BIGINT DEFAULT '0' NOT NULL,
  looked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  filled_to TEXT,
  programme_digest BYTEA,
  CONSTRAINT pk_theme_cursor PRIMARY KEY (programme_id, store_id),
  CONSTRAINT fk_theme_cursor_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id)
);
CREATE INDEX ix_customer_link_linked
  ON customer_link (programme_id, store_id, linked_at);
"""


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
