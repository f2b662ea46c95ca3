"""What imports carry over beside points: live codes, history, links and tags."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE voucher DROP CONSTRAINT ck_voucher_source;
ALTER TABLE voucher ADD CONSTRAINT ck_voucher_source
  CHECK (source IN ('points', 'rule', 'carried'));
ALTER TABLE import_row ADD COLUMN said TEXT;
ALTER TABLE import_row DROP CONSTRAINT ck_import_row_what;
ALTER TABLE import_row ADD CONSTRAINT ck_import_row_what CHECK (
  what IN ('points', 'pending', 'credit', 'taken', 'tier', 'made', 'code', 'link',
    'tags', 'past', 'progress'));
CREATE TABLE member_past (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  import_id UUID NOT NULL,
  asset TEXT NOT NULL,
  earned BIGINT,
  spent BIGINT,
  referred_by UUID,
  note TEXT,
  brought_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_member_past PRIMARY KEY (programme_id, member_id, import_id),
  CONSTRAINT fk_member_past_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_member_past_programme_id_import_id_import_run
    FOREIGN KEY (programme_id, import_id)
    REFERENCES import_run (programme_id, import_id)
);
"""


def upgrade() -> None:
    """Create the table; let more deeds and sources in."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
