"""What members can get for points. A reward is a kind, a price and its terms.

``rewards/reward.py`` turns a reward into an offer; the kinds are a closed list,
and a new one is a new class here and a branch there.
"""

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from app.domain.programme.base import Count, Flag, Identifier, Ref, Section, refuse
from app.domain.programme.numbers import Amounts, PercentBp, Rates
from app.domain.programme.texts import Text
from app.domain.programme.windows import Window

DEFAULT_VALIDITY_DAYS = 30
DEFAULT_PREFIX = "SETIA"
MAX_VALIDITY_DAYS = 1_095

_Refs = Annotated[tuple[Ref, ...], Field(max_length=100)]
Prefix = Annotated[str, Strict(), Field(pattern=r"^[A-Z0-9]{0,12}$")]


class Code(Section):
    """The discount code that the store gets."""

    prefix: Prefix = DEFAULT_PREFIX
    """In front of the random part; capitals and digits."""
    validity_days: Annotated[Count, Field(le=MAX_VALIDITY_DAYS)] = DEFAULT_VALIDITY_DAYS
    """From the day of issue, to the end of the last day."""
    for_this_customer_only: Flag = True


class Combines(Section):
    """Other discounts that may stand beside this one."""

    order: Flag = False
    product: Flag = False
    shipping: Flag = True


class Scope(Section):
    """What the discount applies to; everything when nothing is named."""

    products: _Refs = ()
    collections: _Refs = ()


class PeriodLimit(Section):
    """At most so many in a period."""

    per: Literal["day", "week", "month", "year"]
    times: Count


class RewardLimits(Section):
    """How many one member may have."""

    per_member: Count | None = None
    """In all, the given back ones not counted."""
    per_period: PeriodLimit | None = None
    unused: Count | None = None
    """At the same time without having used them."""


class BaseReward(Section):
    """What all rewards have."""

    id: Identifier
    title: Text | None = None
    """Shown to members; made from the reward where it is left out."""
    description: Text | None = None
    enabled: Flag = True
    asset: Identifier = "points"
    active: Window | None = None
    code: Code = Code()
    minimum_order: Amounts | None = None
    combines_with: Combines = Combines()
    limits: RewardLimits = RewardLimits()


class LadderReward(BaseReward):
    """A reward with one price: a step of a ladder."""

    price: Count
    """Display points."""


class FixedAmountReward(LadderReward):
    """An amount off."""

    kind: Literal["fixed_amount"]
    amount: Amounts
    scope: Scope = Scope()


class PercentReward(LadderReward):
    """A share off."""

    kind: Literal["percent"]
    percent: PercentBp
    scope: Scope = Scope()


class FreeShippingReward(LadderReward):
    """Shipping for nothing."""

    kind: Literal["free_shipping"]


class FreeProductReward(LadderReward):
    """One unit of one product for nothing."""

    kind: Literal["free_product"]
    products: Annotated[_Refs, Field(min_length=1)]
    """Any one of these; ``<store id>/<reference>`` where there are several stores."""
    product_name: Text | None = None


class SliderReward(BaseReward):
    """As much off as the member has points for, in steps."""

    kind: Literal["slider"]
    value: Rates
    """"100 per 10000": 100 points are worth 10,000 of the currency."""
    minimum: Count = 1
    """Fewest display points."""
    maximum: Count | None = None
    step: Count = 1
    """Points are asked for in multiples of this."""
    maximum_share: PercentBp | None = None
    """Largest share of the goods that may be paid with it."""
    scope: Scope = Scope()

    @model_validator(mode="after")
    def _steps_meet(self) -> "SliderReward":
        if self.minimum % self.step and self.minimum != 1:
            above = -(-self.minimum // self.step) * self.step
            refuse("minimum_off_step", "the minimum is no multiple of step", str(above))
        if self.maximum is not None and self.maximum < max(self.minimum, self.step):
            refuse("maximum_too_low", "the maximum is below the first step")
        if any(rate.percentage for rate in self.value.values()):
            refuse("percent_value", "write what points are worth: '100 per 10000'")
        return self


Reward = Annotated[
    FixedAmountReward
    | PercentReward
    | FreeShippingReward
    | FreeProductReward
    | SliderReward,
    Field(discriminator="kind"),
]
