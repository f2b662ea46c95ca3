"""How much one person may give by hand before a second one must agree.

Limits are in smallest units of the programme's main points, and count what is
given; taking has the same limit for one deed, because it hurts as much.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.staff import Role

FIRST_UNIT: Final = 1_000
DAYS: Final = 30
"""How long what a member was given counts for them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one role may do alone; None in place of a number means no limit."""

    per_deed: int | None
    per_day: int | None
    per_member: int | None

    @property
    def none(self) -> bool:
        """Whether nothing is limited."""
        return self == UNLIMITED


class Over(StrEnum):
    """Which limit a deed goes beyond."""

    DEED = "deed"
    DAY = "day"
    MEMBER = "member"
    CREDIT = "credit"
    """Money, which no limit of points can cover."""


UNLIMITED: Final = Limits(None, None, None)


def first_limits(role: Role, unit: int = FIRST_UNIT) -> Limits:
    """Return what a role may do before anybody set its limits.

    *unit* is what one usual reward costs in the programme: support may give one such
    reward at a time and ten a day, managers ten times that, owners anything.
    """
    if role is Role.OWNER:
        return UNLIMITED
    if role is Role.MANAGER:
        return Limits(10 * unit, 100 * unit, 20 * unit)
    if role is Role.SUPPORT:
        return Limits(unit, 10 * unit, 2 * unit)
    return Limits(0, 0, 0)


def over(points: int, limits: Limits, *, today: int, member: int) -> Over | None:
    """Return the first limit that *points* more would go beyond; None for none.

    Args:
        points: To give; below zero to take.
        limits: Of the role.
        today: What this person gave today already.
        member: What the member was given by hand in the last thirty days.
    """
    if limits.per_deed is not None and abs(points) > limits.per_deed:
        return Over.DEED
    if points < 0:
        return None
    if limits.per_day is not None and today + points > limits.per_day:
        return Over.DAY
    if limits.per_member is not None and member + points > limits.per_member:
        return Over.MEMBER
    return None


@dataclass(frozen=True, slots=True)
class Batch:
    """What many members get at once, in smallest units."""

    largest: int
    """The most that one is given, or that is taken from one."""
    total: int
    """Given to all."""
    fullest: int
    """The most that one would have got by hand in thirty days, this counted in."""
    credit: int = 0
    """Store credit given to all, in smallest units of its currency."""


def over_batch(batch: Batch, limits: Limits, *, today: int) -> Over | None:
    """Return the first limit that a batch goes beyond; None for none.

    Args:
        batch: What is to be given.
        limits: Of the role.
        today: What this person gave today already.
    """
    if batch.credit and not limits.none:
        return Over.CREDIT
    if limits.per_deed is not None and batch.largest > limits.per_deed:
        return Over.DEED
    if not batch.total:
        return None
    if limits.per_day is not None and today + batch.total > limits.per_day:
        return Over.DAY
    if limits.per_member is not None and batch.fullest > limits.per_member:
        return Over.MEMBER
    return None
