"""Who brings proofs that do not hold, counted by address before they are checked.

Checking one costs a look at the store's secrets; saying "too often" costs one look
at a counter. Counted in Redis, in memory while it is away. Who brings no proof is
nobody's bill, so a guest behind the same address notices nothing.
"""

from threading import Lock
from typing import Final

from flask import current_app, request
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from app.domain.errors import SetiaError
from app.ports import Clock
from app.services.storefront.visits import IdentityExpired, IdentityRefused
from app.storage.stores import StoreMissing
from app.web.counting import REDIS_PATIENCE_S, storage_of

MOST: Final = RateLimitItemPerMinute(60)
REST_US: Final = 5_000_000
"""How long a counter that does not answer is left alone."""
SPACE: Final = "setia/storefront/refused"
COUNTED: Final = (IdentityExpired, IdentityRefused, StoreMissing)


class Refusals:
    """Counts refusals by address, and says who had too many."""

    def __init__(self, redis_url: str, clock: Clock) -> None:
        self._shared = FixedWindowRateLimiter(
            storage_from_string(
                storage_of(redis_url),
                wrap_exceptions=True,
                socket_timeout=REDIS_PATIENCE_S,
                socket_connect_timeout=REDIS_PATIENCE_S,
            )
        )
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._clock = clock
        self._rests_until_us = 0
        self._lock = Lock()

    def too_many(self) -> bool:
        """Tell whether the address in hand was refused too often lately."""
        return _counting() and not self._ask("test")

    def note(self, refused: SetiaError) -> None:
        """Count a refusal of what was costly to refuse."""
        if isinstance(refused, COUNTED) and _counting():
            self._ask("hit")

    def _ask(self, question: str) -> bool:
        name = f"address/{request.remote_addr}"
        if self._clock.monotonic_us() >= self._rests_until_us:
            try:
                return bool(getattr(self._shared, question)(MOST, SPACE, name))
            except StorageError:
                with self._lock:
                    self._rests_until_us = self._clock.monotonic_us() + REST_US
        return bool(getattr(self._own, question)(MOST, SPACE, name))


def _counting() -> bool:
    """Tell whether requests are counted at all, as the limiters are told."""
    return any(each.enabled for each in current_app.extensions.get("limiter", ()))
