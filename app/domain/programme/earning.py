"""Ways to earn: what triggers a rule, whether it applies, what it gives.

A rule is a trigger, a condition and an award. Triggers and awards are closed
lists of kinds; a new one is a new class here and a branch in the evaluator.
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
    Whole,
    refuse,
)
from app.domain.programme.conditions import Condition
from app.domain.programme.numbers import Amounts, Exact, Rates
from app.domain.programme.terms import ExpiryRule, Pending
from app.domain.programme.texts import Text
from app.domain.programme.windows import Window

Rounding = Literal["down", "half_up", "up"]
RefundMode = Literal["recompute", "pro_rata", "threshold", "stays"]
Period = Literal["order", "day", "week", "month", "year", "ever"]
Lane = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
BASE_LANE = "base"

_Refs = Annotated[tuple[Ref, ...], Field(max_length=1_000)]


class LineFilter(Section):
    """Some of what is sold."""

    products: _Refs = ()
    """Product or variant references, or ``sku:…``."""
    collections: _Refs = ()
    tags: _Refs = ()
    vendors: _Refs = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is named, so that the filter tells nothing apart."""
        return not (self.products or self.collections or self.tags or self.vendors)


class AmountBasis(Section):
    """What of an order counts. By default goods after discounts, as paid for."""

    tax: Flag = False
    shipping: Flag = False
    gift_cards: Flag = False
    """Whether buying a gift card earns."""
    paid_with_points: Flag = False
    """Whether the part paid with points, or with a gift card that the programme
    gave out, earns."""
    only: LineFilter = LineFilter()
    exclude: LineFilter = LineFilter()


class RateAward(Section):
    """So many points for so much money, rounded once for the order."""

    kind: Literal["rate"] = "rate"
    rates: Rates
    rounding: Rounding = "down"


class FixedAward(Section):
    """The same number of points every time."""

    kind: Literal["fixed"] = "fixed"
    points: Exact
    """Display points: whole ones, or as fine as the asset's scale."""


class MultiplierAward(Section):
    """A bonus on what the base lane gave, after its rounding.

    A multiplier of 3 gives twice the base on top. Multipliers of different
    lanes add their bonuses; within one lane the best wins.
    """

    kind: Literal["multiplier"]
    by: Annotated[Exact, Field(gt=1, le=100)]
    rounding: Rounding = "down"


OrderAward = Annotated[
    RateAward | FixedAward | MultiplierAward, Field(discriminator="kind")
]


class Limit(Section):
    """At most so many points or times in a period of the member."""

    per: Period
    points: Count | None = None
    times: Count | None = None

    @model_validator(mode="after")
    def _limits_something(self) -> "Limit":
        if self.points is None and self.times is None:
            refuse("empty_limit", "a limit has points, times, or both")
        if self.per == "order" and self.times is not None:
            refuse("times_per_order", "a rule is asked once for each order anyway")
        return self


class Rule(Section):
    """What all ways to earn have."""

    id: Identifier
    title: Text | None = None
    """Shown to members; made from the rule where it is left out."""
    enabled: Flag = True
    asset: Identifier = "points"
    active: Window | None = None
    """The rule's own life: a launch, a campaign."""
    when: Condition | None = None
    limits: Annotated[tuple[Limit, ...], Field(max_length=6)] = ()
    expiry: ExpiryRule | None = None
    """A life of its own for what this rule gives."""


class OrderRule(Rule):
    """Earned with an order, once it counts (paid or fulfilled, as the store has it)."""

    trigger: Literal["order"]
    award: OrderAward
    amount: AmountBasis = AmountBasis()
    minimum: Amounts | None = None
    """Smallest amount of what counts, by currency."""
    lane: Lane | None = None
    """Rules in one lane compete, lanes add up. Rates run in ``base``; fixed
    awards and multipliers have a lane of their own unless they share one."""
    priority: Whole = 0
    """Within a lane the highest wins, then the best for the member."""
    refunds: RefundMode | None = None
    """What a refund leaves: rates and multipliers are recomputed, fixed awards
    kept in proportion."""
    pending: Pending | None = None

    @property
    def lane_name(self) -> str:
        """The lane that this rule runs in."""
        if self.lane is not None:
            return self.lane
        return BASE_LANE if isinstance(self.award, RateAward) else self.id

    @property
    def refund_mode(self) -> RefundMode:
        """How refunds are answered."""
        if self.refunds is not None:
            return self.refunds
        return "pro_rata" if isinstance(self.award, FixedAward) else "recompute"


class FactRule(Rule):
    """What rules for something other than an order have."""

    award: FixedAward
    pending_days: Days = 0


class SignUpRule(FactRule):
    """Earned by joining, once a member."""

    trigger: Literal["sign_up"]
    after_first_paid_order: Flag = False
    """Promised at once, given with the first paid order."""


class ReviewRule(FactRule):
    """Earned by a review. The rating never decides."""

    trigger: Literal["review"]
    needs: Literal["anything", "text", "photo", "video"] = "text"
    bought: Flag = True
    """Only for a product that the member bought."""
    once_per: Literal["product", "review"] = "product"


class ActivityRule(FactRule):
    """Earned by something that another system reports: an activity of a type."""

    trigger: Literal["activity"]
    activity: Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_.-]{0,59}$")]
    once_per: Literal["activity", "day", "week", "month", "year", "ever"] = "activity"
    """How often a member can earn it; days are of the programme's zone."""


EarningRule = Annotated[
    OrderRule | SignUpRule | ReviewRule | ActivityRule, Field(discriminator="trigger")
]
