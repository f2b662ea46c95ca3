"""A load of HTTP requests from a process of its own: raw sockets, kept alive."""

import json
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BUFFER = 65_536


@dataclass(frozen=True, slots=True)
class Result:
    """What a load saw."""

    per_second: float
    p99_ms: float
    failed: int
    statuses: list[int]


def run(port: int, requests: Path, *, clients: int) -> Result:
    """Send every request of a file, *clients* at a time, from another process."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [
            sys.executable,
            "-m",
            "benchmarks.load",
            str(port),
            str(requests),
            str(clients),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return Result(**json.loads(done.stdout))


def write_requests(target: Path, requests: list[bytes]) -> None:
    """Write raw requests, each behind its length."""
    with target.open("wb") as out:
        for each in requests:
            out.write(len(each).to_bytes(4, "big"))
            out.write(each)


def read_requests(source: Path) -> list[bytes]:
    raw, found, at = source.read_bytes(), [], 0
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        found.append(raw[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def answer_of(connection: socket.socket) -> int:
    """Read one answer; return its status."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        part = connection.recv(BUFFER)
        if not part:
            raise ConnectionError("closed before an answer")
        seen += part
    head, _, body = seen.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(BUFFER)
    return int(head.split(b" ", 2)[1])


def _client(
    port: int, share: list[bytes], took: list[float], failed: list[int]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in share:
            began = time.perf_counter()
            connection.sendall(each)
            status = answer_of(connection)
            took.append(time.perf_counter() - began)
            if not 200 <= status < 300:
                failed.append(status)


def main() -> None:
    port, source, clients = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    requests = read_requests(source)
    took: list[float] = []
    failed: list[int] = []
    threads = [
        threading.Thread(
            target=_client, args=(port, requests[n::clients], took, failed)
        )
        for n in range(clients)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    took.sort()
    sys.stdout.write(
        json.dumps(
            {
                "per_second": len(took) / seconds,
                "p99_ms": took[int(len(took) * 0.99)] * 1000,
                "failed": len(failed),
                "statuses": sorted(set(failed)),
            }
        )
    )


if __name__ == "__main__":
    main()
