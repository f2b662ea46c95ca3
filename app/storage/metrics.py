"""Dated amounts that qualify: written to their target, read by period.

An entry belongs to a member, a metric, a store and a source (an order, an
activity, a gift) and is set, never added to. A reader that names an instant
sees only what has matured by then; one that names none sees what was paid too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.metrics.figures import COUNT, DayAmount
from app.storage.unit_of_work import UnitOfWork

NOWHERE: Final = UUID(int=0)
"""The store of an entry that came about in none."""


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """One amount of one source."""

    member_id: UUID
    metric: str
    store_id: UUID
    source: str
    day: date
    """The day in the store's zone."""
    amount: int
    unit: str = COUNT
    """A currency (minor units), the id of an asset (its units), or ``count``."""
    counts_from: datetime | None = None
    """When it has matured; None: at once."""


SET = """
INSERT INTO metric_entry AS e (programme_id, member_id, metric, store_id, source, day,
  amount, unit, counts_from)
SELECT %(programme_id)s, n.* FROM unnest(%(member_id)s::uuid[], %(metric)s::text[],
  %(store_id)s::uuid[], %(source)s::text[], %(day)s::date[], %(amount)s::bigint[],
  %(unit)s::text[], %(counts_from)s::timestamptz[])
  AS n(member_id, metric, store_id, source, day, amount, unit, counts_from)
WHERE n.amount <> 0 OR EXISTS (SELECT FROM metric_entry o
  WHERE o.programme_id = %(programme_id)s AND o.member_id = n.member_id
    AND o.metric = n.metric AND o.store_id = n.store_id AND o.source = n.source)
ON CONFLICT (programme_id, member_id, metric, store_id, source)
DO UPDATE SET amount = excluded.amount, day = excluded.day, unit = excluded.unit,
  counts_from = excluded.counts_from
WHERE (e.amount, e.day, e.unit, e.counts_from)
  IS DISTINCT FROM (excluded.amount, excluded.day, excluded.unit, excluded.counts_from)
"""
"""Nothing is written for nothing, unless something stood there before."""

WHERE = (
    " FROM metric_entry WHERE programme_id = %(programme_id)s"
    " AND member_id = ANY(%(member_ids)s) AND metric = ANY(%(metrics)s)"
    " AND amount <> 0"
    " AND (%(since)s::date IS NULL OR day >= %(since)s::date)"
    " AND (%(until)s::date IS NULL OR day < %(until)s::date)"
    " AND (%(unit)s::text IS NULL OR unit = %(unit)s::text)"
    " AND (%(at)s::timestamptz IS NULL OR counts_from IS NULL"
    "      OR counts_from <= %(at)s::timestamptz)"
)
COLUMNS = tuple(MetricEntry.__dataclass_fields__)


class MetricReader:
    """Reads ``metric_entry``. Days are from *since* on until before *until*.

    With *at* only what has matured by then is read; ``matured_asked`` remembers
    that somebody looked so, because then time alone will change the answer.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self.matured_asked = False

    def total(
        self,
        member_id: UUID,
        metric: str,
        *,
        since: date | None = None,
        until: date | None = None,
        unit: str | None = None,
        at: datetime | None = None,
    ) -> int:
        """Return one member's sum of a metric; name the unit where it has several."""
        found = self.totals(
            [member_id], metric, since=since, until=until, unit=unit, at=at
        )
        return found.get(member_id, 0)

    def totals(
        self,
        member_ids: Collection[UUID],
        metric: str,
        *,
        since: date | None = None,
        until: date | None = None,
        unit: str | None = None,
        at: datetime | None = None,
    ) -> Mapping[UUID, int]:
        """Return the sums of many members; members without any are left out."""
        rows = self._read(
            f"SELECT member_id, sum(amount)::bigint{WHERE} GROUP BY member_id",
            member_ids,
            [metric],
            since=since,
            until=until,
            unit=unit,
            at=at,
        )
        return {row[0]: row[1] for row in rows}

    def by_day(
        self,
        member_id: UUID,
        metrics: Collection[str],
        *,
        since: date | None = None,
        until: date | None = None,
        at: datetime | None = None,
    ) -> Mapping[str, Sequence[DayAmount]]:
        """Return the sums of each day and unit, oldest first, of several metrics."""
        found = self.by_day_of([member_id], metrics, since=since, until=until, at=at)
        return found.get(member_id, {})

    def by_day_of(
        self,
        member_ids: Collection[UUID],
        metrics: Collection[str],
        *,
        since: date | None = None,
        until: date | None = None,
        at: datetime | None = None,
    ) -> Mapping[UUID, Mapping[str, Sequence[DayAmount]]]:
        """Return ``by_day`` of many members."""
        rows = self._read(
            f"SELECT member_id, metric, day, unit, sum(amount)::bigint{WHERE}"
            " GROUP BY member_id, metric, day, unit"
            " ORDER BY member_id, metric, day, unit",
            member_ids,
            metrics,
            since=since,
            until=until,
            unit=None,
            at=at,
        )
        found: dict[UUID, dict[str, list[DayAmount]]] = {}
        for member_id, metric, day, unit, amount in rows:
            days = found.setdefault(member_id, {}).setdefault(metric, [])
            days.append(DayAmount(day, unit, amount))
        return found

    def by_period(
        self,
        member_id: UUID,
        metric: str,
        period: str,
        *,
        since: date | None = None,
        until: date | None = None,
        unit: str | None = None,
        at: datetime | None = None,
    ) -> Mapping[date, int]:
        """Return the sums by the first day of each calendar period.

        Args:
            member_id: Whose.
            metric: Of what.
            period: ``day``, ``week`` (from Monday on), ``month``, ``quarter``,
                ``year``.
            since: From this day on.
            until: Until before this day.
            unit: Of this unit only.
            at: Only what has matured by then.
        """
        rows = self._read(
            f"SELECT date_trunc(%(period)s, day)::date, sum(amount)::bigint{WHERE}"
            " GROUP BY 1 ORDER BY 1",
            [member_id],
            [metric],
            period=period,
            since=since,
            until=until,
            unit=unit,
            at=at,
        )
        return {row[0]: row[1] for row in rows}

    def by_store(
        self,
        member_id: UUID,
        metric: str,
        period: str,
        *,
        unit: str | None = None,
        at: datetime | None = None,
    ) -> Mapping[UUID, Mapping[date, int]]:
        """Return ``by_period`` of each store that has any."""
        rows = self._read(
            "SELECT store_id, date_trunc(%(period)s, day)::date,"
            f" sum(amount)::bigint{WHERE} GROUP BY 1, 2 ORDER BY 1, 2",
            [member_id],
            [metric],
            period=period,
            since=None,
            until=None,
            unit=unit,
            at=at,
        )
        found: dict[UUID, dict[date, int]] = {}
        for store_id, first, amount in rows:
            found.setdefault(store_id, {})[first] = amount
        return found

    def entries(
        self,
        member_id: UUID,
        metrics: Collection[str],
        *,
        since: date | None = None,
        until: date | None = None,
        at: datetime | None = None,
        most: int = 1_000,
    ) -> list[MetricEntry]:
        """Return the entries themselves, the newest day first."""
        rows = self._read(
            f"SELECT {', '.join(COLUMNS)}{WHERE}"
            " ORDER BY day DESC, metric, source LIMIT %(most)s",
            [member_id],
            metrics,
            since=since,
            until=until,
            unit=None,
            at=at,
            most=most,
        )
        return [MetricEntry(*row) for row in rows]

    def next_maturing(self, member_id: UUID, *, after: datetime) -> datetime | None:
        """Return when the next of a member's amounts matures."""
        row = self._run(
            "SELECT min(counts_from) FROM metric_entry"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND amount <> 0 AND counts_from > %(after)s",
            member_id=member_id,
            after=after,
        ).one()
        found: datetime | None = row[0]
        return found

    def _read(
        self,
        statement: str,
        member_ids: Collection[UUID],
        metrics: Collection[str],
        *,
        at: datetime | None,
        **values: object,
    ) -> Sequence[Any]:
        self.matured_asked = self.matured_asked or at is not None
        if not member_ids or not metrics:
            return []
        return self._run(
            statement,
            member_ids=list(member_ids),
            metrics=list(metrics),
            at=at,
            **values,
        ).all()

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )


def set_entries(uow: UnitOfWork, entries: Sequence[MetricEntry]) -> None:
    """Set entries to their targets, all in one statement; each source once."""
    if not entries:
        return
    columns = {name: [getattr(entry, name) for entry in entries] for name in COLUMNS}
    uow.connection.exec_driver_sql(SET, {"programme_id": uow.programme_id, **columns})


def move_entries(uow: UnitOfWork, gone: UUID, kept: UUID) -> None:
    """Give *kept* the amounts of *gone*; what both have from one source stays once."""
    about = {"programme_id": uow.programme_id, "gone": gone, "kept": kept}
    columns = ", ".join(COLUMNS[1:])
    uow.connection.exec_driver_sql(
        f"INSERT INTO metric_entry (programme_id, member_id, {columns})"
        f" SELECT programme_id, %(kept)s, {columns} FROM metric_entry"
        " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s"
        " ON CONFLICT DO NOTHING",
        about,
    )
    uow.connection.exec_driver_sql(
        "DELETE FROM metric_entry WHERE programme_id = %(programme_id)s"
        " AND member_id = %(gone)s",
        about,
    )


def drop_taken_back(uow: UnitOfWork, member_ids: Collection[UUID]) -> None:
    """Let awards that were taken back as doubles count for nothing."""
    uow.connection.exec_driver_sql(
        "UPDATE metric_entry e SET amount = 0 FROM fact_award f"
        " WHERE e.programme_id = %(programme_id)s AND e.member_id = ANY(%(members)s)"
        " AND f.programme_id = e.programme_id AND f.member_id = ANY(%(members)s)"
        " AND f.state = 'taken_back' AND e.source = 'award:' || f.award_id",
        {"programme_id": uow.programme_id, "members": list(member_ids)},
    )
