"""A year of a large programme as set-based SQL: what the app would have written.

Every member signs up and orders three or four times; most redeem. Ten postings
each, in four kinds of lives (``pattern``):

* 0: the sign-up points lapse, a voucher is bought and issued (6 of 10)
* 1: the same, but the store refuses and the points come back (2 of 10)
* 2: the voucher is paid from two lots; the last order still waits (1 of 10)
* 3: nothing is redeemed, the second order is refunded in part (1 of 10)

Runs as a superuser with triggers off; ``ledger prove`` finds nothing afterwards.
"""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION bench_id(at timestamptz, kind int, serial bigint)
RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
    || '7' || lpad(to_hex(kind), 3, '0') || '8'
    || lpad(to_hex(serial), 15, '0'))::uuid
$$;
CREATE OR REPLACE FUNCTION bench_link(before bytea, content bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to('ledger-journal-v1', 'UTF8') || '\\x00'::bytea
    || before || content)
$$;
DROP AGGREGATE IF EXISTS bench_chain (bytea);
CREATE AGGREGATE bench_chain (bytea) (SFUNC = bench_link, STYPE = bytea,
  INITCOND = '\\x0000000000000000000000000000000000000000000000000000000000000000');
"""

MEMBERS = """
CREATE UNLOGGED TABLE bench_member AS
SELECT i, CASE WHEN i % 10 < 6 THEN 0 WHEN i % 10 < 8 THEN 1 ELSE i % 10 - 6 END
    AS pattern,
  bench_id(joined, 1, i) AS member_id, bench_id(joined, 9, i) AS voucher_id, joined,
  100 + (i * 37) % 500 AS p1, 50 + (i * 41) % 300 AS p2, 20 + (i * 43) % 200 AS p3
FROM (
  SELECT i, date_trunc('day', now()) - interval '500 days'
    + interval '140 days' * (i::float8 / {members})
    + (i * 7919 % 86400) * interval '1 s' + (i % 1000) * interval '1 us' AS joined
  FROM generate_series(1, {members}::bigint) AS i) AS m
"""

# The order of a step's rows is their place in the transaction. ``lot`` counts from
# 0, the sign-up; ``n`` numbers the member's transactions.
STEPS = """
CREATE UNLOGGED TABLE bench_step AS
SELECT m.i, m.member_id, s.n, s.line, s.lines, s.kind, s.source, s.target, s.lot,
  s.rule, s.amount::bigint AS amount, s.posted_at,
  bench_id(s.posted_at, 2, m.i * 16 + s.n) AS transaction_id,
  s.posted_at - s.late AS occurred_at,
  CASE WHEN s.kind IN ('hold', 'burn', 'release') THEN m.voucher_id END AS voucher_id
FROM bench_member m
CROSS JOIN LATERAL (
  SELECT v.*, m.joined + v.days * interval '1 day' + v.n * interval '97 s' AS posted_at
  FROM (VALUES
    ('0123', 0, 1, 1, 'accrual', 'issued', 'available', 0, 'welcome', 50, 0::float8,
      interval '0'),
    ('0123', 1, 1, 1, 'accrual', 'issued', 'pending', 1, 'spend', m.p1,
      5 + m.i % 20, interval '4 s'),
    ('0123', 2, 1, 1, 'maturation', 'pending', 'available', 1, NULL, m.p1,
      19 + m.i % 20, interval '30 s'),
    ('0123', 3, 1, 1, 'accrual', 'issued', 'pending', 2, 'spend', m.p2,
      60 + m.i % 40, interval '4 s'),
    ('0123', 4, 1, 1, 'maturation', 'pending', 'available', 2, NULL, m.p2,
      74 + m.i % 40, interval '30 s'),
    ('3', 5, 1, 1, 'clawback', 'available', 'clawed', 2, 'spend', m.p2 / 2,
      90 + m.i % 40, interval '4 s'),
    ('2', 6, 1, 2, 'hold', 'available', 'held', 0, NULL, 50, 140 + m.i % 20,
      interval '0'),
    ('2', 6, 2, 2, 'hold', 'available', 'held', 1, NULL, 50, 140 + m.i % 20,
      interval '0'),
    ('2', 7, 1, 2, 'burn', 'held', 'burned', 0, NULL, 50, 140 + m.i % 20,
      interval '0'),
    ('2', 7, 2, 2, 'burn', 'held', 'burned', 1, NULL, 50, 140 + m.i % 20,
      interval '0'),
    ('013', 8, 1, 1, 'expiry', 'available', 'expired', 0, NULL, 50, 183,
      interval '0'),
    ('0123', 9, 1, 1, 'accrual', 'issued', 'pending', 3, 'spend', m.p3,
      200 + m.i % 50, interval '4 s'),
    ('013', 10, 1, 1, 'maturation', 'pending', 'available', 3, NULL, m.p3,
      214 + m.i % 50, interval '30 s'),
    ('01', 11, 1, 1, 'hold', 'available', 'held', 1, NULL, 100, 300 + m.i % 30,
      interval '0'),
    ('0', 12, 1, 1, 'burn', 'held', 'burned', 1, NULL, 100, 300 + m.i % 30,
      interval '0'),
    ('1', 12, 1, 1, 'release', 'held', 'available', 1, NULL, 100, 300 + m.i % 30,
      interval '0'),
    ('3', 13, 1, 1, 'accrual', 'issued', 'pending', 4, 'spend', m.p3,
      320 + m.i % 20, interval '4 s')
  ) AS v (patterns, n, line, lines, kind, source, target, lot, rule, amount, days, late)
  WHERE strpos(v.patterns, m.pattern::text) > 0
) AS s
ORDER BY s.posted_at, transaction_id, s.line
"""

# Lots that wait for a hand-over have no date; the sign-up's live half a year,
# those of orders a year and a half.
LOTS = """
CREATE UNLOGGED TABLE bench_lot AS
SELECT s.i, s.member_id, s.lot, s.amount AS size, s.rule, s.transaction_id,
  s.posted_at, s.occurred_at, bench_id(s.posted_at, 3, s.i * 16 + s.lot) AS lot_id,
  bench_id(s.posted_at, 4, s.i * 16 + s.lot) AS award_id,
  d.available_from,
  CASE WHEN s.lot = 0 THEN s.posted_at + interval '182 days'
       ELSE d.available_from + interval '548 days' END AS lapses_at
FROM bench_step s
JOIN bench_member m ON m.i = s.i
CROSS JOIN LATERAL (SELECT CASE WHEN s.lot = 0 THEN s.posted_at
  WHEN s.lot < 3 OR (s.lot = 3 AND m.pattern <> 2)
  THEN s.posted_at + interval '14 days' END) AS d (available_from)
WHERE s.kind = 'accrual'
ORDER BY s.posted_at
"""

FLOWS = """
CREATE UNLOGGED TABLE bench_flow AS
SELECT i, lot,
  sum(amount * ((target = 'pending')::int - (source = 'pending')::int))::bigint
    AS pending,
  sum(amount * ((target = 'available')::int - (source = 'available')::int))::bigint
    AS available,
  sum(amount * (target = 'burned')::int)::bigint AS burned,
  sum(amount * (target = 'expired')::int)::bigint AS expired,
  sum(amount * (target = 'clawed')::int)::bigint AS clawed,
  count(*) FILTER (WHERE kind = 'maturation')::smallint AS maturations,
  count(*) FILTER (WHERE kind = 'expiry')::smallint AS expiries,
  max(transaction_id::text) FILTER (WHERE kind = 'clawback')::uuid AS clawback,
  max(posted_at) AS last_posted_at
FROM bench_step GROUP BY i, lot
"""

STAGES = (
    ("members", MEMBERS),
    ("their keys", "CREATE UNIQUE INDEX ON bench_member (i)"),
    ("postings", STEPS),
    ("lots", LOTS),
    ("their keys", "CREATE UNIQUE INDEX ON bench_lot (i, lot)"),
    ("their states", FLOWS),
    ("their keys", "CREATE UNIQUE INDEX ON bench_flow (i, lot)"),
    ("statistics", "ANALYZE bench_member, bench_step, bench_lot, bench_flow"),
)
"""What the rows are made from, in order; dropped at the end."""

LEFT_OVER = ("bench_step", "bench_lot", "bench_flow", "bench_member")
