"""What the programme brought beside its hold-out, and how far its goals are."""

from dataclasses import dataclass
from fractions import Fraction

from app.domain.analytics.holdout import Lift, Lot, NotEnough, lift
from app.domain.goals.progress import Figure, Progress, progress
from app.domain.programme.goals import ProgrammeGoal
from app.services.analytics.points import Cost
from app.services.analytics.reading import GOAL, Reading, Subject


@dataclass(frozen=True, slots=True)
class Returned:
    """What each unit of money spent on the programme brought in sales."""

    lift: Lift | NotEnough
    each: Fraction | None
    """Extra sales for one unit of cost; None where one of them can't be told."""
    low: Fraction | None = None
    high: Fraction | None = None


def returned(reading: Reading, spent: Cost) -> Returned:
    """Return what hints brought, beside what the programme cost."""
    found = lift(
        _lots(reading, "arm_nudged"),
        _lots(reading, "arm_held_out"),
        days=reading.count("arm_days"),
    )
    if isinstance(found, NotEnough) or spent.total_minor <= 0:
        return Returned(found, None)
    cost = spent.total_minor
    return Returned(
        found,
        Fraction(found.extra_minor, cost),
        Fraction(found.low_minor, cost),
        Fraction(found.high_minor, cost),
    )


def _lots(reading: Reading, arm: str) -> list[Lot]:
    return [
        Lot(found.whole, found.part)
        for (name, _), found in sorted(reading.now.items())
        if name == arm
    ]


@dataclass(frozen=True, slots=True)
class Aimed:
    """One goal and where it stands."""

    goal: ProgrammeGoal
    progress: Progress


def goals(about: Subject, reading: Reading) -> list[Aimed]:
    """Return where each goal stands, by the figures of the usual period."""
    aims = about.document.goals if about.document else ()
    found = []
    for goal in aims:
        known = reading.now.get((GOAL, goal.id))
        if goal.enabled and known is not None:
            figure = Figure(known.part, known.whole)
            found.append(Aimed(goal, progress(goal, figure, about.today)))
    return found
