"""A store that left: what ends with it, however we came to know.

Its platform tells it once and may be unheard; an order to erase the shop, and a
shop that refuses our tokens then, say the same.
"""

from datetime import datetime
from uuid import UUID

from app.services import billing, stores
from app.services.env import Env
from app.services.staff import audit
from app.storage.unit_of_work import UnitOfWork


def departed(
    env: Env, uow: UnitOfWork, store_id: UUID, *, happened_at: datetime | None
) -> bool:
    """Note that a store left, and what it paid us ended; False for a late word."""
    if not stores.uninstalled(env, uow, store_id, happened_at=happened_at):
        return False
    billing.left(env, uow, store_id)
    entry = audit.By(actor="system").entry("store.left", f"store:{store_id}")
    audit.record(uow, env.clock.now(), entry)
    return True
