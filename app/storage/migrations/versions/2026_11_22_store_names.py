"""A store that left no longer keeps its name from others."""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE store DROP CONSTRAINT uq_store_platform_domain;
CREATE UNIQUE INDEX uq_store_platform_domain ON store (platform, domain)
  WHERE state IN ('connected', 'blocked');
CREATE INDEX ix_store_domain ON store (platform, domain);
"""


def upgrade() -> None:
    """Narrow the key to stores that are connected."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
