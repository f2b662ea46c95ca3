"""The worker: lanes that drain the database, and a bell that shortens the wait.

Each lane is a thread that looks into the database about once a second by itself.
The bell is an RQ worker: a job says that work is waiting and the lane looks at
once. So everything works with Redis gone, only slower, and nothing is lost with
it. The RQ worker executes in its own process: its jobs do no work, and a fork
would only copy database connections that must not cross one.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog
from redis import Redis, RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty
from typing_extensions import override

from app import schedule
from app.jobs import ALLOWED, LANES
from app.services import outbox, sealing
from app.services.debts import HANDLERS
from app.services.env import Env
from app.services.faults import Course, Done, attempt, report
from app.services.meters import FAULTS
from app.storage.lookups import due_programmes
from app.wiring import World
from app.wiring.wake import QUEUE
from webhooks import outgoing, processing

LOOK_EVERY_S: Final = 1.0
LOOK_AFTER_FAULT_S: Final = 2.0
INBOX_LANES: Final = 2
"""One reads and decides while the other waits for the database."""
OUTBOX_LANES: Final = 4
WEBHOOK_LANES: Final = 3
"""A receiver may take fifteen seconds; others need not wait for it."""
DELIVERIES_AT_ONCE: Final = 2000
DEBTS_AT_ONCE: Final = 20
WEBHOOKS_AT_ONCE: Final = 50
TIMER_LANES: Final = 3
"""A sweep that waits for a slow store must not hold up everybody's points."""
TIMERS_AT_ONCE: Final = 20
ENSURE_EVERY_S: Final = 5.0
GRACE_S: Final = 22.0
"""How long a stop waits for work in hand; platforms kill after 25 to 30 s."""
STOPS: Final = frozenset({signal.SIGTERM, signal.SIGINT})
BELL_TTL_S: Final = 17
"""RQ blocks for this less 15 seconds; then the bell sees that it should stop."""

# RQ sets this to INFO on import and tells of every wake-up.
logging.getLogger("rq.worker").setLevel(logging.WARNING)
log = structlog.get_logger(__name__)

Stopping = Callable[[], bool]
Drain = Callable[[Stopping], int]


class Lane(threading.Thread):
    """Drains one kind of work until told to stop."""

    def __init__(
        self, name: str, drain: Drain, stopping: threading.Event, bell: threading.Event
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._drain = drain
        self._stopping = stopping
        self._bell = bell

    @override
    def run(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            wait_s = self.turn()
            if wait_s:
                self._bell.wait(wait_s)

    def turn(self) -> float:
        """Drain once; return how long to wait before the next turn."""
        result = attempt(lambda: self._drain(self._stopping.is_set))
        if isinstance(result, Done):
            return 0 if result.value else LOOK_EVERY_S
        FAULTS.labels(self.name, result.course.value).inc()
        if result.course is not Course.GIVE_BACK:
            report(result, "lane_failed", lane=self.name)
        else:
            log.warning("lane_waits", lane=self.name, reason=result.reason)
        return LOOK_AFTER_FAULT_S


class AllowedJob(Job):
    """A job that can only be one of ours, whatever was planted in the queue."""

    @property
    @override
    def func(self) -> Callable[..., Any]:
        if self.instance is not None or self.func_name not in ALLOWED:
            raise ForbiddenJob(str(self.func_name)[:100])
        return ALLOWED[self.func_name]

    @property
    @override
    def success_callback(self) -> None:
        return None

    @property
    @override
    def failure_callback(self) -> None:
        return None

    @property
    @override
    def stopped_callback(self) -> None:
        return None


class ForbiddenJob(Exception):
    """Somebody put a job into the queue that we never enqueue."""


class Bell(SimpleWorker):
    """An RQ worker without signals, commands or logs of its own."""

    job_class = AllowedJob
    death_penalty_class = TimerDeathPenalty
    max_connection_wait_time = 2.0

    stopping: threading.Event

    @override
    def heartbeat(self, *args: Any, **more: Any) -> None:
        # RQ comes by here before each wait; its own way to stop needs signals,
        # which only the main thread gets.
        if self.stopping.is_set():
            raise StopRequested
        super().heartbeat(*args, **more)

    @override
    def bootstrap(self, *_args: object, **_more: object) -> None:
        self.register_birth()  # type: ignore[no-untyped-call]  # RQ's own

    @override
    def _install_signal_handlers(self) -> None:
        """Leave signals to the process."""

    @override
    def subscribe(self) -> None:
        """Take no commands through Redis."""

    @override
    def unsubscribe(self) -> None:
        """Nothing was subscribed."""


class BellRinger(threading.Thread):
    """Keeps an RQ worker listening, through every outage of Redis."""

    def __init__(self, redis_url: str, stopping: threading.Event) -> None:
        super().__init__(name="bell", daemon=True)
        self._redis_url = redis_url
        self._stopping = stopping

    @override
    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except (RedisError, StopRequested) as error:
                log.warning("bell_waits", error=type(error).__name__)
            self._stopping.wait(LOOK_AFTER_FAULT_S)

    def _listen(self) -> None:
        with Redis.from_url(self._redis_url) as connection:
            queue = Queue(
                QUEUE,
                connection=connection,
                serializer=JSONSerializer,
                job_class=AllowedJob,
            )
            bell = Bell(
                [queue],
                connection=connection,
                serializer=JSONSerializer,
                job_class=AllowedJob,
                worker_ttl=BELL_TTL_S,
                log_job_description=False,
            )
            bell.stopping = self._stopping
            bell.work()


def work_lanes(world: World, stopping: threading.Event) -> list[threading.Thread]:
    """Return the threads of a worker process, not yet started."""
    env = world.env

    def inbox(stop: Stopping) -> int:
        return processing.drain(env, DELIVERIES_AT_ONCE, stopping=stop)

    def debts(stop: Stopping) -> int:
        return outbox.drain(env, HANDLERS, most=DEBTS_AT_ONCE, stopping=stop)

    def seals(stop: Stopping) -> int:
        return seal_all(env, stop)

    def webhooks(stop: Stopping) -> int:
        return outgoing.drain(env, most=WEBHOOKS_AT_ONCE, stopping=stop)

    outbox_lanes = [
        Lane(f"outbox-{number}", debts, stopping, LANES["outbox"])
        for number in range(1, OUTBOX_LANES + 1)
    ]
    inbox_lanes = [
        Lane(f"inbox-{number}", inbox, stopping, LANES["inbox"])
        for number in range(1, INBOX_LANES + 1)
    ]
    webhook_lanes = [
        Lane(f"webhooks-{number}", webhooks, stopping, LANES["webhooks"])
        for number in range(1, WEBHOOK_LANES + 1)
    ]
    return [
        *inbox_lanes,
        *outbox_lanes,
        *webhook_lanes,
        Lane("seal", seals, stopping, LANES["seal"]),
        BellRinger(world.redis_url, stopping),
    ]


def timer_lanes(world: World, stopping: threading.Event) -> list[threading.Thread]:
    """Return the threads of a scheduler process, not yet started."""
    env = world.env

    def timers(stop: Stopping) -> int:
        return schedule.run_due(env, most=TIMERS_AT_ONCE, stopping=stop)

    def ensure(_stop: Stopping) -> int:
        found = schedule.ensure(env)
        stopping.wait(ENSURE_EVERY_S)
        return found

    lanes = [
        Lane(f"timers-{number}", timers, stopping, threading.Event())
        for number in range(1, TIMER_LANES + 1)
    ]
    return [Lane("ensure", ensure, stopping, threading.Event()), *lanes]


def seal_all(env: Env, stopping: Stopping) -> int:
    """Seal what waits, programme by programme; return how many transactions."""
    # Transactions are stamped by the database's clock; all of them are due.
    with env.database.unbound() as look:
        waiting = due_programmes(
            look, "ledger_unsealed", at=env.clock.now() + schedule.LONGEST_PAUSE
        )
    sealed = 0
    for programme_id in waiting:
        if stopping():
            break
        sealed += sealing.seal(env, programme_id)
    return sealed


def run(threads: Sequence[threading.Thread], stopping: threading.Event) -> bool:
    """Run *threads* until a signal to stop; tell whether all ended in time.

    A second signal ends the process at once.
    """
    # Waited for, not handled: a handler would run in the middle of whatever the
    # main thread holds, a lock of the log for one.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    for thread in threads:
        thread.start()
    log.info("started", lanes=[thread.name for thread in threads], pid=os.getpid())
    number = signal.sigwait(STOPS)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    log.info("stopping", signal=signal.Signals(number).name)
    stopping.set()
    for bell in LANES.values():
        bell.set()
    deadline = time.monotonic() + GRACE_S
    for thread in threads:
        thread.join(timeout=max(0.0, deadline - time.monotonic()))
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        # What they hold goes back: locks with the connection, debts with the lease.
        log.warning("stopped_late", lanes=late)
    return not late
