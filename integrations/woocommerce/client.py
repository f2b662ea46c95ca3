"""REST v3 of one store: the PyPI client's addressing and signing, our transport.

A store refuses a good key in several ways that look like a bad one: the host
drops the header, or the site believes that it is called without TLS. Each other
way to show the key is tried once, and what worked is remembered. Errors are told
apart by ``code``; messages are translated and statuses mislead.
"""

import re
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from typing_extensions import override
from woocommerce import API

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnclear,
)
from app.domain.json_limits import UnreadablePayload, read_json
from app.ports import Clock, StoreConnection
from integrations.http import Answer, Http, raise_for_status
from integrations.reading import Body, objects

API_VERSION = "wc/v3"
PER_PAGE = 100
UNAUTHORISED, FORBIDDEN, SERVER_FAULT = 401, 403, 500
SHORTEST_TRY_AGAIN_S = 60
AUTHENTICATION_ERROR = "woocommerce_rest_authentication_error"
RATE_LIMITED = "rate_limit_exceeded"
_GONE = re.compile(r"woocommerce_rest_(\w+_)?invalid(_\w+)?_id")


class KeyWay(StrEnum):
    """How a key is shown to a store."""

    BASIC = "basic"
    QUERY = "query"
    """For hosts that lose the header; the key ends up in access logs."""
    SIGNED = "signed"
    """OAuth 1.0a: over plain http, where the secret must not travel."""
    SIGNED_AS_HTTP = "signed_as_http"
    """Over TLS, to a site that believes it is called without."""


class NotAllowed(AccessRevoked):
    """The key is good, and this one act is not allowed to it (403)."""

    code = "not_allowed"


class WooApi(API):  # type: ignore[misc]  # the package has no types
    """The PyPI client on our pooled, guarded transport; answers are ours."""

    def __init__(
        self, http: Http, clock: Clock, store: StoreConnection, space: str
    ) -> None:
        super().__init__(
            url=store.base_url,
            consumer_key=store.credentials.get("consumer_key", ""),
            consumer_secret=store.credentials.get("consumer_secret", ""),
            version=space,
        )
        self._http = http
        self._clock = clock

    def send(
        self,
        way: KeyWay,
        method: str,
        endpoint: str,
        *,
        params: Mapping[str, str] | None = None,
        document: object = None,
    ) -> Answer:
        """Send one request with the key shown in one way."""
        # The client's own methods are private to its class; their names are not.
        url: str = self._API__get_url(endpoint)
        asked = dict(params or {})
        headers: dict[str, str] = {}
        if way is KeyWay.BASIC:
            pair = f"{self.consumer_key}:{self.consumer_secret}".encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        elif way is KeyWay.QUERY:
            asked |= {
                "consumer_key": self.consumer_key,
                "consumer_secret": self.consumer_secret,
            }
        else:
            url, asked = self._signed(way, method, url, asked), {}
        return self._http.call(
            method, url, headers=headers, params=asked, document=document
        )

    def _signed(
        self, way: KeyWay, method: str, url: str, params: Mapping[str, str]
    ) -> str:
        if way is KeyWay.SIGNED_AS_HTTP:
            url = url.replace("https://", "http://", 1)
        query = f"?{urlencode(params)}" if params else ""
        stamp = int(self._clock.now().timestamp())
        signed: str = self._API__get_oauth_url(
            f"{url}{query}", method, oauth_timestamp=stamp
        )
        if way is KeyWay.SIGNED_AS_HTTP:
            signed = signed.replace("http://", "https://", 1)
        return signed

    @override
    def _API__request(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("calls go through send")


class WooClient:
    """Calls stores, and knows how each of them takes its key."""

    def __init__(self, http: Http, clock: Clock) -> None:
        self.http = http
        self.clock = clock
        self._lock = threading.Lock()
        self._ways: dict[UUID, KeyWay] = {}

    def get(self, store: StoreConnection, endpoint: str, **params: str) -> Any:  # noqa: ANN401 - any JSON document
        """Return the document of a read."""
        return self._document(self.call(store, "GET", endpoint, params=params))

    def post(
        self, store: StoreConnection, endpoint: str, document: Mapping[str, object]
    ) -> Body:
        return self._object(self.call(store, "POST", endpoint, document=document))

    def put(
        self, store: StoreConnection, endpoint: str, document: Mapping[str, object]
    ) -> Body:
        return self._object(self.call(store, "PUT", endpoint, document=document))

    def delete(self, store: StoreConnection, endpoint: str) -> Body:
        """Delete for good; without force most things only move to the trash."""
        return self._object(
            self.call(store, "DELETE", endpoint, params={"force": "true"})
        )

    def get_one(self, store: StoreConnection, endpoint: str, **params: str) -> Body:
        """Return one object.

        Raises:
            PlatformMissing: The store has no such thing.
        """
        return self._object(self.call(store, "GET", endpoint, params=params))

    def get_page(
        self, store: StoreConnection, endpoint: str, page: int, **params: str
    ) -> tuple[list[Body], int]:
        """Return one page of a listing and how many pages there are."""
        asked = {"per_page": str(PER_PAGE), **params, "page": str(page)}
        answer = self.call(store, "GET", endpoint, params=asked)
        found = self._document(answer)
        if not isinstance(found, list):
            raise PlatformUnclear(f"{endpoint} answered without a list")
        total = answer.headers.get("x-wp-totalpages", "1")
        return objects(found), int(total) if total.isdigit() else 1

    def get_all(
        self, store: StoreConnection, endpoint: str, *, most_pages: int, **params: str
    ) -> Iterator[Body]:
        """Yield the objects of a listing, at most so many pages of it."""
        page = last = 1
        while page <= min(last, most_pages):
            found, last = self.get_page(store, endpoint, page, **params)
            yield from found
            page += 1

    def call(
        self,
        store: StoreConnection,
        method: str,
        endpoint: str,
        *,
        params: Mapping[str, str] | None = None,
        document: object = None,
        space: str = API_VERSION,
    ) -> Answer:
        """Return a successful answer; anything else is raised in its family."""
        api = WooApi(self.http, self.clock, store, space)
        tried = self._known_way(store)
        answer = api.send(tried, method, endpoint, params=params, document=document)
        if _key_not_seen(answer):
            # Nothing was done without a key, so the call may be sent again.
            for way in _other_ways(store, tried):
                again = api.send(
                    way, method, endpoint, params=params, document=document
                )
                if not _key_not_seen(again):
                    with self._lock:
                        self._ways[store.store_id] = way
                    answer = again
                    break
        raise_for_status(answer, now=self.clock.now(), explain=explained)
        return answer

    def _known_way(self, store: StoreConnection) -> KeyWay:
        with self._lock:
            known = self._ways.get(store.store_id)
        if known is not None:
            return known
        if not store.base_url.startswith("https://"):
            return KeyWay.SIGNED
        if store.options.get("query_string_auth") in ("1", "true"):
            return KeyWay.QUERY
        return KeyWay.BASIC

    @staticmethod
    def _document(answer: Answer) -> Any:  # noqa: ANN401 - any JSON document
        if not answer.is_json:
            # With plain permalinks the shop's home page answers everything.
            raise PlatformUnclear("not a WooCommerce API: a page in place of JSON")
        return answer.document()

    def _object(self, answer: Answer) -> Body:
        found = self._document(answer)
        if not isinstance(found, dict):
            raise PlatformUnclear("an answer that is not an object")
        return found


def _other_ways(store: StoreConnection, tried: KeyWay) -> list[KeyWay]:
    if not store.base_url.startswith("https://"):
        return []
    ways = [KeyWay.BASIC, KeyWay.QUERY, KeyWay.SIGNED_AS_HTTP]
    return [way for way in ways if way is not tried]


def error_code(answer: Answer) -> str:
    """Return the ``code`` of an error body, empty for anything else."""
    if not answer.is_json:
        return ""
    try:
        found = read_json(answer.body)
    except UnreadablePayload:
        return ""
    code = found.get("code") if isinstance(found, dict) else None
    return code if isinstance(code, str) else ""


def _key_not_seen(answer: Answer) -> bool:
    """Tell whether the store may not have seen the key at all."""
    if answer.status != UNAUTHORISED or not answer.is_json:
        return False
    return error_code(answer) != AUTHENTICATION_ERROR


def explained(answer: Answer) -> PlatformError | None:
    """Return what a store's own error code means; None leaves it to the status."""
    code = error_code(answer)
    if not code:
        # A security plugin or the host, not the store: no word on our access.
        in_front = answer.status == FORBIDDEN
        return PlatformUnclear("refused in front of the store") if in_front else None
    if code == RATE_LIMITED:
        return PlatformThrottled("asked to slow down", retry_after=SHORTEST_TRY_AGAIN_S)
    if answer.status == FORBIDDEN:
        return NotAllowed(f"the store did not allow it: {code}")
    if answer.status == UNAUTHORISED:
        return AccessRevoked(f"the store refused the key: {code}")
    if _GONE.fullmatch(code):
        return PlatformMissing(code)
    # A no with a reason, whatever its status: a refund too large says 500.
    reasoned = code.startswith(("woocommerce_rest_", "coupon_"))
    return (
        PlatformRefused(f"the store refused: {code}", reason=code) if reasoned else None
    )
