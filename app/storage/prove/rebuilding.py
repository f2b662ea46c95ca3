"""Works derived rows out once more, beside the live ones.

Three steps in one unit of work: every balance row of the programme is locked, so
no writer moves anything; what the rows should be is computed from the postings
into temporary tables; then differences are listed and, if wanted, swapped in.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.lots import STATE
from app.storage.prove.balances import LEGS, PLACES
from app.storage.prove.lots import DATES, FLOWS, RECORDS

LOT_COLUMNS = (
    "member_id",
    "asset",
    "size",
    *STATE,
    "absorbed",
    "maturations",
    "expiries",
    "dates",
    "records",
    "available_from",
    "lapses_at",
)

PATIENCE = """
SELECT set_config('statement_timeout', '0', true),
  set_config('lock_timeout', '60s', true),
  set_config('idle_in_transaction_session_timeout', '0', true)
"""

LOCK = """
SELECT count(*) FROM (
  SELECT 1 FROM member_balance WHERE programme_id = %(programme)s
  ORDER BY member_id, asset FOR UPDATE) AS locked
"""

# Who holds a lot: whoever its units are with; an empty one stays with its holder.
HOLDERS = f"""
  SELECT DISTINCT ON (lot_id) lot_id, member_id FROM (
    SELECT lot_id, member_id FROM ({LEGS}) leg
    WHERE lot_id IS NOT NULL AND place IN ('pending', 'available', 'held')
    GROUP BY lot_id, member_id, place HAVING sum(units) > 0) AS holding
  ORDER BY lot_id, member_id
"""

REBUILD_LOTS = f"""
CREATE TEMPORARY TABLE rebuilt_lot ON COMMIT DROP AS
SELECT l.lot_id, coalesce(h.member_id, s.member_id, l.home_member_id) AS member_id,
  l.asset, l.size,
  {", ".join(f"coalesce(f.{column}, 0) AS {column}" for column in STATE)},
  coalesce(r.absorbed, 0) AS absorbed,
  coalesce(f.maturations, 0)::smallint AS maturations,
  coalesce(f.expiries, 0)::smallint AS expiries,
  coalesce(d.dates, 0)::smallint AS dates,
  coalesce(r.records, 0)::smallint AS records, d.available_from, d.lapses_at
FROM ledger_lot l
LEFT JOIN ledger_lot_state s
  ON s.programme_id = l.programme_id AND s.lot_id = l.lot_id
LEFT JOIN ({HOLDERS}) h ON h.lot_id = l.lot_id
LEFT JOIN ({FLOWS}) f ON f.lot_id = l.lot_id
LEFT JOIN ({RECORDS}) r ON r.lot_id = l.lot_id
LEFT JOIN ({DATES}) d ON d.lot_id = l.lot_id
WHERE l.programme_id = %(programme)s
"""

REBUILD_BALANCES = f"""
CREATE TEMPORARY TABLE rebuilt_balance ON COMMIT DROP AS
SELECT coalesce(f.member_id, b.member_id) AS member_id,
  coalesce(f.asset, b.asset) AS asset,
  {", ".join(f"coalesce(f.{place}, 0) AS {place}" for place in PLACES)},
  greatest(f.last_posted_at, b.last_posted_at) AS last_posted_at
FROM (
  SELECT member_id, asset,
    {
    ", ".join(
        f"coalesce(sum({'-' if place == 'shortfall' else ''}units)"
        f" FILTER (WHERE place = '{place}'), 0)::bigint AS {place}"
        for place in PLACES
    )
},
    max(posted_at) AS last_posted_at
  FROM ({LEGS}) leg GROUP BY member_id, asset) f
FULL JOIN (SELECT * FROM member_balance WHERE programme_id = %(programme)s) b
  ON b.member_id = f.member_id AND b.asset = f.asset
"""


def _differences(kind: str, key: str, live: str, rebuilt: str, columns: str) -> str:
    return f"""
      SELECT '{kind}:' || {key}, v.name, v.was, v.rebuilt
      FROM {rebuilt} r
      LEFT JOIN {live} l ON l.programme_id = %(programme)s AND {columns}
    """


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f"('{name}', l.{name}::text, r.{name}::text)" for name in columns)


def _compared(columns: tuple[str, ...], found: str) -> str:
    return f"""
      CROSS JOIN LATERAL (VALUES ('row',
        CASE WHEN {found} IS NULL THEN 'missing' ELSE 'there' END, 'there'),
        {_listed(columns)}) AS v (name, was, rebuilt)
      WHERE v.was IS DISTINCT FROM v.rebuilt AND (v.name = 'row' OR {found} IS NOT NULL)
    """


BALANCE_COLUMNS = (*PLACES, "last_posted_at")

DIFFERENT_LOTS = _differences(
    "lot",
    "r.lot_id",
    "ledger_lot_state",
    "rebuilt_lot",
    "l.lot_id = r.lot_id",
) + _compared(LOT_COLUMNS, "l.lot_id")

DIFFERENT_BALANCES = _differences(
    "balance",
    "r.member_id || '/' || r.asset",
    "member_balance",
    "rebuilt_balance",
    "l.member_id = r.member_id AND l.asset = r.asset",
) + _compared(BALANCE_COLUMNS, "l.member_id")

SWAP_LOTS = f"""
INSERT INTO ledger_lot_state AS s (programme_id, lot_id, {", ".join(LOT_COLUMNS)})
SELECT %(programme)s, lot_id, {", ".join(LOT_COLUMNS)} FROM rebuilt_lot
ON CONFLICT (programme_id, lot_id) DO UPDATE
SET {", ".join(f"{name} = excluded.{name}" for name in LOT_COLUMNS)}
WHERE ({", ".join(f"s.{name}" for name in LOT_COLUMNS)})
  IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in LOT_COLUMNS)})
"""

SWAP_BALANCES = f"""
INSERT INTO member_balance AS b
  (programme_id, member_id, asset, {", ".join(BALANCE_COLUMNS)})
SELECT %(programme)s, member_id, asset, {", ".join(BALANCE_COLUMNS)}
FROM rebuilt_balance
ON CONFLICT (programme_id, member_id, asset) DO UPDATE
SET {", ".join(f"{name} = excluded.{name}" for name in BALANCE_COLUMNS)},
  version = b.version + 1
WHERE ({", ".join(f"b.{name}" for name in BALANCE_COLUMNS)})
  IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in BALANCE_COLUMNS)})
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a derived row that the postings do not give."""

    subject: str
    column: str
    was: str | None
    rebuilt: str | None


class Rebuilding:
    """The derived rows of one programme, worked out beside the live ones."""

    def __init__(self, connection: Connection, programme_id: UUID) -> None:
        self._connection = connection
        self._parameters: dict[str, Any] = {"programme": programme_id}

    def _run(self, sql: str) -> Any:  # noqa: ANN401 - the driver's result
        return self._connection.exec_driver_sql(sql, self._parameters)

    def compute(self) -> tuple[int, int]:
        """Lock, and compute; return how many lots and balances there are."""
        self._connection.exec_driver_sql(PATIENCE)
        self._run(LOCK)
        self._run(REBUILD_LOTS)
        self._run(REBUILD_BALANCES)
        counts = self._connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM rebuilt_lot),"
            " (SELECT count(*) FROM rebuilt_balance)"
        ).one()
        return counts[0], counts[1]

    def differences(self, most: int) -> list[Difference]:
        """Return up to *most* differences, lots first."""
        found: list[Difference] = []
        for sql in (DIFFERENT_LOTS, DIFFERENT_BALANCES):
            rows = self._run(f"SELECT * FROM ({sql}) AS d ORDER BY 1, 2 LIMIT {most}")
            found += [Difference(*row) for row in rows]
        return found[:most]

    def swap(self) -> int:
        """Bring the live rows to the computed ones; return how many changed.

        The database's own checks still hold: figures that no derived row may
        have break the unit of work.
        """
        lots: int = self._run(SWAP_LOTS).rowcount
        balances: int = self._run(SWAP_BALANCES).rowcount
        return lots + balances
