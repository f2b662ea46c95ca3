"""P1-13: what the storefront widget weighs and what it costs a shop's page.

Sizes are exact. Times are those of this machine: the page with the widget and the
same page without it are loaded in turn, each in a fresh browser context of a browser
that is warm, on a phone's screen; every round has a ratio or a difference of its own.
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

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.figures import Figure
from tests.browser.widget.shelf import EXAMPLES, WIDGET, Shelf, serving

Visit = tuple[Page, CDPSession]
SLOWER = 4
REST_MS = 1_500
"""Long enough for everything before a touch; the panel is fetched ahead after 4 s."""
PAINTED_MS = 900
VISITS = 3
"""Of each page, in turn, to a round of LCP; the best one counts."""
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""A phone's line as Lighthouse has it, in ms and bytes a second."""
AT_ONCE = ("--disable-gpu-vsync", "--disable-frame-rate-limit")
"""Paint when there is something to paint: a frame's 17 ms are more than the goal."""
MORE_ROUNDS = 3
"""Rounds here for each round asked for: what is measured is small."""
WARM = "/discount/WARM"
"""A page of the same shop: the browser's process is there before the clock runs."""
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
class Work:
    """The main thread's own CPU time for one load of the shop's page."""

    own_ms: float
    tasks_ms: float

    def __sub__(self, other: Work) -> Work:
        return Work(self.own_ms - other.own_ms, self.tasks_ms - other.tasks_ms)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a shopper saw of one load."""

    lcp_ms: float
    shift: float


@contextmanager
def visiting(browser: Browser, shelf: Shelf, rate: int) -> Iterator[Visit]:
    """A shopper who never was here, in a browser that is warm."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page: Page = context.new_page()
    page.goto(shelf.url + WARM)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    yield page, session
    context.close()


def address(shelf: Shelf, *, widget: bool) -> str:
    return f"{shelf.url}/?signed-in=false&widget={'yes' if widget else 'no'}"


def work(browser: Browser, shelf: Shelf, *, widget: bool, rate: int) -> Work:
    """Load the shop once and read the browser's own clocks.

    Nothing is evaluated in the page before they are read: the driver's scripts are
    many times larger than the loader, and would be counted as its work.
    """
    with visiting(browser, shelf, rate) as (page, session):
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address(shelf, widget=widget))
        page.wait_for_timeout(REST_MS)
        metrics = session.send("Performance.getMetrics")["metrics"]
        ms = {one["name"]: float(one["value"]) * 1000 for one in metrics}
        shown = page.locator(".lym-launcher").count()
        assert shown == widget, "the button came too late to be counted"
    own, tasks = (sum(ms[name] for name in names) for names in (WORK, TASKS))
    return Work(own, tasks)


def added(browser: Browser, shelf: Shelf, *, rate: int) -> Work:
    """What the widget adds: the page with it, less the page without it right after."""
    full = work(browser, shelf, widget=True, rate=rate)
    return full - work(browser, shelf, widget=False, rate=rate)


def paint(browser: Browser, shelf: Shelf, *, widget: bool) -> Seen:
    """Load the shop once; when its largest content was there, and what moved."""
    with visiting(browser, shelf, SLOWER) as (page, session):
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        page.add_init_script(WATCH)
        page.goto(address(shelf, widget=widget))
        if widget:
            page.locator(".lym-launcher").wait_for()
        page.wait_for_timeout(PAINTED_MS)
        seen = page.evaluate("window.seen")
    return Seen(seen["lcp"], seen["cls"])


@contextmanager
def browsing(*more: str) -> Iterator[Browser]:
    named = filter(None, map(shutil.which, CHROMIUMS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or next(named, None),
            chromium_sandbox=False,
            args=["--disable-dev-shm-usage", "--disable-gpu", *more],
        )
        yield browser
        browser.close()


def burdens(browser: Browser, shelf: Shelf, rounds: int) -> list[Figure]:
    """The main thread's work: as it is, times four; and slowed down by Chromium.

    The second is what developers see. Chromium slows down by letting the thread spin
    by the clock on the wall, so on a machine that is busy it says little.
    """
    slow = f"main thread, {SLOWER}x"
    own, emulated, tasks = under(20), under(20), under(inf)
    own.what = f"{slow} the CPU time of script, style and layout added"
    emulated.what = f"{slow} slowed down by Chromium: the same"
    tasks.what = f"{slow} the CPU time of all tasks added, fetches and frames too"
    for figure in (own, emulated, tasks):
        figure.unit, figure.goal = "ms", "<= 20 ms"
    tasks.goal = ""
    added(browser, shelf, rate=1)
    for _ in range(rounds):
        plain = added(browser, shelf, rate=1)
        own.ours.append(plain.own_ms * SLOWER)
        tasks.ours.append(plain.tasks_ms * SLOWER)
        emulated.ours.append(added(browser, shelf, rate=SLOWER).own_ms)
    return [own, emulated, tasks]


def paints(browser: Browser, shelf: Shelf, rounds: int) -> list[Figure]:
    """LCP with the widget, by the page without it; and that page by itself.

    Each round visits the three in turn, several times, and takes the best of each: on a
    busy machine a page only ever becomes later. Where the page differs from itself by
    more than the goal, nothing is shown to be met.
    """
    with_it, itself, shift = under(0), under(0), under(0)
    with_it.what, with_it.unit = "LCP with the widget", "ms"
    with_it.goal = "<= 2 % later"
    itself.what, itself.unit = "LCP of the page without it, by itself", "ms"
    itself.goal = "within 2 %, or the row above says nothing"

    def quiet(one: Figure) -> bool:
        return abs(median(one.ratios) - 1) <= 0.02

    itself.met = quiet
    with_it.met = lambda one: quiet(itself) and median(one.ratios) <= 1.02
    shift.what, shift.goal = "layout shift", "0"
    for full in (True, False):
        paint(browser, shelf, widget=full)
    for _ in range(rounds):
        bare, ours, again = zip(
            *(
                [paint(browser, shelf, widget=full) for full in (False, True, False)]
                for _ in range(VISITS)
            ),
            strict=True,
        )
        ceiling = min(one.lcp_ms for one in bare)
        for figure, visits in ((with_it, ours), (itself, again)):
            figure.ours.append(min(one.lcp_ms for one in visits))
            figure.ceiling.append(ceiling)
        shift.ours.append(max(one.shift for one in ours))
    return [with_it, itself, shift]


def widget(rounds: int) -> list[Figure]:
    """Measure sizes, main-thread work, LCP and layout shift."""
    rounds *= MORE_ROUNDS
    with serving(Shelf(member="member_guest")) as shelf:
        with browsing() as browser:
            busy = burdens(browser, shelf, rounds)
        with browsing(*AT_ONCE) as browser:
            return [*sizes(), *busy, *paints(browser, shelf, rounds)]
