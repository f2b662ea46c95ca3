"""Wake-ups: cheap, coalesced, and never in anybody's way."""

import os
import time
from collections.abc import Iterator

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from app.wiring.wake import JOBS, QUEUE, RedisWake, flag_of


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def wake(redis_url: str) -> Iterator[RedisWake]:
    made = RedisWake(redis_url)
    yield made
    made.close()


def names(redis: Redis) -> list[str]:
    queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
    return [str(job.func_name) for job in queue.jobs]


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_one_job_for_however_many_wishes(wake: RedisWake, redis: Redis) -> None:
    for _ in range(50):
        wake.work("inbox")
    wake.close()

    assert names(redis) == ["app.jobs.drain_inbox"]
    assert redis.exists(flag_of("inbox"))


def test_each_lane_has_a_job_of_its_own(wake: RedisWake, redis: Redis) -> None:
    for lane in JOBS:
        wake.work(lane)
    wake.close()

    assert sorted(names(redis)) == sorted(JOBS.values())


def test_only_the_one_who_sets_the_flag_enqueues(redis_url: str, redis: Redis) -> None:
    processes = [RedisWake(redis_url) for _ in range(3)]
    for process in processes:
        process.work("inbox")
    for process in processes:
        process.close()

    assert len(names(redis)) == 1


def test_after_the_flag_is_gone_the_next_wish_enqueues(
    wake: RedisWake, redis: Redis
) -> None:
    wake.work("inbox")
    wait_for(lambda: names(redis))
    redis.delete(flag_of("inbox"))
    wake.work("inbox")
    wait_for(lambda: len(names(redis)) == 2)

    assert len(names(redis)) == 2


def test_a_flag_that_nobody_takes_down_ends_by_itself(
    wake: RedisWake, redis: Redis
) -> None:
    wake.work("inbox")
    wake.close()

    lives_ms = redis.pttl(flag_of("inbox"))
    assert isinstance(lives_ms, int)
    assert 0 < lives_ms <= 5_000


def test_jobs_are_json_and_carry_nothing(wake: RedisWake, redis: Redis) -> None:
    wake.work("outbox")
    wake.close()

    (job,) = Queue(QUEUE, connection=redis, serializer=JSONSerializer).jobs
    assert bytes(job.data) == b'["app.jobs.drain_outbox",null,[],{}]' or (
        job.args == [] and job.kwargs == {}
    )


def test_without_redis_asking_costs_nothing_and_raises_nothing() -> None:
    wake = RedisWake("redis://127.0.0.1:1")
    began = time.monotonic()
    for _ in range(1000):
        wake.work("inbox")
    took_s = time.monotonic() - began
    wake.close()

    # A thousand refused connections of 200 ms each would be minutes.
    assert took_s < 5


def test_a_redis_that_refuses_writes_is_survived(redis_url: str, redis: Redis) -> None:
    wake = RedisWake(redis_url)
    before = str(redis.config_get("maxmemory")["maxmemory"])
    redis.config_set("maxmemory", "1")
    try:
        assert wake.ring("inbox") is False
    finally:
        redis.config_set("maxmemory", before)

    assert wake.ring("inbox") is True
    wake.close()


def test_an_unknown_lane_is_a_programmers_mistake(wake: RedisWake) -> None:
    with pytest.raises(ValueError, match="no queue"):
        wake.work("everything")


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_forked_child_wakes_with_a_thread_of_its_own(
    wake: RedisWake, redis: Redis
) -> None:
    wake.work("inbox")
    wait_for(lambda: names(redis))
    child = os.fork()
    if child == 0:
        wake.work("outbox")
        wake.close()
        os._exit(0)
    os.waitpid(child, 0)

    assert "app.jobs.drain_outbox" in names(redis)
