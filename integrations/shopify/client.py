"""Admin GraphQL: one operation out, one answer in, every failure in its family.

Shopify says most of its noes with HTTP 200: throttled, refused by
``userErrors``, half of the data missing. A query costs points that flow back;
what a store's bucket held last is remembered, so that background reading stops
before it takes what a redemption will need.
"""

import logging
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnclear,
)
from app.ports import Clock, StoreConnection
from integrations.http import LONGEST_WAIT_S, Answer, Http, raise_for_status
from integrations.reading import Body, mapping, objects
from integrations.shopify.queries import document, is_mutation
from integrations.shopify.tokens import AppKeys, Tokens

API_VERSION = "2026-07"
UNAUTHORISED = 401
SHOP_GONE = (404, 410)
RESERVE_PERCENT = 40
"""Of the bucket, kept for what people wait for."""
DEFAULT_COST = 100
MICROSECONDS = 1_000_000
DENIED = ("ACCESS_DENIED", "SHOP_INACTIVE")
UNDECIDED = ("INTERNAL_SERVER_ERROR", "TIMEOUT", "INTERNAL_ERROR")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Bucket:
    """What a store's cost bucket held when it last said so."""

    available: int
    maximum: int
    restore_rate: int
    at_us: int

    def now(self, at_us: int) -> int:
        flowed = self.restore_rate * max(0, at_us - self.at_us) // MICROSECONDS
        return min(self.maximum, self.available + flowed)


@dataclass(frozen=True, slots=True)
class Reply:
    """The data of one answer, and the paths that came back empty with a reason."""

    data: Body
    denied: tuple[str, ...] = field(default=())


class ShopifyClient:
    """Sends operations of ``operations.graphql`` to stores."""

    def __init__(self, http: Http, clock: Clock, keys: AppKeys) -> None:
        self._http = http
        self._clock = clock
        self.tokens = Tokens(http, clock, keys)
        self._lock = threading.Lock()
        self._buckets: dict[str, Bucket] = {}
        self._costs: dict[str, int] = {}
        self._told: set[str] = set()

    def run(
        self,
        store: StoreConnection,
        operation: str,
        variables: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Reply:
        """Run one operation and return its data.

        With *background* the call leaves a reserve in the store's bucket.

        Raises:
            PlatformThrottled: The bucket is too low; it says for how long.
            AccessRevoked: Token, scope or shop is gone.
            PlatformUnclear: A change of unknown outcome, or no usable answer.
            PlatformRefused: The operation itself was not accepted.
        """
        self._spare(store, operation, background=background)
        token = self.tokens.token(store)
        answer = self._send(store, operation, variables, token)
        if answer.status == UNAUTHORISED:
            # Nothing was done with a dead token: once more with a fresh one.
            token = self.tokens.renew(store, token)
            answer = self._send(store, operation, variables, token)
        raise_for_status(answer, now=self._clock.now(), explain=_shop_gone)
        self._check_version(store, answer)
        body = mapping(answer.document())
        self._note_cost(store, operation, body)
        return _reply(operation, body)

    def change(
        self,
        store: StoreConnection,
        operation: str,
        root: str,
        variables: Mapping[str, object],
        *,
        background: bool = False,
    ) -> Body:
        """Run a mutation and return its payload, without user errors.

        Raises:
            PlatformRefused: User errors; ``reason`` is the first one's code.
            PlatformUnclear: Shopify itself failed, or the payload is missing.
        """
        reply = self.run(store, operation, variables, background=background)
        payload = reply.data.get(root)
        if not isinstance(payload, Mapping):
            raise PlatformUnclear(f"{operation} answered without {root}")
        errors = objects(payload.get("userErrors"))
        if errors:
            raise _refusal(operation, errors)
        return payload

    def pages(
        self,
        store: StoreConnection,
        operation: str,
        path: Sequence[str],
        variables: Mapping[str, object] | None = None,
        *,
        after: str | None = None,
        background: bool = False,
    ) -> Iterator[Body]:
        """Yield each page of a connection from *after* to its end."""
        while True:
            asked = {**(variables or {}), "after": after}
            reply = self.run(store, operation, asked, background=background)
            page: Any = reply.data
            for name in path:
                page = mapping(page).get(name)
            yield mapping(page)
            info = mapping(mapping(page).get("pageInfo"))
            after = info.get("endCursor")
            if not info.get("hasNextPage") or not after:
                return

    def _send(
        self,
        store: StoreConnection,
        operation: str,
        variables: Mapping[str, object] | None,
        token: str,
    ) -> Answer:
        return self._http.call(
            "POST",
            f"{store.base_url}/admin/api/{API_VERSION}/graphql.json",
            headers={"X-Shopify-Access-Token": token},
            document={
                "query": document(operation),
                "operationName": operation,
                "variables": dict(variables or {}),
            },
            safe=not is_mutation(operation),
        )

    def _spare(
        self, store: StoreConnection, operation: str, *, background: bool
    ) -> None:
        """Refuse a call that would be throttled, or that takes the reserve."""
        with self._lock:
            bucket = self._buckets.get(store.domain)
            cost = self._costs.get(operation, 0)
        if bucket is None:
            return
        reserve = bucket.maximum * RESERVE_PERCENT // 100 if background else 0
        left = bucket.now(self._clock.monotonic_us()) - cost
        # Without a reserve only a bucket that can't pay is worth not asking.
        if left < min(reserve, bucket.maximum - cost):
            raise PlatformThrottled(
                f"{operation} waits for the store's bucket",
                retry_after=_wait(reserve - left, bucket.restore_rate),
            )

    def _note_cost(self, store: StoreConnection, operation: str, body: Body) -> None:
        cost = mapping(mapping(body.get("extensions")).get("cost"))
        status = mapping(cost.get("throttleStatus"))
        requested = _points(cost.get("requestedQueryCost"))
        maximum = _points(status.get("maximumAvailable"))
        with self._lock:
            if requested:
                self._costs[operation] = requested
            if maximum:
                self._buckets[store.domain] = Bucket(
                    _points(status.get("currentlyAvailable")),
                    maximum,
                    _points(status.get("restoreRate")),
                    self._clock.monotonic_us(),
                )

    def _check_version(self, store: StoreConnection, answer: Answer) -> None:
        ran = answer.headers.get("x-shopify-api-version", API_VERSION)
        if ran != API_VERSION and store.domain not in self._told:
            self._told.add(store.domain)
            _log.warning("%s ran version %s, not %s", store.domain, ran, API_VERSION)


def _points(value: object) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _wait(missing: int, restore_rate: int) -> int:
    return min(max(1, math.ceil(missing / max(1, restore_rate))), LONGEST_WAIT_S)


def _shop_gone(answer: Answer) -> PlatformError | None:
    """Return what 404 means of the address itself: the shop, not a thing in it."""
    if answer.status in SHOP_GONE:
        return AccessRevoked("the shop does not answer at this address")
    return None


def _reply(operation: str, body: Body) -> Reply:
    """Return the data of an answer, or raise what its errors mean."""
    errors = objects(body.get("errors"))
    data = body.get("data")
    if not isinstance(data, Mapping):
        if not errors:
            raise PlatformUnclear(f"{operation} answered without data and errors")
        raise _failure(operation, errors[0], body)
    for each in errors:
        path = each.get("path")
        root = path[0] if isinstance(path, list) and path else None
        # A missing root is a failed call; anything deeper is a missing detail.
        if root is None or data.get(root) is None:
            raise _failure(operation, each, body)
    return Reply(
        data,
        tuple(
            ".".join(str(step) for step in each.get("path") or []) for each in errors
        ),
    )


def _failure(operation: str, error: Body, body: Body) -> PlatformError:
    code = str(mapping(error.get("extensions")).get("code") or "")
    if code == "THROTTLED":
        return PlatformThrottled(f"{operation} throttled", retry_after=_told_wait(body))
    if code in DENIED:
        return AccessRevoked(f"{operation}: {code.lower()}")
    if code in UNDECIDED or (not code and is_mutation(operation)):
        return PlatformUnclear(f"{operation}: {code.lower() or 'failed'}")
    return PlatformRefused(f"{operation} was not accepted", reason=code or "graphql")


def _told_wait(body: Body) -> int:
    """Return the seconds until the bucket can pay for a throttled query."""
    cost = mapping(mapping(body.get("extensions")).get("cost"))
    status = mapping(cost.get("throttleStatus"))
    asked = _points(cost.get("requestedQueryCost")) or DEFAULT_COST
    missing = asked - _points(status.get("currentlyAvailable"))
    return _wait(missing, _points(status.get("restoreRate")))


def _refusal(operation: str, errors: Sequence[Body]) -> PlatformError:
    codes = [str(each.get("code") or "") for each in errors]
    if codes[0] in UNDECIDED:
        return PlatformUnclear(f"{operation}: {codes[0].lower()}")
    told = "; ".join(str(each.get("message") or "")[:120] for each in errors[:3])
    return PlatformRefused(f"{operation}: {told}", reason=codes[0] or "user_error")
