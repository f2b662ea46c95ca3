"""Rule 14: every reference leads to a row of the same programme; counts hold.

Seen from inside a programme, a row of another one does not exist. So a
reference that leaves the programme and one that leads nowhere look the same,
and both are named here.
"""

from app.storage.prove.findings import Check

REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("ledger_posting", "transaction_id", "ledger_transaction", "transaction_id"),
    ("ledger_posting", "lot_id", "ledger_lot", "lot_id"),
    ("ledger_lot", "opened_by", "ledger_transaction", "transaction_id"),
    ("ledger_lot_date", "lot_id", "ledger_lot", "lot_id"),
    ("ledger_lot_date", "transaction_id", "ledger_transaction", "transaction_id"),
    ("ledger_lot_state", "lot_id", "ledger_lot", "lot_id"),
    ("clawback_record", "lot_id", "ledger_lot", "lot_id"),
    ("clawback_record", "transaction_id", "ledger_transaction", "transaction_id"),
    ("ledger_transaction", "reverses", "ledger_transaction", "transaction_id"),
    ("ledger_unsealed", "transaction_id", "ledger_transaction", "transaction_id"),
    ("ledger_journal", "transaction_id", "ledger_transaction", "transaction_id"),
    ("transaction_source", "transaction_id", "ledger_transaction", "transaction_id"),
    ("transaction_note", "transaction_id", "ledger_transaction", "transaction_id"),
)


def _reference(table: str, column: str, target: str, key: str) -> str:
    return f"""
      SELECT 14, '{table}.{column}', '{target}:' || r.{column}, NULL::uuid,
        'a row of this programme', 'none'
      FROM {table} r
      WHERE r.programme_id = %(programme)s AND r.{column} IS NOT NULL
        AND NOT EXISTS (SELECT FROM {target} x
          WHERE x.programme_id = %(programme)s AND x.{key} = r.{column})
    """


COUNTS = """
  SELECT 14, v.what, 'transaction:' || c.transaction_id, NULL::uuid,
    v.expected, v.found
  FROM (
    SELECT t.transaction_id, t.posting_count, count(p.line) AS found,
      coalesce(max(p.line), 0) AS last_line,
      count(*) FILTER (WHERE p.posted_at <> t.posted_at) AS elsewhen
    FROM ledger_transaction t
    LEFT JOIN ledger_posting p ON p.programme_id = t.programme_id
      AND p.transaction_id = t.transaction_id
    WHERE t.programme_id = %(programme)s
    GROUP BY t.transaction_id, t.posting_count
    HAVING count(p.line) <> t.posting_count OR max(p.line) <> count(p.line)
      OR bool_or(p.posted_at <> t.posted_at)) c
  CROSS JOIN LATERAL (VALUES
    ('number of postings', c.posting_count::text, c.found::text),
    ('last line', c.found::text, c.last_line::text),
    ('postings of another instant', '0', c.elsewhen::text)) AS v (what, expected, found)
  WHERE v.expected <> v.found
"""

CHECKS: tuple[Check, ...] = (
    Check("posting counts", (14,), COUNTS),
    *(
        Check(f"{reference[0]}.{reference[1]}", (14,), _reference(*reference))
        for reference in REFERENCES
    ),
)
