"""Ways to earn: what triggers a rule, whether it applies, what it gives.

A rule is a trigger, a condition and an award. Triggers and awards are closed
lists of kinds; a new one is a new class here and a branch in the evaluator.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from app.domain.programme.awards import (
    ActivityAward,
    AmountBasis,
    DataName,
    FactAward,
    FixedAward,
    GiftsAward,
    LineFilter,
    MeasuredAward,
    MultiplierAward,
    OrderAward,
    OrderFixedAward,
    RateAward,
    Rounding,
    StoreRates,
)
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
from app.domain.programme.gifts import Undo
from app.domain.programme.numbers import Amounts
from app.domain.programme.terms import ExpiryRule, Pending
from app.domain.programme.texts import Text
from app.domain.programme.windows import Window

__all__ = [
    "BASE_LANE",
    "ActivityRule",
    "AmountBasis",
    "AnniversaryRule",
    "BirthdayRule",
    "BoughtRule",
    "Budget",
    "ChosenDays",
    "ConsentRule",
    "EarningRule",
    "FactRule",
    "FixedAward",
    "GiftsAward",
    "Limit",
    "LineFilter",
    "MeasuredAward",
    "MultiplierAward",
    "OrderFixedAward",
    "OrderRule",
    "Period",
    "ProfileRule",
    "RateAward",
    "RefundMode",
    "ReviewRule",
    "Rounding",
    "Rule",
    "SignUpRule",
    "SocialRule",
    "StoreRates",
    "TagRule",
    "VisitRule",
]

RefundMode = Literal["recompute", "pro_rata", "threshold", "stays"]
Period = Literal["order", "day", "week", "month", "year", "ever"]
Repeat = Literal["activity", "day", "week", "month", "year", "ever"]
Lane = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
BASE_LANE = "base"
LONGEST_WINDOW = 31


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


class Budget(Section):
    """The most that all members together can have in a period."""

    per: Literal["day", "week", "month", "year", "ever"] = "ever"
    points: Count | None = None
    times: Count | None = None
    pacing: Literal["none", "even"] = "none"
    """``even`` opens a share each day, so that it lasts to the end; what was left
    of a day stays open."""

    @model_validator(mode="after")
    def _limits_something(self) -> "Budget":
        if self.points is None and self.times is None:
            refuse("empty_limit", "a budget has points, times, or both")
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
    budget: Budget | None = None
    expiry: ExpiryRule | None = None
    """A life of its own for what this rule gives."""


class ChosenDays(Section):
    """Only on days that the member chose beforehand."""

    days: Annotated[Count, Field(le=31)] = 1
    per: Literal["month", "year"] = "year"


class OrderRule(Rule):
    """Earned with an order, once it counts (paid or fulfilled, as the store has it)."""

    trigger: Literal["order"]
    award: OrderAward
    amount: AmountBasis = AmountBasis()
    minimum: Amounts | None = None
    """Smallest amount of what counts, by currency."""
    chosen: ChosenDays | None = None
    lane: Lane | None = None
    """Rules in one lane compete, lanes add up. Rates run in ``base``; fixed
    awards and multipliers have a lane of their own unless they share one."""
    priority: Whole = 0
    """Within a lane the highest wins, then the best for the member."""
    refunds: RefundMode | None = None
    """What a refund leaves: rates and multipliers are recomputed, fixed awards
    kept in proportion, gifts kept while the conditions still hold."""
    pending: Pending | None = None
    undo: Undo = "unused"
    """Of gifts that a refund takes: only what was not used, or everything."""

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
        match self.award:
            case OrderFixedAward(per="order"):
                return "pro_rata"
            case GiftsAward():
                return "threshold"
            case _:
                return "recompute"


class FactRule(Rule):
    """What rules for something other than an order have."""

    award: FactAward
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
    """Of several reviews of one product the first one counts, or each of them."""


class ActivityRule(Rule):
    """Earned by something that another system reports: an activity of a type."""

    trigger: Literal["activity"]
    award: ActivityAward
    pending_days: Days = 0
    activity: Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_.-]{0,59}$")]
    once_per: Repeat = "activity"
    """How often a member can earn it; days are of the programme's zone."""
    where: Annotated[
        Mapping[DataName, Annotated[tuple[Ref, ...], Field(min_length=1)]],
        Field(max_length=10),
    ] = Field(default_factory=dict)
    """Texts that the activity must tell: ``{network: [instagram]}``."""


class SocialRule(FactRule):
    """Earned by following or sharing, on honour: nobody can check it."""

    trigger: Literal["social"]
    act: Literal["follow", "share", "like", "mention"]
    network: Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_.-]{0,39}$")]
    once_per: Literal["day", "week", "month", "year", "ever"] = "ever"

    @property
    def activity(self) -> str:
        """The type of the activity that claims it."""
        return f"social.{self.act}"


class VisitRule(FactRule):
    """Earned by coming by: to the shop, the app, an event."""

    trigger: Literal["visit"]
    place: Ref | None = None
    """Only at this place, as the activity tells it."""
    once_per: Literal["day", "week", "month", "year", "ever"] = "day"


class ConsentRule(FactRule):
    """Earned by giving a consent, such as to the newsletter; once a member."""

    trigger: Literal["consent"]
    consent: Identifier


class TagRule(FactRule):
    """Earned by getting a mark from the merchant; once a member."""

    trigger: Literal["tag"]
    tag: Ref


class ProfileRule(FactRule):
    """Earned by telling everything that is asked; once a member."""

    trigger: Literal["profile"]
    needs: Annotated[
        tuple[
            Literal["first_name", "last_name", "email", "phone", "birthday", "locale"],
            ...,
        ],
        Field(min_length=1, max_length=6),
    ]


_Window = Annotated[Whole, Field(ge=0, le=LONGEST_WINDOW)]


class BirthdayRule(FactRule):
    """Earned around the birthday, at most once a year."""

    trigger: Literal["birthday"]
    before_days: _Window = 0
    after_days: _Window = 0


class AnniversaryRule(FactRule):
    """Earned on the day of joining, each year or in chosen years."""

    trigger: Literal["anniversary"]
    after_days: _Window = 0
    years: Annotated[
        tuple[Annotated[Whole, Field(ge=1, le=100)], ...], Field(max_length=20)
    ] = ()
    """Which anniversaries; all of them where it is left out."""


class BoughtRule(FactRule):
    """Earned by buying something several times within some days."""

    trigger: Literal["bought"]
    what: LineFilter
    times: Annotated[Count, Field(le=1_000)]
    count: Literal["orders", "units"] = "orders"
    within_days: Annotated[Days, Field(ge=1)] | None = None
    again: Flag = False
    """Whether the next so many purchases earn it again."""
    undo: Undo = "unused"

    @model_validator(mode="after")
    def _something(self) -> "BoughtRule":
        if self.what.empty:
            refuse("empty_filter", "say what has to be bought; anything is *", '["*"]')
        return self


EarningRule = Annotated[
    OrderRule
    | SignUpRule
    | ReviewRule
    | ActivityRule
    | SocialRule
    | VisitRule
    | ConsentRule
    | TagRule
    | ProfileRule
    | BirthdayRule
    | AnniversaryRule
    | BoughtRule,
    Field(discriminator="trigger"),
]
