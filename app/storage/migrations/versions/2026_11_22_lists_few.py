"""Guests, those who left, and other states that few members are in."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE INDEX ix_member_state ON member (programme_id, state)
  WHERE state <> 'active';
"""


def upgrade() -> None:
    """Create the index."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
