"""Imports, exports, and the sealed files of both."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE kept_file (
  programme_id UUID NOT NULL,
  file_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  dies_at TIMESTAMP WITH TIME ZONE NOT NULL,
  size_bytes BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_kept_file PRIMARY KEY (programme_id, file_id),
  CONSTRAINT fk_kept_file_programme_id_programme
    FOREIGN KEY(programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_kept_file_purpose
    CHECK (purpose IN ('import', 'export'))
);
CREATE INDEX ix_kept_file_dies ON kept_file (programme_id, dies_at);
CREATE TABLE kept_piece (
  programme_id UUID NOT NULL,
  piece_id UUID NOT NULL,
  file_id UUID NOT NULL,
  n INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  CONSTRAINT pk_kept_piece PRIMARY KEY (programme_id, piece_id),
  CONSTRAINT fk_kept_piece_programme_id_file_id_kept_file
    FOREIGN KEY(programme_id, file_id)
    REFERENCES kept_file (programme_id, file_id),
  CONSTRAINT uq_kept_piece_programme_id_file_id_n UNIQUE (programme_id, file_id, n)
);
CREATE TABLE import_run (
  programme_id UUID NOT NULL,
  import_id UUID NOT NULL,
  file_id UUID NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT DEFAULT 'uploaded' NOT NULL,
  options JSONB NOT NULL,
  shape JSONB NOT NULL,
  checked JSONB,
  done JSONB DEFAULT '{}' NOT NULL,
  people_done BIGINT DEFAULT '0' NOT NULL,
  people_total BIGINT DEFAULT '0' NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  approved_by TEXT,
  begun_at TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
  undone_at TIMESTAMP WITH TIME ZONE,
  lease_token UUID,
  leased_until TIMESTAMP WITH TIME ZONE,
  problem TEXT,
  leave_touched BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT pk_import_run PRIMARY KEY (programme_id, import_id),
  CONSTRAINT fk_import_run_programme_id_programme
    FOREIGN KEY(programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_import_run_state
    CHECK (state IN (
    'uploaded', 'checking', 'checked', 'running', 'stopped',
    'done', 'failed', 'undoing', 'undone'))
);
CREATE INDEX ix_import_run_asked ON import_run (programme_id, asked_at);
CREATE TABLE import_row (
  programme_id UUID NOT NULL,
  import_id UUID NOT NULL,
  row INTEGER NOT NULL,
  what TEXT NOT NULL,
  member_id UUID NOT NULL,
  asset TEXT,
  amount BIGINT DEFAULT '0' NOT NULL,
  lot_id UUID,
  transaction_id UUID,
  undone_by UUID,
  CONSTRAINT pk_import_row PRIMARY KEY (programme_id, import_id, row, what),
  CONSTRAINT fk_import_row_programme_id_import_id_import_run
    FOREIGN KEY(programme_id, import_id)
    REFERENCES import_run (programme_id, import_id),
  CONSTRAINT ck_import_row_what
    CHECK (what IN ('points', 'pending', 'credit', 'taken', 'tier', 'made'))
);
CREATE TABLE import_fault (
  programme_id UUID NOT NULL,
  import_id UUID NOT NULL,
  row INTEGER NOT NULL,
  phase TEXT NOT NULL,
  code TEXT NOT NULL,
  "column" TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_import_fault PRIMARY KEY (programme_id, import_id, phase, row),
  CONSTRAINT fk_import_fault_programme_id_import_id_import_run
    FOREIGN KEY(programme_id, import_id)
    REFERENCES import_run (programme_id, import_id),
  CONSTRAINT ck_import_fault_phase
    CHECK (phase IN ('check', 'run'))
);
CREATE TABLE export_run (
  programme_id UUID NOT NULL,
  export_id UUID NOT NULL,
  file_id UUID,
  state TEXT DEFAULT 'waiting' NOT NULL,
  wish JSONB NOT NULL,
  rows JSONB DEFAULT '{}' NOT NULL,
  file_name TEXT NOT NULL,
  size_bytes BIGINT,
  asked_by TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE,
  dies_at TIMESTAMP WITH TIME ZONE NOT NULL,
  link_digest BYTEA,
  linked_at TIMESTAMP WITH TIME ZONE,
  fetched_at TIMESTAMP WITH TIME ZONE,
  lease_token UUID,
  leased_until TIMESTAMP WITH TIME ZONE,
  problem TEXT,
  CONSTRAINT pk_export_run PRIMARY KEY (programme_id, export_id),
  CONSTRAINT fk_export_run_programme_id_programme
    FOREIGN KEY(programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_export_run_state
    CHECK (state IN ('waiting', 'running', 'ready', 'failed'))
);
CREATE INDEX ix_export_run_asked ON export_run (programme_id, asked_at);
"""


def upgrade() -> None:
    """Create the tables."""
    op.get_bind().exec_driver_sql(STATEMENTS)


def downgrade() -> None:
    """Not offered: restore from a backup instead."""
    raise RuntimeError("migrations only go forward")
