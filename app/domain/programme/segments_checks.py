"""What segments, campaigns and goals may get wrong between the parts of a document."""

from collections.abc import Iterator
from datetime import date

from app.domain.programme.campaigns import Campaign
from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.metrics_checks import metric_kind, unknown_metric
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.segments import (
    MAX_DEPTH,
    MAX_FACTS,
    BalanceFact,
    ExpiringFact,
    Fact,
    MembershipFact,
    MetricFact,
    Segment,
    TierFact,
    depth,
    facts_of,
)

Steps = tuple[Step, ...]


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the segments, campaigns and goals of a document."""
    for at, segment in parts.lists["segments"].items():
        yield from _segment(parts, ("segments", at, "who"), segment)
    for at, campaign in parts.lists["campaigns"].items():
        yield from _campaign(parts, ("campaigns", at), campaign)
    for at, goal in parts.lists["goals"].items():
        try:
            date.fromisoformat(goal.until)
        except ValueError:
            reason = "there is no such day"
            yield Problem(("goals", at, "until"), "no_such_day", reason, goal.until)


def _segment(parts: Parts, steps: Steps, segment: Segment) -> Iterator[Problem]:
    if depth(segment.who) > MAX_DEPTH:
        yield Problem(steps, "too_deep", f"at most {MAX_DEPTH} levels")
    facts = list(facts_of(segment.who))
    if len(facts) > MAX_FACTS:
        yield Problem(steps, "too_many_facts", f"at most {MAX_FACTS} questions")
    for fact in facts:
        yield from _fact(parts, steps, fact)


def _fact(parts: Parts, steps: Steps, fact: Fact) -> Iterator[Problem]:
    match fact:
        case TierFact():
            yield from _names(parts, "tiers", steps, fact.of)
        case MembershipFact():
            yield from _names(parts, "memberships", steps, fact.of)
        case BalanceFact() | ExpiringFact():
            yield from _names(parts, "assets", steps, (fact.asset,))
        case MetricFact():
            kind = metric_kind(parts, fact.metric)
            if kind is None:
                yield unknown_metric(parts, steps, fact.metric)
            elif kind == "spend":
                reason = f"{fact.metric} is money; say spend, or count orders"
                yield Problem(steps, "count_wanted", reason, fact.metric, "orders")


def _names(
    parts: Parts, section: str, steps: Steps, names: tuple[str, ...]
) -> Iterator[Problem]:
    for name in names:
        if parts.find(section, name) is None:
            yield parts.unknown(section, steps, name)


def _campaign(parts: Parts, steps: Steps, campaign: Campaign) -> Iterator[Problem]:
    if parts.find("segments", campaign.segment) is None:
        yield parts.unknown("segments", (*steps, "segment"), campaign.segment)
    for at, gift in enumerate(campaign.gifts):
        yield from gift_problems(parts, (*steps, "gifts", at), gift)
