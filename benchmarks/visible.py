"""P1-5: from a webhook to points that a program can see, under a steady load.

A real web process, a real worker and a real scheduler; requests over HTTP. Every
so often the delivery is about somebody new, and the API is asked until their points
are there. The time counts from the instant at which the delivery was due.
"""

import itertools
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

import requests

from app.cli.demo.processes import free_port
from benchmarks import paced
from benchmarks.figures import Figure, percentile
from benchmarks.paced import Pace, customer_of
from benchmarks.rig import Rig, wait_for

PER_SECOND = 200
FULL_S = 300
SAMPLE_EVERY = 50
CONNECTIONS = 8
MOST_S, EMPTY_WITHIN_S = 2.0, 10.0
ASK_AGAIN_S, SELDOM_S = 0.05, 0.5
"""How soon the API is asked again: ever more seldom, so as not to add to a jam."""
GIVE_UP_S = 60.0
WATCHERS = 32
LEAD_S = 2.0
"""Before the first delivery: processes and connections are up by then."""
NOT_YET = 404
TOO_FAST = 429


@dataclass(frozen=True, slots=True)
class Window:
    """Where to look, and since when."""

    base: str
    pace: Pace
    began: float
    keys: Iterator[str]


def visible(rig: Rig, _rounds: int, seconds: int) -> list[Figure]:
    """P1-5: p95 from webhook to visible points, and when the backlog is empty."""
    port = free_port(8200)
    rig.start(["app", "serve", "--port", str(port)], rig.environ(port))
    rig.start(["app", "worker"], rig.environ(port))
    rig.start(["app", "scheduler"], rig.environ(port))
    wait_for(f"http://127.0.0.1:{port}/healthz")
    pace = Pace(port, PER_SECOND, seconds, SAMPLE_EVERY, CONNECTIONS)
    began = time.time() + LEAD_S
    window = Window(
        f"http://127.0.0.1:{port}/api/v1", pace, began, itertools.cycle(rig.api_keys)
    )
    child = paced.start(pace, began)
    samples = [n for n in range(pace.count) if pace.is_sample(n)]
    with ThreadPoolExecutor(WATCHERS) as pool:
        took = list(pool.map(lambda n: _seen(window, n), samples))
        said, _ = child.communicate(timeout=GIVE_UP_S)
    outcome = json.loads(said)
    if outcome["refused"]:
        raise RuntimeError(f"refused: {outcome['refused']}\n{rig.said()}")
    empty_s = _emptied(rig, outcome["ended"])
    return _figures(took, empty_s, outcome["latest_s"], seconds)


def _figures(
    took: list[float], empty_s: float, latest_s: float, seconds: int
) -> list[Figure]:
    what = f"{PER_SECOND}/s for {seconds} s" + ("" if seconds >= FULL_S else " [QUICK]")
    speed = Figure(
        "P1-5",
        f"webhook to visible points p95, {what} ({len(took)} looked at,"
        f" median {median(took) * 1000:.0f} ms, load late by {latest_s:.2f} s at most)",
        "s",
        f"<= {MOST_S:g} s",
        met=lambda figure: max(figure.ours) <= MOST_S,
    )
    empty = Figure(
        "P1-5",
        "backlog empty after the last delivery",
        "s",
        f"<= {EMPTY_WITHIN_S:g} s",
        met=lambda figure: max(figure.ours) <= EMPTY_WITHIN_S,
    )
    speed.ours.append(percentile(took, 0.95))
    empty.ours.append(empty_s)
    return [speed, empty]


def _seen(window: Window, n: int) -> float:
    """Ask until the points of the *n*-th order are there; return how long that took."""
    due = window.began + n / window.pace.per_second
    time.sleep(max(0.0, due - time.time()))
    url = f"{window.base}/members/external:{customer_of(window.pace, n)}/balance"
    said = ""
    with requests.Session() as session:
        while time.time() < due + GIVE_UP_S:
            answer = session.get(
                url,
                headers={"Authorization": f"Bearer {next(window.keys)}"},
                timeout=GIVE_UP_S,
            )
            said = answer.text[:300]
            if answer.status_code not in {NOT_YET, TOO_FAST}:
                answer.raise_for_status()
                if any(each["usable"] > 0 for each in answer.json()["data"]):
                    return time.time() - due
            time.sleep(min(SELDOM_S, ASK_AGAIN_S + (time.time() - due) / 10))
    raise RuntimeError(f"the points of delivery {n} never came: {said}")


def _emptied(rig: Rig, ended: float) -> float:
    """Wait until nothing waits in the inbox; return the seconds since *ended*."""
    with rig.connect() as owner:
        while time.time() < ended + GIVE_UP_S:
            row = owner.execute(
                "SELECT count(*) FROM inbox WHERE state = 'waiting'"
            ).fetchone()
            if row == (0,):
                return max(0.0, time.time() - ended)
            time.sleep(ASK_AGAIN_S)
    raise RuntimeError(f"the backlog was not emptied\n{rig.said()}")
