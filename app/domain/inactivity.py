"""When points lapse because nothing happened: computed, never written per lot.

Lapse = last activity + period (ledger rules, 7). A lot counts from the day it
became available, so what was earned later is not ended by an older silence.
"""

from collections.abc import Iterable
from datetime import datetime

from app.domain.ledger.lots import lapse_instant
from app.domain.programme.terms import InactivityExpiry


def lapsed_at(
    expiry: InactivityExpiry,
    activity: Iterable[datetime],
    *,
    available_from: datetime,
    not_before: datetime | None,
    zone: str,
    at: datetime,
) -> datetime | None:
    """Return the first instant, up to *at*, at which a silence had lasted too long.

    Args:
        expiry: The programme's rule.
        activity: When the member did something that counts, in any order.
        available_from: When the lot became available: a beginning like activity.
        not_before: Nothing lapses sooner than this (the rule was switched on late).
        zone: Of the lot; the period ends at the end of its last day there.
        at: The instant of the decision.

    Returns:
        The instant, or None while the member was never silent for that long.
    """
    lapse = ends_at(expiry, available_from, zone=zone)
    for mark in sorted(instant for instant in activity if instant > available_from):
        if mark >= max(lapse, not_before or lapse):
            break
        lapse = ends_at(expiry, mark, zone=zone)
    lapse = max(lapse, not_before or lapse)
    return lapse if lapse <= at else None


def ends_at(expiry: InactivityExpiry, mark: datetime, *, zone: str) -> datetime:
    """Return when the period that begins at *mark* is over."""
    return lapse_instant(
        mark, months=expiry.months or 0, days=expiry.days or 0, zone=zone
    )
