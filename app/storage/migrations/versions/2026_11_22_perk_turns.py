"""One worker at a time changes a member's record in a store."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE perk_turn (
  programme_id uuid NOT NULL,
  member_id uuid NOT NULL,
  store_id uuid NOT NULL,
  token uuid NOT NULL,
  until timestamptz NOT NULL,
  CONSTRAINT pk_perk_turn PRIMARY KEY (programme_id, member_id, store_id),
  CONSTRAINT fk_perk_turn_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_perk_turn_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id)
);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
