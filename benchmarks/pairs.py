"""Two processes beside one: workers that drain, web processes that answer."""

import subprocess
import sys
import time
from statistics import median

from app.cli.demo.processes import free_port
from app.services import keys
from app.storage.inbox import MOST_IN_A_BATCH
from benchmarks import load
from benchmarks.cases import MEMORY_MIB, fill_inbox
from benchmarks.figures import Figure
from benchmarks.rig import Rig, memory_mib, wait_for

MOST_WAIT_S = 60
CLIENTS = 16
KEYS = 60
"""One key may ask twenty times a second and no more."""
GOAL = 1.6


def _pair(what: str) -> Figure:
    return Figure(
        "P1-12",
        what,
        "/s",
        f"ratio >= {GOAL}",
        met=lambda figure: median(figure.ratios) >= GOAL,
    )


def workers(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-12: deliveries settled by two worker processes, beside one."""
    figure = _pair("deliveries settled by two processes")
    for turn in range(rounds + 1):
        one, two = _drained(rig, count, 1), _drained(rig, count, 2)
        if turn:
            figure.ours.append(two)
            figure.ceiling.append(one)
        else:
            rig.analyze()
    size = Figure(
        "memory",
        "worker process, resident",
        "MiB",
        f"< {MEMORY_MIB}",
        met=lambda figure: max(figure.ours) < MEMORY_MIB,
    )
    pid = rig.start(["app", "worker"], rig.environ(8190))
    fill_inbox(rig, rig.next_bodies(count))
    _until_empty(rig)
    size.ours.append(memory_mib(pid))
    return [figure, size, *webs(rig, rounds, count // 2)]


def _drained(rig: Rig, count: int, processes: int) -> float:
    """Drain *count* deliveries with so many processes; return how many a second.

    Each has drained a batch before, as a worker that runs has, and how long a
    process takes to begin and to end is no part of it.
    """
    children = [_drainer(rig) for _ in range(processes)]
    fill_inbox(rig, rig.next_bodies(count))
    began = time.perf_counter()
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"go\n")
        child.stdin.flush()
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    took_s = time.perf_counter() - began
    for child in children:
        child.wait(MOST_WAIT_S)
    return count / took_s


def _drainer(rig: Rig) -> "subprocess.Popen[bytes]":
    fill_inbox(rig, rig.next_bodies(MOST_IN_A_BATCH))
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.drainer"],
        env={**rig.environ(8190), "PATH": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child


def _until_empty(rig: Rig) -> None:
    deadline = time.monotonic() + MOST_WAIT_S
    with rig.connect() as owner:
        while time.monotonic() < deadline:
            row = owner.execute(
                "SELECT count(*) FROM inbox WHERE state = 'waiting'"
            ).fetchone()
            if row is not None and row[0] == 0:
                return
            time.sleep(0.1)
    raise RuntimeError("the worker did not empty the inbox")


def webs(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-12: lists read through the API of two web processes, beside one."""
    ports = []
    for processes in (1, 2):
        port = free_port(8200 + 20 * processes)
        environ = rig.environ(port) | {"WEB_WORKERS": str(processes)}
        rig.start(["app", "serve", "--port", str(port)], environ)
        wait_for(f"http://127.0.0.1:{port}/healthz")
        ports.append(port)
    tokens = [
        keys.create(
            rig.env, rig.programme_id, name=f"read {n}", scopes=["members:read"]
        )[0]
        for n in range(KEYS)
    ]
    figure = _pair("pages of 50 members from two web processes")
    for turn in range(rounds + 1):
        one, two = [_read(rig, port, tokens, count) for port in ports]
        if turn:
            figure.ours.append(two)
            figure.ceiling.append(one)
    return [figure]


def _read(rig: Rig, port: int, tokens: list[str], count: int) -> float:
    """Read pages, which are work for Python above all; return how many a second."""
    target = rig.var / "reads.bin"
    asked = [
        f"GET /api/v1/members?limit=50 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Connection: keep-alive\r\n"
        f"Authorization: Bearer {tokens[n % len(tokens)]}\r\n\r\n"
        for n in range(count)
    ]
    load.write_requests(target, [each.encode() for each in asked])
    result = load.run(port, target, clients=CLIENTS)
    if result.failed:
        raise RuntimeError(f"{result.failed} refused: {result.statuses}\n{rig.said()}")
    return result.per_second
