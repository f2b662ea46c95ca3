"""Windows in which amounts count, and terms for which a tier is kept.

Days are of the programme's zone. A window includes its first and its last day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.programme.tiers import (
    AnniversaryWindow,
    CalendarWindow,
    LifetimeWindow,
    RollingWindow,
    TierTerms,
)

MONTHS = 12
ONE_DAY = timedelta(days=1)
EVER = date.min


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date


def shifted(day: date, months: int) -> date:
    """Return the same day so many months later or earlier; month ends clamp."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    _, length = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, length))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns instants into windows and terms, for one member and one set of rules."""

    terms: TierTerms
    zone: str
    joined_on: date

    def day(self, at: datetime) -> date:
        """Return the day of an instant."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def last_day_before(self, at: datetime) -> date:
        """Return the last day that was over, or running, just before *at*."""
        return self.day(at - timedelta(microseconds=1))

    def midnight(self, day: date) -> datetime:
        """Return the first instant of a day."""
        return datetime.combine(day, time(0), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def kind(self) -> Any:  # noqa: ANN401 - one of the four windows
        """The kind of window."""
        return self.terms.window

    @property
    def endless(self) -> bool:
        """Whether a tier that was reached has no term."""
        return (
            isinstance(self.kind, LifetimeWindow) or self.terms.at_term_end == "never"
        )

    @property
    def immediate(self) -> bool:
        """Whether a tier is lost as soon as the figures say so."""
        return not self.endless and self.terms.at_term_end == "at_once"

    def window(self, day: date) -> Span:
        """Return the window that a day stands in; of a rolling one, that ends there."""
        match self.kind:
            case RollingWindow(months=months):
                return Span(shifted(day, -months), day)
            case CalendarWindow():
                return Span(date(day.year, 1, 1), date(day.year, MONTHS, 31))
            case AnniversaryWindow():
                return self._year_of_member(day)
            case _:
                return Span(EVER, day)

    def _year_of_member(self, day: date) -> Span:
        years = day.year - self.joined_on.year
        first = shifted(self.joined_on, years * MONTHS)
        if first > day:
            years -= 1
            first = shifted(self.joined_on, years * MONTHS)
        return Span(first, shifted(self.joined_on, (years + 1) * MONTHS) - ONE_DAY)

    def before(self, span: Span) -> Span | None:
        """Return the year before a window of years; None for the other kinds."""
        if isinstance(self.kind, CalendarWindow | AnniversaryWindow):
            return self.window(span.first - ONE_DAY)
        return None

    def term_end(self, span: Span, day: date) -> datetime | None:
        """Return until when a tier is kept that was reached on *day* within *span*."""
        if self.endless or self.immediate:
            return None
        if isinstance(self.kind, RollingWindow):
            months = self.kind.term_months
            return self.midnight(shifted(day, months) + ONE_DAY)
        following = self.window(span.last + ONE_DAY)
        return self.midnight(following.last + ONE_DAY)

    def short_term_end(self, at: datetime) -> datetime | None:
        """Return until when a lower tier is kept by one who dropped to it at *at*."""
        if self.endless or self.immediate:
            return None
        span = self.window(self.day(at))
        if isinstance(self.kind, RollingWindow):
            return self.term_end(span, self.day(at))
        return self.midnight(span.last + ONE_DAY)

    def grace_end(self, term_end: datetime) -> datetime:
        """Return when a tier is lost whose term ended at *term_end*."""
        if not self.terms.grace_days:
            return term_end
        return self.midnight(self.day(term_end) + timedelta(days=self.terms.grace_days))

    def to_keep(self, term_end: datetime, at: datetime) -> Span:
        """Return the days that decide, at *at*, whether a tier is kept.

        The last year of the term, and the days of grace with it; of a rolling
        window simply the window up to now.
        """
        if isinstance(self.kind, RollingWindow):
            # From the day after the term on: what made the tier does not keep it.
            return self.window(self.day(at))
        last = self.last_day_before(at) if at <= term_end else self.day(at)
        ended = self.window(self.last_day_before(term_end))
        return Span(ended.first, max(last, ended.last))

    def takes_effect(self, span: Span, at: datetime) -> datetime:
        """Return when a tier begins that was reached within *span*, if it waits."""
        return max(at, self.midnight(span.last + ONE_DAY))

    def leaves(self, day: date) -> datetime | None:
        """Return when what is dated *day* falls out of the window; None: never."""
        match self.kind:
            case RollingWindow(months=months):
                return self.midnight(shifted(day, months) + ONE_DAY)
            case LifetimeWindow():
                return None
            case _:
                return self.midnight(self.window(day).last + ONE_DAY)
