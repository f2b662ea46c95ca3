"""The programme's terms: waiting, life of points, what refunds do.

Terms of a rule win over these. A changed period applies to new awards only;
that is the ledger's doing, because each award keeps the terms it was given by.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Days, Flag, Section, refuse
from app.domain.programme.conditions import Condition, Group, Leaf

DEFAULT_PENDING_DAYS = 14
DEFAULT_LIFE_DAYS = 30
MAX_MONTHS = 120
DEFAULT_SWITCH_ON_DAYS = 60
QUEBEC_NOTICE_DAYS = range(30, 61)
"""A notice in Québec falls so many days before points lapse."""
Activity = Literal["order", "redemption", "activity", "review"]
Law = Literal["none", "ontario", "quebec"]
EnrolmentKind = Literal["automatic", "opt_in"]


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


class _Span(Section):
    months: Annotated[Count, Field(le=MAX_MONTHS)] | None = None
    days: Annotated[Days, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.months is None) == (self.days is None):
            refuse("life_in_two_units", "a life has months or days, one of them")
        return self


class LifeExpiry(_Span):
    """Every lot has a life from the day it can be used, to the end of its last day."""

    kind: Literal["life"]
    until: Literal["day", "month_end", "year_end"] = "day"
    """The last day itself, or the end of the month or the year it falls in."""


class TermsLife(LifeExpiry):
    """The programme's own life of lots, with the members to whom it does not apply."""

    unless: Condition | None = None
    """While this is true of a member (tier, membership, segment, mark), nothing of
    theirs lapses by this life; when it is true no more, a new life begins. Lives
    that rules give their own awards go on."""


class InactivityExpiry(_Span):
    """All points without an end of their own lapse when nothing happens for so long.

    Any counted activity begins the period anew for all of them.
    """

    kind: Literal["inactivity"]
    activity: Annotated[tuple[Activity, ...], Field(min_length=1)] = ("order",)
    """What counts: a paid order, points spent, an activity told, a review."""
    unless: Condition | None = None
    """While this is true of a member they are as good as active all the time."""


ExpiryRule = Annotated[NoExpiry | LifeExpiry, Field(discriminator="kind")]
"""What a rule may say of what it gives."""


class ExpiryNotices(Section):
    """Telling members before points lapse."""

    required: Flag = False
    """Points do not lapse without stored proof of a notice; they get more time."""
    days_before: Annotated[
        tuple[Annotated[Days, Field(ge=1)], ...], Field(min_length=1, max_length=5)
    ] = (30, 7, 1)


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
    expiry: Annotated[
        NoExpiry | TermsLife | InactivityExpiry, Field(discriminator="kind")
    ] = NoExpiry()
    expiry_notices: ExpiryNotices = ExpiryNotices()
    expiry_switch_on_days: Days = DEFAULT_SWITCH_ON_DAYS
    """An expiry by inactivity that a later version brings ends nothing sooner
    than this after it was published."""
    law: Law = "none"
    """A preset that refuses terms which this law forbids. Ontario: points do not
    lapse by time alone (Consumer Protection Act, 2002, as amended by the
    Protecting Rewards Points Act, 2016). Québec: only after a year or more without
    activity, with a notice 30 to 60 days before (Consumer Protection Act,
    sections 187.6 to 187.9)."""
    minimum_life_days: Days = DEFAULT_LIFE_DAYS
    """What comes back to a lot can be used for at least this long."""
    refunds: Refunds = Refunds()
    earners: Earners = Earners()
    enrolment: EnrolmentKind = "automatic"
    """Whether an account in the store makes a member, or only a word of consent:
    with ``opt_in`` points wait until the person has joined."""

    @property
    def lot_expiry(self) -> NoExpiry | LifeExpiry:
        """What is written into a lot; inactivity is not, it is computed."""
        if not isinstance(self.expiry, TermsLife):
            return NoExpiry()
        life = self.expiry
        return LifeExpiry(
            kind=life.kind, months=life.months, days=life.days, until=life.until
        )

    @property
    def least_notice_days(self) -> int:
        """How long before the end a notice must have been given to count."""
        if self.law == "quebec":
            return QUEBEC_NOTICE_DAYS.start
        return min(self.expiry_notices.days_before)

    @property
    def spared(self) -> Leaf | Group | None:
        """Of whom nothing lapses, where the terms say so."""
        return None if isinstance(self.expiry, NoExpiry) else self.expiry.unless
