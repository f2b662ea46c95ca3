"""How far a goal is: whole numbers only, rounded down."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.programme.goals import SHARES, ProgrammeGoal

WHOLE_BP = 10_000
Course = Literal["unknown", "reached", "on_the_way", "behind", "missed"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted: so many of so many."""

    part: int
    of: int
    """0 where there is nothing to divide by; of counts it is 1."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a goal stands."""

    value: int | None
    """Hundredths of a percent, a number, or minor units; None: nothing to measure."""
    reached_bp: int | None
    """Of the way from the baseline to the target, in hundredths of a percent; below
    zero when it went the other way."""
    course: Course


def value_of(goal: ProgrammeGoal, figure: Figure) -> int | None:
    """Return the figure of a goal, or None where there was nothing to measure."""
    if figure.of == 0:
        return None
    factor = WHOLE_BP if goal.aim in SHARES else 1
    return figure.part * factor // figure.of


def progress(goal: ProgrammeGoal, figure: Figure, today: date) -> Progress:
    """Return where a goal stands on a day."""
    value = value_of(goal, figure)
    if value is None:
        return Progress(None, None, "unknown")
    way = goal.target.value - goal.baseline.value
    gone = value - goal.baseline.value
    # An aim may be to lower a figure; one that asks to stay is reached by staying.
    done = gone * WHOLE_BP // way if way else (WHOLE_BP if gone >= 0 else 0)
    return Progress(value, done, _course(goal, done, today))


def _course(goal: ProgrammeGoal, done_bp: int, today: date) -> Course:
    if done_bp >= WHOLE_BP:
        return "reached"
    if today > date.fromisoformat(goal.until):
        return "missed"
    return "on_the_way" if done_bp > 0 else "behind"
