"""What a member may get for points, and at what price.

Everything is looked up in the document; nothing here knows a member beyond the
points they can use. Prices and balances are the ledger's smallest units.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from app.domain.errors import Malformed, Missing, Refused
from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.numbers import HUNDRED
from app.domain.programme.rewards import (
    FixedAmountReward,
    FreeProductReward,
    PercentReward,
    Reward,
    SliderReward,
)
from app.domain.rewards.discount import Combination, DiscountKind

T = TypeVar("T")
MOST_CHOICES = 20
"""A slider with more steps than this is shown as a slider, not as a list."""


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
    kind: DiscountKind
    currency: str
    amount: Money | None = None
    percent_bp: int | None = None
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


def reward_of(document: ProgrammeDocument, reward_id: str) -> Reward:
    """Return a reward of this version.

    Raises:
        RewardMissing: It has none of that name.
    """
    reward = document.reward(reward_id)
    if reward is None:
        raise RewardMissing(f"no reward {reward_id!r} in this version")
    return reward


def given_assets(_reward: Reward) -> tuple[str, ...]:
    """Return the assets of which a reward gives units at once."""
    return ()


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
    if reward.active is None or reward.active.holds(at, zone):
        return None
    begins_at = reward.active.begins_at(zone)
    return "not_yet" if begins_at is not None and at < begins_at else "over"


def price(
    reward: Reward, points_asked: int | None, *, currency: str, scale: int = 0
) -> Offer:
    """Return what *reward* costs and gives in *currency*.

    Args:
        reward: A reward of the document.
        points_asked: Smallest units, for a slider. A ladder has one price, and
            refuses another.
        currency: Of the store where it will be used.
        scale: Decimals of the reward's asset.

    Raises:
        RewardUnavailable: It is not offered in this currency.
        PointsOffStep: The points asked are not sold.
    """
    if isinstance(reward, SliderReward):
        steps = _Steps(reward, scale)
        asked = steps.minimum if points_asked is None else points_asked
        steps.check(asked)
        return _slid(reward, asked, currency, scale)
    cost = reward.price * 10**scale
    if points_asked is not None and points_asked != cost:
        raise PointsOffStep(asked=points_asked, minimum=cost, maximum=cost, step=cost)
    return Offer(
        price_points=cost,
        minimum_minor=_minimum_order(reward, currency),
        **_gives(reward, currency),
        **_common(reward, currency),
    )


def _gives(reward: Reward, currency: str) -> dict[str, Any]:
    match reward:
        case FixedAmountReward(amount=amount, scope=scope):
            return {
                "kind": DiscountKind.FIXED_AMOUNT,
                "amount": Money(_of(amount, reward, currency), currency),
                "product_refs": scope.products,
                "collection_refs": scope.collections,
            }
        case PercentReward(percent=percent_bp, scope=scope):
            return {
                "kind": DiscountKind.PERCENT,
                "percent_bp": percent_bp,
                "product_refs": scope.products,
                "collection_refs": scope.collections,
            }
        case FreeProductReward(products=products):
            return {"kind": DiscountKind.FREE_PRODUCT, "product_refs": products}
        case _:
            return {"kind": DiscountKind.FREE_SHIPPING}


def _common(reward: Reward, currency: str) -> dict[str, Any]:
    combines = reward.combines_with
    return {
        "reward_id": reward.id,
        "asset": reward.asset,
        "currency": currency,
        "combines_with": Combination(
            order=combines.order, product=combines.product, shipping=combines.shipping
        ),
        "code_prefix": reward.code.prefix,
        "validity_days": reward.code.validity_days,
        "customer_bound": reward.code.for_this_customer_only,
    }


def _of(table: Mapping[str, T], reward: Reward, currency: str) -> T:
    if currency not in table:
        raise RewardUnavailable(reward_id=reward.id, reason="currency_not_offered")
    return table[currency]


def _minimum_order(reward: Reward, currency: str) -> int | None:
    if reward.minimum_order is None:
        return None
    return _of(reward.minimum_order, reward, currency)


class _Steps:
    """The points that a slider sells, in smallest units."""

    def __init__(self, reward: SliderReward, scale: int) -> None:
        unit = 10**scale
        self.step = reward.step * unit
        self.minimum = max(reward.minimum * unit, self.step)
        self.maximum = 0 if reward.maximum is None else reward.maximum * unit

    def check(self, asked: int) -> None:
        if (
            asked < self.minimum
            or asked % self.step
            or (self.maximum and asked > self.maximum)
        ):
            raise PointsOffStep(
                asked=asked, minimum=self.minimum, maximum=self.maximum, step=self.step
            )

    def most(self, live_points: int) -> int:
        """Return the most that *live_points* pay for; 0 when it is too little."""
        bound = min(live_points, self.maximum) if self.maximum else live_points
        found = bound // self.step * self.step
        return found if found >= self.minimum else 0


def _slid(reward: SliderReward, points: int, currency: str, scale: int) -> Offer:
    rate = _of(reward.value, reward, currency)
    exact = points / rate.exact(scale)
    amount_minor = exact.numerator // exact.denominator
    return Offer(
        price_points=points,
        kind=DiscountKind.FIXED_AMOUNT,
        amount=Money(amount_minor, currency),
        product_refs=reward.scope.products,
        collection_refs=reward.scope.collections,
        minimum_minor=_least_cart(reward, amount_minor, currency),
        **_common(reward, currency),
    )


def _least_cart(reward: SliderReward, amount_minor: int, currency: str) -> int | None:
    """Return the cart that keeps the discount within its share."""
    own = _minimum_order(reward, currency)
    if reward.maximum_share is None:
        return own
    cart = Fraction(amount_minor * HUNDRED * HUNDRED, reward.maximum_share)
    return max(own or 0, -(-cart.numerator // cart.denominator))


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
    reason = closed or ("insufficient_points" if missing else "yes")
    step, most = 0, least
    choices: tuple[Offer, ...] = (least,)
    if isinstance(reward, SliderReward):
        steps = _Steps(reward, scale)
        step, top = steps.step, max(steps.most(live_points), steps.minimum)
        most = _slid(reward, top, currency, scale)
        prices = range(steps.minimum, top + 1, step)
        few = len(prices) <= MOST_CHOICES
        choices = tuple(
            _slid(reward, points, currency, scale) for points in (prices if few else ())
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
