"""Periods of a member, named by a label that is part of a key.

A label is decided in a zone, so a repeated or skipped local hour can't give a
second one.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=256)
def period_label(period: str, at: datetime, zone: str) -> str:
    """Return the label of the period that *at* falls into: ``2026-07-04``, ``2026``.

    ``ever`` and ``order`` have one period without a name.
    """
    local = at.astimezone(ZoneInfo(zone))
    match period:
        case "day":
            return local.date().isoformat()
        case "week":
            year, week, _day = local.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{local.year:04d}-{local.month:02d}"
        case "year":
            return f"{local.year:04d}"
        case _:
            return ""
