"""Whether a store shows our panel: known from the panel, which asks us first of all.

No platform tells an app what a theme looks like. But whatever a page of a store
shows of ours begins with one question, and where it was asked from can be told: the
proxy's signature is the shop's own, and a browser names the page's origin. It is
noted once a day, beside the other things that are known of a store.
"""

from datetime import date
from threading import Lock
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog

from app.domain.errors import Busy
from app.domain.store_exam import StoreCheck
from app.services.env import Env
from app.services.store_health import PANEL
from app.services.storefront.visits import Visit
from app.storage.store_checks import CheckRepository
from app.storage.unit_of_work import Database, UnitOfWork

_LOCK: Final = Lock()
_NOTED: WeakKeyDictionary[Database, dict[UUID, date]] = WeakKeyDictionary()

log = structlog.get_logger(__name__)


def note_panel(env: Env, visit: Visit, *, proxied: bool, origin: str) -> bool:
    """Note that a page of the store shows the panel; tell whether it was noted.

    Args:
        env: The world.
        visit: Whose door was asked.
        proxied: The platform's proxy carried it, with the shop's signature.
        origin: Of the page that asked, as the browser says; may be empty.
    """
    if not proxied and not _same_site(origin, visit.store.base_url):
        return False
    today = env.clock.now().date()
    with _LOCK:
        noted = _NOTED.setdefault(env.database, {})
        if noted.get(visit.store_id) == today:
            return False
        noted[visit.store_id] = today

    def write(uow: UnitOfWork) -> None:
        at = env.clock.now()
        CheckRepository(uow).note(visit.store_id, [StoreCheck(PANEL)], at=at)

    try:
        env.database.run(visit.programme_id, write)
    except Busy:
        # A shopper's page does not wait for this; tomorrow is soon enough.
        log.warning("panel_not_noted", store=str(visit.store_id))
        return False
    return True


def _same_site(origin: str, base_url: str) -> bool:
    theirs, ours = urlsplit(origin).netloc, urlsplit(base_url).netloc
    return bool(theirs) and theirs.removeprefix("www.") == ours.removeprefix("www.")
