"""When a sweep stops by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.ledger.brake import FEW_MEMBERS, ClockGuard, DueUnits, brake

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
US = 1_000_000
QUIET = DueUnits(
    asset="points", units=500, members=FEW_MEMBERS, available=10_000, expired_lately=0
)


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        (QUIET, None),
        (replace(QUIET, units=501), "share_of_available"),
        (replace(QUIET, units=9_000, members=FEW_MEMBERS - 1), None),
        (replace(QUIET, expired_lately=3_000), None),
        (replace(QUIET, expired_lately=2_999), "daily_mean"),
    ],
)
def test_an_expiry_sweep_stops_at_five_percent_or_five_times_the_mean(
    due: DueUnits, reason: str | None
) -> None:
    assert brake(due) == reason


def test_the_guard_wants_process_and_database_within_five_seconds() -> None:
    guard = ClockGuard()
    near, far = timedelta(seconds=4, microseconds=999_999), timedelta(seconds=5)

    assert guard.refuses(wall=NOON, monotonic_us=0, database=NOON + near) is None
    assert guard.refuses(wall=NOON, monotonic_us=0, database=NOON - near) is None
    assert (
        guard.refuses(wall=NOON, monotonic_us=0, database=NOON + far) == "clocks_apart"
    )


def test_the_guard_does_not_forget_that_the_wall_clock_leapt() -> None:
    guard = ClockGuard()
    hour = timedelta(hours=1)
    guard.refuses(wall=NOON, monotonic_us=0, database=NOON)

    slow = NOON + hour
    leapt = slow + hour + timedelta(seconds=1)

    assert guard.refuses(wall=slow, monotonic_us=0, database=slow) is None
    assert (
        guard.refuses(wall=leapt, monotonic_us=US, database=leapt) == "wall_clock_moved"
    )
    assert (
        guard.refuses(wall=leapt, monotonic_us=2 * US, database=leapt)
        == "wall_clock_moved"
    )
