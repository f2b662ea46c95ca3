"""``setia programme simulate``."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.programme.loading import load_document
from app.recipes import print_document
from tests.factories import line, order
from tests.world import POINTS_IDR, World, opened

Run = Callable[..., Result]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Commands go by the clock of the machine; whatever it shows, this is past."""


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as found:
        found.clock.instant = LONG_AGO
        found.settle(order(line("100000"), at=LONG_AGO))
        yield found


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    del world  # it is there
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(
            main, ["programme", "simulate", *arguments]
        )

    return runner


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.yaml"
    text = print_document(load_document(POINTS_IDR)).replace("1 per 1000", "3 per 1000")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_told_beside_the_live_version(run: Run, draft: str) -> None:
    shown = run(draft, "--orders", "all")

    assert shown.exit_code == 0, shown.output
    row = next(row for row in shown.output.splitlines() if "spend, points" in row)
    assert "300" in row
    assert "100" in row


def test_programs_read_json(run: Run, draft: str) -> None:
    told = json.loads(
        run(draft, "--orders", "all", "--json", "--redemption-rate", "50%").output
    )

    assert told["tried"]["rules"][0]["units"] == 300
    assert told["tried"]["redemption_rate"] == "1/2"
    assert told["live_version"] == 1


def test_a_version_and_the_live_one_are_tried_by_name(run: Run) -> None:
    by_number = json.loads(run("1", "--orders", "all", "--json", "--alone").output)
    live = json.loads(run("live", "--orders", "all", "--json").output)

    assert by_number["tried"] == live["tried"]
    assert by_number["live"] is live["live"] is None


def test_last_months_do_not_reach_far_back(run: Run) -> None:
    told = json.loads(run("live", "--orders", "last-3-months", "--json").output)

    assert told["tried"]["orders"] == 0


def test_a_file_of_orders_is_played(run: Run, draft: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "member,order,placed_at,currency,amount\nani,1,2026-01-01,IDR,5000\n",
        encoding="utf-8",
    )

    told = json.loads(run(draft, "--orders", str(path), "--json").output)

    assert told["tried"]["rules"][0]["units"] == 15


def test_one_order_is_told_with_its_reasons(run: Run, draft: str, world: World) -> None:
    shown = run(draft, "--order", f"{world.store_id}/1001")

    assert shown.exit_code == 0, shown.output
    assert '"outcome": "awarded"' in shown.output
    assert "spend: 300 points" in shown.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.yaml",),
        ("live", "--orders", "last-year"),
        ("live", "--redemption-rate", "most"),
        ("live", "--redemption-rate", "120%"),
        ("live", "--order", "1001"),
    ],
)
def test_what_can_not_be_meant_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
