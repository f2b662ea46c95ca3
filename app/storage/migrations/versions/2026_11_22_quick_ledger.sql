-- The shape of a row as one call: see app/storage/tables/shapes.py.

CREATE FUNCTION setia_ledger_transaction_shape(kind text, posting_count integer,
  key_digest bytea, request_digest bytea) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
  PARALLEL SAFE AS $$ BEGIN RETURN (posting_count >= 1) AND (kind IN ('accrual',
  'maturation', 'hold', 'burn', 'release', 'return', 'expiry', 'clawback',
  'reinstatement', 'recovery', 'forgiveness', 'adjustment', 'gift', 'merge',
  'unmerge', 'forfeiture', 'import', 'retraction', 'reversal')) AND
  (octet_length(key_digest) = 32) AND (octet_length(request_digest) = 32); END $$;

CREATE FUNCTION setia_ledger_lot_shape(size bigint, basis_minor bigint,
  basis_currency text, basis_kind text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
  PARALLEL SAFE AS $$ BEGIN RETURN (size BETWEEN 1 AND 1000000000000) AND
  ((basis_minor IS NULL) = (basis_currency IS NULL)) AND ((basis_minor IS NULL) =
  (basis_kind IS NULL)) AND (basis_kind IN ('shop', 'presentment')); END $$;

CREATE FUNCTION setia_ledger_posting_shape(line integer, source text,
  source_member_id uuid, target text, target_member_id uuid, lot_id uuid, amount
  bigint) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN
  (amount BETWEEN 1 AND 1000000000000) AND (line >= 1) AND (source <> target OR
  source_member_id <> target_member_id) AND (CASE WHEN source_member_id IS NULL THEN
  source IN ('issued', 'imported', 'granted', 'received', 'burned', 'expired',
  'clawed', 'removed', 'forfeited', 'given', 'goodwill') ELSE source IN ('pending',
  'available', 'held', 'shortfall') END) AND (CASE WHEN target_member_id IS NULL THEN
  target IN ('issued', 'imported', 'granted', 'received', 'burned', 'expired',
  'clawed', 'removed', 'forfeited', 'given', 'goodwill') ELSE target IN ('pending',
  'available', 'held', 'shortfall') END) AND (lot_id IS NOT NULL OR (source IN
  ('shortfall', 'goodwill') AND target IN ('shortfall', 'goodwill'))); END $$;

ALTER TABLE ledger_transaction
  DROP CONSTRAINT ck_ledger_transaction_shape,
  DROP CONSTRAINT fk_ledger_transaction_programme_id_programme,
  ADD CONSTRAINT ck_ledger_transaction_shape CHECK
    (setia_ledger_transaction_shape(kind, posting_count, key_digest, request_digest));

ALTER TABLE ledger_lot
  DROP CONSTRAINT ck_ledger_lot_shape,
  ADD CONSTRAINT ck_ledger_lot_shape CHECK (setia_ledger_lot_shape(size,
    basis_minor, basis_currency, basis_kind));

ALTER TABLE ledger_posting
  DROP CONSTRAINT ck_ledger_posting_shape,
  ADD CONSTRAINT ck_ledger_posting_shape CHECK (setia_ledger_posting_shape(line,
    source, source_member_id, target, target_member_id, lot_id, amount));

ALTER TABLE ledger_unsealed
  DROP CONSTRAINT fk_ledger_unsealed_programme_id_transaction_id_ledger_t_b5fd;
