"""What stores were told about goods that they sell to some only."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE closed_goods (
  programme_id uuid NOT NULL,
  store_id uuid NOT NULL,
  digest bytea,
  problem text,
  told_at timestamptz NOT NULL,
  CONSTRAINT pk_closed_goods PRIMARY KEY (programme_id, store_id),
  CONSTRAINT fk_closed_goods_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_closed_goods_digest_length
    CHECK (digest IS NULL OR octet_length(digest) = 32)
);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
