"""Retention: what was kept for a while goes when its while is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.services import data_requests, idempotency, pairing, unmerging
from app.services.env import Env
from app.services.outgoing.desk import KEPT_FOR
from app.services.staff import trying
from app.storage.bulk import BulkRepository
from app.storage.inbox import InboxRepository
from app.storage.outbox import OutboxRepository
from app.storage.outgoing.deliveries import DeliveryRepository
from app.storage.unit_of_work import UnitOfWork

BODIES_LIVE: Final = timedelta(days=30)
KEYS_LIVE: Final = timedelta(days=400)
DEBTS_LIVE: Final = timedelta(days=30)
BULK_ROWS_LIVE: Final = timedelta(days=60)
"""Well behind the days in which a deed on many can be taken back."""
AT_ONCE: Final = 1000

Step = Callable[[UnitOfWork, UUID], list[UUID]]
"""Does away with some rows behind an id; returns which."""


@dataclass(frozen=True, slots=True)
class Housekept:
    """What one sweep erased."""

    bodies: int
    deliveries: int
    debts: int
    answers: int
    messages: int


def sweep(env: Env, programme_id: UUID) -> Housekept:
    """Erase bodies after thirty days, rows long after, settled debts, old answers.

    Messages to developers go after thirty days with all that became of them.
    Pairings that lapsed go too, with keys that nobody fetched, what was counted of
    failed sign-ins a day ago, what merges moved that can't be undone any more, and
    whom deeds on many members were done to.
    """
    now = env.clock.now()

    def bodies(uow: UnitOfWork, after: UUID) -> list[UUID]:
        return InboxRepository(uow).erase_bodies(
            now - BODIES_LIVE, after=after, most=AT_ONCE
        )

    def deliveries(uow: UnitOfWork, after: UUID) -> list[UUID]:
        return InboxRepository(uow).forget(now - KEYS_LIVE, after=after, most=AT_ONCE)

    def debts(uow: UnitOfWork, _after: UUID) -> list[UUID]:
        return OutboxRepository(uow).forget(now - DEBTS_LIVE, AT_ONCE)

    def merges(uow: UnitOfWork, _after: UUID) -> list[UUID]:
        return unmerging.forget_old(env, uow, most=AT_ONCE)

    def many(uow: UnitOfWork, _after: UUID) -> list[UUID]:
        return BulkRepository(uow).forget_rows(now - BULK_ROWS_LIVE, most=AT_ONCE)

    def messages(uow: UnitOfWork, _after: UUID) -> list[UUID]:
        deliveries = DeliveryRepository(uow)
        gone = deliveries.forget(now - KEPT_FOR, at=now, most=AT_ONCE)
        deliveries.forget_endpoints()
        return gone

    pairing.sweep(env, programme_id)
    data_requests.close_old(env, programme_id)
    trying.forget_old(env)
    _all(env, programme_id, merges)
    _all(env, programme_id, many)
    return Housekept(
        bodies=_all(env, programme_id, bodies),
        deliveries=_all(env, programme_id, deliveries),
        debts=_all(env, programme_id, debts),
        answers=idempotency.sweep(env, programme_id),
        messages=_all(env, programme_id, messages),
    )


def _all(env: Env, programme_id: UUID, step: Step) -> int:
    done, after = 0, UUID(int=0)
    while True:
        gone = env.database.run(programme_id, lambda uow: step(uow, after))  # noqa: B023 - called at once
        done += len(gone)
        if len(gone) < AT_ONCE:
            return done
        after = max(gone)
