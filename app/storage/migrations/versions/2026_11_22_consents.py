"""Words about news, guests' sealed addresses, and changes of contact data."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE consent_word (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  word_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  granted BOOLEAN NOT NULL,
  source TEXT NOT NULL,
  store_id UUID NOT NULL,
  language TEXT,
  wording TEXT,
  text_version TEXT,
  actor TEXT,
  said_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_consent_word PRIMARY KEY (programme_id, member_id, word_no),
  CONSTRAINT fk_consent_word_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_consent_word_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_consent_word_source
    CHECK (source IN ('widget', 'page', 'plugin', 'platform', 'api', 'staff')),
  CONSTRAINT ck_consent_word_wording_has_version
    CHECK ((wording IS NULL) = (text_version IS NULL))
);
INSERT INTO consent_word (programme_id, member_id, word_no, name, granted, source,
  store_id, said_at)
SELECT w.programme_id, w.member_id,
  row_number() OVER (PARTITION BY w.programme_id, w.member_id ORDER BY w.at, w.name,
    w.store_id),
  w.name, w.granted, CASE WHEN s.platform = 'api' THEN 'api' ELSE 'platform' END,
  w.store_id, w.at
FROM (
  SELECT programme_id, member_id, name, store_id, true AS granted, since AS at
  FROM member_mark WHERE kind = 'consent'
  UNION ALL
  SELECT programme_id, member_id, name, store_id, false, until
  FROM member_mark WHERE kind = 'consent' AND until IS NOT NULL
) w JOIN store s ON s.programme_id = w.programme_id AND s.store_id = w.store_id;
ALTER TABLE support_claim ADD COLUMN sealed_contact TEXT;
ALTER TABLE member ADD COLUMN redeem_from TIMESTAMP WITH TIME ZONE;
CREATE TABLE contact_change (
  programme_id UUID NOT NULL,
  change_id UUID NOT NULL,
  member_id UUID NOT NULL,
  kind TEXT NOT NULL,
  store_id UUID,
  actor TEXT NOT NULL,
  sealed_old TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  redeem_from TIMESTAMP WITH TIME ZONE NOT NULL,
  notice TEXT DEFAULT 'owed' NOT NULL,
  noticed_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_contact_change PRIMARY KEY (programme_id, change_id),
  CONSTRAINT fk_contact_change_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_contact_change_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_contact_change_kind CHECK (kind IN ('email', 'phone')),
  CONSTRAINT ck_contact_change_notice CHECK (notice IN ('owed', 'sent', 'dropped'))
);
CREATE INDEX ix_contact_change_owed
  ON contact_change (programme_id, changed_at) WHERE notice = 'owed';
CREATE INDEX ix_contact_change_member
  ON contact_change (programme_id, member_id);
"""


def upgrade() -> None:
    """Create the tables, and write down what is known of consents so far."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
