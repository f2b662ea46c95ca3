"""How far a member is, for pages and programs. Pure; decides nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.challenges.occasions import (
    Scene,
    is_open_ended,
    personal_goal,
    streak_rows,
)
from app.domain.metrics.figures import COUNT, Sums, Wanted, share
from app.domain.metrics.periods import first_day, label, shifted
from app.domain.programme.challenges import (
    Challenge,
    CollectChallenge,
    EveryChallenge,
    MilestonesChallenge,
    PersonalChallenge,
    ReachChallenge,
    StreakChallenge,
)

PERIODS = "periods"
METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a challenge asks for."""

    name: str
    done: int
    goal: int
    unit: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member is with a challenge in the running period."""

    challenge_id: str
    source: str
    """The running period: ``2026-05``."""
    ends_on: date | None
    """The last day; None when there is none."""
    done: int
    goal: int
    unit: str
    """A currency, an asset, ``count``, ``periods`` of a streak, ``metrics``."""
    times: int
    """How often it was reached in this period."""
    parts: tuple[Part, ...] = ()
    """The metrics of a collection, the steps of milestones, a streak's period."""
    closed: bool = False
    """Nothing more can be reached in this period."""


def progress(challenge: Challenge, scene: Scene) -> Progress:
    """Return how far a member is by the figures as they stand."""
    first = first_day(challenge.period, scene.today)
    match challenge:
        case StreakChallenge():
            found = _streak(challenge, scene, first)
        case CollectChallenge():
            found = _collect(challenge, scene, first)
        case MilestonesChallenge():
            found = _milestones(challenge, scene, first)
        case PersonalChallenge():
            unit, goal = personal_goal(challenge, scene, first)
            found = _amount(challenge, scene, first, {unit: goal})
        case _:
            size = scene.wanted(challenge.metric, challenge.goal)
            found = _amount(challenge, scene, first, size)
    return found


def _ends_on(challenge: Challenge, scene: Scene, first: date) -> date | None:
    ends = [scene.until] if scene.until is not None else []
    if not is_open_ended(challenge):
        ends.append(shifted(challenge.period, first, 1))
    return min(ends) - timedelta(days=1) if ends else None


def nearest_unit(sums: Sums, size: Wanted) -> str:
    """Return the unit in which the most of a goal is reached; the first of equals."""
    return max(size, key=lambda unit: share(sums, {unit: size[unit]}))


def _amount(
    challenge: ReachChallenge | EveryChallenge | PersonalChallenge,
    scene: Scene,
    first: date,
    size: Wanted,
) -> Progress:
    sums = scene.periods(challenge.metric, challenge.period).get(first, {})
    unit = nearest_unit(sums, size)
    total, goal = sums.get(unit, 0), size[unit]
    times, closed, done = int(total >= goal), total >= goal, total
    if isinstance(challenge, EveryChallenge):
        times = max(0, int(share(sums, size)))
        closed = challenge.most is not None and times >= challenge.most
        times = min(times, challenge.most or times)
        done = total - times * goal if len(size) == 1 else total % goal
    return Progress(
        challenge.id,
        label(challenge.period, first),
        _ends_on(challenge, scene, first),
        done,
        goal,
        unit,
        times,
        closed=closed,
    )


def _streak(challenge: StreakChallenge, scene: Scene, first: date) -> Progress:
    period = challenge.period
    rows = dict(streak_rows(challenge, scene))
    # The running period is not over: while it falls short, what came before stands.
    row = rows.get(first) or (
        rows.get(shifted(period, first, -1), 0) % challenge.length
    )
    now = scene.periods(challenge.metric, period).get(first, {})
    size = scene.wanted(challenge.metric, challenge.goal)
    unit = nearest_unit(now, size)
    return Progress(
        challenge.id,
        label(period, first),
        _ends_on(challenge, scene, first),
        row,
        challenge.length,
        PERIODS,
        int(row == challenge.length),
        parts=(Part(challenge.metric, now.get(unit, 0), size[unit], unit),),
    )


def _collect(challenge: CollectChallenge, scene: Scene, first: date) -> Progress:
    parts = tuple(
        Part(metric, int(_has(scene, metric, challenge.period, first)), 1, COUNT)
        for metric in challenge.metrics
    )
    done = sum(part.done for part in parts)
    needs = challenge.needs or len(parts)
    return Progress(
        challenge.id,
        label(challenge.period, first),
        _ends_on(challenge, scene, first),
        done,
        needs,
        METRICS,
        int(done >= needs),
        parts=parts,
        closed=done >= needs,
    )


def _has(scene: Scene, metric: str, period: str, first: date) -> bool:
    sums = scene.periods(metric, period).get(first, {})
    return any(amount > 0 for amount in sums.values())


def _milestones(challenge: MilestonesChallenge, scene: Scene, first: date) -> Progress:
    sums = scene.periods(challenge.metric, challenge.period).get(first, {})
    sizes = [scene.wanted(challenge.metric, step.goal) for step in challenge.steps]
    reached = [share(sums, size) >= 1 for size in sizes]
    following = next(
        (size for size, done in zip(sizes, reached, strict=True) if not done), sizes[-1]
    )
    unit = nearest_unit(sums, following)
    total = sums.get(unit, 0)
    return Progress(
        challenge.id,
        label(challenge.period, first),
        _ends_on(challenge, scene, first),
        total,
        following[unit],
        unit,
        sum(reached),
        parts=tuple(
            Part(str(size[unit]), min(total, size[unit]), size[unit], unit)
            for size in sizes
        ),
        closed=all(reached),
    )
