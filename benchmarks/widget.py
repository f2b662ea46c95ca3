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
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

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


def main_thread_ms(session: CDPSession) -> float:
    """How long the page's main thread has been busy since it began."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    named = {one["name"]: one["value"] for one in metrics}
    return float(named["TaskDuration"]) * 1000


def load(browser: Browser, shelf: Shelf, *, widget: bool) -> tuple[float, float, float]:
    """Load the shop once: main-thread ms, LCP in ms, layout shift."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page: Page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{shelf.url}/?signed-in=false&widget={'yes' if widget else 'no'}")
    if widget:
        page.locator(".lym-launcher").wait_for()
    page.wait_for_timeout(SETTLE_MS)
    seen = page.evaluate("window.seen")
    busy = main_thread_ms(session)
    context.close()
    return busy, seen["lcp"], seen["cls"]


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
    busy, paint, shift = under(20), under(0), under(0)
    busy.what = f"main thread of the page, {SLOWER}x slower: added by the loader"
    busy.unit, busy.goal = "ms", "<= 20 ms"
    paint.what, paint.unit, paint.goal = "LCP with the widget", "ms", "<= 2 % later"
    paint.met = lambda one: median(one.ours) <= 1.02 * median(one.ceiling)
    shift.what, shift.goal = "layout shift", "0"
    with serving(Shelf(member="member_guest")) as shelf, browsing() as browser:
        load(browser, shelf, widget=True)
        load(browser, shelf, widget=False)
        for _ in range(rounds):
            with_busy, with_paint, with_shift = load(browser, shelf, widget=True)
            bare_busy, bare_paint, _ = load(browser, shelf, widget=False)
            busy.ours.append(with_busy - bare_busy)
            paint.ours.append(with_paint)
            paint.ceiling.append(bare_paint)
            shift.ours.append(with_shift)
    return [*sizes(), busy, paint, shift]
