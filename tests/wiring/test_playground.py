"""Time moves here and in the sandbox stores by one span; what is down stays behind."""

from datetime import timedelta
from pathlib import Path

import requests

from app.wiring.clock import SHIFT_FILE, ShiftedClock
from app.wiring.playground import SandboxClocks
from integrations.addresses import Allowance
from integrations.http import Http
from tests.integrations.benches import RealClock, woocommerce_bench

TWO_DAYS = timedelta(days=2)
NOBODY = "http://127.0.0.1:9"


def test_every_clock_moves_by_the_same_span(tmp_path: Path) -> None:
    http = Http(RealClock(), allowed=Allowance(local=True))
    clocks = SandboxClocks(tmp_path / "var", http)
    with woocommerce_bench() as bench:
        before = _ahead_s(bench.store.base_url)

        clocks.advance(TWO_DAYS, [NOBODY, bench.store.base_url])
        clocks.advance(TWO_DAYS, [])

        moved = _ahead_s(bench.store.base_url) - before
    ours = ShiftedClock(tmp_path / "var" / SHIFT_FILE).now() - RealClock().now()
    assert moved == TWO_DAYS.total_seconds()
    assert abs(ours - 2 * TWO_DAYS) < timedelta(minutes=1)


def _ahead_s(url: str) -> float:
    found: float = requests.get(f"{url}/_sandbox/clock", timeout=20).json()["offset_s"]
    return found
