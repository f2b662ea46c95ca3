"""The worker: lanes, the bell, planted jobs, outages of Redis, and stopping."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from redis import Redis
from rq import Queue
from rq.job import Job
from rq.serializers import DefaultSerializer, JSONSerializer
from typing_extensions import override

from app.domain.errors import Busy
from app.embedded import Servers, start_servers
from app.jobs import ALLOWED, LANES
from app.storage.inbox import InboxRepository
from app.wiring.wake import JOBS, QUEUE, RedisWake, flag_of
from app.worker import (
    LOOK_AFTER_FAULT_S,
    LOOK_EVERY_S,
    AllowedJob,
    Bell,
    BellRinger,
    Lane,
)
from tests.factories import NOON
from tests.world import World, opened

PATIENCE_S = 60
PLANTED = "/tmp/setia-planted-by-a-test"  # noqa: S108 - must not come into being


def wait_for(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture(autouse=True)
def silent_bells() -> Iterator[None]:
    for bell in LANES.values():
        bell.clear()
    yield
    Path(PLANTED).unlink(missing_ok=True)


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


def lane(drain: Callable[[Any], int]) -> Lane:
    return Lane("test", drain, threading.Event(), threading.Event())


def _fails(error: Exception) -> Callable[[Any], int]:
    def drain(_stopping: object) -> int:
        raise error

    return drain


def test_a_lane_looks_again_at_once_while_there_is_work() -> None:
    assert lane(lambda _stop: 5).turn() == 0
    assert lane(lambda _stop: 0).turn() == LOOK_EVERY_S


@pytest.mark.parametrize("error", [KeyError("bug"), Busy(), MemoryError()])
def test_a_lane_outlives_whatever_its_work_raises(error: Exception) -> None:
    assert lane(_fails(error)).turn() == LOOK_AFTER_FAULT_S


def test_a_lane_ends_when_it_is_told(redis_url: str) -> None:
    stopping, bell, turns = threading.Event(), threading.Event(), list[int]()

    def drain(_stop: object) -> int:
        turns.append(1)
        return 0

    running = Lane("test", drain, stopping, bell)
    running.start()
    wait_for(lambda: turns)
    stopping.set()
    bell.set()
    running.join(timeout=PATIENCE_S)

    assert not running.is_alive()


def burst(redis: Redis) -> None:
    """Let a bell take whatever is in the queue, and return."""
    queue = Queue(
        QUEUE, connection=redis, serializer=JSONSerializer, job_class=AllowedJob
    )
    bell = Bell(
        [queue], connection=redis, serializer=JSONSerializer, job_class=AllowedJob
    )
    bell.stopping = threading.Event()
    bell.work(burst=True)


def test_a_job_rings_its_lane_and_takes_the_flag_down(
    redis: Redis, redis_url: str
) -> None:
    wake = RedisWake(redis_url)
    wake.ring("outbox")
    wake.close()

    burst(redis)

    assert LANES["outbox"].is_set()
    assert not LANES["inbox"].is_set()
    assert not redis.exists(flag_of("outbox"))


def test_what_is_enqueued_is_what_is_allowed() -> None:
    assert set(JOBS.values()) == set(ALLOWED)
    assert set(JOBS) == set(LANES)


class Boom:
    """Unpickling this would run a command."""

    @override
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, (f"touch {PLANTED}",)


def plant(redis: Redis, data: bytes, **fields: str) -> None:
    """Put a job into the queue as somebody with write access to Redis could."""
    job = Job.create(
        "app.jobs.drain_inbox", connection=redis, serializer=JSONSerializer
    )
    job.save()
    redis.hset(job.key, "data", data)
    for name, value in fields.items():
        redis.hset(job.key, name, value)
    queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
    redis.rpush(queue.key, job.id)


PLANTS = {
    "a pickle": pickle.dumps(("app.jobs.drain_inbox", None, (Boom(),), {})),
    "rq's own pickle": DefaultSerializer.dumps(("os.system", None, ("true",), {})),
    "a command": b'["os.system", null, ["touch ' + PLANTED.encode() + b'"], {}]',
    "a callable of ours": b'["app.services.outbox.drain", null, [], {}]',
    "a private of the module": b'["app.jobs._ring", null, ["inbox"], {}]',
    "an import": b'["this.s", null, [], {}]',
    "a method": b'["system", {"py": "os"}, ["true"], {}]',
    "arguments": b'["app.jobs.drain_inbox", null, ["a", "b"], {}]',
    "no function": b"[null, null, [], {}]",
    "rubbish": b"\x00\xff",
    "a megabyte": b'["app.jobs.nothing", null, ["' + b"x" * 1_000_000 + b'"], {}]',
}


@pytest.mark.parametrize("data", PLANTS.values(), ids=PLANTS.keys())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_planted_job_is_not_executed_and_stops_nothing(
    redis: Redis, redis_url: str, data: bytes
) -> None:
    plant(redis, data)
    wake = RedisWake(redis_url)
    wake.ring("outbox")
    wake.close()

    burst(redis)

    assert not Path(PLANTED).exists()
    assert not LANES["inbox"].is_set()
    assert LANES["outbox"].is_set()


@pytest.mark.parametrize("field", ["success_callback_name", "failure_callback_name"])
def test_a_planted_callback_is_not_called(redis: Redis, field: str) -> None:
    plant(
        redis,
        b'["app.jobs.drain_inbox", null, [], {}]',
        **{field: "tests.work.test_worker.planted_callback"},
    )

    burst(redis)

    assert LANES["inbox"].is_set()
    assert not Path(PLANTED).exists()


def planted_callback(*_args: object) -> None:
    Path(PLANTED).touch()


@pytest.fixture
def own_servers(tmp_path: Path, fresh_database_url: str) -> Iterator[Servers]:
    """A Valkey of one test, which it may kill."""
    with start_servers(
        tmp_path, durable=False, database_url=fresh_database_url
    ) as servers:
        yield servers


def test_the_bell_rings_again_after_redis_came_back_empty(own_servers: Servers) -> None:
    stopping = threading.Event()
    ringer = BellRinger(own_servers.redis_url, stopping)
    ringer.start()

    def rings() -> bool:
        LANES["inbox"].clear()
        with Redis.from_url(own_servers.redis_url) as client:
            client.delete(flag_of("inbox"))
        wake = RedisWake(own_servers.redis_url)
        wake.ring("inbox")
        wake.close()
        return LANES["inbox"].wait(1)

    assert wait_for(rings)
    os.kill(own_servers.pids["valkey"], signal.SIGKILL)
    own_servers.restart_valkey()
    assert wait_for(rings)
    stopping.set()
    ringer.join(timeout=PATIENCE_S)
    assert not ringer.is_alive()


@contextmanager
def started(*arguments: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process of ours; it is gone at the end of the block."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        env={"PATH": os.defpath, "PYTHONPATH": str(Path.cwd()), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(stream: IO[str] | None, word: str) -> str:
    assert stream is not None
    said = ""
    for line in stream:
        said += line
        if word in line:
            return said
    raise AssertionError(f"{word!r} was never said:\n{said}")


def stop(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE_S + 10)
    return process.returncode, said


def test_a_stop_lets_work_in_hand_end() -> None:
    with started("-m", "tests.work.slow_worker", "0.5") as process:
        read_until(process.stdout, "began")

        code, said = stop(process)

    assert code == 0
    assert said.splitlines()[-1] == "stopped in time: True"
    assert said.count("ended") == said.count("began") + 1


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        # Real processes go by the real clock; what they shall find lies behind it.
        made.clock.instant = NOON - timedelta(days=300)
        yield made


def waiting(world: World) -> int:
    found: int = world.run(
        lambda uow: len(InboxRepository(uow).listed(states=["waiting"]))
    )
    return found


@pytest.mark.slow
@pytest.mark.parametrize("redis_is", ["there", "gone"])
def test_a_worker_drains_with_and_without_redis_and_stops_when_told(
    world: World, fresh_database_url: str, redis_url: str, tmp_path: Path, redis_is: str
) -> None:
    gone = f"unix://{tmp_path}/nothing.sock"
    world.receive("before")
    with started(
        "-m",
        "app",
        "worker",
        DATABASE_URL=fresh_database_url,
        REDIS_URL=redis_url if redis_is == "there" else gone,
        VAR_DIR=str(tmp_path),
    ) as process:
        assert wait_for(lambda: waiting(world) == 0)
        world.receive("after")
        assert wait_for(lambda: waiting(world) == 0)
        code, said = stop(process)

    assert code == 0, said
    assert '"event": "stopping"' in said


@pytest.mark.slow
def test_a_scheduler_gives_programmes_their_timers_and_stops_when_told(
    world: World, fresh_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    def scheduled() -> int:
        found: int = world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT count(*) FROM scheduled_task"
            ).scalar_one()
        )
        return found

    with started(
        "-m",
        "app",
        "scheduler",
        DATABASE_URL=fresh_database_url,
        REDIS_URL=redis_url,
        VAR_DIR=str(tmp_path),
    ) as process:
        assert wait_for(scheduled)
        code, said = stop(process)

    assert code == 0, said
