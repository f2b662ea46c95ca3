"""Rule 8: what the lots of an award hold is what its order or fact is worth."""

from app.storage.prove.findings import Check

KEPT = """
  SELECT (a.award->>'award_id')::uuid AS award_id, (a.award->>'keep')::bigint AS keep,
    (a.award->>'member_id')::uuid AS member_id, 'order' AS origin
  FROM order_settlement o
  CROSS JOIN LATERAL jsonb_array_elements(o.awards) AS a (award)
  WHERE o.programme_id = %(programme)s
  UNION ALL
  SELECT award_id, keep, member_id, 'fact' FROM fact_award
  WHERE programme_id = %(programme)s AND state <> 'waiting'
"""

NET = """
  SELECT l.award_id, sum(l.size - s.clawed - s.absorbed)::bigint AS net,
    (array_agg(s.member_id ORDER BY l.award_lot DESC))[1] AS member_id
  FROM ledger_lot l
  JOIN ledger_lot_state s ON s.programme_id = l.programme_id AND s.lot_id = l.lot_id
  WHERE l.programme_id = %(programme)s AND l.award_id IS NOT NULL
  GROUP BY l.award_id
"""

CHECKS: tuple[Check, ...] = (
    Check(
        "awards",
        (8,),
        f"""
        SELECT 8,
          CASE WHEN k.award_id IS NULL THEN 'award without order or fact'
               ELSE 'worth by its ' || k.origin END,
          'award:' || coalesce(k.award_id, n.award_id),
          coalesce(n.member_id, k.member_id),
          coalesce(k.keep::text, 'an order or fact'), coalesce(n.net, 0)::text
        FROM ({KEPT}) k FULL JOIN ({NET}) n ON n.award_id = k.award_id
        WHERE k.keep IS DISTINCT FROM coalesce(n.net, 0)
        """,
    ),
    Check(
        "award numbers",
        (8,),
        """
        SELECT 8, 'numbers of its lots', 'award:' || award_id,
          (array_agg(home_member_id))[1], '1 to ' || count(*),
          min(award_lot) || ' to ' || max(award_lot)
        FROM ledger_lot WHERE programme_id = %(programme)s AND award_id IS NOT NULL
        GROUP BY award_id
        HAVING max(award_lot) <> count(*) OR count(DISTINCT award_lot) <> count(*)
        """,
    ),
)
