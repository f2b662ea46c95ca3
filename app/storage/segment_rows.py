"""What a segment's statement joins to members: one row for each who has any.

Gaps in braces are filled with placeholders and conditions of ``segment_sql``.
"""

PAID = "o.state IN ('paid', 'fulfilled') AND o.snapshot IS NOT NULL"
"""Which orders count; metric entries leave the others out by themselves."""

RFM = """SELECT member_id,
    least({classes}, 1 + (rank() OVER (ORDER BY last_day) - 1) * {classes}
      / count(*) OVER ()) AS recency,
    least({classes}, 1 + (rank() OVER (ORDER BY orders) - 1) * {classes}
      / count(*) OVER ()) AS frequency,
    least({classes}, 1 + (rank() OVER (ORDER BY spent) - 1) * {classes}
      / count(*) OVER ()) AS monetary
  FROM (SELECT e.member_id, max(e.day) FILTER (WHERE e.metric = 'orders') AS last_day,
      sum(e.amount) FILTER (WHERE e.metric = 'orders') AS orders,
      coalesce(sum(e.amount) FILTER (WHERE e.metric = 'spend' AND e.unit = {unit}), 0)
        AS spent
    FROM metric_entry e WHERE e.programme_id = %(programme_id)s
      AND e.metric IN ('orders', 'spend') AND e.amount <> 0 AND e.day >= {since}
    GROUP BY e.member_id) b WHERE orders > 0"""
RHYTHM = """SELECT member_id FROM (
    SELECT member_id, max(day) AS last_day, count(*) AS days,
      array_agg(gap ORDER BY gap) FILTER (WHERE gap IS NOT NULL) AS gaps
    FROM (SELECT member_id, day, day - lag(day) OVER
        (PARTITION BY member_id ORDER BY day) AS gap
      FROM (SELECT DISTINCT e.member_id, e.day FROM metric_entry e
        WHERE e.programme_id = %(programme_id)s AND e.metric = 'orders'
          AND e.amount <> 0) d) g GROUP BY member_id) r
  WHERE days >= {days} AND ({today} - last_day)::bigint * 2 * {below}::bigint
    > (gaps[(days / 2)::int] + gaps[(days / 2 + days %% 2)::int])::bigint
      * {above}::bigint"""
"""Whole numbers only: twice the median is the sum of the two middle gaps (of
``days - 1`` gaps, counted from 1)."""
BOUGHT = """SELECT o.member_id, count(*) AS times FROM order_settlement o
  WHERE o.programme_id = %(programme_id)s AND {paid} AND {since}
    AND NOT coalesce((o.snapshot->>'test')::boolean, false)
    AND EXISTS (SELECT FROM jsonb_array_elements(o.snapshot->'lines') AS l
      WHERE ({picks}) AND coalesce((l->>'quantity_left')::bigint,
          (l->>'quantity')::bigint, 1) > 0
        AND (coalesce((l->>'amount_minor')::bigint, 0) <= 0
          OR coalesce((l->>'refunded_minor')::bigint, 0)
             < (l->>'amount_minor')::bigint))
  GROUP BY o.member_id"""
PLACE = """SELECT DISTINCT ON (o.member_id) o.member_id, o.snapshot->>'country'
    AS country, o.snapshot->>'region' AS region FROM order_settlement o
  WHERE o.programme_id = %(programme_id)s AND {paid} AND o.member_id IS NOT NULL
    AND o.snapshot->>'country' IS NOT NULL
  ORDER BY o.member_id, o.placed_at DESC, o.store_id DESC, o.order_ref DESC"""
OTHER_TIER = """SELECT DISTINCT t.member_id FROM member_tier t
  WHERE t.programme_id = %(programme_id)s AND t.until IS NULL
    AND {which} coalesce(t.tier = ANY({of}), false)"""
MARKED = """SELECT DISTINCT k.member_id FROM member_mark k
  WHERE k.programme_id = %(programme_id)s AND k.kind = {kind}
    AND k.name = ANY({of}) AND k.until IS NULL"""
PLANS = """SELECT DISTINCT p.member_id FROM membership p
  WHERE p.programme_id = %(programme_id)s AND p.plan = ANY({of})
    AND p.starts_at <= %(at)s AND (p.ends_at IS NULL OR p.ends_at > %(at)s)"""
BALANCE = """SELECT b.member_id, b.available FROM member_balance b
  WHERE b.programme_id = %(programme_id)s AND b.asset = {asset}"""
REDEEMED = """SELECT v.member_id, count(*) AS times FROM voucher v
  WHERE v.programme_id = %(programme_id)s AND v.source = 'points'
    AND v.state IN ('granted', 'issuing', 'issued', 'used', 'lapsed') AND {since}
  GROUP BY v.member_id"""
"""What was given back was not redeemed."""
FRIENDS = """SELECT r.advocate_id AS member_id, count(*) AS times FROM referral r
  WHERE r.programme_id = %(programme_id)s AND r.state = 'earned' AND NOT r.void
    AND {since}
  GROUP BY r.advocate_id"""
EXPIRING = """SELECT s.member_id, sum(s.available)::bigint AS units
  FROM ledger_lot_state s
  WHERE s.programme_id = %(programme_id)s AND s.asset = {asset} AND s.available > 0
    AND s.expires_at > %(at)s AND s.expires_at <= {until}
  GROUP BY s.member_id"""
