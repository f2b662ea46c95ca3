"""What members can hold: kinds of points, credit in one currency each, tickets."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from app.domain.programme.base import Currency, Identifier, Section
from app.domain.programme.texts import Text


class PointsAsset(Section):
    """One kind of points. The ledger counts the smallest unit."""

    kind: Literal["points"] = "points"
    id: Identifier = "points"
    scale: Annotated[int, Strict(), Field(ge=0, le=3)] = 0
    """Decimals shown; fixed once points were given."""
    unit: Text | None = None
    """"points"; in the house's words where it is left out."""
    unit_one: Text | None = None
    """"point", for languages that tell one from many."""


class CreditAsset(Section):
    """Money credit in one currency; the smallest unit is its minor unit."""

    kind: Literal["credit"]
    id: Identifier
    currency: Currency
    name: Text | None = None

    @property
    def scale(self) -> int:
        """Credit is counted in minor units already."""
        return 0


class TicketsAsset(Section):
    """Chances of a draw: whole ones, never money's worth, spent by the draw alone."""

    kind: Literal["tickets"]
    id: Identifier
    unit: Text | None = None
    unit_one: Text | None = None

    @property
    def scale(self) -> int:
        """A ticket can't be divided."""
        return 0


Asset = Annotated[PointsAsset | CreditAsset | TicketsAsset, Field(discriminator="kind")]
