"""Which store a request is about, and which secrets may sign for it.

Known for a few seconds per process, so that the door asks the database once and
not a thousand times a second. A signature that fails under known secrets makes
it look again, so a new secret counts at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from app.services import connections
from app.services.env import Env
from app.storage.installing import find_store_by_ref
from app.storage.lookups import find_store, find_store_by_domain
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

KNOWN_FOR_US: Final = 5_000_000
ASKED_AGAIN_AFTER_US: Final = 1_000_000
MOST_KNOWN: Final = 10_000

Place = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class KnownStore:
    """A store, and the secrets of one provider for it."""

    programme_id: UUID
    store_id: UUID
    platform: str
    is_here: bool
    """Whether it is connected, well or not; one that left is not heard."""
    secrets: tuple[bytes, ...] = field(repr=False)
    read_at_us: int


class StoreDirectory:
    """Finds stores for the door. Safe between threads."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._known: dict[tuple[str, UUID | str], KnownStore] = {}

    def by_id(
        self, provider: str, store_id: UUID, *, fresh: bool = False
    ) -> KnownStore | None:
        """Return the store of an address, or None when there is none, or it left.

        A store that left without taking our webhooks along, and a review app that
        goes on in it, find nobody.
        """

        def place() -> Place | None:
            with self._env.database.unbound() as look:
                programme_id = find_store(look, store_id)
            return None if programme_id is None else (programme_id, store_id)

        store = self._find(provider, store_id, place, fresh=fresh)
        if store is None or store.is_here:
            return store
        # As little remembered as an unknown one: it may be connected anew.
        self._known.pop((provider, store_id), None)
        return None

    def by_domain(
        self, provider: str, domain: str, *, fresh: bool = False
    ) -> KnownStore | None:
        """Return the store with a platform's permanent name, or None."""

        def place() -> Place | None:
            with self._env.database.unbound() as look:
                return find_store_by_domain(look, provider, domain)

        return self._find(provider, domain, place, fresh=fresh)

    def by_ref(self, provider: str, shop_ref: str) -> KnownStore | None:
        """Return the store with a platform's number, or None."""

        def place() -> Place | None:
            with self._env.database.unbound() as look:
                return find_store_by_ref(look, provider, shop_ref)

        # No name holds a line break, so a number is never taken for one.
        return self._find(provider, f"number\n{shop_ref}", place, fresh=False)

    def forget(self, store_id: UUID) -> None:
        """Ask the database again for a store whose secrets were changed here."""
        for key, store in list(self._known.items()):
            if store.store_id == store_id:
                self._known.pop(key, None)

    def _find(
        self,
        provider: str,
        key: UUID | str,
        place: Callable[[], Place | None],
        *,
        fresh: bool,
    ) -> KnownStore | None:
        now_us = self._env.clock.monotonic_us()
        known = self._known.get((provider, key))
        good_for_us = ASKED_AGAIN_AFTER_US if fresh else KNOWN_FOR_US
        if known is not None and now_us - known.read_at_us < good_for_us:
            return known
        found = place()
        # Unknown stores are not remembered: one that was connected a moment ago
        # must not lose its first delivery.
        if found is None:
            self._known.pop((provider, key), None)
            return None
        store = self._read(provider, found, now_us)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[provider, key] = store
        return store

    def _read(self, provider: str, place: Place, now_us: int) -> KnownStore:
        programme_id, store_id = place

        def read(uow: UnitOfWork) -> KnownStore:
            row = StoreRepository(uow).get(store_id)
            return KnownStore(
                programme_id,
                store_id,
                row.platform,
                row.state in ("connected", "blocked"),
                self._secrets(uow, provider, row),
                now_us,
            )

        return self._env.database.run(programme_id, read)

    def _secrets(
        self, uow: UnitOfWork, provider: str, row: StoreRow
    ) -> tuple[bytes, ...]:
        if provider in self._env.review_providers:
            held = connections.opened_credentials(self._env, row)
            secret = held.get(connections.review_secret_name(provider))
            return (secret.encode(),) if secret else ()
        at = self._env.clock.now()
        return tuple(connections.webhook_secrets(self._env, uow, row.store_id, at))
