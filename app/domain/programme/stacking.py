"""How several rewards of one order or month add up, and what they may cost.

Left out, bonuses add up on the base and nothing is capped.
"""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.programme.base import Count, Identifier, Section


class Cap(Section):
    """The most that a member can earn by all rules together."""

    asset: Identifier = "points"
    per: Literal["order", "day", "week", "month", "year", "ever"]
    points: Count


class TotalBudget(Section):
    """The most that all members together can earn by all rules."""

    asset: Identifier = "points"
    per: Literal["day", "week", "month", "year", "ever"]
    points: Count
    pacing: Literal["none", "even"] = "none"


class Stacking(Section):
    """What happens where several rules meet."""

    multipliers: Literal["add", "best", "multiply"] = "add"
    """Of different lanes: 2\u00d7 and 2\u00d7 are 3\u00d7, 2\u00d7 or 4\u00d7."""
    caps: Annotated[tuple[Cap, ...], Field(max_length=10)] = ()
    budgets: Annotated[tuple[TotalBudget, ...], Field(max_length=10)] = ()
