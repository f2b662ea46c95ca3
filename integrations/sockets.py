"""Connections that go where they were checked to go, and end when they should.

``requests`` limits the time between two bytes, not the whole, and would accept
headers of any size. Both limits sit where the bytes arrive, below HTTP.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, ClassVar, Protocol

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import PoolManager

from integrations.addresses import Allowance, Resolver, checked

MAX_HEADERS = 32 * 1024
CONNECTIONS_PER_HOST = 4
HOSTS = 64
MOST_PLACES = 4
SHORTEST_S = 0.05
"""A socket with no time at all would not wait, and fail in another way."""

Place = tuple[Any, ...]
"""Address and port, and two numbers more where the address is of version 6."""


class Dial(Protocol):
    """Connects to one address, as ``socket.create_connection`` does."""

    def __call__(self, address: Any, timeout: float) -> socket.socket: ...  # noqa: ANN401 - of the socket module


class NotConnected(NewConnectionError):
    """The connection was never made: a clear non-delivery.

    Attributes:
        words: The class of the failure, fit for a merchant's eyes.
    """

    def __init__(self, connection: HTTPConnection, words: str) -> None:
        self.words = words
        super().__init__(connection, words)


@dataclass(frozen=True, slots=True)
class Limits:
    """What every connection of one client obeys."""

    allowed: Allowance
    resolver: Resolver
    connect_s: float
    """For all addresses of a name together, and the handshake with one of them."""
    total_s: float
    """From the beginning of the connection, where there is none, to the last byte."""


class _Guard(HTTPConnection):
    """Looks the name up once, checks every address, goes to one of these."""

    limits: ClassVar[Limits]
    _ends_at: float | None = None
    """When a call must be over that had to connect; a kept connection has none."""

    @override
    def connect(self) -> None:
        self._ends_at = time.monotonic() + self.limits.total_s
        super().connect()
        # What the socket has left is the connection's time. Sending has its own.
        self.sock.settimeout(self.limits.connect_s)

    @override
    def _new_conn(self) -> socket.socket:
        # Finding the name counts, and has a limit of its own.
        ends_at = time.monotonic() + self.limits.connect_s
        try:
            found = self.limits.resolver(self.host, self.port)
        except OSError as error:
            raise NotConnected(self, "the name could not be found") from error
        places = [each[4] for each in checked(found, self.limits.allowed)]
        try:
            return connected(places, ends_at)
        except OSError as error:
            raise NotConnected(self, "could not connect") from error

    @override
    def request(self, *args: Any, **kwargs: Any) -> None:
        ends_at = self._ends_at or time.monotonic() + self.limits.total_s
        # http.client makes its response with this; the deadline rides along.
        self.response_class = partial(_Response, ends_at=ends_at)  # type: ignore[assignment]  # a factory serves
        try:
            super().request(*args, **kwargs)
        finally:
            self._ends_at = None


class _SecureGuard(_Guard, HTTPSConnection):
    """The same with TLS; a handshake that fails has sent nothing of ours."""

    @override
    def connect(self) -> None:
        try:
            super().connect()
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise NotConnected(self, "the certificate was not accepted") from error
        except OSError as error:
            self.close()
            raise NotConnected(self, "could not connect securely") from error


class GuardedAdapter(HTTPAdapter):
    """A transport adapter whose every connection passes the guard."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        super().__init__(
            pool_connections=HOSTS, pool_maxsize=CONNECTIONS_PER_HOST, max_retries=0
        )

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        plain = type("Plain", (_Guard,), {"limits": self._limits})
        secure = type("Secure", (_SecureGuard,), {"limits": self._limits})
        manager.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("Pool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }


def connected(
    places: Sequence[Place],
    ends_at: float,
    *,
    dial: Dial = socket.create_connection,
    clock: Callable[[], float] = time.monotonic,
) -> socket.socket:
    """Return a connection to one of *places*, with the time that is left on it.

    Whoever owns a name says how many addresses it has, and silence costs time: a few
    are tried, and each gets its share of what is left.

    Args:
        places: The addresses of a name, the preferred first.
        ends_at: When it must be over, by *clock*.
        dial: Connects to one address within so many seconds.
        clock: Says which second it is.

    Raises:
        OSError: None of them answered in time.
    """
    failure: OSError = TimeoutError("no time was left to connect")
    chosen = _in_turn(places)[:MOST_PLACES]
    for position, place in enumerate(chosen):
        left_s = ends_at - clock()
        if left_s <= 0:
            break
        try:
            made = dial(place[:2], timeout=left_s / (len(chosen) - position))
        except OSError as error:
            failure = error
            continue
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.settimeout(max(ends_at - clock(), SHORTEST_S))
        return made
    raise failure


def _in_turn(places: Sequence[Place]) -> list[Place]:
    """Return the addresses without repeats, both kinds of the internet in turn.

    A host whose newer addresses lead nowhere would else never be asked at an older.
    """
    kinds: dict[int, list[Place]] = {}
    for place in dict.fromkeys(places):
        kinds.setdefault(len(place), []).append(place)
    turns = zip_longest(*kinds.values())
    return [place for turn in turns for place in turn if place is not None]


class _Response(http.client.HTTPResponse):
    """A response that must be whole by a given moment."""

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
        *,
        ends_at: float,
    ) -> None:
        self._bytes = _TimedBytes(sock, ends_at)
        # Of a socket, http.client asks no more than makefile.
        made: Any = _Made(self._bytes)
        super().__init__(made, debuglevel, method, url)

    @override
    def begin(self) -> None:
        self._bytes.header_left = MAX_HEADERS
        super().begin()
        self._bytes.header_left = None


class _Made:
    """What ``http.client`` asks of a socket when it opens a response."""

    def __init__(self, source: "_TimedBytes") -> None:
        self._source = source

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._source)


class _TimedBytes(io.RawIOBase):
    """Bytes of a socket until a moment, and few of them before the body."""

    def __init__(self, sock: socket.socket, ends_at: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._ends_at = ends_at
        self.header_left: int | None = None

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Any) -> int | None:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._sock.settimeout(left)
        read: Callable[[Any], int | None] = self._raw.readinto
        size = read(buffer)
        if self.header_left is not None and size:
            self.header_left -= size
            if self.header_left < 0:
                raise http.client.LineTooLong("headers")
        return size

    @override
    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()
