"""How far a member is."""

from datetime import date
from typing import Any

import pytest

from app.domain.challenges.progress import Part, Progress, progress
from tests.domain.challenges.test_occasions import (
    COLLECT,
    FILLS,
    FIVE,
    KIDS,
    MILESTONES,
    PERSONAL,
    STREAK,
    WEEK,
)
from tests.domain.challenges.told import MONTHLY, challenge_of, programme, scene


def seen(
    challenge: dict[str, Any],
    told: dict[str, int] | None = None,
    **more: Any,  # noqa: ANN401 - of the scene
) -> Progress:
    found = programme(challenge)
    return progress(challenge_of(found), scene(found, told=told, **more))


def test_a_month_shows_what_is_there_and_when_it_ends() -> None:
    found = seen(MONTHLY, {"2026-05-02": 60}, today="2026-05-10")
    done = seen(MONTHLY, {"2026-05-02": 160}, today="2026-05-10", until="2026-05-21")

    assert (found.done, found.goal, found.unit) == (60, 100, "IDR")
    assert (found.source, found.ends_on) == ("2026-05", date(2026, 5, 31))
    assert (found.times, found.closed) == (0, False)
    assert (done.times, done.closed, done.ends_on) == (1, True, date(2026, 5, 20))


def test_what_carries_over_shows_the_rest() -> None:
    found = seen(KIDS, {"2026-05-02": 35_000}, unit="USD")

    assert (found.done, found.goal, found.times) == (5_000, 10_000, 3)
    assert (found.ends_on, found.closed) == (None, False)


def test_beyond_the_cap_the_rest_earns_nothing_more() -> None:
    found = seen(FILLS, {"2026-06-01": 104}, unit="count")

    assert (found.done, found.times, found.closed) == (4, 10, True)


def test_the_nearest_currency_is_shown() -> None:
    both = {**KIDS, "goal": {"amount": {"IDR": 1_000, "USD": 1}}}

    found = seen(both, {"2026-05-02": 250}, unit="USD")

    assert (found.unit, found.done, found.goal, found.times) == ("USD", 50, 100, 2)


@pytest.mark.parametrize(
    ("today", "row", "times"),
    [
        ("2026-02-20", 1, 0),
        ("2026-03-20", 1, 0),
        ("2026-04-02", 1, 0),
        ("2026-04-20", 2, 0),
        ("2026-05-20", 3, 1),
        ("2026-06-20", 0, 0),
        ("2026-07-20", 0, 0),
    ],
)
def test_a_row_stands_while_its_month_is_not_over(
    today: str, row: int, times: int
) -> None:
    told = {day: amount for day, amount in FIVE.items() if day <= today}

    found = seen(STREAK, told, today=today)

    assert (found.done, found.goal, found.unit) == (row, 3, "periods")
    assert found.times == times


def test_a_streak_shows_its_month_too() -> None:
    found = seen(STREAK, FIVE, today="2026-02-20")

    assert found.parts == (Part("spend", 999_999, 1_000_000, "IDR"),)


def test_a_collection_shows_its_things() -> None:
    more = {"cups": {"2026-05-01": 3}, "cakes": {"2026-04-30": 1}}

    found = seen(COLLECT, more=more, unit="count", today="2026-05-05")

    assert (found.done, found.goal, found.unit, found.times) == (1, 3, "metrics", 0)
    assert [part.done for part in found.parts] == [1, 0, 0]


@pytest.mark.parametrize(
    ("nights", "goal", "times", "closed"),
    [(0, 20, 0, False), (25, 30, 1, False), (41, 40, 3, True)],
)
def test_milestones_show_the_next_one(
    nights: int, goal: int, times: int, *, closed: bool
) -> None:
    found = seen(MILESTONES, {"2026-06-01": nights}, unit="count")

    assert (found.done, found.goal) == (nights, goal)
    assert (found.times, found.closed) == (times, closed)
    assert [part.goal for part in found.parts] == [20, 30, 40]


def test_a_goal_of_ones_own_is_shown() -> None:
    found = seen(PERSONAL, {"2026-06-10": 8}, unit="count", today=WEEK)

    assert (found.done, found.goal, found.source) == (0, 3, "2026-W25")
