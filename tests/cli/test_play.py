"""``setia play``: what staff and auditors do with games."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from app.services import draws
from app.services.contests import enter
from app.services.quizzes import answer_survey
from tests.domain.programme.games import CONTEST, DRAW
from tests.services.play.arcade import DOCUMENT, Arcade
from tests.world import opened

Run = Callable[..., Result]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Commands go by the clock of the machine; whatever it shows, this is past."""


@pytest.fixture
def arcade(fresh_database_url: str) -> Iterator[Arcade]:
    with opened(fresh_database_url) as world:
        world.clock.instant = LONG_AGO
        made = Arcade(world)
        past = {"active": None, "closes": "2020-07-31"}
        games = [
            {**DRAW, "closes": "2020-07-31"},
            {**DRAW, "id": "open", "closes": "2100-07-31"},
            {**CONTEST, **past},
        ]
        made.publish({**DOCUMENT, "play": [*DOCUMENT["play"][:2], *games]})
        yield made


@pytest.fixture
def run(
    arcade: Arcade,
    fresh_database_url: str,
    redis_url: str,
    tmp_path: Path,
) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["play", *arguments])

    return runner


@pytest.fixture
def closed(arcade: Arcade) -> UUID:
    """Close the draw with one participant; return them."""
    who = arcade.member()
    arcade.tickets(who, 3)
    arcade.world.clock.instant = datetime(2020, 8, 1, tzinfo=UTC)
    draws.sweep(arcade.world.env, arcade.world.programme_id)
    return who


@pytest.mark.usefixtures("closed")
def test_a_closed_draw_is_worked_out_again(run: Run) -> None:
    found = run("verify", "lucky")
    told = json.loads(run("verify", "lucky", "--json").output)

    assert (found.exit_code, found.output.splitlines()[-1]) == (0, "equal")
    assert (told["equal"], told["before_tickets"]) == (True, True)


@pytest.mark.usefixtures("closed")
def test_a_draw_that_was_changed_ends_with_a_status(run: Run, arcade: Arcade) -> None:
    arcade.world.run(
        lambda uow: (
            uow.connection.exec_driver_sql(
                "UPDATE draw_winner SET prize_id = 'second'"
            ).rowcount
        )
    )
    arcade.world.run(
        lambda uow: (
            uow.connection.exec_driver_sql(
                "UPDATE prize_draw SET tickets_before = 1"
            ).rowcount
        )
    )

    found = run("verify", "lucky")

    assert found.exit_code == 1
    assert "NO   seed and list give the winners that are stored" in found.output
    assert "tickets before the commitment" in found.output
    assert found.output.splitlines()[-1] == "NOT EQUAL"


@pytest.mark.usefixtures("closed")
def test_draws_are_listed_with_their_commitments(run: Run) -> None:
    found = run("draws")

    assert "lucky" in found.output
    assert "closed" in found.output
    assert "—" in found.output


def test_an_open_draw_refuses_in_one_line(run: Run) -> None:
    assert "draw_open" in run("verify", "open").output
    assert "draw_open" in run("close", "open").output
    assert "game_missing" in run("verify", "none").output


@pytest.mark.usefixtures("closed")
def test_closing_again_says_what_it_was(run: Run) -> None:
    assert run("close", "lucky").output == "lucky: 1 members, 3 tickets\n"


def test_entries_are_listed_shown_refused_and_decided(run: Run, arcade: Arcade) -> None:
    who, env = arcade.member(), arcade.world.env
    row = arcade.world.run(
        lambda uow: enter(env, uow, who, "photos", "https://photos.test/1")
    )
    entry = public_id("ent", row.entry_id)

    assert entry in run("entries", "photos", "--state", "waiting").output
    assert run("show", "photos", entry).output == f"{entry}: shown\n"
    assert run("decide", "photos").output == "nobody has a vote or a score\n"
    voter = arcade.member("2")
    arcade.world.run(
        lambda uow: (
            uow.connection.exec_driver_sql(
                "INSERT INTO contest_vote VALUES (%s, 'photos', %s, %s, now())",
                (uow.programme_id, voter, row.entry_id),
            ).rowcount
        )
    )
    assert run("decide", "photos").output == f"1. {entry} https://photos.test/1\n"
    refused = run("refuse", "photos", entry, "--reason", "stolen")
    assert refused.output == f"{entry}: refused\n"
    assert arcade.held(who) == 0


def test_a_survey_is_summed_up(run: Run, arcade: Arcade) -> None:
    who, env = arcade.member(), arcade.world.env
    given = {"again": 9, "glad": 4, "where": 1}
    arcade.world.run(lambda uow: answer_survey(env, uow, who, "survey", given))

    found = run("results", "survey")

    assert "again" in found.output
    assert "100" in found.output
