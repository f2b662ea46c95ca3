"""When a sweep must not run by itself: too much at once, or clocks out of step.

Points that expire because of a wrong date or a wrong clock are hard to give
back. The sweep counts first and stops here; a person looks and confirms.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

PERCENT_OF_AVAILABLE = 5
TIMES_DAILY_MEAN = 5
TRAILING_DAYS = 30
FEW_MEMBERS = 20
"""Below this a sweep is never braked: two lots are half of a small programme."""
CLOCKS_APART = timedelta(seconds=5)
WALL_MOVED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DueUnits:
    """What an expiry sweep would end, of one asset, and what to hold it against."""

    asset: str
    units: int
    members: int
    available: int
    """Available units of the whole programme."""
    expired_lately: int
    """Units that expired in the last ``TRAILING_DAYS`` days."""


def brake(due: DueUnits) -> str | None:
    """Return why the sweep must stop, or None when it may go on.

    Without any expiry in the trailing days there is no mean to hold it against.
    """
    if due.members < FEW_MEMBERS:
        return None
    if due.units * 100 > due.available * PERCENT_OF_AVAILABLE:
        return "share_of_available"
    daily = due.expired_lately * TIMES_DAILY_MEAN
    if due.expired_lately and due.units * TRAILING_DAYS > daily:
        return "daily_mean"
    return None


@dataclass(slots=True)
class ClockGuard:
    """Compares the process's clocks with each other and with the database's.

    One per process: it remembers where wall time and monotonic time began. A
    leap of wall time is not forgiven by waiting; start the process again.
    """

    _wall: datetime | None = None
    _monotonic_us: int = 0

    def refuses(
        self, *, wall: datetime, monotonic_us: int, database: datetime
    ) -> str | None:
        """Return why time-driven sweeps must stop, or None."""
        if self._wall is None:
            self._wall, self._monotonic_us = wall, monotonic_us
        if abs(wall - database) >= CLOCKS_APART:
            return "clocks_apart"
        ran = timedelta(microseconds=monotonic_us - self._monotonic_us)
        if abs((wall - self._wall) - ran) > WALL_MOVED:
            return "wall_clock_moved"
        return None
