"""Calendar periods of plain days."""

from datetime import date

import pytest

from app.domain.metrics.periods import (
    days_of,
    first_day,
    label,
    periods_between,
    shifted,
)
from app.domain.programme.windows import Window

DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("period", "first", "name", "following"),
    [
        ("day", date(2026, 12, 31), "2026-12-31", date(2027, 1, 1)),
        ("week", date(2026, 12, 28), "2026-W53", date(2027, 1, 4)),
        ("month", date(2026, 12, 1), "2026-12", date(2027, 1, 1)),
        ("quarter", date(2026, 10, 1), "2026-Q4", date(2027, 1, 1)),
        ("year", date(2026, 1, 1), "2026", date(2027, 1, 1)),
    ],
)
def test_a_day_falls_into_one_period(
    period: str, first: date, name: str, following: date
) -> None:
    assert first_day(period, DAY) == first
    assert label(period, first) == name
    assert shifted(period, first, 1) == following
    assert shifted(period, following, -1) == first


def test_ever_is_one_period() -> None:
    assert first_day("ever", DAY) == first_day("ever", date(1999, 1, 1))
    assert label("ever", first_day("ever", DAY)) == "ever"
    assert list(periods_between("ever", DAY, DAY)) == [date.min]


def test_periods_between_two_days_include_both() -> None:
    found = list(periods_between("month", date(2026, 11, 30), date(2027, 1, 1)))

    assert found == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("window", "days"),
    [
        (None, (None, None)),
        (
            Window(since="2026-05-01", until="2026-05-31"),
            (date(2026, 5, 1), date(2026, 6, 1)),
        ),
        (Window(since="2026-05-01T12:00"), (date(2026, 5, 1), None)),
        (Window(until="2026-05-31T00:01"), (None, date(2026, 6, 1))),
        (Window(until="2026-05-31T00:00"), (None, date(2026, 5, 31))),
    ],
)
def test_a_window_touches_whole_days(
    window: Window | None, days: tuple[date | None, date | None]
) -> None:
    assert days_of(window, "Asia/Jakarta") == days
