"""Rules 9 to 11: every hold has one voucher, one end, and the right lots."""

from app.storage.prove.findings import Check, comparison

VOUCHER_KINDS = "('hold', 'burn', 'release', 'return')"

ACTS = f"""
  SELECT t.voucher_id,
    count(DISTINCT t.transaction_id) FILTER (WHERE t.kind = 'hold') AS holds,
    count(DISTINCT t.transaction_id) FILTER (WHERE t.kind = 'burn') AS burns,
    count(DISTINCT t.transaction_id) FILTER (WHERE t.kind = 'release') AS releases,
    coalesce(sum(p.amount) FILTER (WHERE t.kind = 'hold'), 0)::bigint AS held,
    coalesce(sum(p.amount) FILTER (WHERE t.kind = 'return'), 0)::bigint AS returned,
    (array_agg(coalesce(p.source_member_id, p.target_member_id)))[1] AS member_id,
    min(p.asset) AS asset
  FROM ledger_transaction t
  JOIN ledger_posting p ON p.programme_id = t.programme_id
    AND p.transaction_id = t.transaction_id
  WHERE t.programme_id = %(programme)s AND t.voucher_id IS NOT NULL
    AND t.kind IN {VOUCHER_KINDS}
  GROUP BY t.voucher_id
"""

BOUGHT = f"""
  SELECT 'voucher:' || coalesce(v.voucher_id, a.voucher_id) AS subject,
    coalesce(v.member_id, a.member_id) AS member_id,
    v.voucher_id IS NOT NULL AS known, v.state, v.price, v.returned,
    v.asset, a.asset AS a_asset,
    coalesce(a.holds, 0) AS holds, coalesce(a.burns, 0) AS burns,
    coalesce(a.releases, 0) AS releases, coalesce(a.held, 0) AS held,
    coalesce(a.returned, 0) AS a_returned
  FROM (SELECT * FROM voucher WHERE programme_id = %(programme)s
          AND source = 'points') v
  FULL JOIN ({ACTS}) a ON a.voucher_id = v.voucher_id
"""

ENDS = """CASE
  WHEN state IN ('granted', 'issuing') THEN 'no end'
  WHEN state IN ('issued', 'used', 'lapsed', 'returned') THEN 'burn'
  WHEN state = 'withdrawn' AND burns = 1 THEN 'burn'
  WHEN state = 'withdrawn' THEN 'release'
  ELSE 'a voucher' END"""
ENDED = """CASE
  WHEN burns + releases = 0 THEN 'no end'
  WHEN burns = 1 AND releases = 0 THEN 'burn'
  WHEN burns = 0 AND releases = 1 THEN 'release'
  ELSE burns || ' burns and ' || releases || ' releases' END"""

HELD = """
  SELECT 'balance:' || coalesce(h.member_id, b.member_id) || '/'
      || coalesce(h.asset, b.asset) AS subject,
    coalesce(h.member_id, b.member_id) AS member_id,
    coalesce(h.units, 0) AS units, coalesce(b.held, 0) AS held
  FROM (SELECT p.source_member_id AS member_id, p.asset,
          sum(p.amount)::bigint AS units
        FROM ledger_transaction t
        JOIN ledger_posting p ON p.programme_id = t.programme_id
          AND p.transaction_id = t.transaction_id
        WHERE t.programme_id = %(programme)s AND t.kind = 'hold'
          AND NOT EXISTS (SELECT FROM ledger_transaction e
            WHERE e.programme_id = %(programme)s AND e.voucher_id = t.voucher_id
              AND e.kind IN ('burn', 'release'))
        GROUP BY p.source_member_id, p.asset) h
  FULL JOIN (SELECT member_id, asset, held FROM member_balance
             WHERE programme_id = %(programme)s AND held > 0) b
    ON b.member_id = h.member_id AND b.asset = h.asset
"""

LOTS_OF_HOLD = """
  SELECT 'voucher:' || voucher_id || ' lot:' || lot_id AS subject, member_id,
    held, CASE WHEN bool_or(finished > 0) OVER (PARTITION BY voucher_id)
      THEN finished ELSE held END AS finished,
    returned, least(returned, burned) AS returnable
  FROM (
    SELECT t.voucher_id, p.lot_id,
      (array_agg(coalesce(p.source_member_id, p.target_member_id)))[1] AS member_id,
      coalesce(sum(p.amount) FILTER (WHERE t.kind = 'hold'), 0)::bigint AS held,
      coalesce(sum(p.amount) FILTER (WHERE t.kind IN ('burn', 'release')), 0)::bigint
        AS finished,
      coalesce(sum(p.amount) FILTER (WHERE t.kind = 'burn'), 0)::bigint AS burned,
      coalesce(sum(p.amount) FILTER (WHERE t.kind = 'return'), 0)::bigint AS returned
    FROM ledger_transaction t
    JOIN ledger_posting p ON p.programme_id = t.programme_id
      AND p.transaction_id = t.transaction_id
    WHERE t.programme_id = %(programme)s AND t.voucher_id IS NOT NULL
      AND t.kind IN ('hold', 'burn', 'release', 'return')
    GROUP BY t.voucher_id, p.lot_id) AS touched
"""

WAYS = """
  SELECT 10, 'way of a ' || t.kind, 'transaction:' || t.transaction_id,
    coalesce(p.source_member_id, p.target_member_id),
    w.source || ' to ' || w.target, p.source || ' to ' || p.target
  FROM ledger_transaction t
  JOIN (VALUES ('hold', 'available', 'held'), ('burn', 'held', 'burned'),
               ('release', 'held', 'available'), ('return', 'burned', 'available'))
    AS w (kind, source, target) ON w.kind = t.kind
  JOIN ledger_posting p ON p.programme_id = t.programme_id
    AND p.transaction_id = t.transaction_id
  WHERE t.programme_id = %(programme)s
    AND (p.source, p.target) IS DISTINCT FROM (w.source, w.target)
"""

LAPSED = """
  SELECT 11, 'draw from a lapsed lot', 'lot:' || p.lot_id, p.source_member_id,
    'lapsing after the hold of ' || t.posted_at, 'lapsed at ' || d.lapses_at
  FROM ledger_transaction t
  JOIN ledger_posting p ON p.programme_id = t.programme_id
    AND p.transaction_id = t.transaction_id
  JOIN LATERAL (
    SELECT lapses_at FROM ledger_lot_date n
    LEFT JOIN ledger_transaction c ON c.programme_id = %(programme)s
      AND c.transaction_id = n.transaction_id
    WHERE n.programme_id = %(programme)s AND n.lot_id = p.lot_id
      AND coalesce(c.posted_at, n.recorded_at) < t.posted_at
    ORDER BY n.n DESC LIMIT 1) d ON true
  WHERE t.programme_id = %(programme)s AND t.kind = 'hold'
    AND d.lapses_at <= least(t.posted_at, t.occurred_at)
"""

CHECKS: tuple[Check, ...] = (
    comparison(
        "vouchers",
        (9,),
        BOUGHT,
        [
            (9, "voucher known", "true", "known"),
            (9, "holds", "1", "holds"),
            (9, "end of its hold", ENDS, ENDED),
            (9, "price on hold", "price", "held"),
            (9, "asset", "asset", "a_asset"),
            (9, "returned in all", "returned", "a_returned"),
        ],
    ),
    comparison("held accounts", (9,), HELD, [(9, "held", "units", "held")]),
    comparison(
        "lots of holds",
        (10,),
        LOTS_OF_HOLD,
        [
            (10, "end of the hold by lot", "held", "finished"),
            (10, "returned at most what was burned", "returnable", "returned"),
        ],
    ),
    Check("ways of holds", (10,), WAYS),
    Check("lapsed draws", (11,), LAPSED),
)
