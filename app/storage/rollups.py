"""Figures by day: adds what is new, reads a span, and works all out once more.

The journal has no gaps and grows at its end only, so the number of the last entry
that was added says what is missing. Whoever adds holds the cursor's row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.domain.ledger.accounts import SINKS, SOURCES, Pot
from app.storage.prove.rebuilding import Difference
from app.storage.statements import Prepared
from app.storage.unit_of_work import UnitOfWork

PATIENCE: Final = (
    "SELECT set_config('statement_timeout', '0', true),"
    " set_config('idle_in_transaction_session_timeout', '0', true)"
)


def _listed(pots: Iterable[Pot]) -> str:
    return ", ".join(f"'{pot.value}'" for pot in sorted(pots))


FORMAT: Final = 1
"""Counts up when more is added of an entry; older figures are worked out anew."""
WITH_MEMBERS: Final = "('pending', 'available', 'held')"

# What an entry did to what members have: the flows between opening and closing.
# ``released`` moves inside and is no part of the sum.
FLOW: Final = f"""CASE
    WHEN p.source = 'pending' AND p.target = 'available' THEN 'flow:released'
    WHEN (p.source IN {WITH_MEMBERS}) = (p.target IN {WITH_MEMBERS}) THEN NULL
    WHEN p.target = 'burned' THEN 'flow:redeemed'
    WHEN p.source = 'burned' THEN 'flow:returned'
    WHEN 'expired' IN (p.source, p.target) THEN 'flow:expired'
    WHEN 'clawed' IN (p.source, p.target) THEN 'flow:taken_back'
    WHEN t.kind = 'import' THEN 'flow:imported'
    WHEN t.kind IN ('adjustment', 'forfeiture', 'gift')
      OR p.target IN ('removed', 'forfeited', 'given')
      OR p.source IN ('removed', 'forfeited', 'given', 'granted') THEN 'flow:adjusted'
    WHEN 'shortfall' IN (p.source, p.target) THEN 'flow:settled_debt'
    ELSE 'flow:earned' END"""
SIGNED: Final = f"""CASE WHEN p.target IN {WITH_MEMBERS} THEN p.amount
      ELSE -p.amount END"""

GIVING, TAKING = _listed({*SOURCES, Pot.GOODWILL}), _listed(SINKS)

# What a source gave and what a sink took, both positive; a way back counts against.
MOVED = f"""
  SELECT (t.occurred_at AT TIME ZONE g.timezone)::date AS day, f.figure, f.unit,
    sum(f.amount)::bigint AS amount
  FROM programme g
  JOIN ledger_journal j ON j.programme_id = g.programme_id
  JOIN ledger_transaction t ON t.programme_id = j.programme_id
    AND t.transaction_id = j.transaction_id
  JOIN ledger_posting p ON p.programme_id = j.programme_id
    AND p.transaction_id = j.transaction_id
  CROSS JOIN LATERAL (VALUES
    (CASE WHEN p.source IN ({GIVING}, {TAKING}) THEN p.source END, p.asset,
      CASE WHEN p.source IN ({TAKING}) THEN -p.amount ELSE p.amount END),
    (CASE WHEN p.target IN ({GIVING}, {TAKING}) THEN p.target END, p.asset,
      CASE WHEN p.target IN ({TAKING}) THEN p.amount ELSE -p.amount END),
    (CASE WHEN t.kind = 'burn' AND p.line = 1 THEN 'redemptions' END, 'count', 1),
    ({FLOW}, p.asset, {SIGNED}))
    AS f (figure, unit, amount)
  WHERE g.programme_id = %(programme)s::uuid
    AND f.figure IS NOT NULL
    AND j.seq > {{after}} AND j.seq <= {{upto}}
  GROUP BY 1, 2, 3
"""

COUNTED = """
  SELECT day, metric AS figure, unit, sum(amount)::bigint AS amount
  FROM metric_entry
  WHERE programme_id = %(programme)s::uuid AND metric IN ('spend', 'orders')
  GROUP BY 1, 2, 3
  UNION ALL
  SELECT (m.joined_at AT TIME ZONE g.timezone)::date, 'joined', 'count', count(*)
  FROM programme g
  JOIN member m ON m.programme_id = g.programme_id AND m.joined_at IS NOT NULL
  WHERE g.programme_id = %(programme)s::uuid
  GROUP BY 1
"""

CURSOR = Prepared(
    """
SELECT seq, format FROM rollup_cursor WHERE programme_id = %(programme)s::uuid
FOR UPDATE
"""
)
FIRST_CURSOR = Prepared(
    f"""
INSERT INTO rollup_cursor (programme_id, seq, rolled_at, format)
VALUES (%(programme)s::uuid, 0, %(at)s::timestamptz, {FORMAT}) ON CONFLICT DO NOTHING
"""
)

ADD = """
INSERT INTO rollup_day AS d (programme_id, day, figure, unit, amount)
SELECT %(programme)s::uuid, day, figure, unit, sum(amount)::bigint FROM {rows} AS n
GROUP BY day, figure, unit
ON CONFLICT (programme_id, day, figure, unit)
DO UPDATE SET amount = d.amount + excluded.amount
"""

# All in one statement, which has one view of the journal and of the changes.
ADVANCE = Prepared(
    f"""
WITH upto AS (
  SELECT coalesce(max(seq), %(after)s::bigint) AS seq FROM ledger_journal
  WHERE programme_id = %(programme)s::uuid
    AND seq <= %(after)s::bigint + %(most)s::bigint
), gone AS (
  DELETE FROM rollup_delta WHERE programme_id = %(programme)s::uuid
  RETURNING day, figure, unit, amount
), moved AS (
  {MOVED.format(after="%(after)s::bigint", upto="(SELECT seq FROM upto)")}
), added AS (
  {ADD.format(rows="(SELECT * FROM moved UNION ALL SELECT * FROM gone)")}
)
UPDATE rollup_cursor SET seq = upto.seq, rolled_at = %(at)s::timestamptz
FROM upto WHERE programme_id = %(programme)s::uuid
RETURNING upto.seq
"""
)

FORGET = Prepared("DELETE FROM rollup_day WHERE programme_id = %(programme)s::uuid")

AFRESH = Prepared(
    f"""
WITH upto AS (
  SELECT coalesce(max(seq), 0) AS seq FROM ledger_journal
  WHERE programme_id = %(programme)s::uuid
), gone AS (
  DELETE FROM rollup_delta WHERE programme_id = %(programme)s::uuid
), moved AS (
  {MOVED.format(after="0", upto="(SELECT seq FROM upto)")}
), counted AS (
  {COUNTED}
), added AS (
  {ADD.format(rows="(SELECT * FROM moved UNION ALL SELECT * FROM counted)")}
)
UPDATE rollup_cursor SET seq = upto.seq, rolled_at = %(at)s::timestamptz,
  format = {FORMAT}
FROM upto WHERE programme_id = %(programme)s::uuid
RETURNING upto.seq
"""
)

DIFFERENT = Prepared(
    f"""
WITH upto AS (
  SELECT coalesce(max(seq), 0) AS seq FROM rollup_cursor
  WHERE programme_id = %(programme)s::uuid
), kept AS (
  SELECT day, figure, unit, sum(amount)::bigint AS amount FROM (
    SELECT day, figure, unit, amount FROM rollup_day
    WHERE programme_id = %(programme)s::uuid
    UNION ALL
    SELECT day, figure, unit, amount FROM rollup_delta
    WHERE programme_id = %(programme)s::uuid) AS both_of_them
  GROUP BY day, figure, unit
), due AS (
  {MOVED.format(after="0", upto="(SELECT seq FROM upto)")}
  UNION ALL
  {COUNTED}
)
SELECT 'day:' || coalesce(k.day, n.day), coalesce(k.figure, n.figure) || '/'
    || coalesce(k.unit, n.unit), coalesce(k.amount, 0)::text,
  coalesce(n.amount, 0)::text
FROM kept k FULL JOIN due n ON n.day = k.day AND n.figure = k.figure AND n.unit = k.unit
WHERE coalesce(k.amount, 0) <> coalesce(n.amount, 0)
ORDER BY 1, 2 LIMIT %(most)s::int
"""
)
"""What is waiting in ``rollup_delta`` counts as kept: it will be added."""

SPAN = Prepared(
    """
SELECT day, figure, unit, amount FROM rollup_day
WHERE programme_id = %(programme)s::uuid
  AND day BETWEEN %(first)s::date AND %(last)s::date AND amount <> 0
ORDER BY figure, unit, day
"""
)
UP_TO = Prepared(
    """
SELECT figure, unit, sum(amount)::bigint FROM rollup_day
WHERE programme_id = %(programme)s::uuid AND day <= %(last)s::date
  AND figure ~~ 'flow:%'
GROUP BY figure, unit
"""
)
ROLLED_AT = Prepared(
    "SELECT rolled_at FROM rollup_cursor WHERE programme_id = %(programme)s::uuid"
)


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One figure of one day."""

    day: date
    figure: str
    unit: str
    amount: int


class RollupRepository:
    """Reads and writes the figures by day of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme: dict[str, object] = {"programme": uow.programme_id}

    def lock(self, *, at: datetime) -> tuple[int, bool]:
        """Lock the cursor, made if missing.

        Returns:
            Up to which entry all is added, and whether that was done in an older
            form: then all figures must be worked out once more.
        """
        rows = CURSOR.rows(self._connection, self._programme)
        if not rows:
            FIRST_CURSOR.run(self._connection, self._programme | {"at": at})
            rows = CURSOR.rows(self._connection, self._programme)
        return int(rows[0][0]), int(rows[0][1]) < FORMAT

    def advance(self, after: int, *, at: datetime, most: int) -> int:
        """Add up to *most* entries after *after*, and all changes that wait.

        The caller holds the lock. Returns the entry up to which all is added now.
        """
        rows = ADVANCE.rows(
            self._connection,
            self._programme | {"after": after, "at": at, "most": most},
        )
        return int(rows[0][0])

    def make_afresh(self, *, at: datetime) -> int:
        """Work all figures out once more; the caller holds the lock."""
        self._connection.exec_driver_sql(PATIENCE)
        FORGET.run(self._connection, self._programme)
        return int(AFRESH.rows(self._connection, self._programme | {"at": at})[0][0])

    def differences(self, most: int) -> list[Difference]:
        """Return where the figures are not what ledger, orders and members say."""
        self._connection.exec_driver_sql(PATIENCE)
        rows = DIFFERENT.rows(self._connection, self._programme | {"most": most})
        return [Difference(*row) for row in rows]

    def span(self, first: date, last: date) -> list[DayFigure]:
        """Return every figure of these days that is not 0, by figure and day."""
        rows = SPAN.rows(
            self._connection,
            self._programme | {"first": first.isoformat(), "last": last.isoformat()},
        )
        return [DayFigure(*row) for row in rows]

    def flows_to(self, last: date) -> dict[tuple[str, str], int]:
        """Return the sum of each flow of each asset from the beginning to a day."""
        rows = UP_TO.rows(
            self._connection, self._programme | {"last": last.isoformat()}
        )
        return {(row[0].removeprefix("flow:"), row[1]): row[2] for row in rows}

    def rolled_at(self) -> datetime | None:
        """Return when figures were last added; None before the first time."""
        rows = ROLLED_AT.rows(self._connection, self._programme)
        return rows[0][0] if rows else None
