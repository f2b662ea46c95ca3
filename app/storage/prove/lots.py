"""Rules 1, 2 and 7: every lot against the postings that touched it.

One pass over the postings sums every column of every lot; the rest is joined.
"""

from app.domain.ledger.accounts import SOURCES
from app.domain.ledger.lots import STATE
from app.storage.prove.findings import Check, comparison

OPENING = ", ".join(f"'{pot.value}'" for pot in sorted(SOURCES))


def flow(column: str) -> str:
    """Return what flowed into a column of a lot, less what flowed out."""
    return (
        f"coalesce(sum(CASE '{column}' WHEN p.target THEN p.moved"
        f" WHEN p.source THEN -p.moved END), 0)::bigint"
    )


# Nothing is joined before the postings are summed: there are many times as many.
# From a member to the same place of another, nothing of the lot is moved.
FLOWS = f"""
  SELECT p.lot_id,
    {", ".join(f"{flow(column)} AS {column}" for column in STATE)},
    count(*) FILTER (WHERE p.source IN ({OPENING})) AS openings,
    (array_agg(p.transaction_id) FILTER (WHERE p.source IN ({OPENING})))[1] AS opener,
    coalesce(sum(p.amount) FILTER (WHERE p.source IN ({OPENING})), 0)::bigint
      AS opened,
    min(p.asset) AS first_asset, max(p.asset) AS last_asset,
    count(*) FILTER (WHERE p.source = 'pending' AND p.target = 'available')
      AS maturations,
    count(*) FILTER (WHERE p.source = 'available' AND p.target = 'expired')
      AS expiries
  FROM (
    SELECT lot_id, transaction_id, asset, source, target, amount,
      CASE WHEN source <> target THEN amount ELSE 0 END AS moved
    FROM ledger_posting
    WHERE programme_id = %(programme)s AND lot_id IS NOT NULL) p
  GROUP BY p.lot_id
"""

RECORDS = """
  SELECT lot_id, sum(absorbed)::bigint AS absorbed, count(*) AS records,
    max(n) AS last_n, (array_agg(absorbed_total ORDER BY n DESC))[1] AS total
  FROM clawback_record WHERE programme_id = %(programme)s GROUP BY lot_id
"""

DATES = """
  SELECT lot_id, count(*) AS dates, max(n) AS last_n,
    (array_agg(available_from ORDER BY n DESC))[1] AS available_from,
    (array_agg(lapses_at ORDER BY n DESC))[1] AS lapses_at
  FROM ledger_lot_date WHERE programme_id = %(programme)s GROUP BY lot_id
"""

ROWS = f"""
  SELECT 'lot:' || l.lot_id AS subject, coalesce(s.member_id, l.home_member_id)
      AS member_id,
    l.size, l.asset, s.lot_id IS NOT NULL AS has_state, s.size AS state_size,
    s.asset AS state_asset, s.absorbed, s.records, s.dates, s.available_from,
    s.lapses_at, s.maturations, s.expiries,
    coalesce(f.maturations, 0) AS flow_maturations,
    coalesce(f.expiries, 0) AS flow_expiries,
    {", ".join(f"s.{column}" for column in STATE)},
    {", ".join(f"coalesce(f.{column}, 0) AS flow_{column}" for column in STATE)},
    coalesce(f.openings, 0) AS openings,
    CASE WHEN f.opener = l.opened_by THEN f.opened ELSE 0 END AS opened,
    (f.first_asset <> l.asset OR f.last_asset <> l.asset)::int AS strangers,
    coalesce(r.absorbed, 0) AS r_absorbed, coalesce(r.records, 0) AS r_records,
    coalesce(r.last_n, 0) AS r_last, coalesce(r.total, 0) AS r_total,
    coalesce(d.dates, 0) AS d_dates, coalesce(d.last_n, 0) AS d_last,
    d.available_from AS d_available_from, d.lapses_at AS d_lapses_at
  FROM ledger_lot l
  LEFT JOIN ledger_lot_state s
    ON s.programme_id = l.programme_id AND s.lot_id = l.lot_id
  LEFT JOIN ({FLOWS}) f ON f.lot_id = l.lot_id
  LEFT JOIN ({RECORDS}) r ON r.lot_id = l.lot_id
  LEFT JOIN ({DATES}) d ON d.lot_id = l.lot_id
  WHERE l.programme_id = %(programme)s
"""

LOTS = comparison(
    "lots",
    (1, 2, 7),
    ROWS,
    [
        (1, "state exists", "true", "has_state"),
        (1, "sum of columns", "size", " + ".join(STATE)),
        (1, "size in its state", "size", "state_size"),
        (1, "opening postings", "1", "openings"),
        (1, "units of its opening", "size", "opened"),
        (1, "postings in another asset", "0", "coalesce(strangers, 0)"),
        (1, "asset in its state", "asset", "state_asset"),
        *((2, column, f"flow_{column}", column) for column in STATE),
        (2, "number of maturations", "flow_maturations", "maturations"),
        (2, "number of expiries", "flow_expiries", "expiries"),
        (2, "dates in force: available from", "d_available_from", "available_from"),
        (2, "dates in force: lapses at", "d_lapses_at", "lapses_at"),
        (2, "number of dates", "d_dates", "dates"),
        (2, "last date", "d_dates", "d_last"),
        (7, "absorbed by its records", "r_absorbed", "absorbed"),
        (7, "absorbed in total by its last record", "r_absorbed", "r_total"),
        (7, "number of records", "r_records", "records"),
        (7, "last record", "r_records", "r_last"),
        (7, "clawed at least 0", "greatest(flow_clawed, 0)", "flow_clawed"),
        (
            7,
            "absorbed within 0 and expired",
            "least(greatest(r_absorbed, 0), flow_expired)",
            "r_absorbed",
        ),
        (
            7,
            "clawed and absorbed at most its size",
            "least(flow_clawed + r_absorbed, size)",
            "flow_clawed + r_absorbed",
        ),
    ],
)

CHECKS: tuple[Check, ...] = (LOTS,)
