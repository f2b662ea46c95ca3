"""What rewards get wrong between them and the rest of the document."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.assets import TicketsAsset
from app.domain.programme.conditions import faults as condition_faults
from app.domain.programme.facts import SKU
from app.domain.programme.numbers import HUNDRED, print_rate
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.rewards import (
    CharityReward,
    ExperienceReward,
    FixedAmountReward,
    FreeProductReward,
    Margin,
    PartnerReward,
    PercentReward,
    Reward,
    SliderReward,
    TicketsReward,
)
from app.domain.programme.windows import instant_of

Steps = tuple[Step, ...]
Scoped = FixedAmountReward | PercentReward | SliderReward | PartnerReward


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the rewards."""
    for at, reward in parts.rewards.items():
        steps: Steps = ("rewards", at)
        yield from _asset(parts, steps, reward)
        yield from _skus(steps, reward)
        if reward.when is not None:
            for code, reason, near in condition_faults(reward.when, "reward"):
                yield Problem((*steps, "when"), code, reason, None, near)
        if reward.margin is not None:
            yield from _margin(steps, reward, reward.margin)
        yield from _kind(parts, steps, reward)


def largest_share(margin: Margin) -> Fraction:
    """Return the largest share of an order that may be taken off.

    What is left after a discount of the share *s* has the margin
    ``(usual - s) / (1 - s)``, which must not fall below the floor.
    """
    whole = HUNDRED * HUNDRED
    return Fraction(margin.usual - margin.floor, whole - margin.floor)


def _asset(parts: Parts, steps: Steps, reward: Reward) -> Iterator[Problem]:
    asset = parts.asset(reward.asset)
    if asset is None:
        yield parts.unknown("assets", (*steps, "asset"), reward.asset)
    elif isinstance(asset, TicketsAsset):
        reason = "tickets are for their draw; nothing is bought with them"
        yield Problem((*steps, "asset"), "tickets_not_spendable", reason, asset.id)


def _products(reward: Reward) -> tuple[Steps, tuple[str, ...]]:
    if isinstance(reward, FreeProductReward):
        return ("products",), reward.products
    if isinstance(reward, Scoped):
        return ("scope", "products"), reward.scope.products
    return (), ()


def _skus(steps: Steps, reward: Reward) -> Iterator[Problem]:
    place, refs = _products(reward)
    for at, ref in enumerate(refs):
        if ref.startswith(SKU):
            reason = "a store's discount needs the product's own reference"
            yield Problem((*steps, *place, at), "sku_in_reward", reason, ref)


def _margin(steps: Steps, reward: Reward, margin: Margin) -> Iterator[Problem]:
    place = (*steps, "margin")
    match reward:
        case PercentReward(percent=percent) | PartnerReward(percent=int(percent)):
            share = largest_share(margin) * HUNDRED * HUNDRED
            if percent > share:
                near = f"{share.numerator // share.denominator / HUNDRED:g}%"
                reason = "no order would keep the floor"
                yield Problem(place, "percent_above_margin", reason, None, near)
        case FixedAmountReward() | SliderReward() | PartnerReward():
            pass
        case _ if reward.cost is None:
            reason = "say what one costs, so that the smallest cart can be found"
            yield Problem((*steps, "cost"), "missing", reason)
        case _:
            pass


def _kind(parts: Parts, steps: Steps, reward: Reward) -> Iterator[Problem]:
    match reward:
        case SliderReward():
            yield from _slider(steps, reward)
        case TicketsReward():
            asset = parts.asset(reward.tickets)
            if asset is None:
                yield parts.unknown("assets", (*steps, "tickets"), reward.tickets)
            elif not isinstance(asset, TicketsAsset):
                reason = f"{asset.id} is not counted in tickets"
                yield Problem((*steps, "tickets"), "tickets_wanted", reason, asset.id)
        case CharityReward():
            for at, cause in enumerate(reward.causes):
                if "causes" in parts.lists and parts.find("causes", cause) is None:
                    yield parts.unknown("causes", (*steps, "causes", at), cause)
        case ExperienceReward():
            yield from _dates(steps, reward)
        case _:
            pass


def _dates(steps: Steps, reward: ExperienceReward) -> Iterator[Problem]:
    begins_at = instant_of(reward.starts_at, "UTC", end=False)
    if instant_of(reward.ends_at, "UTC", end=True) <= begins_at:
        reason = "it ends before it starts"
        yield Problem((*steps, "ends_at"), "ends_too_early", reason, reward.ends_at)
    closes = reward.closes
    if closes is not None and instant_of(closes, "UTC", end=False) > begins_at:
        reason = "places are given out after the start"
        yield Problem(
            (*steps, "closes"), "closes_too_late", reason, closes, reward.starts_at
        )


def _slider(steps: Steps, reward: SliderReward) -> Iterator[Problem]:
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
