"""Limits of a member: how much of a rule is left in a period.

Counters are kept by whoever stores awards; the decision only reads them and
says what it adds. A key names rule, period and label, so a new period starts
at nothing by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.earning.periods import period_label
from app.domain.programme.earning import Limit


def limit_keys(
    rule_id: str, limits: Sequence[Limit], at: datetime, zone: str
) -> Iterator[tuple[Limit, str]]:
    """Return each limit with the key of its counter (``…|points`` or ``…|times``)."""
    for limit in limits:
        label = period_label(limit.per, at, zone)
        yield limit, f"{rule_id}|{limit.per}|{label}"


@dataclass(frozen=True, slots=True)
class Room:
    """What the limits of a rule leave, and the counters to add to."""

    units: int | None
    """Most units that may be given; None without a limit."""
    keys: tuple[str, ...] = ()

    def counters(self, amount: int) -> Mapping[str, int] | None:
        """Return what an award of *amount* adds to each counter."""
        if not self.keys:
            return None
        added = {f"{key}|points": amount for key in self.keys}
        return added | {f"{key}|times": 1 for key in self.keys}


NO_LIMIT = Room(None)


def room(
    rule_id: str,
    limits: Sequence[Limit],
    used: Mapping[str, int],
    *,
    at: datetime,
    zone: str,
    scale: int,
) -> Room:
    """Return what *limits* leave after *used*."""
    units: int | None = None
    keys = []
    for limit, key in limit_keys(rule_id, limits, at, zone):
        counted = limit.per != "order"
        if counted:
            keys.append(key)
        left = None
        if limit.points is not None:
            used_units = used.get(f"{key}|points", 0) if counted else 0
            left = max(0, limit.points * 10**scale - used_units)
        if limit.times is not None and counted:
            times_left = limit.times - used.get(f"{key}|times", 0)
            left = left if times_left > 0 else 0
        if left is not None:
            units = left if units is None else min(units, left)
    return Room(units, tuple(keys))
