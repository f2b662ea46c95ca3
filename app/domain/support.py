"""Conversations with members: what they are about, how they stand, when due.

A claim of missing points and a question are both a conversation. Its cause is one
of a fixed list, so that what people ask about can be counted.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Kind = Literal["missing_points", "question"]
State = Literal["open", "waiting", "answered", "closed"]
Author = Literal["member", "staff", "system"]

KINDS: Final[tuple[Kind, ...]] = ("missing_points", "question")
STATES: Final[tuple[State, ...]] = ("open", "waiting", "answered", "closed")
"""``open``: it is our turn; ``waiting``: for the member; ``answered``: said, and
nothing more came; ``closed``: over."""
CAUSES: Final = (
    "order_unknown",
    "order_unpaid",
    "order_refunded",
    "bought_as_guest",
    "not_counted",
    "rate",
    "points_pending",
    "points_lapsed",
    "reward",
    "tier",
    "referral",
    "delivery",
    "account",
    "our_mistake",
    "other",
)
"""What was behind it, found out by who answers; fixed, so that it can be reported."""

USUAL_DAYS: Final = 2
TOP_DAYS: Final = 1
MOST_DAYS: Final = 30
SATURDAY: Final = 5


def due_at(asked_at: datetime, working_days: int, timezone: str) -> datetime:
    """Return when an answer is due: so many working days later, at the same hour.

    Saturdays and Sundays of the programme's zone don't count; what is asked on one
    of them is due as if it were asked on the Monday after, at the same hour.
    """
    local = _working(asked_at.astimezone(ZoneInfo(timezone)))
    for _ in range(working_days):
        local = _working(local + timedelta(days=1))
    return local.astimezone(UTC)


def _working(day: datetime) -> datetime:
    """Return the same hour of the first working day from *day* on."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def filled(text: str, **gaps: str) -> str:
    """Return a reply template with its gaps filled: ``{name}`` and the like.

    What is no gap of ours stays as it was written; nothing in a template is run.
    """
    for name, value in gaps.items():
        text = text.replace(f"{{{name}}}", value)
    return text
