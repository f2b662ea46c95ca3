"""What a unit of points is worth by the rewards that it buys.

Rewards of one programme differ; both ends are told. Costs are reckoned with the
dearest, because members find it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import Reward, SliderReward


@dataclass(frozen=True, slots=True)
class Worth:
    """Minor units of money for one smallest unit of an asset."""

    lowest: Fraction
    highest: Fraction


def worth_of(document: ProgrammeDocument, asset: str, currency: str) -> Worth | None:
    """Return what a unit is worth in a currency; None when nothing says so."""
    known = document.asset(asset)
    if isinstance(known, CreditAsset):
        return Worth(Fraction(1), Fraction(1)) if known.currency == currency else None
    found = [
        value
        for reward in document.rewards
        if reward.enabled and reward.asset == asset
        for value in _values(reward, currency, known.scale)
    ]
    return Worth(min(found), max(found)) if found else None


def _values(reward: Reward, currency: str, scale: int) -> Iterator[Fraction]:
    if isinstance(reward, SliderReward):
        rate = reward.value.get(currency)
        if rate is not None:
            yield 1 / rate.exact(scale)
        return
    cost_minor = cost_of(reward, currency)
    if reward.price is not None and cost_minor is not None:
        yield Fraction(cost_minor, reward.price * 10**scale)


def cost_of(reward: Reward, currency: str) -> int | None:
    """Return what one of a reward costs; None when the document doesn't say.

    What the merchant said it costs goes before what it is worth at the till.
    """
    if reward.cost is not None and currency in reward.cost:
        return reward.cost[currency]
    amount = getattr(reward, "amount", None)
    return None if amount is None else amount.get(currency)
