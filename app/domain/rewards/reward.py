"""What a member may get for points, and at what price.

Everything is looked up in the document; nothing here knows a member beyond the
points they can use. Prices and balances are the ledger's smallest units.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import Reward, SliderReward
from app.domain.rewards.offer import (
    Offer,
    PointsOffStep,
    RewardMissing,
    RewardOffer,
    RewardUnavailable,
    given_assets,
    refs_for,
    unavailable,
)
from app.domain.rewards.pricing import Steps, price, slid

__all__ = [
    "Offer",
    "PointsOffStep",
    "RewardMissing",
    "RewardOffer",
    "RewardUnavailable",
    "affordable",
    "given_assets",
    "offers",
    "price",
    "refs_for",
    "reward_of",
    "unavailable",
]

MOST_CHOICES = 20
"""A slider with more steps than this is shown as a slider, not as a list."""


def reward_of(document: ProgrammeDocument, reward_id: str) -> Reward:
    """Return a reward of this version.

    Raises:
        RewardMissing: It has none of that name.
    """
    reward = document.reward(reward_id)
    if reward is None:
        raise RewardMissing(f"no reward {reward_id!r} in this version")
    return reward


def offers(
    document: ProgrammeDocument,
    live_points: int,
    *,
    currency: str,
    at: datetime,
    asset: str = "points",
    zone: str | None = None,
) -> tuple[RewardOffer, ...]:
    """Return every reward priced in *asset*, in the document's order.

    What the points do not pay for comes too, with how many are missing, so a
    page can say so. Limits and stock are the caller's.
    """
    scale = document.asset(asset).scale
    where = zone or document.identity.timezone
    found = []
    for reward in document.rewards:
        if reward.asset == asset:
            closed = unavailable(reward, at=at, zone=where)
            found.append(_seen(reward, live_points, currency, scale, closed))
    return tuple(found)


def _seen(
    reward: Reward, live_points: int, currency: str, scale: int, closed: str | None
) -> RewardOffer:
    try:
        least = price(reward, None, currency=currency, scale=scale)
    except RewardUnavailable as error:
        return RewardOffer(
            reward.id,
            reward.kind,
            available=False,
            reason=error.reason,
            points_missing=0,
            least=None,
            most=None,
        )
    missing = max(0, least.price_points - live_points)
    closed = closed or (None if least.price_points else "only_given")
    reason = closed or ("insufficient_points" if missing else "yes")
    step, most = 0, least
    choices: tuple[Offer, ...] = (least,)
    if isinstance(reward, SliderReward):
        steps = Steps(reward, scale)
        step, top = steps.step, max(steps.most(live_points), steps.minimum)
        most = slid(reward, top, currency, scale)
        prices = range(steps.minimum, top + 1, step)
        few = len(prices) <= MOST_CHOICES
        choices = tuple(
            slid(reward, points, currency, scale) for points in (prices if few else ())
        )
    return RewardOffer(
        reward.id,
        reward.kind,
        available=reason == "yes",
        reason=reason,
        points_missing=missing,
        least=least,
        most=most,
        step=step,
        choices=choices if not missing else (),
    )


def affordable(found: Sequence[RewardOffer]) -> Iterator[Offer]:
    """Return everything that may be had now: steps of ladders and of sliders."""
    for reward in found:
        if reward.available:
            yield from reward.choices
