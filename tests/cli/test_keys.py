"""``setia keys``: printed once, listed without the key, taken back at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services import keys
from app.services.keys import BadKey
from tests.world import World, opened

Run = Callable[..., Result]


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as found:
        yield found


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    def runner(*arguments: object) -> Result:
        words = ["keys", *map(str, arguments)]
        found = CliRunner(env=environment).invoke(main, words)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


def test_a_key_is_printed_alone_and_works(world: World, run: Run) -> None:
    made = run("create", "--programme", world.programme_id, "--scopes", "members:read")

    found = keys.principal(world.env, made.stdout.strip())

    assert made.exit_code == 0
    assert found.scopes == {"members:read"}


def test_the_list_shows_the_ending_and_not_the_key(world: World, run: Run) -> None:
    key = run("create", "--name", "till").stdout.strip()

    listed = run("list").stdout

    assert "till" in listed
    assert f"…{key[-4:]}" in listed
    assert key not in listed


def test_a_key_taken_back_opens_nothing(world: World, run: Run) -> None:
    key = run("create").stdout.strip()
    key_id = keys.principal(world.env, key).key_id

    done = run("revoke", key_id)

    assert done.exit_code == 0
    with pytest.raises(BadKey):
        keys.principal(world.env, key)


def test_an_unknown_scope_is_refused_with_the_known_ones(run: Run) -> None:
    refused = run("create", "--scopes", "everything")

    assert refused.exit_code != 0
    assert "members:read" in refused.stderr + refused.stdout
