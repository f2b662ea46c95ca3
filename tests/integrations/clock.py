"""A clock that stands where a test put it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class StoppedClock:
    """Shows *at* until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic_us(self) -> int:
        return int(self.at.timestamp() * 1_000_000)

    def advance(self, **span: float) -> None:
        self.at += timedelta(**span)
