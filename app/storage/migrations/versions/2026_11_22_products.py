"""What versions changed for members; what goes with what."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE announcement (
  programme_id uuid NOT NULL,
  version bigint NOT NULL,
  language text NOT NULL,
  lines jsonb NOT NULL,
  CONSTRAINT pk_announcement PRIMARY KEY (programme_id, version, language),
  CONSTRAINT fk_announcement_programme_id_version_programme_version
    FOREIGN KEY (programme_id, version)
    REFERENCES programme_version (programme_id, version)
);

CREATE TABLE product_seen (
  programme_id uuid NOT NULL,
  store_id uuid NOT NULL,
  product_ref text NOT NULL,
  title text NOT NULL,
  features text[] DEFAULT '{}' NOT NULL,
  orders bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  CONSTRAINT pk_product_seen PRIMARY KEY (programme_id, store_id, product_ref),
  CONSTRAINT fk_product_seen_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id)
);
CREATE INDEX ix_product_seen_features ON product_seen USING gin (features);

CREATE TABLE product_pair (
  programme_id uuid NOT NULL,
  store_id uuid NOT NULL,
  product_ref text NOT NULL,
  kind text NOT NULL,
  place integer NOT NULL,
  other_ref text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT pk_product_pair
    PRIMARY KEY (programme_id, store_id, product_ref, kind, place),
  CONSTRAINT fk_product_pair_programme_id_store_id_store
    FOREIGN KEY (programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_product_pair_kind CHECK (kind IN ('together', 'alike')),
  CONSTRAINT ck_product_pair_place CHECK (place >= 1)
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
