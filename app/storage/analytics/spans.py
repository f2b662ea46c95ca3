"""The days that a figure is about, as statements are asked for them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

YEAR: Final = 365
"""Days of "the twelve months to the end of the period"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the programme's zone, both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"a span ends on its first day or later: {self}")

    @classmethod
    def ending(cls, until: date, days: int) -> "Span":
        """Return the *days* days that end on *until*."""
        return cls(until - timedelta(days=days - 1), until)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> "Span":
        """The span of as many days right before it."""
        return Span.ending(self.since - timedelta(days=1), self.days)

    def asked(self, zone: str) -> dict[str, Any]:
        """Return the span's days and instants by the names that statements use."""

        def begins(day: date) -> datetime:
            return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(
                UTC
            )

        after = self.until + timedelta(days=1)
        year = after - timedelta(days=YEAR)
        return {
            "zone": zone,
            "since": self.since,
            "until": self.until,
            "since_at": begins(self.since),
            "until_at": begins(after),
            "before": self.before.since,
            "year": year,
            "year_at": begins(year),
            "old_at": begins(after - timedelta(days=30)),
            "old_year_at": begins(year - timedelta(days=30)),
        }
