"""Where members stand, and when an amount has matured."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE metric_entry ADD COLUMN counts_from timestamptz;

CREATE TABLE member_standing (
  programme_id uuid NOT NULL,
  member_id uuid NOT NULL,
  evaluated_at timestamptz,
  due_at timestamptz,
  CONSTRAINT pk_member_standing PRIMARY KEY (programme_id, member_id),
  CONSTRAINT fk_member_standing_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id)
);
CREATE INDEX ix_member_standing_due ON member_standing (programme_id, due_at)
  WHERE due_at IS NOT NULL;

CREATE TABLE challenge_mark (
  programme_id uuid NOT NULL,
  member_id uuid NOT NULL,
  challenge_id text NOT NULL,
  source text NOT NULL,
  times bigint DEFAULT '0' NOT NULL,
  goal bigint,
  programme_version bigint NOT NULL,
  marked_at timestamptz NOT NULL,
  reached_at timestamptz,
  CONSTRAINT pk_challenge_mark
    PRIMARY KEY (programme_id, member_id, challenge_id, source),
  CONSTRAINT fk_challenge_mark_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_challenge_mark_times CHECK (times >= 0)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
