"""What was bought: by members and by others, again and again, with a reward.

Every statement answers rows of (figure, unit, part, whole); a figure is "so many of
so many". ``spend`` and ``orders`` of ``metric_entry`` are those of known customers;
orders of everybody come from the settled snapshots, net of refunds, tax, shipping
and gift cards.
"""

from typing import Final

NET: Final = """(SELECT coalesce(sum((l->>'amount_minor')::bigint
    - coalesce((l->>'refunded_minor')::bigint, 0)), 0)::bigint
  FROM jsonb_array_elements(o.snapshot->'lines') AS l
  WHERE NOT coalesce((l->>'gift_card')::boolean, false))"""

PAID: Final = """o.programme_id = %(programme)s AND o.state IN ('paid', 'fulfilled')
    AND o.placed_at >= %(since_at)s AND o.placed_at < %(until_at)s
    AND o.snapshot IS NOT NULL
    AND NOT coalesce((o.snapshot->>'test')::boolean, false)"""

USED: Final = "u.standing IN ('placed', 'paid')"

ORDERS: Final = f"""
WITH every AS MATERIALIZED (
  SELECT o.member_id, coalesce(m.state = 'active', false) AS ours,
    o.snapshot->>'currency' AS currency, {NET} AS net,
    EXISTS (SELECT FROM voucher_use u WHERE u.programme_id = o.programme_id
      AND u.store_id = o.store_id AND u.order_ref = o.order_ref AND {USED}) AS reward
  FROM order_settlement o
  LEFT JOIN member m ON m.programme_id = o.programme_id AND m.member_id = o.member_id
  WHERE {PAID}
), o AS (
  -- As everywhere else: what was given away or came back whole was no purchase.
  SELECT * FROM every WHERE net > 0
), money AS (
  SELECT currency, sum(net)::bigint AS net,
    sum(net) FILTER (WHERE ours)::bigint AS ours,
    count(*) AS orders, count(*) FILTER (WHERE ours) AS our_orders,
    sum(net) FILTER (WHERE reward)::bigint AS reward
  FROM o GROUP BY currency
), people AS (
  SELECT count(*) AS orders, count(*) FILTER (WHERE ours) AS our_orders,
    count(DISTINCT member_id) FILTER (WHERE ours) AS members,
    count(DISTINCT member_id) + count(*) FILTER (WHERE member_id IS NULL) AS everybody,
    count(*) FILTER (WHERE reward) AS reward
  FROM o
)
SELECT 'member_share', 'count', our_orders, orders FROM people
UNION ALL SELECT 'enrolment_rate', 'count', members, everybody FROM people
UNION ALL SELECT 'purchase_frequency', 'count', our_orders, members FROM people
UNION ALL SELECT 'orders_with_reward', 'count', reward, orders FROM people
UNION ALL SELECT 'sales', currency, net, orders FROM money
UNION ALL SELECT 'sales_with_reward', currency, coalesce(reward, 0), net FROM money
UNION ALL SELECT 'average_order', currency, coalesce(ours, 0), our_orders FROM money
UNION ALL SELECT 'average_order_others', currency, net - coalesce(ours, 0),
  orders - our_orders FROM money
"""

MINE: Final = """metric_entry e
  JOIN member m ON m.programme_id = e.programme_id AND m.member_id = e.member_id
    AND m.state = 'active'
  WHERE e.programme_id = %(programme)s AND e.amount <> 0"""

REPEAT: Final = f"""
SELECT 'repeat_rate', 'count', count(*) FILTER (WHERE n >= 2), count(*) FROM (
  SELECT count(*) AS n FROM {MINE} AND e.metric = 'orders'
    AND e.day BETWEEN %(year)s AND %(until)s
  GROUP BY e.member_id) AS b
"""

RETENTION: Final = f"""
SELECT r.figure, 'count', CASE r.figure WHEN 'retention' THEN kept ELSE was - kept END,
  was
FROM (
  SELECT count(*) FILTER (WHERE before) AS was,
    count(*) FILTER (WHERE before AND now) AS kept
  FROM (
    SELECT bool_or(e.day < %(since)s) AS before, bool_or(e.day >= %(since)s) AS now
    FROM {MINE} AND e.metric = 'orders' AND e.day BETWEEN %(before)s AND %(until)s
    GROUP BY e.member_id) AS each) AS k
CROSS JOIN (VALUES ('retention'), ('churn')) AS r (figure)
"""

LIFETIME: Final = f"""
SELECT 'lifetime_value', e.unit, sum(e.amount)::bigint, count(DISTINCT e.member_id)
FROM {MINE} AND e.metric = 'spend' AND e.day <= %(until)s
GROUP BY e.unit
"""

RETURNING: Final = """
SELECT 'returning_revenue', e.unit,
  coalesce(sum(e.amount) FILTER (WHERE e.day > f.first_day), 0)::bigint,
  sum(e.amount)::bigint
FROM metric_entry e
CROSS JOIN LATERAL (
  SELECT min(x.day) AS first_day FROM metric_entry x
  WHERE x.programme_id = e.programme_id AND x.member_id = e.member_id
    AND x.metric = 'orders' AND x.amount <> 0) AS f
WHERE e.programme_id = %(programme)s AND e.metric = 'spend' AND e.amount <> 0
  AND e.day BETWEEN %(since)s AND %(until)s
GROUP BY e.unit
"""

COHORTS: Final = """
WITH people AS (
  SELECT m.member_id, (m.joined_at AT TIME ZONE %(zone)s)::date AS began
  FROM member m WHERE m.programme_id = %(programme)s AND m.state = 'active'
    AND m.joined_at >= %(year_at)s AND m.joined_at < %(until_at)s
), others AS (
  SELECT e.member_id, min(e.day) AS began
  FROM metric_entry e
  JOIN member m ON m.programme_id = e.programme_id AND m.member_id = e.member_id
    AND m.state = 'shadow'
  WHERE e.programme_id = %(programme)s AND e.metric = 'orders' AND e.amount <> 0
  GROUP BY e.member_id HAVING min(e.day) BETWEEN %(year)s AND %(until)s
), began AS (
  SELECT 'cohort_members' AS figure, p.* FROM people p
  UNION ALL SELECT 'cohort_others', o.* FROM others o
), each AS (
  SELECT b.figure, to_char(b.began, 'YYYY-MM') AS month, (
    SELECT min(e.day) - b.began FROM metric_entry e
    WHERE e.programme_id = %(programme)s AND e.member_id = b.member_id
      AND e.metric = 'orders' AND e.amount <> 0
      AND e.day > b.began AND e.day <= %(until)s) AS again
  FROM began b
), counted AS (
  SELECT figure, month, count(*) AS people, ceil(again / 30.44)::int AS months,
    count(again) AS again
  FROM each GROUP BY figure, month, ceil(again / 30.44)
)
SELECT c.figure, c.month || '/' || lpad(k.n::text, 2, '0'),
  coalesce(sum(c.again) FILTER (WHERE c.months <= k.n), 0)::bigint,
  sum(c.people)::bigint
FROM counted c CROSS JOIN generate_series(1, 12) AS k (n)
WHERE (to_date(c.month, 'YYYY-MM') + make_interval(months => k.n - 1)) <= %(until)s
GROUP BY c.figure, c.month, k.n
"""
"""``unit`` is ``2026-03/02``: the month they began, and within how many months."""

OF_SPAN: Final = (ORDERS, RETENTION, RETURNING)
OF_END: Final = (REPEAT, LIFETIME, COHORTS)
