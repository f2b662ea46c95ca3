"""The app's own tables, filled from the staged year of ``scale_rows``."""

PEOPLE = (
    (
        "member",
        """
INSERT INTO member (programme_id, member_id, state, email, phone, first_name,
  last_name, locale, contact_verified, joined_at, created_at, updated_at, active_at)
SELECT {programme}, member_id, 'active',
  lower(first_name || '.' || last_name || i || '@' || host), '+62812' || 10000000 + i,
  first_name, last_name, 'id', true, joined, joined, joined + i % 300 * interval '1 d',
  joined + i % 300 * interval '1 d'
FROM (
  SELECT m.*, (ARRAY['Ama', 'Budi', 'Citra', 'Dewi', 'Eka', 'Fajar', 'Gita', 'Hadi',
      'Indah', 'Joko', 'Kartika', 'Lestari', 'Made', 'Nur', 'Putri', 'Rizki', 'Sari',
      'Tuti', 'Wayan', 'Yusuf'])[1 + i * 7 % 20] AS first_name,
    (ARRAY['Santoso', 'Wijaya', 'Hidayat', 'Nugroho', 'Siregar', 'Halim', 'Rahman',
      'Utami', 'Pratama', 'Kusuma', 'Lim', 'Tan', 'Abdullah', 'Ismail', 'Setiawan',
      'Gunawan', 'Permata'])[1 + i * 11 % 17] AS last_name,
    (ARRAY['mail.test', 'surat.test', 'post.test'])[1 + i % 3] AS host
  FROM bench_member m ORDER BY i) AS m
""",
    ),
    (
        "customer_link",
        """
INSERT INTO customer_link (programme_id, store_id, customer_ref, member_id, linked_at)
SELECT {programme}, {store}, 7700000000000 + i, member_id, joined
FROM bench_member ORDER BY i
""",
    ),
)

LEDGER = (
    (
        "ledger_transaction",
        """
INSERT INTO ledger_transaction (programme_id, transaction_id, kind, key_digest,
  request_digest, occurred_at, posted_at, posting_count, programme_version, rule_ref,
  actor, voucher_id)
SELECT {programme}, transaction_id, kind, sha256(uuid_send(transaction_id)),
  sha256('\\x01'::bytea || uuid_send(transaction_id)), occurred_at, posted_at, lines, 1,
  rule, 'system', voucher_id
FROM bench_step WHERE line = 1 ORDER BY posted_at, transaction_id
""",
    ),
    (
        "ledger_lot",
        """
INSERT INTO ledger_lot (programme_id, lot_id, home_member_id, asset, award_id,
  award_lot, size, opened_by, awarded_at, zone, basis_minor, basis_currency, basis_kind)
SELECT {programme}, lot_id, member_id, 'points', award_id, 1, size, transaction_id,
  occurred_at, 'Asia/Jakarta', CASE WHEN lot > 0 THEN size * 1000 END,
  CASE WHEN lot > 0 THEN 'IDR' END, CASE WHEN lot > 0 THEN 'shop' END
FROM bench_lot ORDER BY posted_at
""",
    ),
    (
        "ledger_posting",
        """
INSERT INTO ledger_posting (programme_id, transaction_id, line, source,
  source_member_id, target, target_member_id, asset, lot_id, amount, posted_at)
SELECT {programme}, s.transaction_id, s.line, s.source,
  CASE WHEN s.source <> 'issued' THEN s.member_id END, s.target,
  CASE WHEN s.target IN ('pending', 'available', 'held') THEN s.member_id END,
  'points', l.lot_id, s.amount, s.posted_at
FROM bench_step s JOIN bench_lot l ON l.i = s.i AND l.lot = s.lot
ORDER BY s.posted_at, s.transaction_id, s.line
""",
    ),
    (
        "ledger_lot_date",
        """
INSERT INTO ledger_lot_date (programme_id, lot_id, n, available_from, lapses_at,
  reason, transaction_id, recorded_at)
SELECT {programme}, lot_id, 1, available_from, lapses_at, 'opened', transaction_id,
  posted_at
FROM bench_lot ORDER BY posted_at
""",
    ),
    (
        "ledger_lot_state",
        """
INSERT INTO ledger_lot_state (programme_id, lot_id, member_id, asset, size, pending,
  available, burned, expired, clawed, maturations, expiries, dates, records,
  available_from, lapses_at)
SELECT {programme}, l.lot_id, l.member_id, 'points', l.size, f.pending, f.available,
  f.burned, f.expired, f.clawed, f.maturations, f.expiries, 1,
  (f.clawback IS NOT NULL)::int, l.available_from, l.lapses_at
FROM bench_lot l JOIN bench_flow f ON f.i = l.i AND f.lot = l.lot
ORDER BY l.posted_at
""",
    ),
    (
        "member_balance",
        """
INSERT INTO member_balance (programme_id, member_id, asset, pending, available,
  last_posted_at, version)
SELECT {programme}, m.member_id, 'points', f.pending, f.available, f.last_posted_at,
  10
FROM bench_member m
JOIN (SELECT i, sum(pending) AS pending, sum(available) AS available,
        max(last_posted_at) AS last_posted_at
      FROM bench_flow GROUP BY i) AS f ON f.i = m.i
ORDER BY m.i
""",
    ),
    (
        "clawback_record",
        """
INSERT INTO clawback_record (programme_id, lot_id, n, target, absorbed,
  absorbed_total, transaction_id, recorded_at)
SELECT {programme}, l.lot_id, 1, l.size - f.clawed, 0, 0, f.clawback,
  f.last_posted_at
FROM bench_flow f JOIN bench_lot l ON l.i = f.i AND l.lot = f.lot
WHERE f.clawback IS NOT NULL
""",
    ),
)

JOURNAL = (
    (
        "ledger_journal",
        """
INSERT INTO ledger_journal (programme_id, seq, transaction_id, content_hash,
  previous_hash, hash, sealed_at)
SELECT {programme}, seq, transaction_id, content_hash, lag(link, 1, decode(repeat(
    '00', 32), 'hex')) OVER (ORDER BY seq), link, posted_at + interval '1 s'
FROM (
  SELECT c.*, bench_chain(content_hash) OVER (ORDER BY seq) AS link
  FROM (
    SELECT e.*, sha256(convert_to('["ljr1","' || {programme} || '",' || seq || ',"'
        || transaction_id || '","' || kind || '",'
        || (extract(epoch FROM occurred_at) * 1000000)::bigint || ','
        || (extract(epoch FROM posted_at) * 1000000)::bigint || ',"'
        || encode(sha256(uuid_send(transaction_id)), 'hex') || '","'
        || encode(sha256('\\x01'::bytea || uuid_send(transaction_id)), 'hex')
        || '",[' || lines || '],""]', 'UTF8')) AS content_hash
    FROM (
      SELECT s.transaction_id, s.kind, s.occurred_at, s.posted_at,
        row_number() OVER (ORDER BY s.posted_at, s.transaction_id) AS seq,
        string_agg('[' || s.line || ',"' || CASE s.source WHEN 'issued'
          THEN 'programme:issued' ELSE 'member:' || s.member_id || ':' || s.source END
          || '","' || CASE WHEN s.target IN ('pending', 'available', 'held')
          THEN 'member:' || s.member_id || ':' ELSE 'programme:' END || s.target
          || '","points","' || l.lot_id || '",' || s.amount || ']', ',' ORDER BY s.line)
          AS lines
      FROM bench_step s JOIN bench_lot l ON l.i = s.i AND l.lot = s.lot
      GROUP BY s.posted_at, s.transaction_id, s.kind, s.occurred_at) AS e) AS c) AS h
ORDER BY seq
""",
    ),
)

FACTS = (
    (
        "transaction_source",
        """
INSERT INTO transaction_source (programme_id, transaction_id, kind, store_id,
  source_ref)
SELECT {programme}, transaction_id, 'order', {store}, 5600000000000 + i * 8 + lot
FROM bench_step WHERE rule = 'spend' ORDER BY posted_at, transaction_id
""",
    ),
    (
        "fact_award",
        """
INSERT INTO fact_award (programme_id, award_id, member_id, rule_id, source, asset,
  keep, n, state, terms, programme_version, happened_at)
SELECT {programme}, award_id, member_id, 'welcome', 'signup', 'points', size, 1,
  'given', '{}', 1, posted_at
FROM bench_lot WHERE lot = 0 ORDER BY posted_at
""",
    ),
    (
        "order_settlement",
        """
INSERT INTO order_settlement (programme_id, store_id, order_ref, member_id, state,
  version, digest, snapshot, awards, programme_version, changes, decided_on, placed_at,
  settled_at)
SELECT {programme}, {store}, order_ref, o.member_id, 'fulfilled', posted_at,
  sha256(uuid_send(lot_id)), jsonb_build_object('order_ref', order_ref,
    'number', '#' || o.i * 8 + lot, 'state', 'fulfilled', 'currency', 'IDR',
    'version', occurred_at, 'placed_at', occurred_at, 'paid_at', occurred_at,
    'total_minor', size * 1000, 'channel', 'web', 'raw_status', 'paid',
    'customer', jsonb_build_object('customer_ref', (7700000000000 + o.i)::text,
      'has_account', true),
    'lines', jsonb_build_array(jsonb_build_object('line_ref', order_ref || '1',
      'title', 'Kopi susu', 'quantity', 2, 'amount_minor', size * 1000,
      'refunded_minor', clawed * 1000, 'product_ref', '8100001',
      'variant_ref', '4500001', 'vendor', 'Kopi'))),
  jsonb_build_array(jsonb_build_object('n', 1 + (clawed > 0)::int,
    'keep', size - clawed, 'part', 'base', 'asset', 'points', 'rule_id', 'spend',
    'version', 1, 'award_id', award_id, 'member_id', o.member_id, 'pending_days', 14,
    'pending_from', 'paid', 'expiry', '{"kind": "none"}'::jsonb,
    'facts', jsonb_build_object('v', 1, 'kind', 'rate', 'mode', 'recompute',
      'award', size, 'currency', 'IDR', 'rounding', 'down', 'parts', jsonb_build_array(
        jsonb_build_object('tax', false, 'rate', '[1, 1000]'::jsonb, 'lines',
          jsonb_build_array(jsonb_build_array(order_ref || '1', size * 1000,
            size * 1000, 2))))))),
  1, 1, encode(sha256(uuid_send(lot_id)), 'hex'), occurred_at, posted_at
FROM (
  SELECT l.*, (5600000000000 + l.i * 8 + l.lot)::text AS order_ref, f.clawed
  FROM bench_lot l JOIN bench_flow f ON f.i = l.i AND f.lot = l.lot
  WHERE l.lot > 0) AS o
ORDER BY o.i, o.lot
""",
    ),
    (
        "metric_entry",
        """
INSERT INTO metric_entry (programme_id, member_id, metric, store_id, source, day,
  amount, unit)
SELECT {programme}, l.member_id, k.metric, {store}, 5600000000000 + l.i * 8 + l.lot,
  (l.occurred_at AT TIME ZONE 'Asia/Jakarta')::date,
  CASE k.metric WHEN 'spend' THEN (l.size - f.clawed) * 1000 ELSE 1 END, k.unit
FROM bench_lot l
JOIN bench_flow f ON f.i = l.i AND f.lot = l.lot
CROSS JOIN (VALUES ('orders', 'count'), ('spend', 'IDR')) AS k (metric, unit)
WHERE l.lot > 0 ORDER BY l.i, k.metric
""",
    ),
    (
        "voucher",
        """
INSERT INTO voucher (programme_id, voucher_id, member_id, store_id, reward_id,
  programme_version, source, asset, price, code, code_key, terms, actor, state,
  outcome, attempts, deadline_at, lapses_at, created_at, updated_at, issued_at,
  used_at, ended_at)
SELECT {programme}, m.voucher_id, m.member_id, {store}, 'off', 1, 'points',
  'points', 100, 'SETIA-' || lpad(m.i::text, 12, '0'),
  'setia-' || lpad(m.i::text, 12, '0'), jsonb_build_object('title', 'Off', 'kind',
    'fixed_amount', 'currency', 'IDR', 'amount_minor', 10000, 'starts_at', s.posted_at,
    'ends_at', s.posted_at + interval '30 d'), 'member', w.state, 'clear',
  1, s.posted_at + interval '3 d', s.posted_at + interval '30 d', s.posted_at,
  s.posted_at + interval '2 m',
  CASE WHEN w.state = 'used' THEN s.posted_at + interval '2 m' END,
  CASE WHEN w.state = 'used' THEN s.posted_at + interval '1 d' END,
  CASE WHEN w.state = 'withdrawn' THEN s.posted_at + interval '2 m' END
FROM bench_step s
JOIN bench_member m ON m.i = s.i
CROSS JOIN LATERAL (SELECT CASE m.pattern WHEN 1 THEN 'withdrawn' ELSE 'used' END)
  AS w (state)
WHERE s.kind = 'hold' AND s.line = 1 ORDER BY m.i
""",
    ),
)

FILLED = (*PEOPLE, *LEDGER, *JOURNAL, *FACTS)
"""Table and statement, in an order that keys of a reader could follow."""
