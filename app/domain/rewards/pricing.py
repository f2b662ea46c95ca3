"""What a reward costs and gives, in one currency."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from app.domain.money import Money
from app.domain.programme.numbers import HUNDRED
from app.domain.programme.reward_checks import Scoped, largest_share
from app.domain.programme.rewards import (
    FreeProductReward,
    PartnerReward,
    PercentReward,
    Reward,
    SliderReward,
)
from app.domain.rewards.discount import Combination
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.offer import Offer, PointsOffStep, RewardUnavailable

T = TypeVar("T")


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
        steps = Steps(reward, scale)
        asked = steps.minimum if points_asked is None else points_asked
        steps.check(asked)
        return slid(reward, asked, currency, scale)
    cost = (reward.price or 0) * 10**scale
    if points_asked is not None and points_asked != cost:
        raise PointsOffStep(asked=points_asked, minimum=cost, maximum=cost, step=cost)
    gives = _gives(reward, currency)
    return Offer(
        price_points=cost,
        minimum_minor=_ladder_cart(reward, gives.get("amount"), currency),
        **gives,
        **_common(reward, currency),
    )


def _gives(reward: Reward, currency: str) -> dict[str, Any]:
    given: dict[str, Any] = {"kind": VoucherKind.FIXED_AMOUNT}
    if not isinstance(reward, SliderReward | PartnerReward):
        given["kind"] = VoucherKind(reward.kind)
    match reward:
        case PartnerReward(percent=int(percent_bp)):
            given |= {"kind": VoucherKind.PERCENT, "percent_bp": percent_bp}
        case PercentReward(percent=percent_bp, pieces=pieces):
            given |= {"percent_bp": percent_bp, "pieces": pieces}
        case FreeProductReward(products=products):
            given["product_refs"] = products
        case _:
            amount = getattr(reward, "amount", None)
            if amount is not None:
                given["amount"] = Money(_of(amount, reward, currency), currency)
    if isinstance(reward, Scoped):
        given["product_refs"] = reward.scope.products
        given["collection_refs"] = reward.scope.collections
    return given


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


class Steps:
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


def slid(reward: SliderReward, points: int, currency: str, scale: int) -> Offer:
    rate = _of(reward.value, reward, currency)
    exact = points / rate.exact(scale)
    amount_minor = exact.numerator // exact.denominator
    return Offer(
        price_points=points,
        kind=VoucherKind.FIXED_AMOUNT,
        amount=Money(amount_minor, currency),
        product_refs=reward.scope.products,
        collection_refs=reward.scope.collections,
        minimum_minor=_least_cart(reward, amount_minor, currency),
        **_common(reward, currency),
    )


def _least_cart(reward: SliderReward, amount_minor: int, currency: str) -> int | None:
    """Return the cart that keeps the discount within its share and the margin."""
    least = [_minimum_order(reward, currency)]
    if reward.maximum_share is not None:
        whole = HUNDRED * HUNDRED
        least.append(_ceil(Fraction(amount_minor * whole, reward.maximum_share)))
    if reward.margin is not None:
        least.append(_ceil(amount_minor / largest_share(reward.margin)))
    return _largest(least)


def _ladder_cart(reward: Reward, amount: Money | None, currency: str) -> int | None:
    """Return the smallest cart: the reward's own, or what its margin asks for.

    An amount off lowers the price of the order; anything else costs the merchant
    what ``cost`` says.
    """
    least = [_minimum_order(reward, currency)]
    margin, cost = reward.margin, reward.cost
    if margin is not None and amount is not None:
        least.append(_ceil(amount.amount_minor / largest_share(margin)))
    elif margin is not None and cost is not None:
        left = Fraction(margin.usual - margin.floor, HUNDRED * HUNDRED)
        least.append(_ceil(_of(cost, reward, currency) / left))
    return _largest(least)


def _ceil(exact: Fraction) -> int:
    return -(-exact.numerator // exact.denominator)


def _largest(carts: list[int | None]) -> int | None:
    return max((cart for cart in carts if cart is not None), default=None)
