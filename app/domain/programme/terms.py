"""The programme's terms: waiting, life of points, what refunds do.

Terms of a rule win over these. A changed period applies to new awards only;
that is the ledger's doing, because each award keeps the terms it was given by.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Days, Flag, Section, refuse

DEFAULT_PENDING_DAYS = 14
DEFAULT_LIFE_DAYS = 30
MAX_MONTHS = 120


class Pending(Section):
    """How long points wait until they can be used, and from when."""

    days: Days = DEFAULT_PENDING_DAYS
    since: Literal["paid", "fulfilled"] = "paid"


class NoExpiry(Section):
    """Points do not lapse."""

    kind: Literal["none"] = "none"

    @property
    def months(self) -> None:
        """No life is counted."""

    @property
    def days(self) -> None:
        """No life is counted."""


class LifeExpiry(Section):
    """Every lot has a life from the day it can be used, to the end of its last day."""

    kind: Literal["life"]
    months: Annotated[Count, Field(le=MAX_MONTHS)] | None = None
    days: Annotated[Days, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "LifeExpiry":
        if (self.months is None) == (self.days is None):
            refuse("life_in_two_units", "a life has months or days, one of them")
        return self


ExpiryRule = Annotated[NoExpiry | LifeExpiry, Field(discriminator="kind")]


class Shortfall(Section):
    """What happens when a refund takes points that were spent already."""

    policy: Literal["owe", "goodwill", "owe_up_to"] = "owe"
    """The member owes them; the merchant bears them; owed up to ``limit``."""
    limit: Count | None = None
    """Display points, with ``owe_up_to`` only."""

    @model_validator(mode="after")
    def _limit_fits(self) -> "Shortfall":
        if (self.policy == "owe_up_to") != (self.limit is not None):
            refuse("limit_and_policy", "owe_up_to needs a limit, the others have none")
        return self


class Refunds(Section):
    """What a refund does to points given and points spent."""

    shortfall: Shortfall = Shortfall()
    spent_points: Literal["in_proportion", "full_only", "off"] = "in_proportion"
    """Whether points spent on an order come back when it is refunded."""


class Earners(Section):
    """Who earns at all."""

    guests: Flag = True
    """Orders without an account earn for a shadow member, who can't spend."""
    staff: Flag = True
    """The shop's own users."""


class Terms(Section):
    """The terms that hold where a rule has none of its own."""

    pending: Pending = Pending()
    expiry: ExpiryRule = NoExpiry()
    minimum_life_days: Days = DEFAULT_LIFE_DAYS
    """What comes back to a lot can be used for at least this long."""
    refunds: Refunds = Refunds()
    earners: Earners = Earners()
