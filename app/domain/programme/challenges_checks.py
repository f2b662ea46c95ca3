"""What challenges may get wrong between the parts of a document."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from app.domain.programme.challenges import (
    Challenge,
    CollectChallenge,
    EveryChallenge,
    Goal,
    MilestonesChallenge,
    PersonalChallenge,
    ReachChallenge,
    StreakChallenge,
)
from app.domain.programme.conditions import faults
from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.gifts import Gift, MetricGift
from app.domain.programme.metrics_checks import metric_kind, metric_problems
from app.domain.programme.metrics_checks import unknown_metric as unknown
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

Steps = tuple[Step, ...]
OneMetricChallenge = (
    ReachChallenge
    | EveryChallenge
    | StreakChallenge
    | MilestonesChallenge
    | PersonalChallenge
)


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the challenges of a document."""
    for at, challenge in parts.lists["challenges"].items():
        steps: Steps = ("challenges", at)
        yield from _looks_at(parts, steps, challenge)
        yield from _gives(parts, steps, challenge)
        if challenge.when is not None:
            for code, reason, near in faults(challenge.when, "member"):
                yield Problem((*steps, "when"), code, reason, None, near)


def metrics_of(challenge: Challenge) -> tuple[str, ...]:
    """Return the metrics that a challenge looks at."""
    if isinstance(challenge, CollectChallenge):
        return challenge.metrics
    return (challenge.metric,)


def _goals(challenge: OneMetricChallenge) -> Iterator[tuple[Steps, Goal]]:
    match challenge:
        case MilestonesChallenge(steps=milestones):
            for at, milestone in enumerate(milestones):
                yield ("steps", at, "goal"), milestone.goal
        case PersonalChallenge(least=least, most=most):
            yield ("least",), least
            if most is not None:
                yield ("most",), most
        case _:
            yield ("goal",), challenge.goal


def _looks_at(parts: Parts, steps: Steps, challenge: Challenge) -> Iterator[Problem]:
    if isinstance(challenge, CollectChallenge):
        for at, metric_id in enumerate(challenge.metrics):
            if metric_kind(parts, metric_id) is None:
                yield unknown(parts, (*steps, "metrics", at), metric_id)
        return
    if metric_kind(parts, challenge.metric) is None:
        yield unknown(parts, (*steps, "metric"), challenge.metric)
        return
    for place, goal in _goals(challenge):
        yield from metric_problems(
            parts,
            (*steps, *place),
            challenge.metric,
            in_money=goal.amount is not None,
        )
    if isinstance(challenge, MilestonesChallenge):
        yield from _ascending(steps, challenge)


def _ascending(steps: Steps, challenge: MilestonesChallenge) -> Iterator[Problem]:
    goals = [_table(milestone.goal) for milestone in challenge.steps]
    for at, (lower, higher) in enumerate(pairwise(goals), start=1):
        if lower.keys() != higher.keys():
            reason = "all steps are counted in the same currencies"
            yield Problem((*steps, "steps", at, "goal"), "other_unit", reason)
        elif any(higher[unit] <= lower[unit] for unit in lower):
            reason = "each step asks for more than the one before"
            yield Problem((*steps, "steps", at, "goal"), "not_ascending", reason)


def _table(goal: Goal) -> Mapping[str, int]:
    return {"": goal.count} if goal.count is not None else (goal.amount or {})


def _gifts(challenge: Challenge) -> Iterator[tuple[Steps, Gift]]:
    if isinstance(challenge, MilestonesChallenge):
        for at, milestone in enumerate(challenge.steps):
            for place, gift in enumerate(milestone.gifts):
                yield ("steps", at, "gifts", place), gift
        return
    for place, gift in enumerate(challenge.gifts):
        yield ("gifts", place), gift


def _gives(parts: Parts, steps: Steps, challenge: Challenge) -> Iterator[Problem]:
    for place, gift in _gifts(challenge):
        yield from gift_problems(parts, (*steps, *place), gift)
        if isinstance(gift, MetricGift) and gift.metric in metrics_of(challenge):
            reason = "a challenge can't give what it looks at"
            yield Problem(
                (*steps, *place, "metric"), "feeds_itself", reason, gift.metric
            )
