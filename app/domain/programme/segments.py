"""Segments: groups of members by what is known of them.

A segment is a small tree of typed questions about a member as of now. It is asked
of all members at once, by the database. Days are the stores' own; what was
returned in full was never bought.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from app.domain.programme.awards import LineFilter
from app.domain.programme.base import (
    MAX_UNITS,
    Currency,
    Days,
    Flag,
    Identifier,
    Ref,
    Section,
    Whole,
    refuse,
)
from app.domain.programme.numbers import Amounts, Exact
from app.domain.programme.texts import Text

MAX_SEGMENTS = 200
MAX_ITEMS = 20
MAX_DEPTH = 4
MAX_FACTS = 40
CLASSES = 5
DEFAULT_RFM_DAYS = 365

Number = Annotated[Whole, Field(ge=0, le=MAX_UNITS)]
Names = Annotated[tuple[Ref, ...], Field(min_length=1, max_length=100)]
Class = Annotated[Whole, Field(ge=1, le=CLASSES)]
Classes = Annotated[tuple[Class, ...], Field(max_length=CLASSES)]
Back = Annotated[Days, Field(ge=1)]
"""So many days back, today included."""


def _backwards(least: int | None, most: int | None) -> bool:
    return least is not None and most is not None and least > most


class Bounded(Section):
    """A whole number from ``at_least`` to ``at_most``, both included."""

    at_least: Number | None = None
    at_most: Number | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Bounded":
        if self.at_least is None and self.at_most is None:
            refuse("no_bound", "say at_least, at_most, or both")
        if _backwards(self.at_least, self.at_most):
            refuse("bounds_backwards", "at_least is not above at_most")
        return self


class LastOrderFact(Bounded):
    """Days since the last order; whoever never ordered is not meant."""

    fact: Literal["last_order"]


class OrdersFact(Bounded):
    """How many orders, in all or within so many days."""

    fact: Literal["orders"]
    within_days: Back | None = None


class SpendFact(Section):
    """How much was spent on goods, after refunds."""

    fact: Literal["spend"]
    at_least: Amounts | None = None
    """In one of these currencies."""
    at_most: Amounts | None = None
    """In each of these currencies."""
    within_days: Back | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "SpendFact":
        if not self.at_least and not self.at_most:
            refuse("no_bound", "say at_least, at_most, or both")
        return self


class RfmFact(Section):
    """Classes from 1 (lowest) to 5 (best) among those who bought within the days.

    How recently, how often, how much: each a fifth of the buyers; equals are in
    one class. A class that is not named may be any.
    """

    fact: Literal["rfm"]
    recency: Classes = ()
    frequency: Classes = ()
    monetary: Classes = ()
    currency: Currency | None = None
    """Of what was spent; needed for ``monetary``."""
    within_days: Back = DEFAULT_RFM_DAYS

    @model_validator(mode="after")
    def _some_class(self) -> "RfmFact":
        if not (self.recency or self.frequency or self.monetary):
            refuse("no_class", "say recency, frequency or monetary", "recency: [5]")
        if self.monetary and self.currency is None:
            refuse("no_currency", "amounts are compared in one currency", "IDR")
        return self


class BoughtFact(Bounded):
    """In how many orders something of a choice was bought and kept."""

    fact: Literal["bought"]
    what: LineFilter
    at_least: Number | None = 1
    within_days: Back | None = None

    @model_validator(mode="after")
    def _something(self) -> "BoughtFact":
        if self.what.empty:
            refuse("empty_filter", "say products, collections, tags or vendors")
        return self


class MetricFact(Bounded):
    """So much of a metric that is counted, in all or within so many days."""

    fact: Literal["metric"]
    metric: Identifier
    within_days: Back | None = None


class TierFact(Section):
    """Holds one of these tiers now."""

    fact: Literal["tier"]
    of: Names


class MembershipFact(Section):
    """Has one of these memberships now."""

    fact: Literal["membership"]
    of: Names


class ConsentFact(Section):
    """Gave one of these consents."""

    fact: Literal["consent"]
    of: Names


class TagFact(Section):
    """Has one of these marks."""

    fact: Literal["tag"]
    of: Names


class LanguageFact(Section):
    """Reads one of these languages."""

    fact: Literal["language"]
    of: Names


class PlaceFact(Section):
    """Where the latest order that says so went."""

    fact: Literal["place"]
    countries: tuple[Ref, ...] = ()
    regions: tuple[Ref, ...] = ()
    """Of one of the countries, where these are named."""

    @model_validator(mode="after")
    def _somewhere(self) -> "PlaceFact":
        if not (self.countries or self.regions):
            refuse("no_place", "say countries, regions, or both", "countries: [ID]")
        return self


class BirthdayFact(Section):
    """Has a birthday within so many days before or after today."""

    fact: Literal["birthday"]
    within_days_before: Annotated[Days, Field(le=180)] = 0
    """The birthday comes within so many days."""
    within_days_after: Annotated[Days, Field(le=180)] = 0
    """The birthday was within so many days."""


class JoinedFact(Bounded):
    """Days since joining."""

    fact: Literal["joined"]


class BalanceFact(Bounded):
    """How much of an asset can be used now, in display units."""

    fact: Literal["balance"]
    asset: Identifier = "points"


class RhythmFact(Section):
    """Late by one's own rhythm: silent for over so many times the usual gap.

    The usual gap is the median of the gaps between the days of one's orders.
    """

    fact: Literal["rhythm"]
    exceeds: Annotated[Exact, Field(le=100)]
    days_of_orders: Annotated[Whole, Field(ge=2, le=100)] = 3
    """Whoever ordered on fewer days has no rhythm yet."""


class RedeemedFact(Bounded):
    """How many rewards were bought with points, in all or within so many days.

    What was given back does not count.
    """

    fact: Literal["redeemed"]
    within_days: Back | None = None


class ReferralsFact(Bounded):
    """How many friends were brought whose order brought the reward."""

    fact: Literal["referrals"]
    within_days: Back | None = None


class ExpiringFact(Bounded):
    """How much of an asset lapses within so many days, in display units."""

    fact: Literal["expiring"]
    at_least: Number | None = 1
    within_days: Back = 30
    asset: Identifier = "points"


Fact = (
    LastOrderFact
    | OrdersFact
    | SpendFact
    | RfmFact
    | BoughtFact
    | MetricFact
    | TierFact
    | MembershipFact
    | ConsentFact
    | TagFact
    | LanguageFact
    | PlaceFact
    | BirthdayFact
    | JoinedFact
    | BalanceFact
    | RhythmFact
    | RedeemedFact
    | ReferralsFact
    | ExpiringFact
)


class WhoGroup(Section):
    """Several questions as one."""

    match: Literal["all", "any", "none"]
    items: Annotated[tuple["Who", ...], Field(min_length=1, max_length=MAX_ITEMS)]


def _tag(value: object) -> str:
    grouped = isinstance(value, dict) and ("match" in value or "items" in value)
    return "group" if grouped or isinstance(value, WhoGroup) else "question"


Who = Annotated[
    Annotated[Annotated[Fact, Field(discriminator="fact")], Tag("question")]
    | Annotated[WhoGroup, Tag("group")],
    Discriminator(_tag),
]
WhoGroup.model_rebuild()


def facts_of(who: Any) -> Iterator[Fact]:  # noqa: ANN401 - a question or a group
    """Return every question of a tree, in order."""
    if isinstance(who, WhoGroup):
        for item in who.items:
            yield from facts_of(item)
    else:
        yield who


def depth(who: Any) -> int:  # noqa: ANN401 - a question or a group
    """Return the number of levels; a question alone has one."""
    if isinstance(who, WhoGroup):
        return 1 + max(depth(item) for item in who.items)
    return 1


class Segment(Section):
    """One group of members."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    who: Who
    guests: Flag = False
    """Whether people who bought as guests and never joined belong to it too."""
