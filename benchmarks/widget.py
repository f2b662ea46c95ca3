"""P1-13: what the storefront widget weighs and what it costs a shop's page.

Sizes are exact. Times are those of this machine: each page with the widget is
loaded right after the same page without it, in a fresh browser context, on a phone's
screen, with a processor slowed down four times.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figures import Figure
from tests.browser.widget.shelf import EXAMPLES, WIDGET, Shelf, serving

SLOWER = 4
SETTLE_MS = 1500
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
WATCH = """
window.seen = { lcp: 0, cls: 0 };
new PerformanceObserver((list) => {
  window.seen.lcp = list.getEntries().at(-1).startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.seen.cls += one.value;
}).observe({ type: 'layout-shift', buffered: true });
"""


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def weight(name: str) -> int:
    return gzipped((WIDGET / "dist" / name).read_bytes())


def bootstrap_weight() -> int:
    body = json.loads((EXAMPLES / "bootstrap.json").read_text(encoding="utf-8"))
    return gzipped(json.dumps(body, ensure_ascii=False).encode())


def under(limit: float) -> Figure:
    """An unnamed figure whose median may be *limit* at most."""
    return Figure("P1-13", "", "", "", met=lambda one: median(one.ours) <= limit)


def sizes() -> Iterator[Figure]:
    loader = weight("loader.js")
    for what, size, limit in (
        ("loader, gzip", loader, 3_000),
        (
            "before the first touch: loader and bootstrap",
            loader + bootstrap_weight(),
            8_000,
        ),
        ("panel with its library, gzip", weight("panel.js"), 22_000),
    ):
        figure = under(limit)
        figure.what, figure.unit, figure.goal = what, "B", f"<= {limit:,} B"
        figure.ours.append(size)
        yield figure


WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
TASKS = ("TaskDuration",)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One load of the shop's page."""

    work_ms: float
    tasks_ms: float
    lcp_ms: float
    shift: float


def load(browser: Browser, shelf: Shelf, *, widget: bool) -> Loaded:
    """Load the shop once; times of the main thread are its own CPU time."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page: Page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{shelf.url}/?signed-in=false&widget={'yes' if widget else 'no'}")
    if widget:
        page.locator(".lym-launcher").wait_for()
    page.wait_for_timeout(SETTLE_MS)
    seen = page.evaluate("window.seen")
    metrics = session.send("Performance.getMetrics")["metrics"]
    ms = {one["name"]: float(one["value"]) * 1000 for one in metrics}
    context.close()
    work, tasks = (sum(ms[name] for name in names) for names in (WORK, TASKS))
    return Loaded(work, tasks, seen["lcp"], seen["cls"])


@contextmanager
def browsing() -> Iterator[Browser]:
    named = filter(None, map(shutil.which, CHROMIUMS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or next(named, None),
            chromium_sandbox=False,
            args=["--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield browser
        browser.close()


def widget(rounds: int) -> list[Figure]:
    """Measure sizes, main-thread work, LCP and layout shift."""
    busy, tasks, paint, shift = under(20), under(inf), under(0), under(0)
    slow = f"main thread, {SLOWER}x slower"
    busy.what = f"{slow}: script, style and layout added"
    busy.unit, busy.goal = "ms", "<= 20 ms"
    tasks.what, tasks.unit = f"{slow}: all tasks added, fetches and frames too", "ms"
    tasks.goal = "printed"
    paint.what, paint.unit, paint.goal = "LCP with the widget", "ms", "<= 2 % later"
    paint.met = lambda one: median(one.ratios) <= 1.02
    shift.what, shift.goal = "layout shift", "0"
    with serving(Shelf(member="member_guest")) as shelf, browsing() as browser:
        load(browser, shelf, widget=True)
        load(browser, shelf, widget=False)
        for _ in range(rounds):
            full = load(browser, shelf, widget=True)
            bare = load(browser, shelf, widget=False)
            busy.ours.append(full.work_ms - bare.work_ms)
            tasks.ours.append(full.tasks_ms - bare.tasks_ms)
            paint.ours.append(full.lcp_ms)
            paint.ceiling.append(bare.lcp_ms)
            shift.ours.append(full.shift)
    return [*sizes(), busy, tasks, paint, shift]
