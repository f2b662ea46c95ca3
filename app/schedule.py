"""Timers: what happens by the clock, and the loop that makes it happen.

A timer belongs to a programme and goes by the programme's time zone. It is taken
under a lease, so that two schedulers never run it twice and one that dies is
followed up. A timer that was missed runs once, as soon as somebody looks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from cronsim import CronSim

from app.services import (
    backfills,
    choices,
    closed_goods,
    contests,
    draws,
    erasure,
    evaluating,
    expiry,
    housekeeping,
    list_figures,
    occasions,
    perks,
    personal,
    prove,
    recommending,
    reconciliation,
    rekeying,
    review_rounds,
    rollups,
    store_health,
    sweeps,
    theme_marks,
    tier_preview,
    voucher_sweeps,
)
from app.services.analytics import reading as analytics
from app.services.crash import crash_point
from app.services.env import Env
from app.services.exporting import desk as exporting_desk
from app.services.faults import Done, attempt, report
from app.services.importing import desk as importing_desk
from app.services.meters import FAULTS
from app.storage.backlog import unscheduled
from app.storage.lookups import due_programmes
from app.storage.schedule import ScheduleRepository, TakenTask
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

LEASE: Final = timedelta(minutes=10)
LONG_LEASE: Final = timedelta(hours=3)
"""For sweeps that call stores or read a whole ledger."""
PAUSE_AFTER_FAILURE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
LONGEST_RESULT: Final = 500

log = structlog.get_logger(__name__)

Sweep = Callable[[Env, UUID], object]


@dataclass(frozen=True, slots=True)
class Timer:
    """One thing that happens by the clock in every programme."""

    name: str
    cron: str
    sweep: Sweep
    lease: timedelta = LEASE


TIMERS: Final = (
    Timer("mature", "* * * * *", sweeps.mature),
    Timer("expire", "* * * * *", sweeps.expire),
    Timer("silence", "7 0 * * *", expiry.sweep, LONG_LEASE),
    Timer("lapse_vouchers", "* * * * *", voucher_sweeps.lapse_vouchers),
    Timer("gifts", "*/5 * * * *", choices.sweep_gifts),
    Timer("draws", "* * * * *", draws.sweep),
    Timer("contests", "*/5 * * * *", contests.sweep),
    Timer("finish_vouchers", "*/5 * * * *", voucher_sweeps.finish_vouchers),
    Timer("standing", "* * * * *", evaluating.sweep),
    Timer("roll_up", "* * * * *", rollups.sweep),
    Timer("analytics", "47 * * * *", analytics.sweep, LONG_LEASE),
    Timer("list_figures", "* * * * *", list_figures.sweep),
    Timer("perks", "11,41 * * * *", perks.sweep),
    Timer("theme_marks", "* * * * *", theme_marks.sweep),
    Timer("closed_goods", "*/10 * * * *", closed_goods.sweep),
    Timer("tiers", "29 1 * * *", tier_preview.sweep),
    Timer("finish_erasures", "*/10 * * * *", erasure.finish_erasures),
    Timer("occasions", "5 */6 * * *", occasions.sweep, LONG_LEASE),
    Timer("personal", "37 * * * *", personal.sweep, LONG_LEASE),
    Timer("products", "53 3 * * *", recommending.sweep, LONG_LEASE),
    Timer("reconcile", "23,53 * * * *", reconciliation.sweep, LONG_LEASE),
    Timer("store_health", "19 */3 * * *", store_health.sweep, LONG_LEASE),
    Timer("backfills", "*/5 * * * *", backfills.sweep),
    Timer("reviews", "*/10 * * * *", review_rounds.sweep, LONG_LEASE),
    Timer("prove", "41 2 * * *", prove.sweep, LONG_LEASE),
    Timer("imports", "47 3 * * *", importing_desk.sweep),
    Timer("kept_files", "*/15 * * * *", exporting_desk.sweep),
    Timer("rekey", "29 4 * * *", rekeying.sweep, LONG_LEASE),
    Timer("housekeeping", "17 3 * * *", housekeeping.sweep, LONG_LEASE),
)


def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """Return the first instant of *cron* in *zone* that is later than *after*."""
    local = after.astimezone(ZoneInfo(zone))
    return next(CronSim(cron, local)).astimezone(UTC)


def ensure(env: Env, timers: Sequence[Timer] = TIMERS, *, most: int = 100) -> int:
    """Give programmes that lack a timer all of them; return how many lacked one."""
    names = [timer.name for timer in timers]
    with env.database.unbound() as look:
        lacking = unscheduled(look, names, most=most)
    for programme_id in lacking:
        env.database.run(programme_id, lambda uow: _ensure(env, uow, timers))
    return len(lacking)


def _ensure(env: Env, uow: UnitOfWork, timers: Sequence[Timer]) -> None:
    zone = StoreRepository(uow).programme().timezone
    schedule = ScheduleRepository(uow)
    now = env.clock.now()
    for timer in timers:
        schedule.ensure(timer.name, timer.cron, zone, next_time(timer.cron, zone, now))
    schedule.drop_others(timer.name for timer in timers)


def run_due(
    env: Env,
    timers: Sequence[Timer] = TIMERS,
    *,
    most: int,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Run due timers, one of each programme in turn; return how many ran."""
    ran = 0
    while ran < most:
        with env.database.unbound() as look:
            waiting = due_programmes(look, "scheduled_task", at=env.clock.now())
        before = ran
        for programme_id in waiting:
            if ran >= most or stopping():
                return ran
            ran += run_one(env, programme_id, timers)
        if ran == before:
            break
    return ran


def run_one(env: Env, programme_id: UUID, timers: Sequence[Timer] = TIMERS) -> int:
    """Run the timer of a programme that is due the longest; 0 when none is."""
    task = env.database.run(programme_id, lambda uow: _take(env, uow))
    if task is None:
        return 0
    timer = next((timer for timer in timers if timer.name == task.name), None)
    if timer is None:
        names = [timer.name for timer in timers]
        env.database.run(
            programme_id, lambda uow: ScheduleRepository(uow).drop_others(names)
        )
        return 1
    if timer.lease != LEASE:
        until = env.clock.now() + timer.lease
        env.database.run(
            programme_id, lambda uow: ScheduleRepository(uow).extend(task, until)
        )
    crash_point("timer-after-take")
    result = attempt(lambda: timer.sweep(env, programme_id))
    crash_point("timer-before-finish")
    failed = not isinstance(result, Done)
    if isinstance(result, Done):
        said = str(result.value)
    else:
        said = result.reason
        report(result, "timer_failed", timer=task.name, programme_id=str(programme_id))
        FAULTS.labels("timers", result.course.value).inc()
    env.database.run(
        programme_id,
        lambda uow: _finish(env, uow, task, timer, said, failed=failed),
    )
    return 1


def _take(env: Env, uow: UnitOfWork) -> TakenTask | None:
    now = env.clock.now()
    return ScheduleRepository(uow).take_due(now, now + LEASE, env.ids.new())


def _finish(
    env: Env, uow: UnitOfWork, task: TakenTask, timer: Timer, said: str, *, failed: bool
) -> None:
    now = env.clock.now()
    zone = StoreRepository(uow).programme().timezone
    next_at = next_time(timer.cron, zone, now)
    if failed:
        wait = PAUSE_AFTER_FAILURE * (1 << min(task.failures, 10))
        next_at = max(next_at, now + min(wait, LONGEST_PAUSE))
    ScheduleRepository(uow).finish(
        task, now, next_at, result=said[:LONGEST_RESULT], failed=failed
    )
