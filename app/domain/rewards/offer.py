"""One thing to have at one price, and why it may not be had."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import Malformed, Missing, Refused
from app.domain.money import Money
from app.domain.programme.rewards import ExperienceReward, Reward, TicketsReward
from app.domain.programme.windows import instant_of
from app.domain.rewards.discount import Combination
from app.domain.rewards.kinds import VoucherKind


class RewardMissing(Missing):
    """This version of the programme has no such reward."""

    code = "reward_missing"


class RewardUnavailable(Refused):
    """The reward can't be had now.

    Attributes:
        reason: ``switched_off``, ``not_yet``, ``over``, ``currency_not_offered``.
    """

    code = "reward_unavailable"

    def __init__(self, *, reward_id: str, reason: str) -> None:
        self.reward_id = reward_id
        self.reason = reason
        super().__init__(f"{reward_id} can't be had: {reason}")


class PointsOffStep(Malformed):
    """A slider was asked for points that it does not sell.

    Attributes:
        minimum: The fewest, in smallest units.
        maximum: The most, or 0 without a limit.
        step: Points go in multiples of this.
    """

    code = "points_off_step"

    def __init__(self, *, asked: int, minimum: int, maximum: int, step: int) -> None:
        self.points_asked = asked
        self.points_minimum = minimum
        self.points_maximum = maximum
        self.points_step = step
        super().__init__(f"{asked} points asked; from {minimum} in steps of {step}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to have at one price, in one currency."""

    reward_id: str
    asset: str
    price_points: int
    """Smallest units."""
    kind: VoucherKind
    currency: str
    amount: Money | None = None
    percent_bp: int | None = None
    pieces: int | None = None
    """Of a percentage: only so many pieces are reduced."""
    product_refs: tuple[str, ...] = ()
    """The scope, and of a free product the gifts; may name a store."""
    collection_refs: tuple[str, ...] = ()
    minimum_minor: int | None = None
    """Smallest cart: the reward's own, or what a share limit asks for."""
    combines_with: Combination = field(default_factory=Combination)
    code_prefix: str = ""
    validity_days: int = 30
    customer_bound: bool = True


@dataclass(frozen=True, slots=True)
class RewardOffer:
    """A reward as one member sees it."""

    reward_id: str
    kind: str
    available: bool
    reason: str
    """``yes``, or why not: ``insufficient_points``, ``switched_off``, ``not_yet``,
    ``over``, ``currency_not_offered``."""
    points_missing: int
    least: Offer | None
    """The cheapest; of a ladder the only one."""
    most: Offer | None
    """Of a slider the dearest that the points pay for."""
    step: int = 0
    choices: tuple[Offer, ...] = ()
    """All that the points pay for, where they are few enough for a list."""


def given_assets(reward: Reward) -> tuple[str, ...]:
    """Return the assets of which a reward gives units at once."""
    return (reward.tickets,) if isinstance(reward, TicketsReward) else ()


def refs_for(refs: Sequence[str], store: str) -> tuple[str, ...]:
    """Return the references that mean something in *store*, without its name."""
    plain = []
    for ref in refs:
        owner, slash, rest = ref.partition("/")
        if not slash or not _is_store(owner):
            plain.append(ref)
        elif owner == store:
            plain.append(rest)
    return tuple(plain)


def _is_store(text: str) -> bool:
    return len(text) == len("00000000-0000-0000-0000-000000000000") and "-" in text


def unavailable(reward: Reward, *, at: datetime, zone: str) -> str | None:
    """Return why nobody can have *reward* at this moment, or None."""
    if not reward.enabled:
        return "switched_off"
    if isinstance(reward, ExperienceReward):
        closes = reward.closes or reward.starts_at
        if at >= instant_of(closes, zone, end=reward.closes is not None):
            return "over"
    if reward.active is None or reward.active.holds(at, zone):
        return None
    begins_at = reward.active.begins_at(zone)
    return "not_yet" if begins_at is not None and at < begins_at else "over"
