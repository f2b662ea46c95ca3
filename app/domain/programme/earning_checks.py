"""What ways to earn get wrong: assets that are not there, lanes, budgets, gifts."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from app.domain.programme.assets import Asset, CreditAsset
from app.domain.programme.conditions import faults as condition_faults
from app.domain.programme.earning import (
    EarningRule,
    FixedAward,
    GiftsAward,
    MeasuredAward,
    MultiplierAward,
    OrderFixedAward,
    OrderRule,
    RateAward,
)
from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.numbers import Rate, print_fraction, print_rate
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

Steps = tuple[Step, ...]


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong between the ways to earn and the other sections."""
    for at, rule in parts.earning.items():
        yield from _rule(parts, at, rule)
    yield from _lanes(parts)
    yield from _stacking(parts)


def _rule(parts: Parts, at: int, rule: EarningRule) -> Iterator[Problem]:
    steps: Steps = ("earning", at)
    asset = parts.asset(rule.asset)
    if isinstance(rule.award, GiftsAward):
        yield from _gifts(parts, steps, rule, rule.award)
    elif asset is None:
        yield parts.unknown("assets", (*steps, "asset"), rule.asset)
    else:
        yield from _AWARDS[type(rule.award)](steps, rule.award, asset)
    if rule.when is not None:
        for code, reason, near in condition_faults(rule.when, rule.trigger):
            yield Problem((*steps, "when"), code, reason, None, near)
    if isinstance(rule, OrderRule):
        yield from _minimum(steps, rule)
    yield from _budget(steps, rule)


def _gifts(
    parts: Parts, steps: Steps, rule: EarningRule, award: GiftsAward
) -> Iterator[Problem]:
    for number, gift in enumerate(award.give):
        yield from gift_problems(parts, (*steps, "award", "give", number), gift)
    if any(limit.points is not None for limit in rule.limits):
        reason = "gifts are counted in times, not in points"
        yield Problem((*steps, "limits"), "times_wanted", reason)


def _budget(steps: Steps, rule: EarningRule) -> Iterator[Problem]:
    budget = rule.budget
    if budget is None:
        return
    if budget.points is not None and isinstance(rule.award, GiftsAward):
        reason = "gifts are counted in times, not in points"
        yield Problem((*steps, "budget", "points"), "times_wanted", reason)
    active = rule.active
    ends = active is not None and active.since is not None and active.until is not None
    if budget.pacing == "even" and budget.per == "ever" and not ends:
        reason = "an even pace needs a beginning and an end: the rule's active window"
        yield Problem((*steps, "budget", "pacing"), "pace_without_end", reason)


def _minimum(steps: Steps, rule: OrderRule) -> Iterator[Problem]:
    if rule.minimum is None or not isinstance(rule.award, RateAward):
        return
    for currency in rule.award.rates:
        if currency not in rule.minimum:
            reason = f"the rule has a rate for {currency} but no minimum"
            yield Problem((*steps, "minimum", currency), "missing", reason)


def _rates(steps: Steps, award: RateAward, asset: Asset) -> Iterator[Problem]:
    place: Steps = (*steps, "award")
    yield from _table((*place, "rates"), award.rates, asset)
    for number, own in enumerate(award.stores):
        yield from _table((*place, "stores", number, "rates"), own.rates, asset)


def _table(steps: Steps, rates: Mapping[str, Rate], asset: Asset) -> Iterator[Problem]:
    for currency, rate in rates.items():
        place = (*steps, currency)
        written = print_rate(rate, currency)
        if isinstance(asset, CreditAsset):
            if currency != asset.currency:
                reason = f"{asset.id} is credit in {asset.currency}"
                yield Problem(
                    place, "currency_differs", reason, written, asset.currency
                )
            elif not rate.percentage:
                reason = "credit is given as a percentage"
                yield Problem(place, "percentage_wanted", reason, written, '"5%"')
        elif rate.percentage:
            reason = "a percentage gives credit; points are 'so many per amount'"
            yield Problem(place, "points_wanted", reason, written, '"1 per 1000"')


def _fixed(steps: Steps, award: FixedAward, asset: Asset) -> Iterator[Problem]:
    units: Fraction = award.points * 10**asset.scale
    if units.denominator != 1:
        reason = f"{asset.id} has {asset.scale} decimals"
        near = str(max(1, int(award.points)))
        written = print_fraction(award.points)
        yield Problem((*steps, "award", "points"), "too_fine", reason, written, near)


def _fits(_steps: Steps, _award: object, _asset: Asset) -> Iterator[Problem]:
    """Say nothing: a multiplier or a measure fits every asset."""
    yield from ()


_AWARDS: Mapping[type, Any] = {
    RateAward: _rates,
    FixedAward: _fixed,
    OrderFixedAward: _fixed,
    MultiplierAward: _fits,
    MeasuredAward: _fits,
}


def _lanes(parts: Parts) -> Iterator[Problem]:
    kinds: dict[tuple[str, str], str] = {}
    for at, rule in parts.earning.items():
        if not isinstance(rule, OrderRule):
            continue
        lane = (rule.asset, rule.lane_name)
        kind = kinds.setdefault(lane, rule.award.kind)
        if kind != rule.award.kind:
            reason = f"lane {lane[1]} runs {kind} awards; one lane runs one kind"
            yield Problem(
                ("earning", at, "lane"), "mixed_lane", reason, rule.lane, rule.id
            )


def _stacking(parts: Parts) -> Iterator[Problem]:
    stacking = parts.tables.get("stacking")
    if stacking is None:
        return
    for name in ("caps", "budgets"):
        for number, one in enumerate(getattr(stacking, name)):
            if parts.asset(one.asset) is None:
                place = ("stacking", name, number, "asset")
                yield parts.unknown("assets", place, one.asset)
