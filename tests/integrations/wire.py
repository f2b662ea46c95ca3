"""A server that says exactly what a test wants said, byte by byte."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Script = Callable[[socket.socket], None]
HEAD_END = b"\r\n\r\n"
TLS_HELLO = 0x16


@dataclass
class Wire:
    """Plays one script per request on 127.0.0.1 and keeps what it was sent."""

    scripts: list[Script]
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._done = threading.Event()
        self._callers: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def port(self) -> int:
        return int(self._door.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._done.set()
        # A call of its own wakes the accept that waits.
        with socket.create_connection(("127.0.0.1", self.port)):
            self._threads[0].join(5)
        self._door.close()
        for caller in self._callers:
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            caller, _ = self._door.accept()
            if self._done.is_set():
                caller.close()
                return
            self.connections += 1
            self._callers.append(caller)
            thread = threading.Thread(target=self._talk, args=(caller,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _talk(self, caller: socket.socket) -> None:
        with caller:
            caller.settimeout(5)
            while request := self._request(caller):
                self.requests.append(request)
                try:
                    self.scripts[min(len(self.requests), len(self.scripts)) - 1](caller)
                except OSError:
                    return

    @staticmethod
    def _request(caller: socket.socket) -> bytes:
        got = b""
        try:
            while HEAD_END not in got:
                part = caller.recv(65_536)
                if not part or part[0] == TLS_HELLO:
                    return b""
                got += part
            head, _, body = got.partition(HEAD_END)
            for line in head.lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
                    while len(body) < length:
                        body += caller.recv(65_536)
        except OSError:
            return b""
        return head + HEAD_END + body


def says(
    body: bytes = b"{}",
    status: int = 200,
    kind: str = "application/json",
    **headers: str,
) -> Script:
    """Return the script of one ordinary answer."""
    lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return lambda caller: caller.sendall("\r\n".join(lines).encode() + body)


def hangs_up(after: bytes = b"") -> Script:
    """Return the script that sends *after* and cuts the connection."""

    def script(caller: socket.socket) -> None:
        caller.sendall(after)
        caller.shutdown(socket.SHUT_RDWR)

    return script


@contextmanager
def serving(*scripts: Script) -> Iterator[Wire]:
    """Give a running wire; the last script answers all further requests."""
    wire = Wire(list(scripts))
    try:
        yield wire
    finally:
        wire.close()
