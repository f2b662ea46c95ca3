"""Segments, what campaigns gave, draws, and what versions changed for members."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE member_segment (
  programme_id uuid NOT NULL,
  segment text NOT NULL,
  member_id uuid NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  CONSTRAINT pk_member_segment PRIMARY KEY (programme_id, segment, member_id, since),
  CONSTRAINT fk_member_segment_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_member_segment_forwards CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX uq_member_segment_open
  ON member_segment (programme_id, member_id, segment) WHERE until IS NULL;

CREATE TABLE segment_state (
  programme_id uuid NOT NULL,
  segment text NOT NULL,
  evaluated_at timestamptz NOT NULL,
  members bigint NOT NULL,
  entered bigint NOT NULL,
  left_it bigint NOT NULL,
  CONSTRAINT pk_segment_state PRIMARY KEY (programme_id, segment),
  CONSTRAINT fk_segment_state_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_segment_state_members CHECK (members >= 0)
);

CREATE TABLE campaign_gift (
  programme_id uuid NOT NULL,
  campaign text NOT NULL,
  member_id uuid NOT NULL,
  occasion text NOT NULL,
  drawn boolean DEFAULT false NOT NULL,
  programme_version bigint NOT NULL,
  given_at timestamptz NOT NULL,
  CONSTRAINT pk_campaign_gift PRIMARY KEY (programme_id, campaign, member_id, occasion),
  CONSTRAINT fk_campaign_gift_programme_id_member_id_member
    FOREIGN KEY (programme_id, member_id) REFERENCES member (programme_id, member_id)
);

CREATE TABLE campaign_draw (
  programme_id uuid NOT NULL,
  campaign text NOT NULL,
  occasion text NOT NULL,
  segment text NOT NULL,
  seed bytea NOT NULL,
  digest bytea NOT NULL,
  participants bytea NOT NULL,
  members bigint NOT NULL,
  winners jsonb NOT NULL,
  programme_version bigint NOT NULL,
  drawn_at timestamptz NOT NULL,
  CONSTRAINT pk_campaign_draw PRIMARY KEY (programme_id, campaign, occasion),
  CONSTRAINT fk_campaign_draw_programme_id_programme
    FOREIGN KEY (programme_id) REFERENCES programme (programme_id),
  CONSTRAINT ck_campaign_draw_seed CHECK (octet_length(seed) = 32),
  CONSTRAINT ck_campaign_draw_digest CHECK (octet_length(digest) = 32),
  CONSTRAINT ck_campaign_draw_participants
    CHECK (octet_length(participants) = 16 * members)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
