"""Pays debts to the outside: lease, act, end. No network in a unit of work.

The attempt is committed before the handler runs, so a worker that dies has been
counted, and the debt is due again when its lease ends. A worker that was
overtaken meanwhile finds another token on the row, and its result is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformThrottled,
    PlatformUnavailable,
)
from app.services.crash import crash_point
from app.services.env import Env
from app.services.faults import Course, Done, Fault, report
from app.services.faults import attempt as guarded
from app.services.meters import DEBTS
from app.storage.lookups import due_programmes
from app.storage.outbox import UNTIED, LeasedDebt, OutboxRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=45)
"""Longer than a look-up and a call take; a dead worker's debts wait this long."""
CALLS_PER_STORE = 4
MOST_ATTEMPTS = 150
"""With pauses of half an hour on average, more than the 72 hours of a voucher."""
MOST_UNEXPECTED = 10
"""Attempts of a handler that fails for a reason nobody foresaw."""
FIRST_PAUSE_S = 2
LONGEST_PAUSE_S = 3600
SHORTEST_PAUSE = timedelta(milliseconds=250)


@dataclass(frozen=True, slots=True)
class Settled:
    """It is done, and the outside holds what we owed."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at an instant.

    ``store_wide``: the store itself can't be had, so all its debts wait, a
    little longer each time, and then one of them tries before the others.
    """

    at: datetime
    reason: str
    store_wide: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """It can't be done; a person looks at it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The store took our access away: all its debts wait for its return."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It need not be done any more."""

    reason: str


DebtOutcome = Settled | Again | SetAside | Blocked | Cancelled
Handler = Callable[[Env, LeasedDebt], DebtOutcome]
Handlers = Mapping[str, Handler]


def owe(
    env: Env,
    uow: UnitOfWork,
    kind: str,
    subject: str,
    *,
    store_id: UUID | None,
    payload: Mapping[str, Any] | None = None,
    key: str | None = None,
    due_at: datetime | None = None,
) -> UUID:
    """Write a debt with the fact that causes it, and wake a worker afterwards."""
    debt_id = OutboxRepository(uow).add(
        kind,
        subject,
        store_id=store_id,
        due_at=due_at or env.clock.now(),
        payload=payload or {},
        key=key,
    )
    uow.after_commit(lambda: env.wake.work("outbox"))
    return debt_id


def pause(env: Env, attempts: int, retry_after_s: int | None = None) -> timedelta:
    """Return how long to wait after the n-th attempt: full jitter, at most an hour."""
    if retry_after_s is not None and retry_after_s >= 0:
        # A second of spread: all debts of a throttled store wait for one instant.
        seconds_ms = min(retry_after_s, LONGEST_PAUSE_S) * 1000
        return timedelta(milliseconds=seconds_ms + env.ids.jitter_ms(1000))
    upper_s = min(FIRST_PAUSE_S << min(attempts, 12), LONGEST_PAUSE_S)
    return SHORTEST_PAUSE + timedelta(milliseconds=env.ids.jitter_ms(upper_s * 1000))


def attempt(
    env: Env, handlers: Handlers, programme_id: UUID, debt_id: UUID
) -> DebtOutcome | None:
    """Pay one debt now, due or not; the way of the click.

    Returns:
        The outcome, also when this worker's lease was lost meanwhile; None when
        the debt is held by another worker, paused, blocked or ended.
    """
    now = env.clock.now()

    def take(uow: UnitOfWork) -> LeasedDebt | None:
        return OutboxRepository(uow).lease_one(debt_id, now, now + LEASE)

    debt = env.database.run(programme_id, take)
    return None if debt is None else work_on(env, handlers, debt)


def drain(
    env: Env,
    handlers: Handlers,
    *,
    most: int,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Pay due debts, one of each waiting programme in turn; return how many.

    Debts are taken one at a time: a debt that is held but not begun would keep
    other workers from its store. Several workers may drain at once.
    """
    tried = 0
    while tried < most:
        with env.database.unbound() as look:
            waiting = due_programmes(look, "outbox", at=env.clock.now())
        before = tried
        for programme_id in waiting[: most - tried]:
            if stopping():
                return tried
            for debt in _take_one(env, programme_id):
                work_on(env, handlers, debt)
                tried += 1
        if tried == before:
            break
    return tried


def _take_one(env: Env, programme_id: UUID) -> Sequence[LeasedDebt]:
    now = env.clock.now()
    return env.database.run(
        programme_id,
        lambda uow: OutboxRepository(uow).lease(
            now, now + LEASE, most=1, per_store=CALLS_PER_STORE
        ),
    )


def work_on(env: Env, handlers: Handlers, debt: LeasedDebt) -> DebtOutcome:
    """Run the handler of a leased debt and end the debt by its outcome."""
    crash_point("debt-after-lease")
    handler = handlers.get(debt.kind)
    if handler is None:
        outcome: DebtOutcome = SetAside(f"no_handler:{debt.kind}")
    else:
        result = guarded(lambda: handler(env, debt))
        outcome = (
            result.value if isinstance(result, Done) else _judged(env, debt, result)
        )
    outcome = _bounded(debt, outcome)
    DEBTS.labels(debt.kind, type(outcome).__name__.lower()).inc()
    crash_point("debt-before-end")
    env.database.run(debt.programme_id, lambda uow: _end(env, uow, debt, outcome))
    crash_point("debt-after-end")
    return outcome


def _judged(env: Env, debt: LeasedDebt, fault: Fault) -> DebtOutcome:
    """Turn what a handler raised into an outcome, by the families' table."""
    error = fault.error
    report(fault, "debt_failed", debt_id=str(debt.debt_id), kind=debt.kind)
    if isinstance(error, AccessRevoked) and debt.kind not in UNTIED:
        return Blocked(error.code)
    if fault.course in (Course.LATER, Course.GIVE_BACK):
        wait = pause(env, debt.attempts, fault.retry_after_s)
        return Again(
            env.clock.now() + wait,
            fault.reason,
            store_wide=isinstance(error, PlatformThrottled | PlatformUnavailable),
        )
    if fault.course is Course.RECORD and not isinstance(error, PlatformError):
        return Cancelled(fault.reason)
    return SetAside(fault.reason)


def _bounded(debt: LeasedDebt, outcome: DebtOutcome) -> DebtOutcome:
    if not isinstance(outcome, Again):
        return outcome
    unexpected = outcome.reason.startswith("unexpected:")
    if debt.attempts >= (MOST_UNEXPECTED if unexpected else MOST_ATTEMPTS):
        return SetAside(f"gave_up:{outcome.reason}")
    return outcome


def _end(env: Env, uow: UnitOfWork, debt: LeasedDebt, outcome: DebtOutcome) -> None:
    """Write an outcome; nothing is written when the lease was lost."""
    outbox = OutboxRepository(uow)
    now = env.clock.now()
    if isinstance(outcome, Again):
        # An instant that has passed would come round and round in one drain.
        due_at = max(outcome.at, now + SHORTEST_PAUSE)
        kept = outbox.give_back(debt, due_at, reason=outcome.reason)
    elif isinstance(outcome, Blocked):
        kept = outbox.give_back(debt, now, reason=outcome.reason)
    elif isinstance(outcome, Settled):
        kept = outbox.end(debt, "settled", now)
    else:
        state = "set_aside" if isinstance(outcome, SetAside) else "cancelled"
        kept = outbox.end(debt, state, now, reason=outcome.reason)
    if not kept:
        log.warning("lease_lost", debt_id=str(debt.debt_id), kind=debt.kind)
    elif debt.store_id is not None:
        _tell_store(env, uow, debt, debt.store_id, outcome)


def _tell_store(
    env: Env, uow: UnitOfWork, debt: LeasedDebt, store_id: UUID, outcome: DebtOutcome
) -> None:
    """Let an outcome that is about the whole store count for all its debts."""
    outbox = OutboxRepository(uow)
    if isinstance(outcome, Settled):
        outbox.resume_store(store_id)
    elif isinstance(outcome, Blocked):
        _block(uow, store_id, outcome.reason, known_at=debt.attempted_at)
    elif isinstance(outcome, Again) and outcome.store_wide:
        failures = outbox.failures_of_store(store_id)
        until = max(outcome.at, env.clock.now() + pause(env, failures))
        outbox.pause_store(store_id, until, outcome.reason)


def _block(uow: UnitOfWork, store_id: UUID, reason: str, *, known_at: datetime) -> None:
    """Stop calling a store and show staff why.

    A store that was connected anew meanwhile goes on: the debt is tried again, by
    the connection that it has now.
    """
    stores = StoreRepository(uow)
    stores.block(store_id, reason, known_at=known_at)
    if stores.lock(store_id).state != "connected":
        OutboxRepository(uow).block_store(store_id, reason)
