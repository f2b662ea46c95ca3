"""Connections that go where they were checked to go, and end when they should.

``requests`` limits the time between two bytes, not the whole, and would accept
headers of any size. Both limits sit where the bytes arrive, below HTTP.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

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
    total_s: float


class _Guard(HTTPConnection):
    """Looks the name up once, checks every address, goes to one of these."""

    limits: ClassVar[Limits]

    @override
    def _new_conn(self) -> socket.socket:
        try:
            found = self.limits.resolver(self.host, self.port)
        except OSError as error:
            raise NotConnected(self, "the name could not be found") from error
        places = [each[4] for each in checked(found, self.limits.allowed)]
        return _connect(self, places)

    @override
    def request(self, *args: Any, **kwargs: Any) -> None:
        ends_at = time.monotonic() + self.limits.total_s
        # http.client makes its response with this; the deadline rides along.
        self.response_class = partial(_Response, ends_at=ends_at)  # type: ignore[assignment]  # a factory serves
        super().request(*args, **kwargs)


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


def _connect(connection: HTTPConnection, places: list[Any]) -> socket.socket:
    failure: OSError | None = None
    for place in places:
        try:
            made = socket.create_connection(place[:2], timeout=connection.timeout)
        except OSError as error:
            failure = error
            continue
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    raise NotConnected(connection, "could not connect") from failure


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
