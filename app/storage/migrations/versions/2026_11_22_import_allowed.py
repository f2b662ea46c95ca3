"""Who had a hand in an import, and how much its run may give."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE import_run ADD COLUMN hands JSONB DEFAULT '[]' NOT NULL,
  ADD COLUMN allowed JSONB;
"""


def upgrade() -> None:
    """Create the columns; what was begun before has no bound but its limits then."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
