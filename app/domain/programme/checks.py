"""What a document may get wrong although each part of it is well formed.

Parts refer to each other by id; here the references are followed. The checks
look at the parts that could be read, each with its place in the document, so
that one broken rule does not hide the mistakes of the others.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from app.domain.programme.assets import Asset, CreditAsset
from app.domain.programme.conditions import faults as condition_faults
from app.domain.programme.earning import (
    EarningRule,
    FixedAward,
    MultiplierAward,
    OrderRule,
    RateAward,
)
from app.domain.programme.facts import SKU
from app.domain.programme.numbers import print_fraction, print_rate
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.rewards import (
    FreeProductReward,
    FreeShippingReward,
    Reward,
    SliderReward,
)


def problems_of(parts: Parts) -> list[Problem]:
    """Return everything that the parts get wrong between them."""
    found = chain(
        *(_twins(section, items) for section, items in parts.lists.items()),
        *(_rule(parts, at, rule) for at, rule in parts.earning.items()),
        _lanes(parts),
        *(_reward(parts, at, reward) for at, reward in parts.rewards.items()),
        *(check(parts) for check in CHECKS),
    )
    return list(found)


CHECKS: tuple[Callable[[Parts], Iterator[Problem]], ...] = ()
"""What the other sections get wrong; each topic's module has its own."""


def _twins(section: str, items: Mapping[int, Any]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, item in items.items():
        if item.id in seen:
            reason = f"the id is taken by {section}[{seen[item.id]}]"
            yield Problem(
                (section, at, "id"), "taken_id", reason, item.id, f"{item.id}-2"
            )
        seen.setdefault(item.id, at)


def _rule(parts: Parts, at: int, rule: EarningRule) -> Iterator[Problem]:
    steps: tuple[Step, ...] = ("earning", at)
    asset = parts.asset(rule.asset)
    if asset is None:
        yield parts.unknown("assets", (*steps, "asset"), rule.asset)
    else:
        yield from _AWARDS[type(rule.award)](steps, rule.award, asset)
    if rule.when is not None:
        for code, reason, near in condition_faults(rule.when, rule.trigger):
            yield Problem((*steps, "when"), code, reason, None, near)
    if isinstance(rule, OrderRule):
        yield from _minimum(steps, rule)


def _minimum(steps: tuple[Step, ...], rule: OrderRule) -> Iterator[Problem]:
    if rule.minimum is None or not isinstance(rule.award, RateAward):
        return
    for currency in rule.award.rates:
        if currency not in rule.minimum:
            reason = f"the rule has a rate for {currency} but no minimum"
            yield Problem((*steps, "minimum", currency), "missing", reason)


def _rates(
    steps: tuple[Step, ...], award: RateAward, asset: Asset
) -> Iterator[Problem]:
    for currency, rate in award.rates.items():
        place = (*steps, "award", "rates", currency)
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


def _fixed(
    steps: tuple[Step, ...], award: FixedAward, asset: Asset
) -> Iterator[Problem]:
    units = award.points * 10**asset.scale
    if units.denominator != 1:
        reason = f"{asset.id} has {asset.scale} decimals"
        near = str(max(1, int(award.points)))
        written = print_fraction(award.points)
        yield Problem((*steps, "award", "points"), "too_fine", reason, written, near)


def _multiplier(
    steps: tuple[Step, ...], award: MultiplierAward, asset: Asset
) -> Iterator[Problem]:
    del steps, award, asset  # a multiplier fits every asset
    yield from ()


_AWARDS: Mapping[type, Callable[[tuple[Step, ...], Any, Asset], Iterator[Problem]]] = {
    RateAward: _rates,
    FixedAward: _fixed,
    MultiplierAward: _multiplier,
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


def _products(reward: Reward) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    match reward:
        case FreeShippingReward():
            return (), ()
        case FreeProductReward(products=refs):
            return ("products",), refs
        case _:
            return ("scope", "products"), reward.scope.products


def _skus(steps: tuple[Step, ...], reward: Reward) -> Iterator[Problem]:
    place, refs = _products(reward)
    for at, ref in enumerate(refs):
        if ref.startswith(SKU):
            reason = "a store's discount needs the product's own reference"
            yield Problem((*steps, *place, at), "sku_in_reward", reason, ref)


def _reward(parts: Parts, at: int, reward: Reward) -> Iterator[Problem]:
    steps: tuple[Step, ...] = ("rewards", at)
    if parts.asset(reward.asset) is None:
        yield parts.unknown("assets", (*steps, "asset"), reward.asset)
    yield from _skus(steps, reward)
    if isinstance(reward, SliderReward):
        yield from _slider(steps, reward)


def _slider(steps: tuple[Step, ...], reward: SliderReward) -> Iterator[Problem]:
    for currency, rate in reward.value.items():
        if max(reward.minimum, reward.step) * rate.per_minor < rate.points:
            reason = "the first step is worth less than the smallest coin"
            written = print_rate(rate, currency)
            yield Problem((*steps, "value", currency), "worth_nothing", reason, written)
    if reward.minimum_order is None:
        return
    for currency in reward.value:
        if currency not in reward.minimum_order:
            reason = f"the slider has a value for {currency} but no minimum order"
            yield Problem((*steps, "minimum_order", currency), "missing", reason)
