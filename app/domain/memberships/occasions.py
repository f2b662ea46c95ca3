"""Which gifts a plan brings: when it begins, and with each month and year of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.memberships.periods import Period, Run, midnight
from app.domain.programme.gifts import Gift
from app.domain.programme.memberships import Plan
from app.domain.tiers.windows import ONE_DAY, shifted

WELCOME_PLACE = 0
MONTHLY_PLACE = 100
YEARLY_PLACE = 200
YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to be given for, or to be taken back for (``times`` 0)."""

    source: str
    gift: Gift
    place: int
    happened_at: datetime
    lapses_at: datetime | None
    times: int


def occasions(
    plan: Plan, runs: Sequence[Run], *, zone: str, at: datetime
) -> list[Occasion]:
    """Return what has been reason for gifts until *at*.

    Months and years count from the day on which the run began. What belongs to a
    period whose fee was refunded is to be taken back.
    """
    found = list(_welcome(plan, runs, at))
    for run in runs:
        for months, gifts, first in (
            (1, plan.monthly_gifts, MONTHLY_PLACE),
            (YEAR_MONTHS, plan.yearly_gifts, YEARLY_PLACE),
        ):
            if gifts:
                name = "month" if months == 1 else "year"
                found += _recurring(
                    run, gifts, first, (name, months), plan=plan, zone=zone, at=at
                )
    return found


def _welcome(plan: Plan, runs: Sequence[Run], at: datetime) -> Iterator[Occasion]:
    paid = [
        period
        for run in runs
        for period in run.periods
        if not period.trial and period.starts_at <= at
    ]
    if not paid:
        return
    kept = [period for period in paid if period.ending != "refunded"]
    for place, gift in enumerate(plan.gifts, start=WELCOME_PLACE):
        began = (kept or paid)[0].starts_at
        yield Occasion("welcome", gift, place, began, None, 1 if kept else 0)


def _recurring(
    run: Run,
    gifts: Sequence[Gift],
    first_place: int,
    every: tuple[str, int],
    *,
    plan: Plan,
    zone: str,
    at: datetime,
) -> Iterator[Occasion]:
    name, months = every
    for began, ends in _steps(plan, run, months, zone, at):
        period = _paying(plan, run, began)
        if period is None:
            continue
        day = began.astimezone(ZoneInfo(zone)).date()
        times = 0 if period.ending == "refunded" else 1
        for place, gift in enumerate(gifts, start=first_place):
            yield Occasion(f"{name}:{day}", gift, place, began, ends, times)


def _steps(
    plan: Plan, run: Run, months: int, zone: str, at: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield months (or years) of a run that have begun: their beginning and end.

    They count from the first period that brings gifts, as its own months do.
    """
    first = next(
        (one for one in run.periods if plan.trial_gifts or not one.trial), None
    )
    if first is None:
        return
    began = first.starts_at
    tick = timedelta(microseconds=0 if first is run.periods[0] else 1)
    day = (began - tick).astimezone(ZoneInfo(zone)).date()
    number = 0
    while began <= at:
        number += 1
        ends = midnight(shifted(day, number * months) + ONE_DAY, zone)
        yield began, ends
        began = ends


def next_step(
    plan: Plan, runs: Sequence[Run], zone: str, *, at: datetime
) -> datetime | None:
    """Return when the next month or year of a plan begins that brings gifts."""
    found: list[datetime] = []
    for months, gifts in ((1, plan.monthly_gifts), (YEAR_MONTHS, plan.yearly_gifts)):
        for run in runs if gifts else ():
            steps = list(_steps(plan, run, months, zone, at))
            if steps and _paying(plan, run, steps[-1][1]) is not None:
                found.append(steps[-1][1])
    return min(found, default=None)


def _paying(plan: Plan, run: Run, at: datetime) -> Period | None:
    """Return the period that a month belongs to: the one that is paid as it begins."""
    grace = timedelta(days=plan.grace_days)
    for period in run.periods:
        ends = period.ends_at
        if ends is not None and period.ending == "lapses":
            ends -= grace
        if period.starts_at <= at and (ends is None or at < ends):
            return period
    return None
