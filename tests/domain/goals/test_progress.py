"""How far a goal is: whole numbers, rounded down, either way."""

from datetime import date
from typing import Any

import pytest

from app.domain.goals.progress import Figure, Progress, progress, value_of
from app.domain.programme.goals import ProgrammeGoal

BEFORE, LAST, AFTER = date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1)


def share(baseline: str, target: str) -> ProgrammeGoal:
    return ProgrammeGoal.model_validate(
        {
            "id": "g",
            "aim": "repeat_rate",
            "baseline": {"percent": baseline},
            "target": {"percent": target},
            "until": "2026-12-31",
        }
    )


def number(aim: str, kind: str, baseline: Any, target: Any) -> ProgrammeGoal:  # noqa: ANN401
    return ProgrammeGoal.model_validate(
        {
            "id": "g",
            "aim": aim,
            "baseline": {kind: baseline},
            "target": {kind: target},
            "until": "2026-12-31",
            "currency": "IDR",
        }
    )


@pytest.mark.parametrize(
    ("part", "of", "day", "found"),
    [
        (0, 0, BEFORE, Progress(None, None, "unknown")),
        (1, 10, BEFORE, Progress(1_000, 0, "behind")),
        (1, 8, BEFORE, Progress(1_250, 2_500, "on_the_way")),
        (1, 3, BEFORE, Progress(3_333, 23_330, "reached")),
        (1, 5, AFTER, Progress(2_000, 10_000, "reached")),
        (1, 6, LAST, Progress(1_666, 6_660, "on_the_way")),
        (1, 6, AFTER, Progress(1_666, 6_660, "missed")),
        (1, 20, BEFORE, Progress(500, -5_000, "behind")),
    ],
)
def test_a_share_on_its_way_from_10_to_20_percent(
    part: int, of: int, day: date, found: Progress
) -> None:
    assert progress(share("10%", "20%"), Figure(part, of), day) == found


@pytest.mark.parametrize(
    ("part", "done", "course"),
    [(15, 5_000, "on_the_way"), (10, 10_000, "reached"), (25, -5_000, "behind")],
)
def test_an_aim_may_be_to_lower_a_figure(part: int, done: int, course: str) -> None:
    found = progress(share("20%", "10%"), Figure(part, 100), BEFORE)

    assert (found.reached_bp, found.course) == (done, course)


@pytest.mark.parametrize(("part", "done"), [(10, 10_000), (9, 0)])
def test_an_aim_may_be_to_stay(part: int, done: int) -> None:
    found = progress(share("10%", "10%"), Figure(part, 100), BEFORE)

    assert found.reached_bp == done


def test_counts_and_amounts_are_themselves() -> None:
    average = number("average_order", "amount", {"IDR": 1}, {"IDR": 2})
    members = number("active_members", "count", 1, 2)

    assert value_of(average, Figure(1_000_000, 3)) == 333_333
    assert value_of(members, Figure(7, 1)) == 7
