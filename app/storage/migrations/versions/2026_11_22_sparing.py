"""Of whom nothing lapses, since when and until when."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE expiry_exception (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  until TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_expiry_exception PRIMARY KEY (programme_id, member_id, since),
  CONSTRAINT fk_expiry_exception_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_expiry_exception_order CHECK (until >= since)
);
CREATE UNIQUE INDEX uq_expiry_exception_now ON expiry_exception
  (programme_id, member_id) WHERE until IS NULL;
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
