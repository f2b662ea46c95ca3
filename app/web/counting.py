"""Counters of requests, for the doors that say how often one may ask.

They count in Redis, so that all processes count together, and in memory while it is
away.
"""

from collections.abc import Callable
from typing import Final

from flask_limiter import Limiter

REDIS_PATIENCE_S: Final = 1


def counter(
    redis_url: str, who: Callable[[], str], *, name: str, moving: bool = False
) -> Limiter:
    """Return a counter that knows requests by *who* and keeps its counts by *name*.

    Args:
        redis_url: Where all processes count.
        who: Returns under which name the request in hand is counted.
        name: Sets these counts apart from those of other doors.
        moving: Whether a window moves on with time, instead of beginning anew.
    """
    return Limiter(
        key_func=who,
        storage_uri=storage_of(redis_url),
        storage_options={
            "socket_timeout": REDIS_PATIENCE_S,
            "socket_connect_timeout": REDIS_PATIENCE_S,
        },
        strategy="moving-window" if moving else "fixed-window",
        in_memory_fallback_enabled=True,
        headers_enabled=False,
        key_prefix=f"setia/{name}",
    )


def storage_of(redis_url: str) -> str:
    """Return the address as the limiter's library writes that of a socket."""
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url
