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
        f"coalesce(sum(p.amount * ((p.target = '{column}')::int"
        f" - (p.source = '{column}')::int)), 0)::bigint"
    )


FLOWS = f"""
  SELECT p.lot_id,
    {", ".join(f"{flow(column)} AS {column}" for column in STATE)},
    count(*) FILTER (WHERE p.source IN ({OPENING})) AS openings,
    coalesce(sum(p.amount) FILTER (WHERE p.source IN ({OPENING})
      AND p.transaction_id = l.opened_by), 0)::bigint AS opened,
    count(*) FILTER (WHERE p.asset <> l.asset) AS strangers,
    count(*) FILTER (WHERE p.source = 'pending' AND p.target = 'available')
      AS maturations,
    count(*) FILTER (WHERE p.source = 'available' AND p.target = 'expired')
      AS expiries
  FROM ledger_posting p
  JOIN ledger_lot l ON l.programme_id = p.programme_id AND l.lot_id = p.lot_id
  WHERE p.programme_id = %(programme)s
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
    coalesce(f.openings, 0) AS openings, coalesce(f.opened, 0) AS opened,
    coalesce(f.strangers, 0) AS strangers,
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
        (1, "postings in another asset", "0", "strangers"),
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
