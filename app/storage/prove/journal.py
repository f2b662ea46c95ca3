"""Rule 12: the sealed journal, recomputed by the database itself.

The content is written here a second time, in SQL: whoever changes how the
sealer writes it without meaning to breaks this rule at once.
"""

from app.storage.prove.findings import QUEUE_AGE_CHECK, Check
from app.storage.unit_of_work import UnitOfWork

QUEUE_AGE = "1 minute"
DOMAIN = "convert_to('ledger-journal-v1', 'UTF8') || decode('00', 'hex')"


def _account(side: str) -> str:
    return (
        f"CASE WHEN {side}_member_id IS NULL THEN 'programme:' || {side}"
        f" ELSE 'member:' || {side}_member_id || ':' || {side} END"
    )


LINES = f"""
  SELECT string_agg(
      '[' || line || ',"' || {_account("source")} || '","' || {_account("target")}
      || '",' || to_json(asset) || ',' || coalesce('"' || lot_id || '"', 'null')
      || ',' || amount || ']', ',' ORDER BY line) AS lines
  FROM ledger_posting p
  WHERE p.programme_id = %(programme)s AND p.transaction_id = j.transaction_id
"""


def _microseconds(column: str) -> str:
    return f"(extract(epoch FROM {column}) * 1000000)::bigint"


CONTENT = f"""
  '["ljr1","' || j.programme_id || '",' || j.seq || ',"' || j.transaction_id || '","'
  || t.kind || '",' || {_microseconds("t.occurred_at")} || ','
  || {_microseconds("t.posted_at")} || ',"' || encode(t.key_digest, 'hex') || '","'
  || encode(t.request_digest, 'hex') || '",[' || l.lines || '],"'
  || coalesce(encode(t.note_commitment, 'hex'), '') || '"]'
"""

CONTENTS = f"""
  SELECT 12, 'hash of its content', 'journal:' || c.seq, NULL::uuid,
    coalesce(encode(c.due, 'hex'), 'a transaction'), encode(c.content_hash, 'hex')
  FROM (
    SELECT j.seq, j.content_hash, sha256(convert_to({CONTENT}, 'UTF8')) AS due
    FROM ledger_journal j
    LEFT JOIN ledger_transaction t ON t.programme_id = j.programme_id
      AND t.transaction_id = j.transaction_id
    LEFT JOIN LATERAL ({LINES}) l ON true
    WHERE j.programme_id = %(programme)s) c
  WHERE c.due IS DISTINCT FROM c.content_hash
"""

CHAIN = f"""
  SELECT 12, v.what, 'journal:' || c.seq, NULL::uuid, v.expected, v.found
  FROM (
    SELECT seq, content_hash, previous_hash, hash,
      lag(seq, 1, 0::bigint) OVER place + 1 AS due_seq,
      lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER place AS due_previous,
      sha256({DOMAIN} || previous_hash || content_hash) AS due
    FROM ledger_journal WHERE programme_id = %(programme)s
    WINDOW place AS (ORDER BY seq)) c
  CROSS JOIN LATERAL (VALUES
    ('sequence', c.due_seq::text, c.seq::text),
    ('hash before it', encode(c.due_previous, 'hex'), encode(c.previous_hash, 'hex')),
    ('hash', encode(c.due, 'hex'), encode(c.hash, 'hex'))) AS v (what, expected, found)
  WHERE (c.due_seq <> c.seq OR c.due_previous <> c.previous_hash OR c.due <> c.hash)
    AND v.expected <> v.found
"""

WAITING = f"""
  SELECT 12, 'sealed or waiting', 'transaction:' || t.transaction_id, NULL::uuid,
    'sealed or waiting for it, one of them',
    CASE WHEN j.seq IS NULL THEN 'neither' ELSE 'both' END
  FROM ledger_transaction t
  LEFT JOIN ledger_journal j ON j.programme_id = t.programme_id
    AND j.transaction_id = t.transaction_id
  LEFT JOIN ledger_unsealed u ON u.programme_id = t.programme_id
    AND u.posted_at = t.posted_at AND u.transaction_id = t.transaction_id
  WHERE t.programme_id = %(programme)s
    AND (j.seq IS NULL) = (u.transaction_id IS NULL)
  UNION ALL
  SELECT 12, '{QUEUE_AGE_CHECK}', 'transaction:' || u.transaction_id, NULL::uuid,
    'sealed within {QUEUE_AGE}', 'waiting since ' || u.posted_at
  FROM (SELECT * FROM ledger_unsealed WHERE programme_id = %(programme)s
        ORDER BY posted_at LIMIT 1) u
  WHERE u.posted_at < now() - interval '{QUEUE_AGE}'
"""

ANCHORS = """
  SELECT 12, 'anchor', 'journal:' || a.seq, NULL::uuid, encode(a.hash, 'hex'),
    coalesce(encode(j.hash, 'hex'), 'no such entry')
  FROM unnest(%(anchor_seqs)s::bigint[], %(anchor_hashes)s::bytea[]) AS a (seq, hash)
  LEFT JOIN ledger_journal j ON j.programme_id = %(programme)s AND j.seq = a.seq
  WHERE j.hash IS DISTINCT FROM a.hash
"""

CHECKS: tuple[Check, ...] = (
    Check("journal contents", (12,), CONTENTS),
    Check("journal chain", (12,), CHAIN),
    Check("sealing", (12,), WAITING),
    Check("anchors", (12,), ANCHORS),
)


def head(uow: UnitOfWork) -> tuple[int, bytes] | None:
    """Return (seq, hash) of the last sealed entry, or None before the first."""
    row = uow.connection.exec_driver_sql(
        "SELECT seq, hash FROM ledger_journal WHERE programme_id = %(programme)s"
        " ORDER BY seq DESC LIMIT 1",
        {"programme": uow.programme_id},
    ).first()
    return None if row is None else (row[0], bytes(row[1]))
