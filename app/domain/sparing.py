"""Lots of members whose units do not lapse, and what happens when that ends.

Terms may say of whom nothing lapses. While a member is spared, a lot that would
lapse by the terms has no end; when they are spared no more, a new life begins at
that moment, or when the lot can be used, whichever is later. An end that a lot was
given otherwise stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.ledger.lots import lapse_instant
from app.domain.programme.terms import LifeExpiry

SPARED: Final = "spared"
SPARED_NO_MORE: Final = "spared_no_more"


@dataclass(frozen=True, slots=True)
class Dates:
    """What the dates of a lot were at a time, and why."""

    available_from: datetime | None
    lapses_at: datetime | None
    reason: str


def is_to_be_spared(
    history: Sequence[Dates], lives: Sequence[LifeExpiry], *, zone: str, at: datetime
) -> bool:
    """Tell whether a live lot has an end that the terms once gave it.

    Args:
        history: The dates of the lot, those in force last.
        lives: What the terms of any version said of the life of lots.
        zone: Of the lot.
        at: The instant of the decision; what has lapsed is not woken.
    """
    now = history[-1]
    if now.lapses_at is None or now.lapses_at <= at:
        return False
    return any(
        dates.lapses_at == end_of(life, dates.available_from, zone)
        for dates in history
        if dates.available_from is not None
        for life in lives
    )


def new_end(
    history: Sequence[Dates], life: LifeExpiry, *, zone: str, at: datetime
) -> datetime | None:
    """Return the end that a lot gets when its holder is spared no more.

    None for a lot that was not spared, or that waits for its own beginning.
    """
    now = history[-1]
    if now.reason != SPARED or now.available_from is None:
        return None
    before = [dates.lapses_at for dates in history if dates.lapses_at is not None]
    end = end_of(life, max(at, now.available_from), zone)
    return max(end, *before)


def end_of(life: LifeExpiry, began: datetime, zone: str) -> datetime:
    """Return when a life that begins at an instant is over."""
    return lapse_instant(
        began, months=life.months or 0, days=life.days or 0, until=life.until, zone=zone
    )
