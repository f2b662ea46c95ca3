"""``setia segments`` and ``setia goals``: counts, members, previews, proof."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from app.domain.programme.loading import load_document
from app.recipes import print_document
from app.services import personal, programmes
from tests.services.personal.shoppers import Shoppers, document, shopping

Run = Callable[..., Result]
TOLD: dict[str, Any] = document(
    segments=[{"id": "buyers", "who": {"fact": "orders", "at_least": 1}}],
    campaigns=[
        {
            "id": "lucky",
            "segment": "buyers",
            "surprise": {"members": 1},
            "gifts": [{"kind": "points", "points": 5}],
        }
    ],
    goals=[
        {
            "id": "more",
            "aim": "repeat_rate",
            "baseline": {"percent": "10%"},
            "target": {"percent": "20%"},
            "until": "2026-12-31",
        }
    ],
)


@pytest.fixture
def shoppers(fresh_database_url: str) -> Iterator[Shoppers]:
    with shopping(fresh_database_url, TOLD) as found:
        found.buys("7001", 5)
        yield found


@pytest.fixture
def run(
    shoppers: Shoppers, fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Run:
    del shoppers
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, [*arguments])

    return runner


def test_segments_are_listed_evaluated_and_their_members_shown(
    run: Run, shoppers: Shoppers
) -> None:
    before = run("segments", "list").output
    evaluated = run("segments", "evaluate").output
    after = run("segments", "list", "--lang", "id").output
    members = run("segments", "members", "buyers").output
    unknown = run("segments", "members", "nobody")

    assert "not asked yet" in before
    assert "buyers" in evaluated
    assert "minimal 1 pesanan" in after
    assert members.startswith(public_id("mem", shoppers.world.member("7001")))
    assert unknown.exit_code != 0


def test_a_draft_or_a_file_is_counted_before_it_is_published(
    run: Run, shoppers: Shoppers, tmp_path: Path
) -> None:
    path, broken = tmp_path / "draft.yaml", tmp_path / "broken.yaml"
    path.write_text(print_document(load_document(TOLD)), encoding="utf-8")
    broken.write_text("identity: {name: x}\nsegments: [{id: s}]\n", encoding="utf-8")
    world = shoppers.world
    programmes.save_draft(
        world.env, world.programme_id, load_document(TOLD), actor="test"
    )
    member = public_id("mem", world.member("7001"))

    assert member in run("segments", "preview", str(path)).output
    assert member in run("segments", "preview").output
    assert run("segments", "preview", str(broken)).exit_code != 0


def test_draws_are_verified_and_a_wrong_prize_is_told(
    run: Run, shoppers: Shoppers
) -> None:
    world = shoppers.world
    personal.sweep(world.env, world.programme_id)
    sound = run("segments", "verify", "lucky")
    stranger = shoppers.buys("7002", 1)
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE campaign_gift SET member_id = %s", (stranger,)
        )
    )
    wrong = run("segments", "verify")

    assert (sound.exit_code, wrong.exit_code) == (0, 1)
    assert "equal" in sound.output
    assert "DIFFERS" in wrong.output


def test_goals_are_shown_with_how_they_are_computed(run: Run) -> None:
    shown = run("goals").output
    data = json.loads(run("goals", "--json").output)

    assert "10%" in shown
    assert "repeat customers" in shown
    assert data[0]["goal"] == "more"
