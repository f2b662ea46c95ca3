"""Turns kept deliveries into events and hands them on, a batch at a time.

A batch is one unit of work: claim, read, apply, mark. When anything in it fails
it is rolled back and done again one by one, so a delivery that can't be handled
delays nobody else. What can't be understood is set aside with its reason, kept
and visible. Rows that another worker holds are skipped; a later call finds them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import SetiaError
from app.ports import StoreConnection
from app.services import intake
from app.services.connections import connection
from app.services.crash import crash_point
from app.services.deliveries import events_of
from app.services.env import Env
from app.services.faults import Course, Done, Fault, attempt, report
from app.services.intake import Intake, IntakeResult
from app.services.meters import FAULTS, HANDLED, SECONDS_TO_POINTS
from app.storage.inbox import (
    MOST_IN_A_BATCH,
    InboxRepository,
    Mark,
    Waiting,
)
from app.storage.lookups import due_programmes
from app.storage.unit_of_work import UnitOfWork

MOST_ATTEMPTS: Final = 8
DEAD_AFTER: Final = timedelta(seconds=60)
"""Longer than a batch takes; one that is older was in hand when its worker died."""
FIRST_PAUSE_S: Final = 2
LONGEST_PAUSE_S: Final = 3600
LONGEST_REASON: Final = 300

log = structlog.get_logger(__name__)

Stopping = Callable[[], bool]
Apply = Callable[[Env, UnitOfWork, Sequence[Intake]], Sequence[IntakeResult]]


@dataclass(slots=True)
class _Batch:
    """The deliveries in hand, and how each ended so far."""

    rows: Sequence[Waiting]
    marks: list[Mark] = field(default_factory=list)
    ready: list[tuple[Waiting, Intake]] = field(default_factory=list)
    stores: dict[UUID, StoreConnection] = field(default_factory=dict)


def drain(
    env: Env,
    most: int,
    *,
    stopping: Stopping = lambda: False,
    apply: Apply = intake.apply,
) -> int:
    """Handle waiting deliveries, one batch of each programme in turn.

    Args:
        env: The world.
        most: Begin no further batch after so many deliveries.
        stopping: Asked between batches.
        apply: Takes events into the programme; tests give their own.

    Returns:
        How many deliveries were handled, set aside ones included.
    """
    handled, followed_up = 0, False
    while handled < most:
        with env.database.unbound() as look:
            waiting = due_programmes(look, "inbox", at=env.clock.now())
        before = handled
        if not followed_up:
            followed_up = True
            handled += sum(_follow_up(env, each, apply) for each in waiting)
        for programme_id in waiting:
            if handled >= most or stopping():
                return handled
            handled += drain_programme(env, programme_id, apply)
        if handled == before:
            break
    return handled


def drain_programme(env: Env, programme_id: UUID, apply: Apply = intake.apply) -> int:
    """Handle one batch of a programme; return how many deliveries it held."""
    batch_id, claimed = env.ids.new(), list[Waiting]()

    def note(uow: UnitOfWork) -> None:
        ids = [row.inbox_id for row in claimed]
        InboxRepository(uow).begin_batch(batch_id, ids, env.clock.now())

    def work(uow: UnitOfWork) -> None:
        inbox = InboxRepository(uow)
        claimed[:] = inbox.claim(env.clock.now(), MOST_IN_A_BATCH)
        if claimed:
            # Committed on its own: it must outlive a death in the middle.
            env.database.run(programme_id, note)
            _take_in(env, uow, claimed, apply)
            inbox.end_batch(batch_id)

    result = attempt(lambda: env.database.run(programme_id, work))
    if isinstance(result, Done):
        crash_point("drain-after-commit")
        return len(claimed)
    report(result, "batch_failed", programme_id=str(programme_id), rows=len(claimed))
    FAULTS.labels("inbox", result.course.value).inc()
    handled = 0
    if result.course is not Course.GIVE_BACK:
        handled = sum(_take_in_alone(env, programme_id, row, apply) for row in claimed)
    env.database.run(programme_id, lambda uow: InboxRepository(uow).end_batch(batch_id))
    return handled


def _follow_up(env: Env, programme_id: UUID, apply: Apply) -> int:
    """Handle what a worker had in hand when it died, one by one.

    One of them may be why it died. So each attempt is counted before it is made,
    what was tried least goes first, and the batch is forgotten only at the end.
    """
    before = env.clock.now() - DEAD_AFTER
    found = env.database.run(
        programme_id, lambda uow: InboxRepository(uow).abandoned(before)
    )
    if found is None:
        return 0
    batch_id, waiting = found
    log.warning("batch_abandoned", batch_id=str(batch_id), rows=len(waiting))
    handled = 0
    for inbox_id in waiting:
        count = partial(_count_suspect, env, inbox_id)
        row = env.database.run(programme_id, count)
        if row is not None:
            handled += _take_in_alone(env, programme_id, row, apply)
    env.database.run(programme_id, lambda uow: InboxRepository(uow).end_batch(batch_id))
    return max(handled, 1)


def _count_suspect(env: Env, inbox_id: UUID, uow: UnitOfWork) -> Waiting | None:
    """Count an attempt that is about to be made; None when it must not be."""
    inbox, now = InboxRepository(uow), env.clock.now()
    row = inbox.claim_one(inbox_id, now)
    if row is None:
        return None
    if row.attempts >= MOST_ATTEMPTS:
        inbox.mark([Mark(inbox_id, "set_aside", "gave_up:worker_died")], now)
        HANDLED.labels(row.provider, "set_aside").inc()
        return None
    inbox.note_failure(inbox_id, due_at=now, reason="worker_died")
    return row


def _take_in(env: Env, uow: UnitOfWork, rows: Sequence[Waiting], apply: Apply) -> None:
    """Read and apply *rows*, and mark each with how it ended."""
    batch = _Batch(rows)
    for row in rows:
        _read(env, uow, batch, row)
    results = apply(env, uow, [item for _, item in batch.ready])
    for (row, _), result in zip(batch.ready, results, strict=True):
        batch.marks.append(Mark(row.inbox_id, result.state, tidy(result.reason)))
    now = env.clock.now()
    InboxRepository(uow).mark(batch.marks, now)
    crash_point("drain-before-commit")
    uow.after_commit(lambda: _count(batch, now))


def _read(env: Env, uow: UnitOfWork, batch: _Batch, row: Waiting) -> None:
    """Put what *row* says into the batch, or set it aside when it says nothing."""
    if row.store_id not in batch.stores:
        batch.stores[row.store_id] = connection(env, uow, row.store_id)
    store = batch.stores[row.store_id]
    result = attempt(lambda: events_of(env, store, row))
    if isinstance(result, Done):
        events = tuple(result.value)
        item = Intake(row.inbox_id, store, events, row.topic, row.received_at)
        batch.ready.append((row, item))
    elif result.course is Course.SET_ASIDE:
        report(result, "delivery_set_aside", inbox_id=str(row.inbox_id))
        batch.marks.append(Mark(row.inbox_id, "set_aside", reason_of(result)))
    else:
        raise result.error


def _take_in_alone(env: Env, programme_id: UUID, claimed: Waiting, apply: Apply) -> int:
    """Handle one delivery by itself; return 1, or 0 when it was left as it is."""

    def work(uow: UnitOfWork) -> bool:
        row = InboxRepository(uow).claim_one(claimed.inbox_id, env.clock.now())
        if row is not None:
            _take_in(env, uow, [row], apply)
        return row is not None

    result = attempt(lambda: env.database.run(programme_id, work))
    if isinstance(result, Done):
        return int(result.value)
    report(result, "delivery_failed", inbox_id=str(claimed.inbox_id))
    FAULTS.labels("inbox", result.course.value).inc()
    if result.course is Course.GIVE_BACK:
        return 0
    env.database.run(programme_id, lambda uow: _note(env, uow, claimed, result))
    return 1


def _note(env: Env, uow: UnitOfWork, row: Waiting, fault: Fault) -> None:
    """Write down that a delivery failed, in a unit of work of its own."""
    inbox = InboxRepository(uow)
    now = env.clock.now()
    reason = reason_of(fault)
    if fault.course is Course.RECORD:
        state = "done"
    elif fault.course is not Course.LATER:
        state = "set_aside"
    elif row.attempts + 1 >= MOST_ATTEMPTS:
        state, reason = "set_aside", f"gave_up:{reason}"
    else:
        due_at = now + pause(env, row.attempts)
        inbox.note_failure(row.inbox_id, due_at=due_at, reason=reason)
        return
    inbox.mark([Mark(row.inbox_id, state, reason)], now)
    HANDLED.labels(row.provider, state).inc()


def pause(env: Env, attempts: int) -> timedelta:
    """Return how long to wait after a failure: full jitter, at most an hour."""
    upper_s = min(FIRST_PAUSE_S << min(attempts, 12), LONGEST_PAUSE_S)
    return timedelta(milliseconds=500 + env.ids.jitter_ms(upper_s * 1000))


def reason_of(fault: Fault) -> str:
    """Return why, for the person who looks at a delivery that was set aside."""
    words = str(fault.error) if isinstance(fault.error, SetiaError) else ""
    return tidy(f"{fault.reason}: {words}" if words else fault.reason)


def tidy(text: str) -> str:
    """Return *text* as the database takes it: short, no NUL, no lone surrogate."""
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return clean[:LONGEST_REASON]


def _count(batch: _Batch, now: datetime) -> None:
    provider_of = {row.inbox_id: row.provider for row in batch.rows}
    for mark in batch.marks:
        HANDLED.labels(provider_of[mark.inbox_id], mark.state).inc()
    for row in batch.rows:
        waited_s = (now - row.received_at).total_seconds()
        SECONDS_TO_POINTS.observe(max(0.0, waited_s))
