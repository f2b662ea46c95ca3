"""``setia members``: bring people in, take everything out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.services.importing.conftest import DOCUMENT, Importing
from tests.world import World, opened

Run = Callable[..., Result]
PEOPLE = "email,points\nada@x.test,10\nno address,20\ncika@x.test,30\n"


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as found:
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
        return CliRunner(env=environment).invoke(main, ["members", *arguments])

    return runner


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return str(path)


def test_a_dry_run_tells_and_changes_nothing(
    world: World, run: Run, people: str, tmp_path: Path
) -> None:
    faulty = tmp_path / "faulty.csv"

    shown = run("import", people, "--source", "smile", "--dry-run", "--errors", faulty)

    assert shown.exit_code == 0, shown.output
    assert re.search(r"points given\D+40", shown.output)
    assert "email_unreadable" in faulty.read_text(encoding="utf-8-sig")
    assert (
        Importing(world).world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT count(*) FROM member"
            ).scalar_one()
        )
        == 0
    )


def test_a_file_comes_in_and_is_taken_back(world: World, run: Run, people: str) -> None:
    done = run("import", people, "--rate", "2", "--expiry", "30")
    import_id = re.search(r"--undo (\S+)`", done.output)
    balance = Importing(world).balance("ada@x.test").available
    who = Importing(world).member("ada@x.test").member_id
    assert import_id is not None, done.output

    undone = run("import", "--undo", import_id[1])

    assert balance == 20
    assert undone.output.splitlines()[-1] == "undone"
    assert world.balance(who).available == 0


def test_an_import_that_is_not_there_is_named(run: Run) -> None:
    shown = run("import", "--resume", "7")

    assert shown.exit_code == 1
    assert "malformed" in shown.output


def test_everything_goes_out(run: Run, people: str, tmp_path: Path) -> None:
    run("import", people)
    target = tmp_path / "all.zip"

    shown = run("export", str(target))

    assert shown.exit_code == 0, shown.output
    assert "members: 2" in shown.output
    assert "lots.csv" in ZipFile(target).namelist()
