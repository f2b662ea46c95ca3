"""Tiers: how a level is reached, kept and lost, and what it brings.

Tiers are listed from the lowest to the highest. The first one may ask for
nothing and is everybody's. A tier that is only assigned (by a customer tag, by
staff or a program) stands where it is listed, whatever its holders spend.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import (
    Count,
    Days,
    Flag,
    Identifier,
    Ref,
    Section,
    refuse,
)
from app.domain.programme.gifts import MAX_GIFTS, Gift
from app.domain.programme.numbers import Amounts
from app.domain.programme.texts import Text

MAX_TIERS = 20
MAX_REQUIREMENTS = 6
MAX_WINDOW_MONTHS = 60
DEFAULT_MONTHS = 12
DEFAULT_GRACE_DAYS = 30

OptionalGifts = Annotated[tuple[Gift, ...], Field(max_length=MAX_GIFTS)]


class Requirement(Section):
    """So much of one metric within the window."""

    metric: Identifier = "spend"
    amount: Amounts | None = None
    """Of money, by currency. What was spent in several currencies adds up by its
    share of each currency's amount."""
    count: Count | None = None
    """Of everything else."""

    @model_validator(mode="after")
    def _one_of_two(self) -> "Requirement":
        if (self.amount is None) == (self.count is None):
            refuse(
                "requirement_in_two_units",
                "a requirement has an amount of money or a count, one of them",
                "{metric: spend, amount: {IDR: 2000000}}",
            )
        return self


_Requirements = Annotated[tuple[Requirement, ...], Field(max_length=MAX_REQUIREMENTS)]


class Threshold(Section):
    """Requirements of which all, or any one, must be met."""

    all_of: _Requirements | None = None
    any_of: _Requirements | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Threshold":
        if bool(self.all_of) == bool(self.any_of):
            refuse(
                "threshold_of_two_kinds",
                "a threshold says all_of or any_of, one of them",
                "{all_of: [{metric: spend, amount: {IDR: 2000000}}]}",
            )
        return self

    @property
    def items(self) -> tuple[Requirement, ...]:
        """The requirements."""
        return self.all_of or self.any_of or ()


class AssignedBy(Section):
    """Who decides that a member has a tier, whatever the member spends."""

    tag: Ref | None = None
    """A tag that the store's customer carries."""
    hand: Flag = False
    """Staff, or a program through the API."""

    @model_validator(mode="after")
    def _somebody(self) -> "AssignedBy":
        if self.tag is None and not self.hand:
            refuse("assigned_by_nobody", "say the tag, or hand: true", "{hand: true}")
        return self


class Tier(Section):
    """One level."""

    id: Identifier
    title: Text | None = None
    description: Text | None = None
    enabled: Flag = True
    reach: Threshold | None = None
    keep: Threshold | None = None
    """What keeps it for another term; by default what reaches it."""
    assigned_by: AssignedBy | None = None
    invite: Flag = False
    """Only for those who were invited to it by staff or a program."""
    hidden: Flag = False
    """Shown to nobody but its holders."""
    gifts: OptionalGifts = ()
    """Given on entry, upwards, once a term."""
    yearly_gifts: OptionalGifts = ()
    """Given on entry and each new calendar year; they lapse with the year."""


class RollingWindow(Section):
    """The months up to each day; a tier lasts from the day it was reached."""

    kind: Literal["rolling"] = "rolling"
    months: Annotated[Count, Field(le=MAX_WINDOW_MONTHS)] = DEFAULT_MONTHS
    term_months: Annotated[Count, Field(le=MAX_WINDOW_MONTHS)] = DEFAULT_MONTHS


class CalendarWindow(Section):
    """Each calendar year; a tier lasts for the rest of it and the next one."""

    kind: Literal["calendar_year"]


class AnniversaryWindow(Section):
    """Each year from the day of joining; kept for the rest of it and the next one."""

    kind: Literal["anniversary"]


class LifetimeWindow(Section):
    """Everything ever; a tier that was reached is never lost."""

    kind: Literal["lifetime"]


WindowOfTiers = Annotated[
    RollingWindow | CalendarWindow | AnniversaryWindow | LifetimeWindow,
    Field(discriminator="kind"),
]


class TierTerms(Section):
    """What all tiers of the programme share."""

    window: WindowOfTiers = RollingWindow()
    counts: Literal["matured", "paid"] = "matured"
    """Whether an amount counts once its return window is over, or at once."""
    upgrade: Literal["at_once", "period_end"] = "at_once"
    """When a tier that was reached begins; ``period_end`` needs years."""
    grace_days: Days = DEFAULT_GRACE_DAYS
    at_term_end: Literal["one_step", "recount", "never", "at_once"] = "one_step"
    """One step down; down to what the figures say; not at all; or down as soon
    as the figures say so, without term or grace."""
    on_change: Literal["nobody_drops", "recount"] = "nobody_drops"
    """What publishing these rules does to members whom they would put lower."""
