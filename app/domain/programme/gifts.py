"""What a rule can give: the same list for every section that gives something.

Orders give by rates too (``earning``). A tier, a challenge, a membership, a
referral, a game or an activity gives gifts. What is counted in units of an
asset (points, draw tickets, credit) is a ``points`` or ``credit`` gift.
"""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.programme.base import Count, Days, Identifier, Section
from app.domain.programme.numbers import Amounts, Exact

MAX_GIFTS = 10
Undo = Literal["always", "unused", "never"]
"""Of gifts, when facts change: take all back, only what was not used, nothing."""
DEFAULT_CHOICE_DAYS = 60


class PointsGift(Section):
    """So many of an asset: points, or tickets of a draw."""

    kind: Literal["points"] = "points"
    asset: Identifier = "points"
    points: Exact
    """Display units: whole ones, or as fine as the asset's scale."""


class CreditGift(Section):
    """An amount of money credit."""

    kind: Literal["credit"]
    asset: Identifier
    """A credit asset; its currency must be the key of ``amount``."""
    amount: Amounts


class VoucherGift(Section):
    """A voucher of a reward, for nothing."""

    kind: Literal["voucher"]
    reward: Identifier
    validity_days: Days | None = None
    """Instead of the reward's own."""


class ChoiceGift(Section):
    """One voucher of several rewards; the member picks."""

    kind: Literal["choice"]
    rewards: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=10)]
    choose_within_days: Annotated[Days, Field(ge=1)] = DEFAULT_CHOICE_DAYS


class BadgeGift(Section):
    """A badge; it is shown and has no other use."""

    kind: Literal["badge"]
    badge: Identifier


class MetricGift(Section):
    """An amount that counts towards tiers and challenges, never spendable."""

    kind: Literal["metric"]
    metric: Identifier
    amount: Count = 1


Gift = Annotated[
    PointsGift | CreditGift | VoucherGift | ChoiceGift | BadgeGift | MetricGift,
    Field(discriminator="kind"),
]
Gifts = Annotated[tuple[Gift, ...], Field(min_length=1, max_length=MAX_GIFTS)]
