"""What tiers may get wrong between the parts of a document."""

from collections.abc import Iterator, Mapping

from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.metrics_checks import metric_problems
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.tiers import (
    LifetimeWindow,
    Requirement,
    RollingWindow,
    Threshold,
    Tier,
    TierTerms,
)

Steps = tuple[Step, ...]


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the tiers of a document."""
    items = parts.lists["tiers"]
    lowest = min((at for at, tier in items.items() if tier.enabled), default=None)
    for at, tier in items.items():
        yield from _tier(parts, ("tiers", at), tier, lowest=at == lowest)
    yield from _order(items)
    terms = parts.tables.get("tier_terms")
    if isinstance(terms, TierTerms):
        yield from _terms(terms)


def _terms(terms: TierTerms) -> Iterator[Problem]:
    yearless = isinstance(terms.window, RollingWindow | LifetimeWindow)
    if terms.upgrade == "period_end" and yearless:
        reason = "only windows of years have an end to wait for"
        steps: Steps = ("tier_terms", "upgrade")
        yield Problem(steps, "upgrade_needs_years", reason, "period_end", "at_once")


def _tier(parts: Parts, steps: Steps, tier: Tier, *, lowest: bool) -> Iterator[Problem]:
    free = tier.reach is None and tier.assigned_by is None
    if free and tier.enabled and not lowest:
        reason = "only the lowest tier may ask for nothing; say reach or assigned_by"
        yield Problem((*steps, "reach"), "tier_asks_nothing", reason)
    if tier.invite and tier.reach is None:
        reason = "the invited must reach it; without a threshold say assigned_by"
        yield Problem((*steps, "invite"), "invite_without_reach", reason, value=True)
    if tier.keep is not None and tier.reach is None:
        reason = "what is not reached by figures is not kept by them"
        yield Problem((*steps, "keep"), "keep_without_reach", reason)
    if free and (tier.gifts or tier.yearly_gifts):
        reason = "everybody has this tier; let a rule for sign_up give it"
        yield Problem((*steps, "gifts"), "gifts_of_everybody", reason)
    for name in ("reach", "keep"):
        threshold: Threshold | None = getattr(tier, name)
        if threshold is not None:
            yield from _threshold(parts, (*steps, name), threshold)
    yield from _keep_above(steps, tier)
    for name in ("gifts", "yearly_gifts"):
        for at, gift in enumerate(getattr(tier, name)):
            yield from gift_problems(parts, (*steps, name, at), gift)


def _threshold(parts: Parts, steps: Steps, threshold: Threshold) -> Iterator[Problem]:
    name = "all_of" if threshold.all_of is not None else "any_of"
    for at, requirement in enumerate(threshold.items):
        yield from metric_problems(
            parts,
            (*steps, name, at),
            requirement.metric,
            in_money=requirement.amount is not None,
        )


def _more(one: Requirement, other: Requirement) -> bool:
    """Tell whether *one* asks for more of the same thing than *other*."""
    if one.metric != other.metric:
        return False
    if one.count is not None and other.count is not None:
        return one.count > other.count
    mine, theirs = one.amount or {}, other.amount or {}
    return any(minor > theirs[unit] for unit, minor in mine.items() if unit in theirs)


def _keep_above(steps: Steps, tier: Tier) -> Iterator[Problem]:
    if tier.keep is None or tier.reach is None:
        return
    for kept in tier.keep.items:
        if any(_more(kept, reached) for reached in tier.reach.items):
            reason = f"keeping asks for more {kept.metric} than reaching does"
            yield Problem((*steps, "keep"), "keep_above_reach", reason)


def _order(items: Mapping[int, Tier]) -> Iterator[Problem]:
    """A tier that asks for less than the one below it would hide that one."""
    lower: Requirement | None = None
    for at, tier in sorted(items.items()):
        if tier.reach is None or len(tier.reach.items) != 1 or not tier.enabled:
            continue
        here = tier.reach.items[0]
        if lower is not None and _more(lower, here):
            reason = "it asks for less than a tier below it; list them upwards"
            yield Problem(("tiers", at, "reach"), "tiers_out_of_order", reason)
        lower = here
