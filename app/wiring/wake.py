"""Tells workers that work is waiting, without ever holding up who asks.

``work`` only leaves a note; a thread of its own takes the notes to Redis. Of all
processes that ask at once, the one that sets the flag enqueues a job. A slow,
full or absent Redis costs the caller nothing, and a lost note nothing but time:
workers look into the database by themselves.
"""

import os
import threading
from contextlib import suppress
from typing import Final

import structlog
from redis import Redis, RedisError

QUEUE: Final = "setia"
"""The one queue. A worker on several could lose a job when it is killed."""
JOBS: Final = {
    "inbox": "app.jobs.drain_inbox",
    "outbox": "app.jobs.drain_outbox",
    "seal": "app.jobs.seal",
    "webhooks": "app.jobs.send_webhooks",
}
PATIENCE_S: Final = 0.2
FLAG_LIVES_S: Final = 5
QUIET_S: Final = 1.0
"""How long Redis is left alone after it failed."""
CROWD_S: Final = 0.02
JOB_LIVES_S: Final = 60

log = structlog.get_logger(__name__)


def flag_of(lane: str) -> str:
    """Return the key that says a wake-up of *lane* is on its way."""
    return f"setia:wake:{lane}"


class RedisWake:
    """Wake-ups through RQ. One per process; a forked child starts its own thread."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(
            redis_url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
        )
        self._asked: set[str] = set()
        self._lock = threading.Lock()
        self._noted = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._pid = 0

    def work(self, queue: str) -> None:
        if queue not in JOBS:
            raise ValueError(f"no queue {queue!r}")
        self._asked.add(queue)
        self._noted.set()
        if self._pid != os.getpid() or self._thread is None:
            self._start()

    def close(self) -> None:
        """Take the last notes along, then stop."""
        self._closing.set()
        self._noted.set()
        if self._thread is not None and self._pid == os.getpid():
            self._thread.join(timeout=4 * PATIENCE_S)
        self._redis.close()

    def ring(self, lane: str) -> bool:
        """Enqueue a job for *lane* unless one is on its way; False when Redis fails."""
        # rq is a heavy import that only a process which wakes others needs.
        from rq import Queue  # noqa: PLC0415
        from rq.serializers import JSONSerializer  # noqa: PLC0415

        try:
            if self._redis.set(flag_of(lane), 1, nx=True, ex=FLAG_LIVES_S):
                Queue(
                    QUEUE, connection=self._redis, serializer=JSONSerializer
                ).enqueue_call(
                    JOBS[lane],
                    result_ttl=0,
                    failure_ttl=JOB_LIVES_S,
                    ttl=JOB_LIVES_S,
                    description=lane,
                )
        except RedisError as error:
            log.warning("wake_failed", lane=lane, error=type(error).__name__)
            return False
        return True

    def _start(self) -> None:
        with self._lock:
            if self._pid == os.getpid() and self._thread is not None:
                return
            self._pid = os.getpid()
            self._thread = threading.Thread(target=self._run, name="wake", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._noted.wait()
            self._noted.clear()
            failed = False
            while self._asked:
                with suppress(KeyError):
                    failed = not self.ring(self._asked.pop())
            # A crowd is worth one wake-up, not one each.
            self._closing.wait(QUIET_S if failed else CROWD_S)


class SilentWake:
    """Wakes nobody: workers find the work by themselves. Remembers, for tests."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def work(self, queue: str) -> None:
        self.asked.append(queue)

    def close(self) -> None:
        """Nothing to stop."""
