"""Measures without a ceiling or against themselves: rules, processes, memory."""

import subprocess
import sys
import time
from statistics import median
from uuid import UUID

from app.domain.earning.evaluate import OrderContext, evaluate_order
from app.domain.programme.loading import load_document
from app.ports import Delivery
from benchmarks.cases import MEMORY_MIB, fill_inbox
from benchmarks.figures import Figure
from benchmarks.rig import Rig, memory_mib
from integrations.shopify.normalise import normalise

MOST_MS = 1.0
MOST_WAIT_S = 60


def rules(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-6: one order against a hundred rules, decision trace included."""
    document = load_document(
        {
            "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Bench"}},
            "earning": [
                {
                    "id": f"rule-{n}",
                    "trigger": "order",
                    "lane": f"lane-{n}" if n else "base",
                    "award": {"kind": "fixed", "points": 5},
                    "when": {
                        "field": "order.amount",
                        "op": "gte",
                        "value": {"EUR": str(n + 1)},
                    },
                }
                for n in range(100)
            ],
        }
    )
    (event,) = normalise(Delivery("orders/paid", rig.order_body(1)))
    snapshot = event.snapshot  # type: ignore[union-attr]  # the sample is an order
    context = OrderContext(
        store_id=UUID(int=1), platform="shopify", zone="UTC", at=rig.env.clock.now()
    )
    figure = Figure(
        "P1-6",
        "CPU of one order against 100 rules",
        "ms",
        "<= 1 ms",
        met=lambda figure: median(figure.ours) <= MOST_MS,
    )
    for turn in range(rounds + 1):
        began = time.process_time()
        for _ in range(count):
            evaluate_order(document, snapshot, context)
        if turn:
            figure.ours.append((time.process_time() - began) * 1000 / count)
    return [figure]


def workers(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-12: deliveries settled by two worker processes, beside one."""
    figure = Figure(
        "P1-12",
        "deliveries settled by two processes",
        "/s",
        "ratio >= 1.6",
        met=lambda figure: median(figure.ratios) >= 1.6,
    )
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
    return [figure, size]


def _drained(rig: Rig, count: int, processes: int) -> float:
    """Drain *count* deliveries with so many processes; return how many a second."""
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.drainer"],
            env={**rig.environ(8190), "PATH": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(processes)
    ]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    fill_inbox(rig, rig.next_bodies(count))
    began = time.perf_counter()
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"go\n")
        child.stdin.flush()
    for child in children:
        child.wait(MOST_WAIT_S)
    return count / (time.perf_counter() - began)


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
