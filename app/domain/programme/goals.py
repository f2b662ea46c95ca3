"""Goals: what a programme is meant to change, by how much, and until when.

They change nothing for members. The figure is worked out from the same books as
everything else, over the last ``within_days`` days.
"""

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from app.domain.programme.base import (
    Count,
    Currency,
    Days,
    Flag,
    Identifier,
    Section,
    refuse,
)
from app.domain.programme.numbers import Amounts, PercentBp
from app.domain.programme.texts import Text

MAX_GOALS = 50
DEFAULT_DAYS = 90
Aim = Literal[
    "repeat_rate",
    "enrolment_rate",
    "redemption_rate",
    "returning_revenue",
    "average_order",
    "active_members",
]
SHARES = ("repeat_rate", "enrolment_rate", "redemption_rate", "returning_revenue")
IN_MONEY = ("average_order", "returning_revenue")
Day = Annotated[str, Strict(), Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Mark(Section):
    """Where the figure stands: a share, a number, or an amount."""

    percent: PercentBp | None = None
    count: Count | None = None
    amount: Amounts | None = None

    @model_validator(mode="after")
    def _one(self) -> "Mark":
        said = [self.percent, self.count, self.amount]
        if sum(one is not None for one in said) != 1:
            refuse("one_figure", "say percent, count or amount")
        if self.amount is not None and len(self.amount) != 1:
            refuse("one_currency", "an aim is in one currency")
        return self

    @property
    def kind(self) -> str:
        """Which of the three it is."""
        if self.percent is not None:
            return "percent"
        return "count" if self.count is not None else "amount"

    @property
    def value(self) -> int:
        """Hundredths of a percent, the number, or minor units."""
        if self.percent is not None:
            return self.percent
        if self.count is not None:
            return self.count
        return next(iter((self.amount or {}).values()))


class ProgrammeGoal(Section):
    """One aim."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    aim: Aim
    baseline: Mark
    """Where it stood when the goal was set."""
    target: Mark
    until: Day
    within_days: Annotated[Days, Field(ge=1)] = DEFAULT_DAYS
    currency: Currency | None = None
    """Of the orders that are looked at; needed where money is compared."""

    @model_validator(mode="after")
    def _fitting(self) -> "ProgrammeGoal":
        wanted = "percent" if self.aim in SHARES else "count"
        wanted = "amount" if self.aim == "average_order" else wanted
        for name in ("baseline", "target"):
            if getattr(self, name).kind != wanted:
                refuse("other_figure", f"{self.aim} is told as {wanted}", wanted)
        if self.aim in IN_MONEY and self.currency is None:
            refuse("no_currency", f"{self.aim} is of one currency", "IDR")
        if wanted == "amount" and {
            *(self.baseline.amount or {}),
            *(self.target.amount or {}),
        } != {self.currency}:
            refuse("other_currency", f"the amounts are in {self.currency}")
        return self
