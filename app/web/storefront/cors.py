"""Which pages of other hosts may read our answers: exactly those of the store.

No answer allows credentials. Extensions run on origins of the platform's own, so
their door answers everybody and believes nothing but its token.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Response, request

from app.services.env import Env
from app.storage.stores import StoreRow
from app.web.storefront.doors import Door

ALLOWED: Final = "Authorization, Content-Type, Idempotency-Key"
METHODS: Final = "GET, POST, PUT, DELETE, OPTIONS"
EXPOSED: Final = "ETag, Retry-After, X-Request-Id"
TWO_HOURS: Final = "7200"
MOST_STORES: Final = 1_000
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


def origins_of(row: StoreRow, *, loopback: bool) -> frozenset[str]:
    """Return the origins of a store's own pages.

    Args:
        row: The store.
        loopback: Development: also plain http on this machine.
    """
    named = (row.base_url, f"https://{row.domain}")
    return frozenset(
        origin for each in named if (origin := _origin(each, loopback=loopback))
    )


def _origin(address: str, *, loopback: bool) -> str | None:
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.netloc:
        return f"https://{parts.netloc.lower()}"
    local = loopback and parts.scheme == "http"
    host = parts.netloc.lower()
    if local and (host.rpartition(":")[0] or host) in LOOPBACK:
        return f"http://{host}"
    return None


class Readers:
    """Says which pages may read an answer, also where no store was looked at.

    Who is refused for a flood costs no look at the store: then its origins are
    those that this process saw last under the same name.
    """

    def __init__(self, env: Env) -> None:
        self._loopback = env.loopback
        self._seen: dict[str, frozenset[str]] = {}

    def allow(self, answer: Response, door: Door, row: StoreRow | None) -> Response:
        """Put the headers that let a page of the store read the answer."""
        if door.name == "extension":
            return _allow(answer, "*")
        if door.name == "store":
            answer.vary.add("Origin")
            origin = request.headers.get("Origin")
            known = self._origins(row)
            if origin is not None and origin.lower() in known:
                return _allow(answer, origin)
        return answer

    def _origins(self, row: StoreRow | None) -> frozenset[str]:
        name = (request.view_args or {}).get("store", "")
        if row is None:
            return self._seen.get(name, frozenset())
        if len(self._seen) >= MOST_STORES:
            self._seen.clear()
        origins = origins_of(row, loopback=self._loopback)
        # Another thread may forget it at once: what is returned is not read back.
        self._seen[name] = origins
        return origins


def _allow(answer: Response, origin: str) -> Response:
    answer.headers["Access-Control-Allow-Origin"] = origin
    answer.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Methods"] = METHODS
        answer.headers["Access-Control-Allow-Headers"] = ALLOWED
        answer.headers["Access-Control-Max-Age"] = TWO_HOURS
    return answer
