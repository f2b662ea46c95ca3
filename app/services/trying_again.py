"""What failed is tried once more: a delivery handled again, a debt to a store paid.

One way for every page that offers it, and one name in the audit trail.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.services.env import Env
from app.services.staff.audit import By, record
from app.storage.inbox import InboxRepository
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork

What = Literal["delivery", "debt"]
DELIVERY: Final = "delivery.replayed"
DEBT: Final = "debt.retried"
MOST_AT_ONCE: Final = 1_000
ASIDE: Final = ("set_aside",)


def handle_again(env: Env, uow: UnitOfWork, by: By, inbox_id: UUID) -> None:
    """Have one delivery handled again.

    Raises:
        DeliveryMissing: There is no such delivery.
        DeliveryErased: Its body is gone.
    """
    now = env.clock.now()
    InboxRepository(uow).replay(inbox_id, now)
    uow.after_commit(lambda: env.wake.work("inbox"))
    record(uow, now, by.entry(DELIVERY, f"delivery:{inbox_id}"))


def handle_many_again(
    env: Env,
    uow: UnitOfWork,
    by: By,
    *,
    states: Sequence[str] = ASIDE,
    since: datetime | None = None,
) -> int:
    """Have deliveries handled again, the newest thousand at most; return how many."""
    inbox, now = InboxRepository(uow), env.clock.now()
    chosen = [
        row.inbox_id
        for row in inbox.listed(states=states, most=MOST_AT_ONCE)
        if row.size_bytes is not None and (since is None or row.received_at >= since)
    ]
    for inbox_id in chosen:
        inbox.replay(inbox_id, now)
    uow.after_commit(lambda: env.wake.work("inbox"))
    record(uow, now, by.entry(DELIVERY, "deliveries", after={"count": len(chosen)}))
    return len(chosen)


def try_again(env: Env, uow: UnitOfWork, by: By, debt_id: UUID) -> None:
    """Have one debt to a store tried again, now.

    Raises:
        DebtMissing: There is no such debt.
        DebtEnded: It was settled or cancelled meanwhile.
    """
    now = env.clock.now()
    OutboxRepository(uow).retry(debt_id, now)
    uow.after_commit(lambda: env.wake.work("outbox"))
    record(uow, now, by.entry(DEBT, f"debt:{debt_id}"))
