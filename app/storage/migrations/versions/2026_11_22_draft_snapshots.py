"""Drafts as they were saved."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE draft_snapshot (
  programme_id UUID NOT NULL,
  digest TEXT NOT NULL,
  document JSONB NOT NULL,
  saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
  saved_by TEXT NOT NULL,
  CONSTRAINT pk_draft_snapshot PRIMARY KEY (programme_id, digest),
  CONSTRAINT fk_draft_snapshot_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_draft_snapshot_digest CHECK (length(digest) = 64)
);
CREATE INDEX ix_draft_snapshot_saved ON draft_snapshot (programme_id, saved_at);
"""


def upgrade() -> None:
    """Create the table and its index."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
