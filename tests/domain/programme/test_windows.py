"""Windows: days count whole, in the zone; both sides of each boundary."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.programme.windows import Window
from tests.domain.programme.documents import only_problem, raw, spend

JULY = Window(since="2026-07-01", until="2026-07-31")
TICK = timedelta(microseconds=1)
FIRST = datetime(2026, 6, 30, 17, tzinfo=UTC)
"""1 July begins in Jakarta, seven hours before Greenwich."""
END = datetime(2026, 7, 31, 17, tzinfo=UTC)


def test_a_window_begins_with_its_first_day() -> None:
    assert JULY.holds(FIRST, "Asia/Jakarta")
    assert not JULY.holds(FIRST - TICK, "Asia/Jakarta")


def test_a_window_ends_with_its_last_day() -> None:
    assert JULY.holds(END - TICK, "Asia/Jakarta")
    assert not JULY.holds(END, "Asia/Jakarta")


def test_a_local_time_ends_at_that_time() -> None:
    window = Window(until="2026-07-31T18:00")

    assert window.holds(datetime(2026, 7, 31, 10, 59, tzinfo=UTC), "Asia/Jakarta")
    assert not window.holds(datetime(2026, 7, 31, 11, 0, tzinfo=UTC), "Asia/Jakarta")


def test_an_offset_wins_over_the_zone() -> None:
    window = Window(since="2026-07-01T00:00+00:00")

    assert window.begins_at("Asia/Jakarta") == datetime(2026, 7, 1, tzinfo=UTC)
    assert window.ends_at("Asia/Jakarta") is None


def test_a_day_that_loses_an_hour_is_whole() -> None:
    spring = Window(since="2026-03-08", until="2026-03-08")
    begins_at = spring.begins_at("America/New_York")
    ends_at = spring.ends_at("America/New_York")

    assert begins_at is not None
    assert ends_at is not None
    assert ends_at - begins_at == timedelta(hours=23)


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({}, "empty_window"),
        ({"since": "2026-07-02", "until": "2026-07-01"}, "window_backwards"),
    ],
)
def test_a_window_has_a_length(window: dict[str, str], code: str) -> None:
    assert only_problem(raw(spend(active=window))).code == code


@pytest.mark.parametrize("moment", ["July", "2026-02-30", "20260701", "2026-07-01T"])
def test_a_moment_is_a_day_or_a_time(moment: str) -> None:
    found = only_problem(raw(spend(active={"since": moment})))

    assert (found.code, found.nearest) == ("unreadable_moment", "2026-07-31")
