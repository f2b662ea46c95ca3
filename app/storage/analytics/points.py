"""What members did with points and rewards, and what that cost.

As in ``buying``: rows of (figure, unit, part, whole).
"""

from typing import Final

from app.storage.alike import PAIRS

MEMBERS: Final = """
SELECT 'members', 'count', count(*), 1 FROM member m
WHERE m.programme_id = %(programme)s AND m.state = 'active'
  AND m.joined_at < %(until_at)s
UNION ALL
SELECT 'new_members', 'count', count(*), 1 FROM member m
WHERE m.programme_id = %(programme)s AND m.state = 'active'
  AND m.joined_at >= %(since_at)s AND m.joined_at < %(until_at)s
"""

PARTICIPATION: Final = """
SELECT 'participation', 'count', (
    SELECT count(*) FROM (
      SELECT f.member_id FROM fact_award f
      WHERE f.programme_id = %(programme)s AND f.state = 'given'
        AND f.source <> 'signup'
        AND f.happened_at >= %(since_at)s AND f.happened_at < %(until_at)s
      UNION
      SELECT v.member_id FROM voucher v
      WHERE v.programme_id = %(programme)s AND v.source = 'points'
        AND v.state <> 'withdrawn'
        AND v.created_at >= %(since_at)s AND v.created_at < %(until_at)s) AS p
    JOIN member m ON m.programme_id = %(programme)s AND m.member_id = p.member_id
      AND m.state = 'active'),
  (SELECT count(*) FROM member m WHERE m.programme_id = %(programme)s
    AND m.state = 'active' AND m.joined_at < %(until_at)s)
"""

REDEMPTION: Final = """
SELECT 'redemption_rate', s.asset, sum(s.burned)::bigint,
  sum(s.available + s.held + s.burned + s.expired + s.removed + s.forfeited
    + s.given)::bigint
FROM ledger_lot l
JOIN ledger_lot_state s ON s.programme_id = l.programme_id AND s.lot_id = l.lot_id
WHERE l.programme_id = %(programme)s
  AND l.awarded_at >= %(year_at)s AND l.awarded_at < %(until_at)s
GROUP BY s.asset
"""

USE: Final = """
SELECT 'reward_use', 'count', count(*) FILTER (WHERE v.used_at IS NOT NULL), count(*)
FROM voucher v
WHERE v.programme_id = %(programme)s
  AND v.issued_at >= %(old_year_at)s AND v.issued_at < %(old_at)s
"""

FIRST: Final = """
SELECT 'time_to_first_reward', 'count',
  coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY days), 0)::bigint, count(*)
FROM (
  SELECT greatest((f.first_at AT TIME ZONE %(zone)s)::date
    - (m.joined_at AT TIME ZONE %(zone)s)::date, 0) AS days
  FROM (
    SELECT v.member_id, min(v.created_at) AS first_at FROM voucher v
    WHERE v.programme_id = %(programme)s AND v.source = 'points'
      AND v.state <> 'withdrawn'
    GROUP BY v.member_id) AS f
  JOIN member m ON m.programme_id = %(programme)s AND m.member_id = f.member_id
    AND m.state = 'active' AND m.joined_at IS NOT NULL
  WHERE f.first_at >= %(year_at)s AND f.first_at < %(until_at)s) AS d
"""
"""``part`` is the median in days, ``whole`` of how many members."""

NEVER: Final = """
SELECT 'able_never_redeemed', 'count', count(*) FILTER (WHERE b.available >= %(price)s
    AND NOT EXISTS (SELECT FROM voucher v WHERE v.programme_id = m.programme_id
      AND v.member_id = m.member_id AND v.source = 'points')), count(*)
FROM member m
LEFT JOIN member_balance b ON b.programme_id = m.programme_id
  AND b.member_id = m.member_id AND b.asset = %(asset)s
WHERE m.programme_id = %(programme)s AND m.state = 'active'
"""

EXPIRING: Final = """
SELECT 'expiring', s.asset, sum(s.available)::bigint, count(DISTINCT s.member_id)
FROM ledger_lot_state s
WHERE s.programme_id = %(programme)s AND s.expires_at >= %(until_at)s
  AND s.expires_at < %(until_at)s + interval '30 days'
GROUP BY s.asset
"""
"""``part`` units of ``whole`` members lapse within thirty days of the end."""

ALIKE: Final = f"SELECT 'alike', 'count', count(*), 1 {PAIRS}"
"""Pairs of active members with one phone number: each may be one person."""

COST: Final = """
SELECT CASE WHEN v.actor = 'rule:referral' THEN 'cost_referrals'
    WHEN v.terms->>'kind' = 'free_product' THEN 'cost_products'
    ELSE 'cost_discounts' END AS figure,
  u.currency, sum(CASE WHEN v.terms->>'kind' = 'free_product'
      AND v.terms->>'currency' = u.currency
    THEN coalesce((v.terms->>'cost_minor')::bigint, u.taken_minor)
    ELSE u.taken_minor END)::bigint, count(*)
FROM order_settlement o
JOIN voucher_use u ON u.programme_id = o.programme_id AND u.store_id = o.store_id
  AND u.order_ref = o.order_ref AND u.standing IN ('placed', 'paid')
JOIN voucher v ON v.programme_id = u.programme_id AND v.voucher_id = u.voucher_id
WHERE o.programme_id = %(programme)s
  AND o.placed_at >= %(since_at)s AND o.placed_at < %(until_at)s
GROUP BY 1, 2
"""

DIRECT: Final = """
SELECT CASE WHEN v.actor = 'rule:referral' THEN 'cost_referrals'
    ELSE 'cost_products' END, v.terms->>'currency',
  sum(coalesce((v.terms->>'cost_minor')::bigint,
    (v.terms->>'amount_minor')::bigint, 0))::bigint, count(*)
FROM voucher v
WHERE v.programme_id = %(programme)s AND v.state = 'used'
  AND v.used_at >= %(since_at)s AND v.used_at < %(until_at)s
  AND v.terms->>'currency' IS NOT NULL
  AND v.terms->>'kind' <> 'tickets'
  AND NOT EXISTS (SELECT FROM voucher_use u WHERE u.programme_id = v.programme_id
    AND u.voucher_id = v.voucher_id)
GROUP BY 1, 2
"""
"""Rewards that end without an order: credit, gift cards, things handed over."""

REFERRAL_POINTS: Final = """
SELECT 'referral_points', f.asset, sum(f.keep)::bigint, count(*)
FROM fact_award f
WHERE f.programme_id = %(programme)s AND f.rule_id = %(referral_rule)s
  AND f.state = 'given'
  AND f.happened_at >= %(since_at)s AND f.happened_at < %(until_at)s
GROUP BY f.asset
"""

REFERRALS: Final = """
SELECT 'referrals', 'count', count(*) FILTER (WHERE r.state = 'earned'), count(*)
FROM referral r
WHERE r.programme_id = %(programme)s AND NOT r.void
  AND r.claimed_at >= %(since_at)s AND r.claimed_at < %(until_at)s
UNION ALL
SELECT 'referral_' || r.state, 'count', count(*), 1 FROM referral r
WHERE r.programme_id = %(programme)s AND NOT r.void
  AND r.claimed_at >= %(since_at)s AND r.claimed_at < %(until_at)s
GROUP BY r.state
UNION ALL
SELECT 'referral_advocates', 'count', count(DISTINCT r.advocate_id), 1 FROM referral r
WHERE r.programme_id = %(programme)s AND NOT r.void
  AND r.claimed_at >= %(since_at)s AND r.claimed_at < %(until_at)s
"""

REFERRAL_SALES: Final = """
SELECT 'referral_sales', e.unit, sum(e.amount)::bigint, count(DISTINCT e.member_id)
FROM referral r
JOIN metric_entry e ON e.programme_id = r.programme_id AND e.member_id = r.friend_id
  AND e.metric = 'spend' AND e.amount <> 0 AND e.day BETWEEN %(since)s AND %(until)s
WHERE r.programme_id = %(programme)s AND NOT r.void
GROUP BY e.unit
"""

ARMS: Final = """
SELECT 'arm_' || a.arm, lpad(a.bucket::text, 2, '0'), sum(a.spent)::bigint, count(*)
FROM (
  SELECT t.member_id, min(t.arm) AS arm,
    mod(('x' || substr(md5(t.member_id::text), 1, 4))::bit(16)::int, 40) AS bucket,
    coalesce((SELECT sum(e.amount) FROM metric_entry e
      WHERE e.programme_id = t.programme_id AND e.member_id = t.member_id
        AND e.metric = 'spend' AND e.unit = %(currency)s
        AND e.day BETWEEN %(since)s AND %(until)s), 0) AS spent
  FROM nudge_tally t
  WHERE t.programme_id = %(programme)s AND t.day <= %(until)s
  GROUP BY t.programme_id, t.member_id) AS a
GROUP BY 1, 2
UNION ALL
SELECT 'arm_days', 'count', %(until)s::date - min(t.day) + 1, 1 FROM nudge_tally t
WHERE t.programme_id = %(programme)s AND t.day <= %(until)s
HAVING min(t.day) IS NOT NULL
"""
"""What those who see hints spent, and those held out, in forty lots by a digest."""

OF_SPAN: Final = (
    MEMBERS,
    PARTICIPATION,
    COST,
    DIRECT,
    REFERRAL_POINTS,
    REFERRALS,
    REFERRAL_SALES,
    ARMS,
)
OF_END: Final = (REDEMPTION, USE, FIRST, NEVER, EXPIRING, ALIKE)
