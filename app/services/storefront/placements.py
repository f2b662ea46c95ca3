"""Notes where in a store something of ours was met: once an hour, never in the way."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog

from app.domain.errors import Busy
from app.services.env import Env
from app.services.storefront.visits import Visit
from app.storage.placements import PlacementRepository
from app.storage.unit_of_work import Database, UnitOfWork

EVERY: Final = timedelta(hours=1)
_LOCK: Final = Lock()
_NOTED: WeakKeyDictionary[Database, dict[tuple[UUID, str], datetime]] = (
    WeakKeyDictionary()
)

log = structlog.get_logger(__name__)


def saw(env: Env, visit: Visit, placement: str) -> bool:
    """Note that a placement of the visit's store was met; tell whether it was."""
    now, key = env.clock.now(), (visit.store_id, placement)
    with _LOCK:
        noted = _NOTED.setdefault(env.database, {})
        before = noted.get(key)
        # A clock that went back is no reason to stay silent.
        if before is not None and timedelta() <= now - before < EVERY:
            return False
        noted[key] = now

    def write(uow: UnitOfWork) -> bool:
        return PlacementRepository(uow).saw(visit.store_id, placement, at=now)

    try:
        return env.database.run(visit.programme_id, write)
    except Busy:
        # A shopper's page does not wait for this; in an hour is soon enough.
        log.warning("placement_not_noted", store=str(visit.store_id))
        return False
