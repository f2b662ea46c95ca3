"""Proof of notices before points lapse."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE expiry_notice (
  programme_id uuid NOT NULL,
  member_id uuid NOT NULL,
  asset text NOT NULL,
  lapses_on date NOT NULL,
  days_before bigint NOT NULL,
  units bigint NOT NULL,
  channel text NOT NULL,
  told_at timestamptz NOT NULL,
  CONSTRAINT pk_expiry_notice
    PRIMARY KEY (programme_id, member_id, asset, lapses_on, days_before),
  CONSTRAINT fk_expiry_notice_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_expiry_notice_figures CHECK (days_before > 0 AND units > 0)
);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
