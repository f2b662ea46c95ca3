"""``setia reports``: what is owed, by one value and by what rewards cost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.services.sealing import seal
from tests.factories import order
from tests.world import POINTS_IDR, World, opened

TEN = {"id": "ten", "kind": "fixed_amount", "price": 100, "amount": {"IDR": 10_000}}
DOCUMENT = {**POINTS_IDR, "rewards": [TEN | {"cost": {"IDR": 6_000}}]}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as found:
        found.settle(order())
        while seal(found.env, found.programme_id):
            pass
        yield found


@pytest.mark.usefixtures("world")
def test_the_liability_is_shown_twice_and_by_reward(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    found = CliRunner(env=environment).invoke(main, ["reports", "liability"])

    assert found.exit_code == 0, found.output
    assert "257 units outstanding" in found.output
    assert "100.0% of them still expected" in found.output
    assert found.output.count("IDR 15420") == 5
    assert "known" in found.output
