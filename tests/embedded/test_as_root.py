"""Root gets servers too, although PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.embedded import EmbeddedError, Servers, start_servers, stop_servers
from app.embedded.postgres import find_postgres
from app.embedded.processes import Identity, ordinary_identity

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="these are about being root, and we are not"
)


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "var"
    yield folder
    stop_servers(folder)
    # Data that `nobody` could not have reached lives behind a link.
    for name in ("postgres", "run"):
        if (folder / name).is_symlink():
            home = (folder / name).resolve()
            shutil.rmtree(home.parent if name == "postgres" else home)


@pytest.fixture
def passable_var() -> Iterator[Path]:
    """A folder that everybody may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="setia-root-"))
    folder.chmod(0o755)
    yield folder
    stop_servers(folder)
    shutil.rmtree(folder)


def keep(servers: Servers) -> None:
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("create table kept ()")


def is_kept(servers: Servers) -> bool:
    with psycopg.connect(servers.database_url) as connection:
        row = connection.execute("select to_regclass('kept')::text").fetchone()
    return row == ("kept",)


def test_without_user_namespaces_the_server_runs_as_nobody(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    with start_servers(var, durable=False) as servers:
        owner = Path(f"/proc/{servers.pids['postgres']}").stat().st_uid
        keep(servers)

    assert pwd.getpwuid(owner).pw_name == "nobody"


def test_data_of_nobody_stays_with_nobody(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without_namespaces:
        without_namespaces.setenv("PATH", "")
        with start_servers(var, durable=False) as first:
            keep(first)

    with start_servers(var, durable=False) as second:
        assert is_kept(second)


def test_data_of_root_goes_to_nobody_when_namespaces_are_gone(
    passable_var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with start_servers(passable_var, durable=False) as first:
        keep(first)
    monkeypatch.setenv("PATH", "")

    with start_servers(passable_var, durable=False) as second:
        assert is_kept(second)


def test_data_that_nobody_cannot_reach_is_left_where_it_is(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with start_servers(var, durable=False):
        pass
    with monkeypatch.context() as without_namespaces:
        without_namespaces.setenv("PATH", "")
        with pytest.raises(EmbeddedError, match="must run as nobody here"):
            start_servers(var, durable=False)

    assert (var / "postgres" / "PG_VERSION").exists()


def test_data_of_an_ordinary_user_is_not_taken_over(var: Path) -> None:
    data = var / "postgres"
    data.mkdir(parents=True)
    os.chown(data, 54_321, 54_321)

    with pytest.raises(EmbeddedError) as refusal:
        start_servers(var, durable=False)
    os.chown(data, 0, 0)

    assert str(refusal.value).startswith(
        f"{data} belongs to user 54321 and you are root: start as 54321, or "
    )


def test_an_identity_of_its_own_owns_what_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "inside").touch()

    Identity(uid=54_321, gid=54_321).own(tmp_path)

    assert (tmp_path / "inside").stat().st_uid == 54_321


def test_a_program_that_runs_in_a_namespace_gets_one() -> None:
    identity = ordinary_identity(Path("/bin/true"), owner_uid=None)

    assert identity.owner_uid in {0, pwd.getpwnam("nobody").pw_uid}


def test_programs_that_nobody_cannot_reach_are_copied(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = find_postgres(None).parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    for folder in filter(Path.exists, (package, libraries)):
        shutil.copytree(folder, tmp_path / folder.name, symlinks=True)
    unreachable = tmp_path / find_postgres(None).relative_to(package.parent)
    monkeypatch.setenv("PATH", "")

    with start_servers(var, durable=False, pg_bin=unreachable) as servers:
        keep(servers)

        assert is_kept(servers)
