"""Real servers, a real browser, and how much random testing is enough.

`database_url` is shared by the tests of one worker, which roll back what they
do; a test that needs real commits takes `fresh_database_url`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import pytest
import redis
from hypothesis import settings

from tests import axe
from tests.servers import Shared, new_folder, remove_folder, share
from tests.spares import Lending, Spares

# A server that judges a change tries the same examples each time; who works on one,
# and `make test-deep`, try new ones.
SAME = bool(os.environ.get("CI"))
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("test", max_examples=300, deadline=None, derandomize=SAME)
settings.register_profile("deep", max_examples=5_000, deadline=None)
settings.load_profile("dev")

FOLDER = pytest.StashKey[Path]()
LEAD = pytest.StashKey[IO[str]]()

# The browser's packages are an extra that some machines have no wheels for.
collect_ignore = [] if find_spec("playwright") else ["browser"]

# The first has no window at all, and takes a third of the processor's time.
CHROMIUMS = (
    *("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
)
NO_CHROMIUM = (
    "no Chromium found: install chromium-headless-shell, or set CHROMIUM to its path"
)


def pytest_configure(config: pytest.Config) -> None:
    # A worker is told the folder of its run; whoever is no worker leads one.
    workerinput: dict[str, str] | None = getattr(config, "workerinput", None)
    if workerinput is None:
        config.stash[FOLDER], config.stash[LEAD] = new_folder()
    else:
        config.stash[FOLDER] = Path(workerinput["folder"])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist exports no type
    node.workerinput["folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if LEAD in config.stash:
        remove_folder(config.stash[FOLDER])
        config.stash[LEAD].close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium() is None:
        skip = pytest.mark.skip(reason=NO_CHROMIUM)
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 - private type
    reports = terminalreporter.stats.get("skipped", [])
    left_out = sum(NO_CHROMIUM in str(report.longrepr) for report in reports)
    if left_out:
        terminalreporter.write_line(f"{left_out} browser tests left out: {NO_CHROMIUM}")


@pytest.fixture(scope="session")
def shared_servers(request: pytest.FixtureRequest) -> Iterator[Shared]:
    shared = share(request.config.stash[FOLDER], os.environ)
    spares = Spares(shared)
    yield Lending(**asdict(shared), spares=spares)
    spares.drop_all()


@pytest.fixture(scope="session")
def database_url(shared_servers: Shared) -> Iterator[str]:
    """This worker's migrated database."""
    with shared_servers.copy() as url:
        yield url


@pytest.fixture
def fresh_database_url(shared_servers: Shared) -> Iterator[str]:
    """A migrated database for one test, with real commits."""
    with shared_servers.copy() as url:
        yield url


@pytest.fixture
def redis_url(shared_servers: Shared, worker_number: int) -> str:
    """This worker's part of the Valkey, empty."""
    address = shared_servers.redis_url.partition("?")[0]
    mine = f"{address}?db={worker_number}"
    with redis.Redis.from_url(mine) as client:
        client.flushdb()
    return mine


@pytest.fixture(scope="session")
def worker_number(worker_id: str) -> int:
    return int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0


def find_chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        # Chromium as root runs only without its own sandbox.
        "chromium_sandbox": False,
        "args": ["--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 390, "height": 844},
        "locale": "id-ID",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """A check of a Playwright page against WCAG 2.2 A and AA, or some rules of it."""

    def check(
        page: Any,  # noqa: ANN401 - the browser is an extra
        rules: tuple[str, ...] = (),
    ) -> None:
        assert axe.faults(page, rules=rules) == []

    return check
