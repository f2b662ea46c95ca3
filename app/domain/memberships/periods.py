"""Periods of a plan, from what was paid or granted for it.

A payment that comes while the plan runs lengthens it; one that comes later
begins it anew. Months count from the day on which a run of periods began, so a
plan that was begun on the 31st does not creep towards the 28th. A period ends at
midnight after its last day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.tiers.windows import ONE_DAY, shifted

Ending = Literal["lapses", "refunded", "never", "continues"]


@dataclass(frozen=True, slots=True)
class Fee:
    """One payment or grant."""

    fee_id: UUID
    plan: str
    began_at: datetime
    months: int | None = None
    days: int | None = None
    ends_at: datetime | None = None
    """An end that was set; with neither it nor months nor days: for life."""
    quantity: int = 1
    trial: bool = False
    void_at: datetime | None = None
    """When it was refunded, cancelled or taken back."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one instant until another a plan is active, by one fee."""

    plan: str
    starts_at: datetime
    ends_at: datetime | None
    trial: bool
    ending: Ending
    fee_id: UUID


@dataclass(frozen=True, slots=True)
class Run:
    """Periods without a gap, and the day from which their months count."""

    began_at: datetime
    periods: tuple[Period, ...]


def midnight(day: date, zone: str) -> datetime:
    """Return the first instant of a day."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


@dataclass(slots=True)
class _Chain:
    """A run of periods as it grows."""

    zone: str
    grace_days: int
    paid_until: datetime | None
    periods: list[Period] = field(default_factory=list)
    anchor: date | None = None
    """The day from which ``months`` count."""
    months: int = 0

    def goes_on(self, at: datetime) -> bool:
        """Tell whether a payment at *at* lengthens this run."""
        grace = timedelta(days=self.grace_days)
        return self.paid_until is None or at <= self.paid_until + grace

    def pay(self, fee: Fee) -> None:
        """Add the period that *fee* pays for, if any."""
        start = self.paid_until
        if start is None or (fee.void_at is not None and fee.void_at <= start):
            return
        kept = self.anchor, self.months
        end = self._end(fee, start)
        if end is not None and end <= start:
            self.anchor, self.months = kept
            return
        ending: Ending = "never" if end is None else "lapses"
        if fee.void_at is not None and (end is None or fee.void_at < end):
            end, ending = fee.void_at, "refunded"
            # What follows is paid from here on, and no grace follows a refund.
            self.anchor, self.grace_days = None, 0
        self.paid_until = end
        self.periods.append(Period(fee.plan, start, end, fee.trial, ending, fee.fee_id))

    def _end(self, fee: Fee, start: datetime) -> datetime | None:
        if fee.ends_at is not None:
            self.anchor = None
            return fee.ends_at
        # A period that goes on begins at the midnight after the last paid day.
        tick = timedelta(microseconds=1 if self.periods else 0)
        first = (start - tick).astimezone(ZoneInfo(self.zone)).date()
        if fee.months is not None:
            if self.anchor is None:
                self.anchor, self.months = first, 0
            self.months += fee.months * fee.quantity
            return midnight(shifted(self.anchor, self.months) + ONE_DAY, self.zone)
        self.anchor = None
        if fee.days is None:
            return None
        last = first + timedelta(days=fee.days * fee.quantity)
        return midnight(last + ONE_DAY, self.zone)


def runs_of(fees: Sequence[Fee], *, zone: str, grace_days: int = 0) -> list[Run]:
    """Return the runs of one plan of one member, oldest first.

    Pure. A trial counts for those who never had the plan before; a fee that was
    void before its period began counts for nothing.
    """
    chains: list[_Chain] = []
    for fee in sorted(fees, key=lambda one: (one.began_at, one.fee_id)):
        if fee.trial and any(chain.periods for chain in chains):
            continue
        if not chains or not chains[-1].goes_on(fee.began_at):
            chains.append(_Chain(zone, grace_days, fee.began_at))
        chains[-1].pay(fee)
    return [
        Run(chain.periods[0].starts_at, tuple(_closed(chain.periods, grace_days)))
        for chain in chains
        if chain.periods
    ]


def _closed(periods: Sequence[Period], grace_days: int) -> Iterator[Period]:
    """Say how each period ends: in the next one, or after the days of grace."""
    for period, following in zip(periods, [*periods[1:], None], strict=True):
        if period.ends_at is None or period.ending == "refunded":
            yield period
        elif following is not None:
            yield replace(period, ending="continues")
        else:
            end = period.ends_at + timedelta(days=grace_days)
            yield replace(period, ends_at=end)


def active_plans(runs: Sequence[Run], at: datetime) -> dict[str, Period]:
    """Return the plans that are active at an instant, with their periods."""
    return {
        period.plan: period
        for run in runs
        for period in run.periods
        if period.starts_at <= at and (period.ends_at is None or at < period.ends_at)
    }
