"""The only way out: every call to a platform goes through here.

One pooled session per process, limits on time and size, no redirects, addresses
checked, and each way to fail turned into a member of the ``PlatformError``
family. What matters is which side of the sending a failure lies on: a
connection that was never made may simply be tried again; anything after that
has an unknown outcome.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
from requests.auth import AuthBase
from urllib3.exceptions import ConnectTimeoutError

from app.domain.errors import (
    AccessRevoked,
    Malformed,
    PlatformError,
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.domain.json_limits import UnreadablePayload, read_json
from app.ports import Clock
from integrations.addresses import (
    AddressRefused,
    Allowance,
    Resolver,
    UnsafeAddress,
    check_url,
    resolve,
)
from integrations.sockets import GuardedAdapter, Limits

CONNECT_S = 5
TOTAL_S = 20
MAX_BODY = 5 * 1024 * 1024
CALLS_AT_ONCE = 4
"""To one host, from one process."""
LONGEST_WAIT_S = 3600
CHUNK = 65_536
# A decimal goes out as the number that it is, without a detour through a float.
ENCODER = msgspec.json.Encoder(decimal_format="number")
USER_AGENT = "Setia (loyalty for stores)"
_SECONDS = re.compile(r"(\d{1,12})(\.\d{1,6})?")
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 423)
"""402 and 423: the platform froze or locked the whole shop."""
_SLOW_DOWN = (429, 430)
_UNDECIDED = (408, 425)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole and within the limits. Header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def is_json(self) -> bool:
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind == "application/json" or kind.endswith("+json")

    def document(self) -> Any:  # noqa: ANN401 - any JSON document
        """Return the JSON in the body.

        Raises:
            PlatformUnclear: HTML, cut off, or beyond the limits. After a change
                was sent, nobody knows what such an answer means.
        """
        if not self.is_json:
            raise PlatformUnclear(f"status {self.status}, and not JSON")
        try:
            return read_json(self.body)
        except UnreadablePayload as error:
            raise PlatformUnclear(f"an unreadable answer: {error}") from error


class Http:
    """A pooled client with limits; safe to share between threads and forks.

    Args:
        clock: For ``Retry-After`` that names a date.
        allowed: What may be called beyond public https.
        connect_s: Seconds to find the name and to connect to one of its addresses.
        total_s: Seconds of a try, connecting included, to the last byte read.
        resolver: Who looks names up; replaced in tests.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        allowed: Allowance = Allowance(),  # noqa: B008 - frozen
        connect_s: float = CONNECT_S,
        total_s: float = TOTAL_S,
        max_body: int = MAX_BODY,
        resolver: Resolver = resolve,
    ) -> None:
        self.clock = clock
        self.allowed = allowed
        self._connect_s = connect_s
        self._total_s = total_s
        self._max_body = max_body
        self._resolver = resolver
        self._lock = threading.Lock()
        self._pid = 0
        self._session = requests.Session()
        self._gates: dict[str, threading.BoundedSemaphore] = {}

    def check(self, url: str) -> None:
        """Refuse an address that we would not call; ``AddressRefused`` says why."""
        check_url(url, self.allowed)

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        data: bytes | None = None,
        document: object = None,
        auth: AuthBase | None = None,
        safe: bool | None = None,
        first_bytes: int | None = None,
    ) -> Answer:
        """Send one request and return the answer, whatever its status.

        *document* goes out as JSON in place of *data*. With *safe* the call
        changes nothing, so a cut connection is tried once more; GET is safe
        unless it is said not to be. With *first_bytes* no more of the body is read,
        and a body that ends badly is as good as none.

        Raises:
            PlatformUnavailable: The connection was never made.
            PlatformThrottled: Too many of our own calls to this host at once.
            PlatformUnclear: Sent, and no whole answer within the limits.
        """
        try:
            self.check(url)
        except AddressRefused as error:
            raise UnsafeAddress(str(error)) from error
        sent = {
            "User-Agent": USER_AGENT,
            "Accept": "application/json",
            **(headers or {}),
        }
        if document is not None:
            data = ENCODER.encode(document)
            sent["Content-Type"] = "application/json"
        request = requests.Request(
            method, url, headers=sent, params=params, data=data, auth=auth
        )
        may_repeat = method == "GET" if safe is None else safe
        session = self._pooled()
        with self._gate(urlsplit(url).netloc):
            try:
                return self._exchange(session, request, first_bytes)
            except PlatformUnclear as error:
                if not may_repeat or not isinstance(error.__cause__, _CUT):
                    raise
                return self._exchange(session, request, first_bytes)

    @contextmanager
    def _gate(self, host: str) -> Iterator[None]:
        gate = self._gates.setdefault(host, threading.BoundedSemaphore(CALLS_AT_ONCE))
        if not gate.acquire(timeout=self._connect_s):
            raise PlatformThrottled("too many calls to this store at once")
        try:
            yield
        finally:
            gate.release()

    def _pooled(self) -> requests.Session:
        # A fork shares the parent's sockets; two processes on one connection
        # would read each other's answers.
        with self._lock:
            if self._pid != os.getpid():
                self._session = self._new_session()
                self._gates = {}
                self._pid = os.getpid()
            return self._session

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = GuardedAdapter(
            Limits(self.allowed, self._resolver, self._connect_s, self._total_s)
        )
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _exchange(
        self,
        session: requests.Session,
        request: requests.Request,
        first_bytes: int | None,
    ) -> Answer:
        ends_at = time.monotonic() + self._total_s
        try:
            response = session.send(
                session.prepare_request(request),
                timeout=(self._connect_s, self._total_s),
                allow_redirects=False,
                stream=True,
            )
            with response:
                return Answer(
                    response.status_code,
                    {name.lower(): value for name, value in response.headers.items()},
                    self._read(response, ends_at)
                    if first_bytes is None
                    else _beginning(response, first_bytes),
                )
        except requests.RequestException as error:
            raise _family(error) from _named(error)

    def _read(self, response: requests.Response, ends_at: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_content(CHUNK):
            size += len(part)
            if size > self._max_body:
                raise PlatformUnclear(
                    f"the answer is larger than {self._max_body} bytes"
                )
            if time.monotonic() > ends_at:
                raise PlatformUnclear("the answer took too long")
            parts.append(part)
        return b"".join(parts)


def _beginning(response: requests.Response, most: int) -> bytes:
    """Return the first bytes of a body whose end does not matter."""
    found = b""
    with suppress(requests.RequestException):
        for part in response.iter_content(most):
            found += part
            if len(found) >= most:
                break
    return found[:most]


_CUT = (
    requests.exceptions.ConnectionError,
    requests.exceptions.ChunkedEncodingError,
)


def _named(error: requests.RequestException) -> requests.RequestException:
    """Return the kind of a failure without its words.

    They hold the address, and with it a key that a store wants in the query.
    """
    return type(error)(type(error).__name__)


def _family(error: requests.RequestException) -> PlatformError:
    """Return what a failure of the transport means for us."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, ConnectTimeoutError):
        words = getattr(reason, "words", "no connection")
        return PlatformUnavailable(words)
    if isinstance(
        error,
        requests.exceptions.ConnectTimeout
        | requests.exceptions.InvalidURL
        | requests.exceptions.InvalidSchema
        | requests.exceptions.MissingSchema,
    ):
        return PlatformUnavailable("could not connect")
    if isinstance(error, requests.exceptions.Timeout):
        return PlatformUnclear("no answer in time")
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return PlatformUnclear("the answer could not be unpacked")
    return PlatformUnclear("the connection was cut")


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn what can't be read in a platform's answer into ``PlatformUnclear``."""
    try:
        yield
    except Malformed as error:
        raise PlatformUnclear(f"{what} that can't be read: {error}") from error


def retry_after(answer: Answer, now: datetime) -> int | None:
    """Return the seconds that an answer asks us to wait, at most an hour.

    Text that is neither a number nor a date counts as not said.
    """
    text = answer.headers.get("retry-after", "").strip()
    seconds = _SECONDS.fullmatch(text)
    if seconds:
        wait = int(seconds[1]) + bool(seconds[2] and int(seconds[2][1:]))
        return min(wait, LONGEST_WAIT_S)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return min(max(int((moment - now).total_seconds()), 0), LONGEST_WAIT_S)


def raise_for_status(
    answer: Answer,
    *,
    now: datetime,
    explain: Callable[[Answer], PlatformError | None] = lambda _: None,
) -> None:
    """Raise the family that an answer's status belongs to; 2xx raises nothing.

    Args:
        answer: The whole answer.
        now: For waits given as a date.
        explain: Reads the platform's own error body first; None leaves it to the
            status.
    """
    status = answer.status
    if 200 <= status < 300:  # noqa: PLR2004 - the class of successes
        return
    known = explain(answer)
    if known is not None:
        raise known
    wait = retry_after(answer, now)
    if status in _SLOW_DOWN:
        raise PlatformThrottled("asked to slow down", retry_after=wait)
    if status in _CLOSED:
        raise AccessRevoked(f"access refused with status {status}")
    if status in _GONE:
        raise PlatformMissing(f"status {status}")
    if status in _UNDECIDED or status >= 500:  # noqa: PLR2004 - the server's fault
        raise PlatformUnclear(f"status {status}", retry_after=wait)
    if 300 <= status < 400:  # noqa: PLR2004 - not followed
        raise PlatformRefused("answered with a redirect", reason="redirected")
    raise PlatformRefused(f"refused with status {status}", reason=f"http_{status}")
