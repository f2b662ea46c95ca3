"""What a rule gives, and what of an order it looks at."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Strict, Tag

from app.domain.programme.base import Flag, Ref, Section
from app.domain.programme.gifts import Gifts
from app.domain.programme.numbers import Exact, Rates

Rounding = Literal["down", "half_up", "up"]
DataName = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A figure that the sender of an activity tells."""

_Refs = Annotated[tuple[Ref, ...], Field(max_length=1_000)]


class LineFilter(Section):
    """Some of what is sold."""

    products: _Refs = ()
    """Product or variant references, ``sku:…``, or ``*`` for anything."""
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
    full_price: Flag = False
    """Only what was sold at its list price. Where the store does not say,
    anything without a discount."""
    only: LineFilter = LineFilter()
    exclude: LineFilter = LineFilter()


class StoreRates(Section):
    """The rates of some stores."""

    stores: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=100)]
    """Ids or domains."""
    rates: Rates


class RateAward(Section):
    """So many points for so much money, rounded once for the order."""

    kind: Literal["rate"] = "rate"
    rates: Rates
    rounding: Rounding = "down"
    stores: Annotated[tuple[StoreRates, ...], Field(max_length=100)] = ()
    """Stores with rates of their own; all others have ``rates``."""


class FixedAward(Section):
    """The same number of points every time."""

    kind: Literal["fixed"] = "fixed"
    points: Exact
    """Display points: whole ones, or as fine as the asset's scale."""


class OrderFixedAward(FixedAward):
    """The same number of points for an order, or for each line or piece of it."""

    per: Literal["order", "line", "unit"] = "order"


class MultiplierAward(Section):
    """A bonus on what the base lane gave, after its rounding.

    A multiplier of 3 gives twice the base on top. Multipliers of different
    lanes add their bonuses; within one lane the best wins.
    """

    kind: Literal["multiplier"]
    by: Annotated[Exact, Field(gt=1, le=100)]
    rounding: Rounding = "down"


class GiftsAward(Section):
    """Gifts: a voucher, a choice of some, a badge, credit, what counts for tiers."""

    kind: Literal["gifts"]
    give: Gifts


class MeasuredAward(Section):
    """So many points for each unit of a figure that the activity tells."""

    kind: Literal["measured"]
    figure: DataName
    points: Exact
    per: Exact = Fraction(1)
    rounding: Rounding = "down"


OrderAward = Annotated[
    RateAward | OrderFixedAward | MultiplierAward | GiftsAward,
    Field(discriminator="kind"),
]


def kind(award: Any) -> str:  # noqa: ANN401 - raw or read
    """Return an award's kind; what says nothing is fixed."""
    if isinstance(award, dict):
        return str(award.get("kind", "fixed"))
    return str(getattr(award, "kind", "fixed"))


FactAward = Annotated[
    Annotated[FixedAward, Tag("fixed")] | Annotated[GiftsAward, Tag("gifts")],
    Discriminator(kind),
]
ActivityAward = Annotated[
    Annotated[FixedAward, Tag("fixed")]
    | Annotated[GiftsAward, Tag("gifts")]
    | Annotated[MeasuredAward, Tag("measured")]
    | Annotated[RateAward, Tag("rate")],
    Discriminator(kind),
]
