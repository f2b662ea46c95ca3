"""Timers of vouchers: unused ones lapse, and none is forgotten on its way.

Both may run late, twice, or side by side, and end the same. They call no store:
they owe, and the outbox pays.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from typing_extensions import override

from app.domain.rewards.voucher import OPEN_STATES, Ending, Voucher, VoucherState
from app.services.brakes import refusal
from app.services.env import Env
from app.services.voucher_uses import ISSUE, WITHDRAW, owe_for
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

log = structlog.get_logger(__name__)

BATCH = 200
MOST_BATCHES = 50
"""In one run; the next run goes on."""
QUIET = timedelta(hours=1)
"""How long a voucher may be on its way with no debt for it."""

Some = Callable[[Env, UnitOfWork, datetime], int]
"""Takes up to ``BATCH`` vouchers in hand; returns how many there were."""


@dataclass(frozen=True, slots=True)
class VoucherSweep:
    """What a run did."""

    taken_up: int = 0
    stopped: str | None = None
    """Why nothing was done: the programme is frozen, or a clock is wrong."""

    @override
    def __str__(self) -> str:
        return self.stopped or f"{self.taken_up} vouchers taken up"


def lapse_vouchers(env: Env, programme_id: UUID) -> VoucherSweep:
    """Begin to withdraw every voucher that nobody used in time.

    Its points come back when its code is off and no order has used it. Does
    nothing while the programme is frozen or the clocks can't be trusted.
    """
    at = env.clock.now()
    stopped = env.database.run(programme_id, lambda uow: refusal(env, uow, at))
    if stopped is not None:
        log.error(
            "sweep stopped",
            sweep="lapse_vouchers",
            programme_id=str(programme_id),
            reason=stopped,
        )
        return VoucherSweep(stopped=stopped)
    return _in_batches(env, programme_id, _lapse_some)


def finish_vouchers(env: Env, programme_id: UUID) -> VoucherSweep:
    """Take up vouchers on their way in or out for which no debt is open.

    Their debt was set aside or cancelled. A voucher past its deadline is looked
    up again every hour, until the store can tell what became of it.
    """
    return _in_batches(env, programme_id, _take_up_some)


def _in_batches(env: Env, programme_id: UUID, some: Some) -> VoucherSweep:
    now, done = env.clock.now(), 0
    for _ in range(MOST_BATCHES):
        taken = env.database.run(programme_id, lambda uow: some(env, uow, now))
        done += taken
        if taken < BATCH:
            break
    return VoucherSweep(done)


def _lapse_some(env: Env, uow: UnitOfWork, now: datetime) -> int:
    repository = VoucherRepository(uow)
    found = repository.lapsed(now, most=BATCH)
    for held in repository.lock([ref.voucher_id for ref in found]).values():
        if held.state is VoucherState.ISSUED and held.ending is None:
            leaving = replace(held, ending=Ending.LAPSE, updated_at=now)
            repository.save(leaving, was=held.state)
            owe_for(env, uow, WITHDRAW, leaving)
    return len(found)


def _take_up_some(env: Env, uow: UnitOfWork, now: datetime) -> int:
    repository = VoucherRepository(uow)
    found = repository.forgotten(now - QUIET, most=BATCH)
    for held in repository.lock([ref.voucher_id for ref in found]).values():
        if held.state in OPEN_STATES or held.ending is not None:
            # Stamped, so that the next run finds others first.
            repository.save(replace(held, updated_at=now), was=held.state)
            _owe_again(env, uow, held, now)
    return len(found)


def _owe_again(env: Env, uow: UnitOfWork, held: Voucher, now: datetime) -> None:
    """Bring back the debt that was set aside, or write a new one."""
    kind = ISSUE if held.state in OPEN_STATES else WITHDRAW
    outbox = OutboxRepository(uow)
    aside = [
        debt
        for debt in outbox.listed(
            states=("set_aside",), subject=str(held.voucher_id), most=10
        )
        if debt.kind == kind
    ]
    if aside:
        outbox.retry(aside[0].debt_id, now)
        uow.after_commit(lambda: env.wake.work("outbox"))
    else:
        owe_for(env, uow, kind, held)
