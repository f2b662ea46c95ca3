"""The webhook door as a WSGI application of its own.

It stands in front of Flask: a delivery needs no session, no routing table and no
request context, and without them the door takes twice as many. The signature
covers the bytes as sent, so they are taken before anything else.
"""

import time
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog

from app.domain.errors import Busy
from app.domain.ids import public_id
from app.services.env import Env
from app.services.meters import DELIVERIES, DOOR_SECONDS
from app.storage.mailbox import Mailbox
from webhooks.inbox import Inbound, Inbox

if TYPE_CHECKING:
    from _typeshed.wsgi import InputStream, StartResponse, WSGIEnvironment

PREFIX: Final = "/webhooks/"
LARGEST_BODY: Final = 5 * 1024 * 1024
PROVIDER_AND_STORE: Final = 2
STATUS_OK: Final = 200
CHUNK: Final = 256 * 1024
STATUS: Final = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    413: "413 Content Too Large",
    503: "503 Service Unavailable",
}

log = structlog.get_logger(__name__)


class TooLarge(Exception):
    """The body is over the limit; it is not read to its end."""


class CutShort(Exception):
    """The body ended before its announced length."""


class Door:
    """Answers everything under ``/webhooks/``."""

    def __init__(self, env: Env, mailbox: Mailbox) -> None:
        self._env = env
        self.inbox = Inbox(env, mailbox)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        address = self._address(environ.get("PATH_INFO", ""))
        if address is None:
            return _answer(start_response, 404)
        if environ["REQUEST_METHOD"] != "POST":
            return _answer(start_response, 405, ("Allow", "POST"))
        return self._post(environ, start_response, *address)

    def _post(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        provider: str,
        store_id: UUID | None,
    ) -> Iterable[bytes]:
        started = time.perf_counter()
        more: tuple[tuple[str, str], ...] = ()
        try:
            body = read_body(environ)
            receipt = self.inbox.receive(
                Inbound(provider, store_id, headers_of(environ), body)
            )
            status, result = receipt.status, receipt.value[0]
        except TooLarge:
            status, result, more = 413, "too_large", (("Connection", "close"),)
        except CutShort:
            status, result = 400, "cut_short"
        except Busy as busy:
            status, result = 503, "busy"
            more = (("Retry-After", str(busy.retry_after)),)
        DELIVERIES.labels(provider, result).inc()
        DOOR_SECONDS.labels(provider).observe(time.perf_counter() - started)
        if status != STATUS_OK:
            log.info(
                "delivery_refused",
                provider=provider,
                store_id=str(store_id or ""),
                result=result,
                request_id=public_id("req", self._env.ids.new()),
            )
        return _answer(start_response, status, *more)

    def _address(self, path: str) -> tuple[str, UUID | None] | None:
        """Return the provider and store of a path, or None when it is no door."""
        parts = path.removeprefix(PREFIX).split("/")
        signs_for_all = self._env.app_secrets.keys()
        if parts[0] in signs_for_all:
            return (parts[0], None) if len(parts) == 1 else None
        known: Container[str] = self._env.platforms
        if parts[0] == "reviews":
            parts, known = parts[1:], self._env.review_providers
        if len(parts) != PROVIDER_AND_STORE or parts[0] not in known:
            return None
        try:
            return parts[0], UUID(parts[1])
        except ValueError:
            return None


def headers_of(environ: "WSGIEnvironment") -> dict[str, str]:
    """Return the request's headers with lower-case names."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return headers


def read_body(environ: "WSGIEnvironment") -> bytes:
    """Return the whole body.

    Raises:
        TooLarge: It is over the limit, announced or not.
        CutShort: Less came than was announced.
    """
    source: InputStream = environ["wsgi.input"]
    announced = environ.get("CONTENT_LENGTH") or ""
    if announced.isdecimal():
        if int(announced) > LARGEST_BODY:
            raise TooLarge
        body = bytes(source.read(int(announced)))
        if len(body) < int(announced):
            raise CutShort
        return body
    if "chunked" not in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        return b""
    return _read_chunks(source)


def _read_chunks(source: "InputStream") -> bytes:
    body = bytearray()
    while chunk := source.read(CHUNK):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TooLarge
    return bytes(body)


def _answer(
    start_response: "StartResponse", status: int, *more: tuple[str, str]
) -> Iterable[bytes]:
    start_response(
        STATUS[status],
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", "0"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            *more,
        ],
    )
    return []
