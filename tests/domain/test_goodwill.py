"""What one person may give alone, and where a second one is asked."""

from dataclasses import replace

import pytest

from app.domain.goodwill import (
    UNLIMITED,
    Batch,
    Limits,
    Over,
    first_limits,
    over,
    over_batch,
)
from app.domain.staff import Role

LIMITS = Limits(per_deed=100, per_day=300, per_member=150)


@pytest.mark.parametrize(
    ("points", "today", "member", "found"),
    [
        (100, 0, 0, None),
        (101, 0, 0, Over.DEED),
        (-100, 300, 150, None),
        (-101, 0, 0, Over.DEED),
        (100, 200, 0, None),
        (100, 201, 0, Over.DAY),
        (100, 0, 50, None),
        (100, 0, 51, Over.MEMBER),
    ],
)
def test_a_limit_holds_to_the_point(
    points: int, today: int, member: int, found: Over | None
) -> None:
    assert over(points, LIMITS, today=today, member=member) == found


def test_an_owner_has_no_limit() -> None:
    assert first_limits(Role.OWNER) == UNLIMITED
    assert over(10**12, UNLIMITED, today=10**12, member=10**12) is None


def test_support_gives_a_reward_at_a_time_and_an_analyst_nothing() -> None:
    assert first_limits(Role.SUPPORT, 500) == Limits(500, 5000, 1000)
    assert first_limits(Role.MANAGER, 500) == Limits(5000, 50000, 10000)
    assert first_limits(Role.ANALYST, 500) == Limits(0, 0, 0)
    assert over(1, first_limits(Role.ANALYST), today=0, member=0) is Over.DEED


@pytest.mark.parametrize(
    ("batch", "today", "found"),
    [
        (Batch(largest=100, total=300, fullest=150), 0, None),
        (Batch(largest=101, total=300, fullest=150), 0, Over.DEED),
        (Batch(largest=100, total=301, fullest=150), 0, Over.DAY),
        (Batch(largest=100, total=300, fullest=150), 1, Over.DAY),
        (Batch(largest=100, total=300, fullest=151), 0, Over.MEMBER),
        (Batch(largest=0, total=0, fullest=999), 999, None),
        (Batch(largest=0, total=0, fullest=0, credit=1), 0, Over.CREDIT),
    ],
)
def test_the_limits_hold_for_many_at_once(
    batch: Batch, today: int, found: Over | None
) -> None:
    assert over_batch(batch, LIMITS, today=today) is found


def test_a_limit_that_is_not_set_stops_no_batch() -> None:
    batch = Batch(largest=10**9, total=10**9, fullest=10**9, credit=1)

    assert over_batch(batch, UNLIMITED, today=10**9) is None
    assert over_batch(replace(batch, credit=0), Limits(None, None, 5), today=0) is (
        Over.MEMBER
    )
    assert over_batch(replace(batch, credit=0), Limits(None, 5, None), today=0) is (
        Over.DAY
    )
