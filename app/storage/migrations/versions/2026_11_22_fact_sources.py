"""An index by which the facts of a source, or of sources alike, are found."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENT = """
CREATE INDEX ix_fact_award_by_source
  ON fact_award (programme_id, source text_pattern_ops)
"""


def upgrade() -> None:
    """Create the index."""
    op.get_bind().exec_driver_sql(STATEMENT)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
