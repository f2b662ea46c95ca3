"""``setia tiers``: preview, look again, show and set."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from app.domain.programme.loading import load_document
from app.recipes import print_document
from tests.services.tiers.lives import TIERS, Life, document, living, spend

Run = Callable[..., Result]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Commands go by the clock of the machine; whatever it shows, this is past."""
LIFETIME = {"tier_terms": {"window": {"kind": "lifetime"}}}


@pytest.fixture
def life(fresh_database_url: str) -> Iterator[Life]:
    with living(fresh_database_url, document(**LIFETIME), at=LONG_AGO) as found:
        found.buy(2_000_000)
        found.wait(days=14)
        yield found


@pytest.fixture
def run(life: Life, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["tiers", *arguments])

    return runner


@pytest.fixture
def dearer(tmp_path: Path) -> str:
    dear = [TIERS[0], {**TIERS[1], "reach": spend(3_000_000)}, TIERS[2]]
    told = document(tiers=dear, **LIFETIME)
    path = tmp_path / "dearer.yaml"
    path.write_text(print_document(load_document(told)), encoding="utf-8")
    return str(path)


def test_a_preview_names_the_moves_and_their_members(
    run: Run, dearer: str, life: Life
) -> None:
    shown = run("preview", dearer)
    told = json.loads(run("preview", dearer, "--json").output)

    assert "when the term ends" in shown.output
    assert public_id("mem", life.member_id) in shown.output
    assert told["down_later"] == 1


def test_a_broken_file_and_a_missing_draft_are_refused(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("identity: {}\n", encoding="utf-8")

    assert run("preview", str(path)).exit_code == 1
    assert "draft_missing" in run("preview").output


def test_a_look_again_says_how_many(run: Run) -> None:
    assert "0 members to look at" in run("recount").output


def test_a_member_is_shown_and_set(run: Run, life: Life) -> None:
    member = public_id("mem", life.member_id)
    put = run("set", member, "gold", "--reason", "kind", "--until", "2099-01-01")
    shown = run("show", member)

    assert "the member holds gold" in put.output, put.output
    assert "tier: gold (kind)" in shown.output
    assert "kept until 2099-01-01" in shown.output
    assert "to now: gold" in shown.output


def test_what_is_missing_is_shown(run: Run, life: Life) -> None:
    shown = run("show", public_id("mem", life.member_id))

    assert "next: gold spend 2000000 of 5000000 IDR" in shown.output
