"""Where in stores something of ours was met, and who answers for the programme."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE placement_seen (
  programme_id UUID NOT NULL,
  store_id UUID NOT NULL,
  placement TEXT NOT NULL,
  first_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_placement_seen PRIMARY KEY (programme_id, store_id, placement),
  CONSTRAINT fk_placement_seen_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_placement_seen_placement CHECK (length(placement) BETWEEN 1 AND 40)
);
CREATE TABLE legal_notice (
  programme_id UUID NOT NULL,
  company TEXT NOT NULL,
  address TEXT NOT NULL,
  contact TEXT NOT NULL,
  processors TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_legal_notice PRIMARY KEY (programme_id),
  CONSTRAINT fk_legal_notice_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
