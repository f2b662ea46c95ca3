"""Dividends: a share of what a member spent, issued as credit after each period.

The share is taken of the sum of a period, a metric, so it does not matter in how
many orders it came. What is issued is whole steps; the rest is exact and carries.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Days, Flag, Identifier, Section, refuse
from app.domain.programme.conditions import Condition
from app.domain.programme.gifts import Undo
from app.domain.programme.numbers import Amounts, PercentBp
from app.domain.programme.texts import Text

MAX_DIVIDENDS = 20
MAX_SHARES = 10


class Share(Section):
    """A percentage of one metric."""

    metric: Identifier = "spend"
    """Of money; or of activities, whose figure is in minor units then."""
    percent: PercentBp


class Dividend(Section):
    """Credit for a period, issued once the period is over and settled."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    asset: Identifier
    """Credit in the currency whose spending counts."""
    shares: Annotated[tuple[Share, ...], Field(min_length=1, max_length=MAX_SHARES)]
    per: Literal["month", "quarter", "year"] = "quarter"
    step: Amounts | None = None
    """Issued in multiples of this; the smallest coin where it is left out."""
    least: Amounts | None = None
    """Less than this is not issued and carries whole."""
    most: Amounts | None = None
    """At most this for a period; what is over is lost."""
    carry: Flag = True
    """Whether the rest of a period counts in the next."""
    when: Condition | None = None
    """For which members; asked when it is issued."""
    counts: Literal["matured", "paid"] = "matured"
    wait_days: Days = 0
    """From the end of the period until it is issued."""
    validity_days: Annotated[Days, Field(ge=1)] | None = None
    """How long it can be used; without an end where it is left out."""
    undo: Undo = "always"
    past: Flag = False
    """Whether the time before the dividend was published counts too."""

    @model_validator(mode="after")
    def _metrics_once(self) -> "Dividend":
        names = [share.metric for share in self.shares]
        if len(set(names)) != len(names):
            refuse("twice_the_same", "each metric is named once")
        return self
