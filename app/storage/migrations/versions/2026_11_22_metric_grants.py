"""Amounts of metrics that people gave by hand."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE metric_grant (
  programme_id UUID NOT NULL,
  grant_id UUID NOT NULL,
  member_id UUID NOT NULL,
  metric TEXT NOT NULL,
  amount BIGINT NOT NULL,
  day DATE NOT NULL,
  reason TEXT NOT NULL,
  given_by TEXT NOT NULL,
  given_at TIMESTAMP WITH TIME ZONE NOT NULL,
  undone_by TEXT,
  undone_reason TEXT,
  undone_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_metric_grant PRIMARY KEY (programme_id, grant_id),
  CONSTRAINT fk_metric_grant_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_metric_grant_amount CHECK (amount > 0),
  CONSTRAINT ck_metric_grant_undone CHECK ((undone_at IS NULL) = (undone_by IS NULL)
    AND (undone_at IS NULL) = (undone_reason IS NULL))
);
CREATE INDEX ix_metric_grant_member ON metric_grant
  (programme_id, member_id, grant_id);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
