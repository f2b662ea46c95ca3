"""Challenges: what a member gets for reaching something.

A challenge looks at metrics and gives gifts. It counts from the day it was first
published, with the calendar period of that day whole, and by paid amounts unless
it asks for matured ones. Days and periods are the stores' own.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Flag, Identifier, Section, Whole, refuse
from app.domain.programme.conditions import Condition
from app.domain.programme.gifts import Gifts, Undo
from app.domain.programme.numbers import Amounts, Exact
from app.domain.programme.texts import Text
from app.domain.programme.windows import Window

MAX_CHALLENGES = 100
MAX_STEPS = 20
Span = Literal["day", "week", "month", "quarter", "year"]
"""A calendar period. Weeks begin on Monday."""
Period = Literal["day", "week", "month", "quarter", "year", "ever"]


class Goal(Section):
    """So much of a metric: an amount by currency, or a number."""

    amount: Amounts | None = None
    count: Count | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Goal":
        if (self.amount is None) == (self.count is None):
            refuse("amount_or_count", "a goal is an amount of money or a count")
        return self


def _same_unit(one: Goal, other: Goal) -> bool:
    return (one.amount or {}).keys() == (other.amount or {}).keys()


class BaseChallenge(Section):
    """What all challenges have."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    active: Window | None = None
    """Only what happened within counts; whole days."""
    when: Condition | None = None
    """For which members; asked when the goal is reached."""
    counts: Literal["paid", "matured"] = "paid"
    past: Flag = False
    """Whether what happened before the challenge was published counts too."""
    undo: Undo | None = None
    """What happens to gifts when facts change: ``always`` take back, ``unused``
    only what was not used, ``never``. Left out: vouchers ``unused``, all else
    ``always``."""


class OneMetric(BaseChallenge):
    """What challenges on one metric have."""

    metric: Identifier = "spend"


class ReachChallenge(OneMetric):
    """Reach the goal within a period; once in each."""

    kind: Literal["reach"]
    goal: Goal
    period: Period = "month"
    gifts: Gifts


class EveryChallenge(OneMetric):
    """For each so much of a metric; the rest carries over within the period."""

    kind: Literal["every"]
    goal: Goal
    period: Period = "ever"
    most: Count | None = None
    """At most so many times in a period."""
    gifts: Gifts


class StreakChallenge(OneMetric):
    """Reach the goal in so many periods in a row; then the row begins anew."""

    kind: Literal["streak"]
    goal: Goal
    period: Span = "month"
    length: Annotated[Whole, Field(ge=2, le=60)]
    most: Count | None = None
    """At most so many times in all."""
    gifts: Gifts


class CollectChallenge(BaseChallenge):
    """Something of each of several metrics within a period; once in each."""

    kind: Literal["collect"]
    metrics: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=20)]
    needs: Annotated[Whole, Field(ge=2, le=20)] | None = None
    """How many of them; all where it is left out."""
    period: Period = "month"
    gifts: Gifts

    @model_validator(mode="after")
    def _possible(self) -> "CollectChallenge":
        if len(set(self.metrics)) != len(self.metrics):
            refuse("twice_the_same", "each metric is named once")
        if self.needs is not None and self.needs > len(self.metrics):
            reason = f"there are only {len(self.metrics)} metrics"
            refuse("too_many_needed", reason, str(len(self.metrics)))
        return self


class Milestone(Section):
    """One step of a row of milestones."""

    goal: Goal
    gifts: Gifts


class MilestonesChallenge(OneMetric):
    """Several goals on one metric, each with its own gifts, once in a period."""

    kind: Literal["milestones"]
    period: Period = "year"
    steps: Annotated[tuple[Milestone, ...], Field(min_length=1, max_length=MAX_STEPS)]


class PersonalChallenge(OneMetric):
    """A goal of the member's own, made of what was usual in earlier periods.

    The mean of the periods looked back at, times ``by``, rounded up; at least
    ``least`` and at most ``most``. It is fixed when the period begins for the
    member and does not move when the past changes.
    """

    kind: Literal["personal"]
    period: Span = "week"
    look_back: Annotated[Whole, Field(ge=1, le=52)] = 4
    by: Annotated[Exact, Field(le=10)] = Fraction(1)
    least: Goal
    most: Goal | None = None
    gifts: Gifts

    @model_validator(mode="after")
    def _one_unit(self) -> "PersonalChallenge":
        if self.least.amount is not None and len(self.least.amount) > 1:
            refuse("one_currency", "a goal of one's own is in one currency")
        if self.most is not None and not _same_unit(self.least, self.most):
            refuse("other_unit", "least and most are counted in the same unit")
        return self


Challenge = Annotated[
    ReachChallenge
    | EveryChallenge
    | StreakChallenge
    | CollectChallenge
    | MilestonesChallenge
    | PersonalChallenge,
    Field(discriminator="kind"),
]
