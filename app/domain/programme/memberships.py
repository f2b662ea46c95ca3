"""Memberships: plans that are sold in the store, or granted, and what they bring.

A plan has offers: a product sells a month of it, another one a year, a third a
trial. Paying again before the end lengthens it. What members of a plan get is
said by conditions (``member.memberships``), by perks and by the gifts here.
"""

from typing import Annotated

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Flag, Identifier, Ref, Section, refuse
from app.domain.programme.texts import Text
from app.domain.programme.tiers import OptionalGifts

MAX_PLANS = 30
MAX_OFFERS = 10
MAX_PERIOD_MONTHS = 60
MAX_PERIOD_DAYS = 400
DEFAULT_GRACE_DAYS = 0
MAX_GRACE_DAYS = 30


class Lasts(Section):
    """How long one payment lasts."""

    months: Annotated[Count, Field(le=MAX_PERIOD_MONTHS)] | None = None
    days: Annotated[Count, Field(le=MAX_PERIOD_DAYS)] | None = None
    lifetime: Flag = False

    @model_validator(mode="after")
    def _one_of_three(self) -> "Lasts":
        said = (self.months is not None) + (self.days is not None) + self.lifetime
        if said != 1:
            refuse(
                "lasts_in_two_units",
                "say months, days, or lifetime: true; one of them",
                "{months: 1}",
            )
        return self


class Offer(Section):
    """One way to have a plan: the goods that sell it, and for how long."""

    products: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=50)]
    """Products or variants of the stores, or ``sku:…``."""
    lasts: Lasts
    trial: Flag = False
    """Once a member, and only for those who never had the plan."""


class Plan(Section):
    """One membership."""

    id: Identifier
    title: Text | None = None
    description: Text | None = None
    enabled: Flag = True
    offers: Annotated[tuple[Offer, ...], Field(max_length=MAX_OFFERS)] = ()
    """None: the plan is only granted, by staff or a program."""
    grace_days: Annotated[int, Field(ge=0, le=MAX_GRACE_DAYS, strict=True)] = (
        DEFAULT_GRACE_DAYS
    )
    """It stays active so long after its end, for a renewal that is late."""
    gifts: OptionalGifts = ()
    """Given when it begins, once a member; not by a trial."""
    monthly_gifts: OptionalGifts = ()
    """Given with each month of it, and lapsing with that month."""
    yearly_gifts: OptionalGifts = ()
    """Given with each year of it, and lapsing with that year."""
    trial_gifts: Flag = False
    """Whether trials bring the monthly and yearly gifts."""
