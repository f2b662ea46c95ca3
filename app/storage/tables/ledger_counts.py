"""Every transaction has the postings it declares, no more and no fewer, for good.

Both checks run at commit. A transaction looks whether its lines are 1 to n. Then
whatever came later would have to be a further line, and a line behind the first
one looks at its transaction. So most postings, which have one line, are checked
once and not twice.
"""

from app.storage.tables.base import TRIGGERS

TRANSACTION_COUNT = """
CREATE OR REPLACE FUNCTION setia_transaction_count() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.posting_count = (
    SELECT CASE WHEN max(p.line) = count(*) THEN count(*) END
    FROM ledger_posting p
    WHERE p.programme_id = NEW.programme_id
      AND p.transaction_id = NEW.transaction_id
      AND EXISTS (
        SELECT FROM programme g WHERE g.programme_id = NEW.programme_id)
  ) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'transaction % has not the postings it declares',
    NEW.transaction_id
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'posting_count';
END $$
"""
"""Whoever makes a row invisible to it makes it fail: no row counts for nothing."""

POSTING_COUNT = """
CREATE OR REPLACE FUNCTION setia_posting_count() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (
    SELECT t.posting_count FROM ledger_transaction t
    WHERE t.programme_id = NEW.programme_id
      AND t.transaction_id = NEW.transaction_id
  ) = (
    SELECT count(*) FROM ledger_posting p
    WHERE p.programme_id = NEW.programme_id
      AND p.transaction_id = NEW.transaction_id
  ) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'transaction % has not the postings it declares',
    NEW.transaction_id
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'posting_count';
END $$
"""

TRIGGERS.extend((TRANSACTION_COUNT, POSTING_COUNT))
TRIGGERS.extend(
    f"""
DROP TRIGGER IF EXISTS {table}_count ON {table};
CREATE CONSTRAINT TRIGGER {table}_count AFTER INSERT ON {table}
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW {condition} EXECUTE FUNCTION {function}()
"""
    for table, condition, function in (
        ("ledger_transaction", "", "setia_transaction_count"),
        ("ledger_posting", "WHEN (NEW.line > 1)", "setia_posting_count"),
    )
)
