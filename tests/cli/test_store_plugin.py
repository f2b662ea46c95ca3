"""``setia store pair`` and ``setia store plugin``: a code once, a state, a clear no."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.serving import Running, run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.world import World, opened

KEY, SECRET = "ck_" + "5" * 40, "cs_" + "7" * 40
Run = Callable[..., Result]


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["store", *arguments])

    return runner


@pytest.fixture
def shop() -> Iterator[Running]:
    config = StoreConfig(
        platform=WOOCOMMERCE,
        queue="manual",
        pretend_https=True,
        consumer_key=KEY,
        consumer_secret=SECRET,
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        yield running


def test_a_pairing_code_stands_alone_on_its_line(run: Run, world: World) -> None:
    done = run("pair", "--programme", str(world.programme_id))

    assert done.exit_code == 0
    assert re.fullmatch(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}", done.output.split()[-1])


def test_a_plugin_that_came_later_is_told_and_gets_its_topics(
    run: Run, world: World, shop: Running
) -> None:
    connected = run("connect-woocommerce", shop.url, "--key", KEY, "--secret", SECRET)
    store_id = connected.output.split()[-1]

    without = run("plugin", store_id)
    shop.flask_app.extensions["sandbox_parts"].store.config.plugin = True
    told = run("plugin", store_id, "--renew-secret")

    assert without.exit_code == 1
    assert "no plugin of ours" in without.output
    assert told.exit_code == 0
    assert "plugin 0.1.0: identity" in told.output
    assert "review.approved" in told.output
