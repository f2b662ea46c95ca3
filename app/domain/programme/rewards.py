"""What members can get for points. A reward is a kind, a price and its terms.

``rewards/reward.py`` turns a reward into an offer; the kinds are a closed list,
and a new one is a new class here and a branch there.
"""

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from app.domain.programme.base import (
    Count,
    Days,
    Flag,
    Identifier,
    Ref,
    Section,
    refuse,
)
from app.domain.programme.conditions import Condition
from app.domain.programme.numbers import Amounts, PercentBp, Rates
from app.domain.programme.storefront_links import Https
from app.domain.programme.texts import Text
from app.domain.programme.windows import Moment, Window

DEFAULT_VALIDITY_DAYS = 30
DEFAULT_PREFIX = "SETIA"
MAX_VALIDITY_DAYS = 1_095
MAX_PIECES = 100

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


class Stock(Section):
    """How many of it there are, for all members together."""

    units: Count
    """Raised or lowered by a later version; what went out stays counted."""
    back: Flag = True
    """Whether one that was given back or withdrawn can be had by somebody else."""


class Margin(Section):
    """What must be left of an order after the reward, as shares of its price.

    Stores do not say what a line cost when a code is made, so the usual margin of
    what is sold stands for it; the code then asks for a cart that bears it.
    """

    usual: PercentBp
    """The margin of the goods at full price."""
    floor: PercentBp
    """The least that is left after the discount."""

    @model_validator(mode="after")
    def _leaves_room(self) -> "Margin":
        if self.floor >= self.usual:
            refuse("no_room_for_discount", "the floor leaves nothing to give away")
        return self


class BaseReward(Section):
    """What all rewards have."""

    id: Identifier
    title: Text | None = None
    """Shown to members; made from the reward where it is left out."""
    description: Text | None = None
    image: Https | None = None
    """A picture of it, where the merchant keeps it."""
    enabled: Flag = True
    asset: Identifier = "points"
    active: Window | None = None
    code: Code = Code()
    minimum_order: Amounts | None = None
    combines_with: Combines = Combines()
    limits: RewardLimits = RewardLimits()
    stock: Stock | None = None
    when: Condition | None = None
    """Who may have it: questions about the member."""
    cost: Amounts | None = None
    """What one costs the merchant; for the liability, and for ``margin`` where
    the discount has no amount of its own."""
    margin: Margin | None = None


class LadderReward(BaseReward):
    """A reward with one price: a step of a ladder."""

    price: Count | None = None
    """Display points. Without a price it can't be bought, only be given by rules."""


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
    pieces: Annotated[Count, Field(le=MAX_PIECES)] | None = None
    """Only so many pieces of a cart are reduced. Shopify has no such limit: there it
    becomes "buy one, get one", so for each such piece another one must be bought."""


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


class GiftCardReward(LadderReward):
    """A gift card of the store."""

    kind: Literal["gift_card"]
    amount: Amounts
    lasts_days: Days | None = None
    """How long the card can be spent; for good where it is left out."""


class StoreCreditReward(LadderReward):
    """An amount added to the member's store credit."""

    kind: Literal["store_credit"]
    amount: Amounts
    lasts_days: Days | None = None


class CharityReward(LadderReward):
    """An amount that the merchant gives to a cause in the member's name."""

    kind: Literal["charity"]
    amount: Amounts
    causes: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=50)]
    """The member picks one where there are several."""


class TicketsReward(LadderReward):
    """Tickets of a draw."""

    kind: Literal["tickets"]
    tickets: Identifier
    """The asset that is counted in tickets."""
    number: Count = 1


class ManualReward(LadderReward):
    """Something that staff hand over when the member shows a QR code."""

    kind: Literal["manual"]
    where: Text | None = None
    """Where and how it is handed over."""


class CodePoolReward(LadderReward):
    """One of the codes that the merchant uploaded; nobody gets the same."""

    kind: Literal["code_pool"]
    alarm_below: Count = 10
    """Staff are told when fewer are left."""
    where: Text | None = None
    """Where and how the code is used."""


class ExperienceReward(LadderReward):
    """A place at an event: as many as there are in ``stock``."""

    kind: Literal["experience"]
    starts_at: Moment
    ends_at: Moment
    """The place lapses then, whether or not the member came."""
    closes: Moment | None = None
    """Until when it can be had, and given back."""
    where: Text | None = None


class PartnerReward(LadderReward):
    """A discount in another store of the programme."""

    kind: Literal["partner"]
    store: Ref
    """Its id or its domain."""
    amount: Amounts | None = None
    percent: PercentBp | None = None
    scope: Scope = Scope()

    @model_validator(mode="after")
    def _one_of_two(self) -> "PartnerReward":
        if (self.amount is None) == (self.percent is None):
            refuse("amount_or_percent", "a partner's reward has amount or percent")
        return self


Reward = Annotated[
    FixedAmountReward
    | PercentReward
    | FreeShippingReward
    | FreeProductReward
    | SliderReward
    | GiftCardReward
    | StoreCreditReward
    | CharityReward
    | TicketsReward
    | ManualReward
    | CodePoolReward
    | ExperienceReward
    | PartnerReward,
    Field(discriminator="kind"),
]
