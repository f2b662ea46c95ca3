"""The six steps, the aims that a merchant picks from, and what suits each."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Step = Literal["connect", "goal", "recipe", "look", "members", "publish"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
Goal = Literal["second_order", "bigger_baskets", "friends", "reviews", "move"]
GOALS: Final[tuple[Goal, ...]] = get_args(Goal)
SUGGESTED: Final = 3
PastOrders = Literal["none", "tiers", "points"]
"""What orders placed before the start count for: nothing, levels, or points too."""
Bring = Literal["none", "all"]

RANKED: Final[Mapping[Goal, tuple[str, ...]]] = {
    "second_order": (
        "points-simple",
        "punch-card",
        "cashback",
        "tiers-simple",
        "referral-first",
        "reviews-boost",
    ),
    "bigger_baskets": (
        "tiers-simple",
        "points-simple",
        "cashback",
        "punch-card",
        "referral-first",
        "reviews-boost",
    ),
    "friends": (
        "referral-first",
        "points-simple",
        "tiers-simple",
        "cashback",
        "punch-card",
        "reviews-boost",
    ),
    "reviews": (
        "reviews-boost",
        "points-simple",
        "tiers-simple",
        "cashback",
        "referral-first",
        "punch-card",
    ),
    "move": (
        "points-simple",
        "tiers-simple",
        "cashback",
        "referral-first",
        "punch-card",
        "reviews-boost",
    ),
}
"""Starters, the most fitting first; all of them, for every aim."""


def suggested(goal: Goal) -> tuple[str, ...]:
    """Return the starters that are shown first for an aim."""
    return RANKED[goal][:SUGGESTED]
