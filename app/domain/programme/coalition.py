"""A programme of several owners: what units are worth between their stores."""

from typing import Annotated

from pydantic import Field

from app.domain.programme.base import Identifier, Section
from app.domain.programme.numbers import Amounts


class Worth(Section):
    """What one display unit of an asset is worth when stores settle."""

    asset: Identifier
    """A kind of points; credit counts at its face value."""
    each: Amounts


class Coalition(Section):
    """How stores of different owners settle: who gave the units owes who took them."""

    worth: Annotated[tuple[Worth, ...], Field(max_length=30)] = ()
