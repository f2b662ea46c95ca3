"""Campaigns: gifts for the members of a segment, once for each occasion.

A gift that was given stays; who leaves the segment keeps it. A surprise goes to
so many members who are drawn by lot, in a way that anybody can repeat.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Days, Flag, Identifier, Section, refuse
from app.domain.programme.gifts import Gifts, PointsGift
from app.domain.programme.texts import Text
from app.domain.programme.windows import Window

MAX_CAMPAIGNS = 200
Again = Literal["never", "entry", "month", "year"]


class Surprise(Section):
    """A draw among the members of the segment."""

    members: Annotated[Count, Field(le=10_000)]
    """How many win each time."""


class Campaign(Section):
    """One offer to the members of one segment."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    segment: Identifier
    gifts: Gifts
    active: Window | None = None
    """When it is given."""
    again: Again = "never"
    """``never``: once for each member. ``entry``: each time somebody comes into
    the segment. ``month``, ``year``: once in each, of the programme's calendar."""
    pause_days: Days = 0
    """At least so many days between two gifts to one member."""
    surprise: Surprise | None = None
    """Only for some of the segment, drawn by lot once for each occasion."""
    most: Count | None = None
    """It is given at most so many times in all."""
    budget: Count | None = None
    """Its points are at most so many in all."""

    @model_validator(mode="after")
    def _sensible(self) -> "Campaign":
        if self.surprise is not None and self.again == "entry":
            reason = "a draw has an occasion of its own: once, each month or each year"
            refuse("draw_at_entry", reason, "month")
        if self.budget is not None and not self.points:
            refuse("budget_without_points", "it gives no points; use most", "most")
        return self

    @property
    def points(self) -> Fraction:
        """What one gift costs in points."""
        return sum(
            (gift.points for gift in self.gifts if isinstance(gift, PointsGift)),
            Fraction(0),
        )

    @property
    def most_times(self) -> int | None:
        """How often it can be given in all; None for as often as one likes."""
        limits = [] if self.most is None else [self.most]
        if self.budget is not None:
            limits.append(int(self.budget / self.points))
        return min(limits, default=None)
