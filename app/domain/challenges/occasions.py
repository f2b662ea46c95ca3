"""What a member deserves of a challenge, by the figures as they stand.

Pure and level-triggered: the same figures give the same occasions, and figures
that fell give fewer. An occasion is named by its period and by nothing else, so
that whoever looks again means the same one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from app.domain.metrics.figures import (
    DayAmount,
    Figures,
    Sums,
    Wanted,
    by_period,
    share,
    wanted,
)
from app.domain.metrics.periods import EVER, first_day, label, shifted
from app.domain.programme.challenges import (
    Challenge,
    CollectChallenge,
    EveryChallenge,
    Goal,
    MilestonesChallenge,
    OneMetric,
    PersonalChallenge,
    ReachChallenge,
    StreakChallenge,
)
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gifts import Gift


@dataclass(frozen=True, slots=True)
class Occasion:
    """What one period, or one milestone of it, gives."""

    source: str
    times: int
    gifts: tuple[Gift, ...]
    metrics: tuple[str, ...]
    first: date
    """The first day of its period."""
    goal: int | None = None
    """A goal of the member's own, to be kept from now on."""

    @property
    def reason(self) -> str:
        """Why, for the decision trace."""
        return "reached" if self.times else "not_reached"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that decides besides the challenge itself."""

    document: ProgrammeDocument
    figures: Figures
    today: date
    since: date | None = None
    """The first day that counts; None: all days do."""
    until: date | None = None
    """The first day that does not count any more."""
    goals: Mapping[str, int] | None = None
    """The member's own goals that were fixed before, by source."""

    def days(self, metric: str) -> Sequence[DayAmount]:
        """Return a metric by day, oldest first."""
        return self.figures.get(metric, ())

    def periods(self, metric: str, period: str) -> Mapping[date, Sums]:
        """Return the sums of each period, of days that count."""
        return by_period(self.days(metric), period, since=self.since, until=self.until)

    def wanted(self, metric: str, goal: Goal) -> Wanted:
        """Return a goal in the metric's own units."""
        return wanted(self.document, metric, amount=goal.amount, count=goal.count)


def occasions(challenge: Challenge, scene: Scene) -> Iterator[Occasion]:
    """Return every occasion of which the figures say anything, oldest first.

    Periods without figures are left out: whoever gave something for such a
    period before takes it back.
    """
    match challenge:
        case ReachChallenge():
            yield from _reach(challenge, scene)
        case EveryChallenge():
            yield from _every(challenge, scene)
        case StreakChallenge():
            yield from _streak(challenge, scene)
        case CollectChallenge():
            yield from _collect(challenge, scene)
        case MilestonesChallenge():
            yield from _milestones(challenge, scene)
        case _:
            yield from _personal(challenge, scene)


def _shares(
    challenge: OneMetric, period: str, goal: Goal, scene: Scene
) -> Iterator[tuple[date, Fraction]]:
    size = scene.wanted(challenge.metric, goal)
    for first, sums in scene.periods(challenge.metric, period).items():
        yield first, share(sums, size)


def _reach(challenge: ReachChallenge, scene: Scene) -> Iterator[Occasion]:
    period = challenge.period
    for first, part in _shares(challenge, period, challenge.goal, scene):
        yield Occasion(
            label(period, first),
            int(part >= 1),
            challenge.gifts,
            (challenge.metric,),
            first,
        )


def _every(challenge: EveryChallenge, scene: Scene) -> Iterator[Occasion]:
    period, most = challenge.period, challenge.most
    for first, part in _shares(challenge, period, challenge.goal, scene):
        times = max(0, int(part))
        yield Occasion(
            label(period, first),
            times if most is None else min(times, most),
            challenge.gifts,
            (challenge.metric,),
            first,
        )


def streak_rows(challenge: StreakChallenge, scene: Scene) -> Iterator[tuple[date, int]]:
    """Return, for each period with figures, how many in a row were reached with it.

    A row that is complete ends there, and the next period begins a new one.
    """
    period, row, last = challenge.period, 0, date.min
    for first, part in _shares(challenge, period, challenge.goal, scene):
        follows = 0 < row < challenge.length and shifted(period, last, 1) == first
        row = (row + 1 if follows else 1) if part >= 1 else 0
        last = first
        yield first, row


def _streak(challenge: StreakChallenge, scene: Scene) -> Iterator[Occasion]:
    given = 0
    for first, row in streak_rows(challenge, scene):
        done = row == challenge.length
        given += done
        within = challenge.most is None or given <= challenge.most
        yield Occasion(
            label(challenge.period, first),
            int(done and within),
            challenge.gifts,
            (challenge.metric,),
            first,
        )


def _collect(challenge: CollectChallenge, scene: Scene) -> Iterator[Occasion]:
    period = challenge.period
    found = [scene.periods(metric, period) for metric in challenge.metrics]
    needs = challenge.needs or len(challenge.metrics)
    for first in sorted({first for sums in found for first in sums}):
        has = sum(_some(sums.get(first, {})) for sums in found)
        yield Occasion(
            label(period, first),
            int(has >= needs),
            challenge.gifts,
            challenge.metrics,
            first,
        )


def _some(sums: Sums) -> bool:
    return any(amount > 0 for amount in sums.values())


def _milestones(challenge: MilestonesChallenge, scene: Scene) -> Iterator[Occasion]:
    period, metric = challenge.period, challenge.metric
    for milestone in challenge.steps:
        size = scene.wanted(metric, milestone.goal)
        name = _step_name(milestone.goal)
        for first, sums in scene.periods(metric, period).items():
            yield Occasion(
                f"{label(period, first)}:{name}",
                int(share(sums, size) >= 1),
                milestone.gifts,
                (metric,),
                first,
            )


def _personal(challenge: PersonalChallenge, scene: Scene) -> Iterator[Occasion]:
    period = challenge.period
    found = scene.periods(challenge.metric, period)
    for first in dict.fromkeys((*found, first_day(period, scene.today))):
        if _outside(first, period, scene):
            continue
        source = label(period, first)
        unit, goal = personal_goal(challenge, scene, first)
        reached = found.get(first, {}).get(unit, 0) >= goal
        yield Occasion(
            source,
            int(reached),
            challenge.gifts,
            (challenge.metric,),
            first,
            goal=goal,
        )


def _outside(first: date, period: str, scene: Scene) -> bool:
    """Tell whether no day of a period counts."""
    if scene.until is not None and first >= scene.until:
        return True
    return scene.since is not None and shifted(period, first, 1) <= scene.since


def personal_goal(
    challenge: PersonalChallenge, scene: Scene, first: date
) -> tuple[str, int]:
    """Return the unit and the size of a member's own goal in a period.

    It was fixed before, or is made now of the mean of the periods before it:
    all of them, also those before the challenge began and those with nothing.
    """
    metric, period = challenge.metric, challenge.period
    [(unit, least)] = scene.wanted(metric, challenge.least).items()
    fixed = (scene.goals or {}).get(label(period, first))
    if fixed is not None:
        return unit, fixed
    since = shifted(period, first, -challenge.look_back)
    sums = by_period(scene.days(metric), period, since=since, until=first)
    before = sum(amounts.get(unit, 0) for amounts in sums.values())
    goal = max(least, ceil(before * challenge.by / challenge.look_back))
    if challenge.most is not None:
        goal = min(goal, scene.wanted(metric, challenge.most)[unit])
    return unit, goal


def emptied(challenge: Challenge, source: str) -> Occasion:
    """Return an occasion of which the figures say nothing any more."""
    metrics = (
        challenge.metrics
        if isinstance(challenge, CollectChallenge)
        else (challenge.metric,)
    )
    gifts: tuple[Gift, ...] = ()
    if not isinstance(challenge, MilestonesChallenge):
        gifts = challenge.gifts
    else:
        for milestone in challenge.steps:
            if source.endswith(f":{_step_name(milestone.goal)}"):
                gifts = milestone.gifts
    return Occasion(source, 0, gifts, metrics, date.min)


def _step_name(goal: Goal) -> str:
    sizes = (goal.amount or {}).values() if goal.count is None else (goal.count,)
    return ",".join(str(size) for size in sizes)


def is_open_ended(challenge: Challenge) -> bool:
    """Tell whether a challenge has one occasion that never closes."""
    return challenge.period == EVER
