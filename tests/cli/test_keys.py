"""``setia keys``: printed once, listed without the key, taken back at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services import keys
from app.services.connections import context
from app.services.keys import BadKey
from app.storage.stores import StoreRepository
from app.wiring.secret_box import FernetBox
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


def test_secrets_move_to_the_newest_key_on_command(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = ("b" * 43 + "=", "c" * 42 + "A=")
    sealed = FernetBox([old]).seal(
        b"{}", context=context(world.programme_id, world.store_id, "credentials")
    )
    world.run(
        lambda uow: StoreRepository(uow).change(world.store_id, credentials=sealed)
    )
    monkeypatch.setenv("SECRET_KEYS", f"{new},{old}")

    left = run("rotate-secrets", "--check")
    done = run("rotate-secrets")
    after = run("rotate-secrets", "--check", "--programme", world.programme_id)
    monkeypatch.setenv("SECRET_KEYS", "d" * 43 + "=")
    lost = run("rotate-secrets")

    assert (left.exit_code, done.exit_code, after.exit_code, lost.exit_code) == (
        1,
        0,
        0,
        1,
    )
    assert left.stdout == "1 are under an older key, 0 are under the newest key\n"
    assert done.stdout == "1 sealed anew, 0 are under the newest key\n"
    assert after.stdout == "0 are under an older key, 1 are under the newest key\n"
    assert f"none of the keys opens store.credentials {world.store_id}" in lost.stderr
