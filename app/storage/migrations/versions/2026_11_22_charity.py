"""What was paid out to causes."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE charity_payout (
  programme_id uuid NOT NULL,
  payout_id uuid NOT NULL,
  cause text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  donations bigint NOT NULL,
  reference text NOT NULL,
  actor text NOT NULL,
  paid_at timestamptz NOT NULL,
  CONSTRAINT pk_charity_payout PRIMARY KEY (programme_id, payout_id),
  CONSTRAINT fk_charity_payout_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_charity_payout_figures CHECK (amount_minor > 0 AND donations > 0)
);

CREATE TABLE charity_payout_line (
  programme_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  payout_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  CONSTRAINT pk_charity_payout_line PRIMARY KEY (programme_id, voucher_id),
  CONSTRAINT fk_charity_payout_line_programme_id_voucher_id_voucher
    FOREIGN KEY (programme_id, voucher_id)
    REFERENCES voucher (programme_id, voucher_id),
  CONSTRAINT fk_charity_payout_line_programme_id_payout_id_charity_payout
    FOREIGN KEY (programme_id, payout_id)
    REFERENCES charity_payout (programme_id, payout_id)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
