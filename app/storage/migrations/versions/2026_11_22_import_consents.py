"""Consents that a file of another programme tells of."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE consent_word DROP CONSTRAINT ck_consent_word_source;
ALTER TABLE consent_word ADD CONSTRAINT ck_consent_word_source CHECK (
  source IN ('widget', 'page', 'plugin', 'platform', 'api', 'staff', 'import'));
"""


def upgrade() -> None:
    """Let one more source in."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
