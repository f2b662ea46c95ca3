"""When points lapse because nothing happened: computed, never written per lot.

Lapse = last activity + period (ledger rules, 7). A lot counts from the day it
became available, so what was earned later is not ended by an older silence. While
terms spare a member, they are as good as active all the time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.ledger.lots import lapse_instant
from app.domain.programme.terms import InactivityExpiry

Spell = tuple[datetime, datetime | None]
"""Since when a member is spared, and until when where that is over."""


def lapsed_at(
    expiry: InactivityExpiry,
    activity: Iterable[datetime],
    *,
    available_from: datetime,
    not_before: datetime | None,
    zone: str,
    at: datetime,
    spared: Sequence[Spell] = (),
) -> datetime | None:
    """Return the first instant, up to *at*, at which a silence had lasted too long.

    Args:
        expiry: The programme's rule.
        activity: When the member did something that counts, in any order.
        available_from: When the lot became available: a beginning like activity.
        not_before: Nothing lapses sooner than this (the rule was switched on late).
        zone: Of the lot; the period ends at the end of its last day there.
        at: The instant of the decision.
        spared: Since when, and until when, silence did not count.

    Returns:
        The instant, or None while the member was never silent for that long.
    """
    lapse = ends_at(expiry, available_from, zone=zone)
    doings = [(instant, instant) for instant in activity]
    doings += [(since, until or at) for since, until in spared]
    for since, until in sorted(doings):
        if since >= max(lapse, not_before or lapse):
            break
        if until > available_from:
            lapse = max(lapse, ends_at(expiry, until, zone=zone))
    lapse = max(lapse, not_before or lapse)
    return lapse if lapse <= at else None


def silent_until(
    expiry: InactivityExpiry,
    activity: Iterable[datetime],
    *,
    available_from: datetime,
    not_before: datetime | None,
    zone: str,
    spared: Sequence[Spell] = (),
) -> datetime | None:
    """Return when a lot will lapse if nothing happens; None while it is spared."""
    marks = [available_from, *activity]
    for _, until in spared:
        if until is None:
            return None
        marks.append(until)
    lapse = ends_at(expiry, max(marks), zone=zone)
    return max(lapse, not_before or lapse)


def ends_at(expiry: InactivityExpiry, mark: datetime, *, zone: str) -> datetime:
    """Return when the period that begins at *mark* is over."""
    return lapse_instant(
        mark, months=expiry.months or 0, days=expiry.days or 0, zone=zone
    )
