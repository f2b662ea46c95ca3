"""Sends deliveries to the app and keeps a log of every try.

In `auto` a background thread hands out what is due; in `manual` nothing leaves
until `deliver` is called. What a job sends is built when it is sent (WooCommerce)
or was built before (Shopify): the courier does not know.
"""

import contextlib
import heapq
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.faults import Faults

LOG_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """One request as it goes out: exactly these bytes."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Attempt:
    at: str
    status: int | None
    error: str
    took_ms: int


# Builds the parcel, or None when there is nothing to send any more.
Build = Callable[[], Parcel | None]
# Told the outcome; answers with the seconds to wait before the next try, or None.
Outcome = Callable[["Job", int | None], float | None]


@dataclass(slots=True)
class Job:
    """A delivery that is owed. *key* joins jobs that wait for the same thing."""

    id: int
    topic: str
    subject: str
    build: Build
    outcome: Outcome
    key: str = ""
    created_at: str = ""
    state: str = "waiting"
    parcel: Parcel | None = None
    attempts: list[Attempt] = field(default_factory=list)
    copies_left: int = 0
    screened: bool = False

    def shown(self, *, bodies: bool = False) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.id,
            "topic": self.topic,
            "subject": self.subject,
            "state": self.state,
            "created_at": self.created_at,
            "url": self.parcel.url if self.parcel else "",
            "attempts": [
                {"at": a.at, "status": a.status, "error": a.error, "ms": a.took_ms}
                for a in self.attempts
            ],
        }
        if self.parcel is not None:
            row["headers"] = self.parcel.headers
            if bodies:
                row["body"] = self.parcel.body.decode()
        return row


class Courier:
    """The store's post office. `close` ends its threads."""

    def __init__(
        self,
        config: StoreConfig,
        faults: Faults,
        *,
        workers: int,
        stamp: Callable[[], str],
    ) -> None:
        self.config = config
        self.faults = faults
        self.log: list[Job] = []
        self.sent_count = 0
        self._stamp = stamp
        self._numbers = itertools.count(1)
        self._ranks = itertools.count(1)
        self._heap: list[tuple[float, int, Job]] = []
        self._wake = threading.Condition()
        self._held_until = 0.0
        self._keys: set[str] = set()
        self._busy = 0
        self._closed = False
        self._local = threading.local()
        self._sessions: list[requests.Session] = []
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="sandbox-courier")
        self._thread: threading.Thread | None = None
        self._slots = threading.Semaphore(workers)

    def post(
        self,
        *,
        topic: str,
        subject: str,
        build: Build,
        outcome: Outcome,
        key: str = "",
    ) -> Job | None:
        """Owe a delivery. One that waits under the same key makes this one needless."""
        with self._wake:
            if key and key in self._keys:
                return None
            self._keys.add(key)
            job = Job(
                id=next(self._numbers),
                topic=topic,
                subject=subject,
                build=build,
                outcome=outcome,
                key=key,
                created_at=self._stamp(),
            )
            self.log.append(job)
            del self.log[:-LOG_LIMIT]
            self._push(job, self.config.queue_delay_ms / 1000)
            self._start()
        return job

    def _push(self, job: Job, wait_s: float, *, last_first: bool = False) -> None:
        rank = next(self._ranks)
        now = time.monotonic()
        due = now + wait_s
        if last_first:
            # What is held together leaves together, the youngest first.
            if self._held_until <= now:
                self._held_until = due
            due, rank = self._held_until, -rank
        heapq.heappush(self._heap, (due, rank, job))
        self._wake.notify_all()

    def _start(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(
                target=self._run, name="sandbox-post", daemon=True
            )
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._wake:
                if self._closed:
                    return
                job = self._due()
                if job is None:
                    continue
                self._busy += 1
            self._slots.acquire()
            self._pool.submit(self._work, job)

    def _due(self) -> Job | None:
        """Under the lock: the next job whose time has come; waits a moment if none."""
        if self.config.queue != "auto" or not self._heap:
            self._wake.wait(0.5)
            return None
        wait_s = self._heap[0][0] - time.monotonic()
        if wait_s > 0:
            self._wake.wait(min(wait_s, 0.5))
            return None
        return self._pop()

    def _pop(self) -> Job:
        job = heapq.heappop(self._heap)[2]
        self._keys.discard(job.key)
        return job

    def _work(self, job: Job) -> None:
        try:
            self._send(job)
        finally:
            self._slots.release()
            with self._wake:
                self._busy -= 1
                self._wake.notify_all()

    def deliver(self, timeout_s: float = 30.0) -> int:
        """Send all that waits, in order and at once, follow-ups too; how many tries."""
        tries = 0
        until = time.monotonic() + timeout_s
        while time.monotonic() < until:
            with self._wake:
                if not self._heap:
                    break
                job = self._pop()
            self._send(job)
            tries += 1
        self.wait_idle(max(0.0, until - time.monotonic()), waiting=False)
        return tries

    def wait_idle(self, timeout_s: float = 10.0, *, waiting: bool = True) -> bool:
        """Wait until nothing is on its way (nor waiting, in `auto`)."""
        until = time.monotonic() + timeout_s
        with self._wake:
            while self._busy or (waiting and self._heap):
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._wake.wait(min(left, 0.2))
        return True

    def waiting(self) -> int:
        with self._wake:
            return len(self._heap)

    def drop_waiting(self) -> None:
        with self._wake:
            self._heap.clear()
            self._keys.clear()
            self.log.clear()

    def close(self) -> None:
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._thread is not None:
            self._thread.join(timeout=2)
        for session in self._sessions:
            session.close()

    def _send(self, job: Job) -> None:
        if not job.screened and self._screened_off(job):
            return
        parcel = job.build()
        if parcel is None:
            job.state = "dropped"
            return
        job.parcel = parcel
        status = self._try(job, parcel)
        while job.copies_left > 0:
            job.copies_left -= 1
            self._try(job, parcel)
        wait_s = job.outcome(job, status)
        if wait_s is not None:
            job.state = "retrying"
            with self._wake:
                if not self._closed:
                    self._push(job, wait_s)

    def _screened_off(self, job: Job) -> bool:
        """Let the rules for deliveries act, once; True when it does not go now."""
        job.screened = True
        for effect in self.faults.effects("delivery", topic=job.topic):
            if effect.get("lose"):
                job.state = "lost"
                return True
            job.copies_left += int(effect.get("duplicate", 0))
            if effect.get("body") is not None or effect.get("corrupt_signature"):
                job.build = _damaged(job.build, effect)
            wait_ms = int(effect.get("delay_ms", 0)) or int(effect.get("reorder_ms", 0))
            if wait_ms:
                with self._wake:
                    self._push(job, wait_ms / 1000, last_first="reorder_ms" in effect)
                return True
        return False

    def _session(self) -> requests.Session:
        session = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False
            self._local.session = session
            self._sessions.append(session)
        return session

    def _try(self, job: Job, parcel: Parcel) -> int | None:
        status: int | None = None
        error = ""
        began = time.monotonic()
        at = self._stamp()
        try:
            with self._session().post(
                parcel.url,
                data=parcel.body,
                headers=parcel.headers,
                timeout=self.config.delivery_timeout_s,
                allow_redirects=False,
                stream=True,
            ) as answer:
                status = answer.status_code
                with contextlib.suppress(requests.RequestException):
                    answer.raw.read(65_536)
        except (requests.RequestException, OSError, ValueError) as failure:
            error = type(failure).__name__
        took_ms = int((time.monotonic() - began) * 1000)
        job.attempts.append(Attempt(at, status, error, took_ms))
        self.sent_count += 1
        good = status is not None and 200 <= status < 300  # noqa: PLR2004 -- HTTP's 2xx
        job.state = "delivered" if good else "failed"
        return status


def _damaged(build: Build, effect: dict[str, Any]) -> Build:
    """The same parcel with another body, or with a signature that is wrong."""

    def damaged() -> Parcel | None:
        parcel = build()
        if parcel is None:
            return None
        headers = dict(parcel.headers)
        body = parcel.body
        if effect.get("body") is not None:
            body = str(effect["body"]).encode()
        if effect.get("corrupt_signature"):
            for name in headers:
                if name.lower().endswith(("hmac-sha256", "signature")):
                    headers[name] = "AAAA" + headers[name][4:]
        return Parcel(parcel.url, headers, body)

    return damaged
