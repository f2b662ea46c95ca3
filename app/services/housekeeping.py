"""Retention: what was kept for a while goes when its while is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.services.env import Env
from app.storage.inbox import InboxRepository
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork

BODIES_LIVE: Final = timedelta(days=30)
KEYS_LIVE: Final = timedelta(days=400)
DEBTS_LIVE: Final = timedelta(days=30)
AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Housekept:
    """What one sweep erased."""

    bodies: int
    deliveries: int
    debts: int


def sweep(env: Env, programme_id: UUID) -> Housekept:
    """Erase bodies after thirty days, rows long after, and settled debts."""
    now = env.clock.now()
    return Housekept(
        bodies=_all(
            env,
            programme_id,
            lambda uow: InboxRepository(uow).erase_bodies(now - BODIES_LIVE, AT_ONCE),
        ),
        deliveries=_all(
            env,
            programme_id,
            lambda uow: InboxRepository(uow).forget(now - KEYS_LIVE, AT_ONCE),
        ),
        debts=_all(
            env,
            programme_id,
            lambda uow: OutboxRepository(uow).forget(now - DEBTS_LIVE, AT_ONCE),
        ),
    )


def _all(env: Env, programme_id: UUID, step: Callable[[UnitOfWork], int]) -> int:
    done, last = 0, AT_ONCE
    while last == AT_ONCE:
        last = env.database.run(programme_id, step)
        done += last
    return done
