"""Two members who are not one person, answers to what Home proposes, and twins."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE member_apart (
  programme_id UUID NOT NULL,
  first_id UUID NOT NULL,
  second_id UUID NOT NULL,
  said_at TIMESTAMP WITH TIME ZONE NOT NULL,
  said_by TEXT NOT NULL,
  CONSTRAINT pk_member_apart PRIMARY KEY (programme_id, first_id, second_id),
  CONSTRAINT fk_member_apart_programme_id_first_id_member
    FOREIGN KEY (programme_id, first_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_member_apart_programme_id_second_id_member
    FOREIGN KEY (programme_id, second_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_member_apart_in_order CHECK (first_id < second_id)
);
CREATE TABLE home_answer (
  programme_id UUID NOT NULL,
  subject TEXT NOT NULL,
  answer TEXT NOT NULL,
  said_at TIMESTAMP WITH TIME ZONE NOT NULL,
  said_by TEXT NOT NULL,
  CONSTRAINT pk_home_answer PRIMARY KEY (programme_id, subject),
  CONSTRAINT fk_home_answer_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_home_answer_subject CHECK (length(subject) BETWEEN 1 AND 40),
  CONSTRAINT ck_home_answer_answer CHECK (answer IN ('done', 'later', 'not_for_us'))
);
CREATE INDEX ix_member_twin ON member (programme_id, phone, member_id)
  WHERE phone IS NOT NULL AND state = 'active';
"""


def upgrade() -> None:
    """Create the tables and the index."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
