"""A load of signed webhooks at a fixed pace, from a process of its own.

The pace is kept whatever the answers: a request that could not be sent at its
instant is late, and whoever measures from that instant sees it.
"""

import json
import queue
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from benchmarks.load import answer_of
from benchmarks.rig import SAMPLE, raw_request

FIRST_ORDER, FIRST_CUSTOMER = 6_100_000_000_000, 8_100_000_000_000
CROWD = 5_000
"""Customers who order again and again; every *sample_every*-th order is of somebody
new, whose points can be waited for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What to send: to which port, how many a second, for how long."""

    port: int
    per_second: int
    seconds: int
    sample_every: int
    connections: int

    @property
    def count(self) -> int:
        """All deliveries."""
        return self.per_second * self.seconds

    def is_sample(self, n: int) -> bool:
        """Tell whether the *n*-th delivery is of somebody new."""
        return n % self.sample_every == 0


def customer_of(pace: Pace, n: int) -> int:
    """Return whose the *n*-th order is."""
    if pace.is_sample(n):
        return FIRST_CUSTOMER + CROWD + n
    return FIRST_CUSTOMER + n % CROWD


def start(pace: Pace, begin_at: float) -> subprocess.Popen[str]:
    """Start the load in another process; it begins at *begin_at* on the clock."""
    fields = [getattr(pace, name) for name in Pace.__dataclass_fields__]
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "benchmarks.paced", *map(str, fields), str(begin_at)],
        stdout=subprocess.PIPE,
        text=True,
    )


def _request(body: dict[str, object], pace: Pace, n: int) -> bytes:
    customer = customer_of(pace, n)
    person = body["customer"]
    assert isinstance(person, dict)
    body["id"] = FIRST_ORDER + n
    body["admin_graphql_api_id"] = f"gid://shopify/Order/{FIRST_ORDER + n}"
    person["id"], person["email"] = customer, f"member{customer}@bench.test"
    raw = json.dumps(body).encode()
    return raw_request("/webhooks/shopify", raw, f"paced-{n}")


def _send(port: int, waiting: "queue.Queue[bytes | None]", refused: list[int]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (request := waiting.get()) is not None:
            connection.sendall(request)
            status = answer_of(connection)
            if not 200 <= status < 300:
                refused.append(status)


def main() -> None:
    *fields, begin_at = sys.argv[1:]
    pace, began = Pace(*map(int, fields)), float(begin_at)
    body = json.loads(SAMPLE.read_bytes())
    waiting: queue.Queue[bytes | None] = queue.Queue()
    refused: list[int] = []
    senders = [
        threading.Thread(target=_send, args=(pace.port, waiting, refused))
        for _ in range(pace.connections)
    ]
    for sender in senders:
        sender.start()
    latest_s = 0.0
    for n in range(pace.count):
        request, due = _request(body, pace, n), began + n / pace.per_second
        time.sleep(max(0.0, due - time.time()))
        latest_s = max(latest_s, time.time() - due)
        waiting.put(request)
    for _ in senders:
        waiting.put(None)
    for sender in senders:
        sender.join()
    ended = time.time()
    sys.stdout.write(
        json.dumps(
            {"ended": ended, "refused": sorted(set(refused)), "latest_s": latest_s}
        )
    )


if __name__ == "__main__":
    main()
