"""What a gift gets wrong, wherever in the document it stands."""

from collections.abc import Iterator

from app.domain.programme.assets import CreditAsset
from app.domain.programme.gifts import (
    ChoiceGift,
    CreditGift,
    Gift,
    MetricGift,
    PointsGift,
    VoucherGift,
)
from app.domain.programme.numbers import print_fraction
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

Steps = tuple[Step, ...]


def gift_problems(parts: Parts, steps: Steps, gift: Gift) -> Iterator[Problem]:
    """Return what is wrong between one gift and the rest of the document."""
    match gift:
        case PointsGift():
            yield from _points(parts, steps, gift)
        case CreditGift():
            yield from _credit(parts, steps, gift)
        case VoucherGift():
            yield from _known(parts, "rewards", (*steps, "reward"), gift.reward)
        case ChoiceGift():
            yield from _twins((*steps, "rewards"), gift.rewards)
            for at, reward in enumerate(gift.rewards):
                yield from _known(parts, "rewards", (*steps, "rewards", at), reward)
        case MetricGift():
            yield from _known(parts, "metrics", (*steps, "metric"), gift.metric)
        case _:
            yield from _known(parts, "badges", (*steps, "badge"), gift.badge)


def _known(parts: Parts, section: str, steps: Steps, name: str) -> Iterator[Problem]:
    if parts.find(section, name) is None:
        yield parts.unknown(section, steps, name)


def _twins(steps: Steps, rewards: tuple[str, ...]) -> Iterator[Problem]:
    for at, reward in enumerate(rewards):
        if reward in rewards[:at]:
            yield Problem((*steps, at), "same_choice", "is named before", reward)


def _points(parts: Parts, steps: Steps, gift: PointsGift) -> Iterator[Problem]:
    asset = parts.asset(gift.asset)
    if asset is None:
        yield parts.unknown("assets", (*steps, "asset"), gift.asset)
        return
    if isinstance(asset, CreditAsset):
        reason = f"{asset.id} is credit; give it as credit, with an amount"
        yield Problem((*steps, "asset"), "points_wanted", reason, gift.asset)
        return
    if (gift.points * 10**asset.scale).denominator != 1:
        reason = f"{asset.id} has {asset.scale} decimals"
        written, near = print_fraction(gift.points), str(max(1, int(gift.points)))
        yield Problem((*steps, "points"), "too_fine", reason, written, near)


def _credit(parts: Parts, steps: Steps, gift: CreditGift) -> Iterator[Problem]:
    asset = parts.asset(gift.asset)
    if asset is None:
        yield parts.unknown("assets", (*steps, "asset"), gift.asset)
    elif not isinstance(asset, CreditAsset):
        reason = f"{asset.id} is not credit; give it as points"
        yield Problem((*steps, "asset"), "credit_wanted", reason, gift.asset)
    elif set(gift.amount) != {asset.currency}:
        reason = f"{asset.id} is credit in {asset.currency}"
        yield Problem(
            (*steps, "amount"), "currency_differs", reason, None, asset.currency
        )
