"""Rules 3 to 6 and 16: members' balances, and the books of a programme as a whole."""

from app.domain.ledger.accounts import SINKS, SOURCES, Place
from app.storage.prove.findings import Check, comparison

PLACES = [place.value for place in Place]
ON_HAND = ("pending", "available", "held")

LEGS = """
  SELECT source_member_id AS member_id, asset, lot_id, source AS place,
    -amount AS units, posted_at
  FROM ledger_posting
  WHERE programme_id = %(programme)s AND source_member_id IS NOT NULL
  UNION ALL
  SELECT target_member_id, asset, lot_id, target, amount, posted_at
  FROM ledger_posting
  WHERE programme_id = %(programme)s AND target_member_id IS NOT NULL
"""
"""Each side of a posting that is a member's account."""

SUMS = ", ".join(
    f"coalesce(sum(units) FILTER (WHERE place = '{place}'), 0)::bigint AS {place}"
    for place in PLACES
)

BY_POSTINGS = f"""
  SELECT 'balance:' || coalesce(f.member_id, b.member_id) || '/'
      || coalesce(f.asset, b.asset) AS subject,
    coalesce(f.member_id, b.member_id) AS member_id,
    b.pending, b.available, b.held, b.shortfall,
    coalesce(f.pending, 0) AS f_pending, coalesce(f.available, 0) AS f_available,
    coalesce(f.held, 0) AS f_held, -coalesce(f.shortfall, 0) AS f_shortfall
  FROM (SELECT member_id, asset, {SUMS} FROM ({LEGS}) leg GROUP BY member_id, asset) f
  FULL JOIN (SELECT * FROM member_balance WHERE programme_id = %(programme)s) b
    ON b.member_id = f.member_id AND b.asset = f.asset
"""

BY_LOTS = """
  SELECT 'balance:' || coalesce(s.member_id, b.member_id) || '/'
      || coalesce(s.asset, b.asset) AS subject,
    coalesce(s.member_id, b.member_id) AS member_id,
    coalesce(b.pending, 0) AS pending, coalesce(b.available, 0) AS available,
    coalesce(b.held, 0) AS held, coalesce(s.pending, 0) AS s_pending,
    coalesce(s.available, 0) AS s_available, coalesce(s.held, 0) AS s_held
  FROM (SELECT member_id, asset, sum(pending)::bigint AS pending,
          sum(available)::bigint AS available, sum(held)::bigint AS held
        FROM ledger_lot_state
        WHERE programme_id = %(programme)s AND live IS NOT NULL
        GROUP BY member_id, asset) s
  FULL JOIN (SELECT * FROM member_balance WHERE programme_id = %(programme)s) b
    ON b.member_id = s.member_id AND b.asset = s.asset
"""

AT_HOLDER = f"""
  SELECT 4, 'units of a lot that another member holds', 'lot:' || leg.lot_id,
    leg.member_id, '0 ' || leg.place, sum(leg.units)::text || ' ' || leg.place
  FROM ({LEGS}) leg
  JOIN ledger_lot_state s
    ON s.programme_id = %(programme)s AND s.lot_id = leg.lot_id
    AND s.member_id <> leg.member_id
  WHERE leg.place IN ('pending', 'available', 'held')
  GROUP BY leg.lot_id, leg.member_id, leg.place
  HAVING sum(leg.units) <> 0
"""


def _pots(names: list[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return (
        f"coalesce(sum(amount * ((target IN ({listed}))::int"
        f" - (source IN ({listed}))::int)), 0)::bigint"
    )


IDENTITIES = f"""
  SELECT 'asset:' || coalesce(p.asset, b.asset) AS subject, NULL::uuid AS member_id,
    coalesce(-p.sources, 0) AS sources, coalesce(p.sinks, 0) AS sinks,
    coalesce(p.goodwill, 0) AS goodwill, coalesce(p.gifts, 0) AS gifts,
    coalesce(b.members, 0) AS members
  FROM (SELECT asset, {_pots([pot.value for pot in sorted(SOURCES)])} AS sources,
          {_pots([pot.value for pot in sorted(SINKS)])} AS sinks,
          {_pots(["goodwill"])} AS goodwill,
          {_pots(["given", "received"])} AS gifts
        FROM ledger_posting WHERE programme_id = %(programme)s GROUP BY asset) p
  FULL JOIN (SELECT asset,
          sum(pending + available + held - shortfall)::bigint AS members
        FROM member_balance WHERE programme_id = %(programme)s GROUP BY asset) b
    ON b.asset = p.asset
"""

OWING = """
  SELECT 6, 'available while something is owed',
    'balance:' || member_id || '/' || asset, member_id,
    '0 available with ' || shortfall || ' owed', available::text
  FROM member_balance
  WHERE programme_id = %(programme)s AND shortfall > 0 AND available > 0
"""

AT_GONE = """
  SELECT 16, 'units of a member who is ' || m.state,
    'balance:' || b.member_id || '/' || b.asset, b.member_id, '0',
    (b.pending + b.available + b.held)::text
  FROM member m
  JOIN member_balance b
    ON b.programme_id = %(programme)s AND b.member_id = m.member_id
  WHERE m.programme_id = %(programme)s AND m.state IN ('merged', 'erased')
    AND b.pending + b.available + b.held > 0
    AND NOT EXISTS (SELECT FROM erasure e
      WHERE e.programme_id = %(programme)s AND e.member_id = b.member_id
        AND e.policy = 'keep' AND e.claimed_by IS NULL)
"""
"""What is kept for whoever brings the claim code is nobody's yet, and stays."""

CHECKS: tuple[Check, ...] = (
    comparison(
        "balances",
        (3,),
        BY_POSTINGS,
        [(3, place, f"f_{place}", place) for place in PLACES],
    ),
    comparison(
        "lots held",
        (4,),
        BY_LOTS,
        [(4, place, f"s_{place}", place) for place in ON_HAND],
    ),
    Check("holders", (4,), AT_HOLDER),
    comparison(
        "identities",
        (5,),
        IDENTITIES,
        [
            (5, "members, sinks and goodwill", "sources", "members + sinks + goodwill"),
            (5, "given and received together", "0", "gifts"),
        ],
    ),
    Check("shortfalls", (6,), OWING),
    Check("gone", (16,), AT_GONE),
)
