"""Works the figures of a span out, keeps those of large programmes, reads them back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from app.storage.analytics import buying, points
from app.storage.analytics.spans import Span
from app.storage.rollups import PATIENCE
from app.storage.unit_of_work import UnitOfWork

OF_END: Final = (*buying.OF_END, *points.OF_END)
"""Figures that depend on the last day of a span only, however long it is."""
OF_SPAN: Final = (*buying.OF_SPAN, *points.OF_SPAN)
FEW: Final = 6_000
"""Dated amounts of members, two an order: a programme of so few is asked live."""
KEEP: Final = """
INSERT INTO analytics_figure (programme_id, days, ends_on, figure, unit, part, whole,
  measured_at)
SELECT %(programme)s, %(days)s, %(until)s, f.figure, f.unit, f.part, f.whole, %(at)s
FROM unnest(%(figures)s::text[], %(units)s::text[], %(parts)s::bigint[],
  %(wholes)s::bigint[]) AS f (figure, unit, part, whole)
ON CONFLICT (programme_id, days, ends_on, figure, unit) DO UPDATE
SET part = excluded.part, whole = excluded.whole, measured_at = excluded.measured_at
"""


@dataclass(frozen=True, slots=True)
class About:
    """What statements need to know of the programme."""

    zone: str
    currency: str
    asset: str
    """The main points."""
    price: int
    """Of the cheapest reward, in smallest units."""
    referral_rule: str
    """The rule's name in the books."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: so many of so many."""

    figure: str
    unit: str
    """A currency, an asset, ``count``, or the month of a cohort."""
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of one span as they were kept."""

    span: Span
    measured_at: datetime
    measures: tuple[Measure, ...]


class AnalyticsRepository:
    """Figures of spans of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def is_small(self) -> bool:
        """Tell whether figures can be worked out while somebody waits."""
        counted = self._run(
            "SELECT (SELECT count(*) FROM (SELECT FROM metric_entry"
            " WHERE programme_id = %(programme)s LIMIT %(few)s) AS e)"
            " + (SELECT count(*) FROM (SELECT FROM member"
            " WHERE programme_id = %(programme)s LIMIT %(few)s) AS m)",
            few=FEW,
        ).scalar_one()
        return int(counted) < FEW

    def patience(self) -> None:
        """Let the statements of this unit of work take as long as they need."""
        self._connection.exec_driver_sql(PATIENCE)

    def at_end(self, span: Span, about: About) -> tuple[Measure, ...]:
        """Work out what depends on the last day of a span only."""
        return self._measured(OF_END, span, about)

    def over(self, span: Span, about: About) -> tuple[Measure, ...]:
        """Work out what depends on the days of a span."""
        return self._measured(OF_SPAN, span, about)

    def _measured(
        self, statements: Sequence[str], span: Span, about: About
    ) -> tuple[Measure, ...]:
        asked = span.asked(about.zone) | {
            "currency": about.currency,
            "asset": about.asset,
            "price": about.price,
            "referral_rule": about.referral_rule,
        }
        found: dict[tuple[str, str], list[int]] = {}
        for statement in statements:
            for figure, unit, part, whole in self._run(statement, **asked):
                so_far = found.setdefault((figure, unit or ""), [0, 0])
                so_far[0] += part
                so_far[1] += whole
        return tuple(Measure(*name, *sums) for name, sums in sorted(found.items()))

    def keep(self, span: Span, measures: Iterable[Measure], *, at: datetime) -> None:
        """Keep a span's figures; what was kept of it before goes."""
        rows = list(measures)
        self._run(
            "DELETE FROM analytics_figure WHERE programme_id = %(programme)s"
            " AND days = %(days)s AND ends_on = %(until)s",
            days=span.days,
            until=span.until,
        )
        self._run(
            KEEP,
            days=span.days,
            until=span.until,
            at=at,
            figures=[row.figure for row in rows],
            units=[row.unit for row in rows],
            parts=[row.part for row in rows],
            wholes=[row.whole for row in rows],
        )

    def kept(self, days: int, *, until: date) -> Kept | None:
        """Return the latest figures of *days* days that end on *until* or before."""
        rows = self._run(
            "SELECT figure, unit, part, whole, ends_on, measured_at"
            " FROM analytics_figure WHERE programme_id = %(programme)s"
            " AND days = %(days)s AND ends_on = (SELECT max(ends_on)"
            " FROM analytics_figure WHERE programme_id = %(programme)s"
            " AND days = %(days)s AND ends_on <= %(until)s) ORDER BY figure, unit",
            days=days,
            until=until,
        ).all()
        if not rows:
            return None
        return Kept(
            Span.ending(rows[0][4], days),
            rows[0][5],
            tuple(Measure(*row[:4]) for row in rows),
        )

    def course(self, figure: str, unit: str, days: int) -> Mapping[date, Measure]:
        """Return how one figure went, by the day on which each span ended."""
        rows = self._run(
            "SELECT ends_on, part, whole FROM analytics_figure"
            " WHERE programme_id = %(programme)s AND days = %(days)s"
            " AND figure = %(figure)s AND unit = %(unit)s"
            " ORDER BY ends_on DESC LIMIT 90",
            figure=figure,
            unit=unit,
            days=days,
        )
        return {row[0]: Measure(figure, unit, row[1], row[2]) for row in rows}

    def forget(self, before: date) -> int:
        """Drop the figures of spans that ended before a day; return how many rows."""
        return int(
            self._run(
                "DELETE FROM analytics_figure WHERE programme_id = %(programme)s"
                " AND ends_on < %(before)s",
                before=before,
            ).rowcount
        )

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
