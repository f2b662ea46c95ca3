"""Friends may come with their sign-up, too."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE referral DROP CONSTRAINT ck_referral_via;
ALTER TABLE referral ADD CONSTRAINT ck_referral_via
  CHECK (via IN ('api', 'order', 'sign_up')) NOT VALID;
ALTER TABLE referral VALIDATE CONSTRAINT ck_referral_via;
"""


def upgrade() -> None:
    """Allow the third way."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
