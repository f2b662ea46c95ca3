"""Budgets that all members share: taken in slots, never exceeded, no hot row.

A budget of a period is some slots, each with an equal share of what is open by
now. Whoever takes locks one slot that has enough and that nobody else holds; only
when no such slot is left are all of them locked, in order, and what is left is
spread. What is used of a slot is below its share unless the budget was lowered;
then all are locked every time. So used never exceeds what is open.
"""

from collections.abc import Collection, Mapping

from app.storage.unit_of_work import UnitOfWork

SLOTS = 8

TAKE_ONE = """
WITH share AS (
  SELECT slot, %(open)s / %(slots)s + (slot < %(open)s %% %(slots)s)::int AS units
  FROM generate_series(0, %(slots)s - 1) AS slot
), chosen AS (
  SELECT b.slot FROM budget_slot AS b JOIN share AS s ON s.slot = b.slot
  WHERE b.programme_id = %(programme)s AND b.name = %(name)s
    AND b.used + %(want)s <= s.units
    AND NOT EXISTS (
      SELECT FROM budget_slot AS o JOIN share AS t ON t.slot = o.slot
      WHERE o.programme_id = %(programme)s AND o.name = %(name)s AND o.used > t.units)
  ORDER BY random() LIMIT 1 FOR UPDATE OF b SKIP LOCKED
)
UPDATE budget_slot AS b SET used = b.used + %(want)s FROM chosen
WHERE b.programme_id = %(programme)s AND b.name = %(name)s AND b.slot = chosen.slot
RETURNING b.slot
"""


class BudgetRepository:
    """Reads and takes from ``budget_slot``; order of locks: by name, then slot."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def used(self, names: Collection[str]) -> Mapping[str, int]:
        """Return what is used of each budget, without a lock."""
        if not names:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT name, sum(used)::bigint FROM budget_slot"
            " WHERE programme_id = %s AND name = ANY(%s) GROUP BY name",
            (self._programme_id, sorted(names)),
        )
        return {row[0]: row[1] for row in rows}

    def take(self, name: str, want: int, *, open_units: int) -> int:
        """Take *want* of a budget of which *open_units* are open; return what was had.

        Less than *want* is had only when no more is left. What is not needed
        after all goes back with ``put_back`` in the same unit of work.
        """
        if want <= 0:
            return 0
        self._ensure(name)
        chosen = self._connection.exec_driver_sql(
            TAKE_ONE,
            {
                "programme": self._programme_id,
                "name": name,
                "want": want,
                "open": open_units,
                "slots": SLOTS,
            },
        ).first()
        if chosen is not None:
            return want
        return self._take_of_all(name, want, open_units)

    def _ensure(self, name: str) -> None:
        known = self._connection.exec_driver_sql(
            "SELECT 1 FROM budget_slot WHERE programme_id = %s AND name = %s LIMIT 1",
            (self._programme_id, name),
        ).first()
        if known is None:
            self._connection.exec_driver_sql(
                "INSERT INTO budget_slot (programme_id, name, slot)"
                " SELECT %s, %s, n FROM generate_series(0, %s) AS n"
                " ON CONFLICT DO NOTHING",
                (self._programme_id, name, SLOTS - 1),
            )

    def _take_of_all(self, name: str, want: int, open_units: int) -> int:
        used = self._lock(name)
        left = min(want, max(0, open_units - sum(used.values())))
        had = left
        for slot, units in used.items():
            share = open_units // SLOTS + (slot < open_units % SLOTS)
            some = min(left, max(0, share - units))
            if some:
                self._add(name, slot, some)
            left -= some
        return had - left

    def put_back(self, name: str, units: int) -> None:
        """Give back what was taken and is not needed."""
        for slot, used in self._lock(name).items():
            some = min(units, used)
            if some:
                self._add(name, slot, -some)
            units -= some

    def _lock(self, name: str) -> dict[int, int]:
        rows = self._connection.exec_driver_sql(
            "SELECT slot, used FROM budget_slot WHERE programme_id = %s AND name = %s"
            " ORDER BY slot FOR UPDATE",
            (self._programme_id, name),
        )
        return {row[0]: row[1] for row in rows}

    def _add(self, name: str, slot: int, units: int) -> None:
        self._connection.exec_driver_sql(
            "UPDATE budget_slot SET used = used + %s"
            " WHERE programme_id = %s AND name = %s AND slot = %s",
            (units, self._programme_id, name, slot),
        )
