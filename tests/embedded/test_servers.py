"""The private servers start, keep what they hold, and survive bad endings."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from app.embedded import (
    EmbeddedError,
    Servers,
    running_servers,
    start_servers,
    stop_servers,
)
from app.embedded.postgres import find_postgres
from app.embedded.processes import wait_until
from app.embedded.valkey import find_valkey

KILLED_APP = """
import os, signal, sys
from pathlib import Path
from app.embedded import start_servers
servers = start_servers(Path(sys.argv[1]), durable=True)
print(servers.pids["postgres"], servers.pids["valkey"], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A folder of servers, which are ended however the test ends."""
    folder = tmp_path / "var"
    yield folder
    if (folder / "servers.lock").exists():
        stop_servers(folder)


def keep(servers: Servers, text: str) -> None:
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("create table if not exists kept (line text)")
        connection.execute("insert into kept values (%s)", [text])


def kept(servers: Servers) -> list[str]:
    with psycopg.connect(servers.database_url) as connection:
        return [line for (line,) in connection.execute("select line from kept")]


def setting(servers: Servers, name: str) -> str:
    with psycopg.connect(servers.database_url) as connection:
        row = connection.execute("select current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def test_what_was_committed_is_there_at_the_next_start(var: Path) -> None:
    with start_servers(var, durable=True) as first:
        keep(first, "from the first run")

    with start_servers(var, durable=True) as second:
        lines = kept(second)

    assert lines == ["from the first run"]


def test_both_servers_are_reached_by_socket_only(var: Path) -> None:
    with start_servers(var, durable=True) as servers:
        with redis.Redis.from_url(servers.redis_url) as client:
            valkey_port = client.config_get("port")
        postgres_addresses = setting(servers, "listen_addresses")
        folder = (var / "run").stat()

    assert valkey_port == {"port": "0"}
    assert postgres_addresses == ""
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert folder.st_uid == os.geteuid()


@pytest.mark.parametrize(("durable", "switch"), [(True, "on"), (False, "off")])
def test_only_throw_away_data_is_written_carelessly(
    var: Path, *, durable: bool, switch: str
) -> None:
    names = ("fsync", "synchronous_commit", "full_page_writes")

    with start_servers(var, durable=durable) as servers:
        switches = [setting(servers, name) for name in names]

    assert switches == [switch] * 3


def test_the_app_is_no_superuser_but_may_create_what_it_needs(var: Path) -> None:
    with (
        start_servers(var, durable=False) as servers,
        psycopg.connect(servers.database_url) as connection,
    ):
        rights = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb "
            "from pg_roles where rolname = current_user"
        ).fetchone()

    assert rights == (False, False, True, True)


def test_nothing_runs_after_a_stop(var: Path) -> None:
    servers = start_servers(var, durable=False)

    servers.stop()
    servers.stop()

    assert servers.pids == {}
    assert running_servers(var) is None
    assert list((var / "run").iterdir()) == []


def test_a_second_app_is_told_who_owns_the_folder(var: Path) -> None:
    with start_servers(var, durable=False) as servers:
        with pytest.raises(EmbeddedError) as refusal:
            start_servers(var, durable=False)
        still_running = servers.pids.keys()

    assert str(refusal.value) == (
        f"{var} is in use by process {os.getpid()}: "
        f"stop that one, or set VAR_DIR to another folder."
    )
    assert still_running == {"postgres", "valkey"}


def test_a_command_beside_the_app_finds_its_servers(var: Path) -> None:
    with start_servers(var, durable=False) as servers:
        found = running_servers(var)
        assert found is not None
        found.stop()
        still_running = servers.pids.keys()

    assert found.database_url == servers.database_url
    assert found.redis_url == servers.redis_url
    assert still_running == {"postgres", "valkey"}


def test_a_killed_server_is_not_taken_for_a_running_one(var: Path) -> None:
    with start_servers(var, durable=False) as servers:
        os.kill(servers.pids["valkey"], signal.SIGKILL)

        assert wait_until(lambda: running_servers(var) is None, seconds=10)


def test_the_servers_of_a_killed_app_are_replaced(var: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_APP, str(var)],
        check=False,
        capture_output=True,
        text=True,
    )
    left_behind = set(map(int, killed.stdout.split()))

    with start_servers(var, durable=True) as servers:
        keep(servers, "after the kill")
        running = set(servers.pids.values())

    assert killed.returncode == -signal.SIGKILL
    assert len(left_behind) == 2
    assert running.isdisjoint(left_behind)


def test_acknowledged_commits_survive_a_kill_of_the_database(var: Path) -> None:
    with start_servers(var, durable=True) as servers:
        keep(servers, "acknowledged")
        os.kill(servers.pids["postgres"], signal.SIGKILL)
        servers.restart_postgres()
        lines = kept(servers)

    assert lines == ["acknowledged"]


def test_a_killed_valkey_comes_back_empty(var: Path) -> None:
    with start_servers(var, durable=False) as servers:
        with redis.Redis.from_url(servers.redis_url) as client:
            client.set("wake", "up")
        os.kill(servers.pids["valkey"], signal.SIGKILL)
        servers.restart_valkey()
        with redis.Redis.from_url(servers.redis_url) as client:
            keys = client.dbsize()

    assert keys == 0


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the servers."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE
    ) as process:
        yield process
        process.communicate(b"\n")


def test_a_pid_file_that_names_a_stranger_is_ignored(
    var: Path, stranger: subprocess.Popen[bytes]
) -> None:
    with start_servers(var, durable=False):
        pass
    (var / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n")
    (var / "run" / "valkey.pid").write_text(f"{stranger.pid}\n")
    (var / "run" / "valkey.sock").touch()

    with start_servers(var, durable=False) as servers:
        running = servers.pids.keys()

    assert running == {"postgres", "valkey"}
    assert stranger.poll() is None


def test_data_of_another_major_version_is_refused_and_left_alone(var: Path) -> None:
    with start_servers(var, durable=False):
        pass
    (var / "postgres" / "PG_VERSION").write_text("9\n")
    before = sorted(path.name for path in (var / "postgres").iterdir())

    with pytest.raises(EmbeddedError) as refusal:
        start_servers(var, durable=False)

    message = str(refusal.value)
    assert "was written by PostgreSQL 9, and this is " in message
    assert "nothing was touched" in message
    assert "pg_dump" in message
    assert before == sorted(path.name for path in (var / "postgres").iterdir())


def test_an_interrupted_first_start_is_done_again(var: Path) -> None:
    half_done = var / "postgres.new"
    half_done.mkdir(parents=True)
    (half_done / "PG_VERSION").write_text("18\n")

    with start_servers(var, durable=False) as servers:
        running = servers.pids.keys()

    assert running == {"postgres", "valkey"}
    assert not half_done.exists()


def test_a_database_that_cannot_start_says_why_in_one_line(var: Path) -> None:
    with start_servers(var, durable=False):
        pass
    (var / "postgres" / "postgresql.conf").write_text("max_connections = many\n")

    with pytest.raises(EmbeddedError) as refusal:
        start_servers(var, durable=False)

    message = str(refusal.value)
    assert message.startswith("PostgreSQL did not start: ")
    assert str(var / "postgres.log") in message
    assert "\n" not in message


def test_a_path_too_long_for_a_socket_still_works(tmp_path: Path) -> None:
    var = tmp_path / ("deep" * 20) / "var"

    with start_servers(var, durable=False) as first:
        keep(first, "reached")
    with start_servers(var, durable=False) as second:
        lines = kept(second)
        sockets = (var / "run").resolve()
        mode = stat.S_IMODE(sockets.stat().st_mode)

    assert lines == ["reached"]
    assert len(str(sockets)) < 30
    assert mode == 0o700
    assert not sockets.exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedError, match=r"cannot be written .*set VAR_DIR"):
        start_servers(tmp_path / "file" / "var", durable=False)


def test_a_full_disk_is_named_before_anything_is_made(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.embedded.servers.NEEDED_BYTES", 2**63)

    with pytest.raises(EmbeddedError, match=r"has \d+ MB left and PostgreSQL needs"):
        start_servers(var, durable=False)

    assert not (var / "postgres").exists()


def test_addresses_given_for_both_start_nothing(var: Path) -> None:
    with start_servers(
        var, durable=True, database_url="postgresql://h/d", redis_url="redis://h/0"
    ) as servers:
        assert servers.pids == {}
        with pytest.raises(EmbeddedError, match="given by DATABASE_URL"):
            servers.restart_postgres()
        with pytest.raises(EmbeddedError, match="given by REDIS_URL"):
            servers.restart_valkey()

    assert servers.database_url == "postgresql://h/d"
    assert not var.exists()


def test_an_address_given_for_one_starts_the_other(var: Path) -> None:
    with start_servers(var, durable=True, database_url="postgresql://h/d") as servers:
        running = servers.pids.keys()
        alone = running_servers(var)
        together = running_servers(var, database_url="postgresql://h/d")

    assert running == {"valkey"}
    assert alone is None
    assert together is not None
    assert together.redis_url == servers.redis_url


def test_servers_left_running_are_ended_by_name(var: Path) -> None:
    servers = start_servers(var, durable=False)
    servers.leave_running()
    servers.stop()
    running = dict(servers.pids)

    stop_servers(var)

    assert running.keys() == {"postgres", "valkey"}
    assert servers.pids == {}


def test_missing_programs_are_named_with_the_way_out() -> None:
    with pytest.raises(EmbeddedError, match="set DATABASE_URL or PG_BIN"):
        find_postgres(None, search=list)
    with pytest.raises(EmbeddedError, match="set REDIS_URL or REDIS_BIN"):
        find_valkey(None, search=list)


def test_a_given_program_comes_before_any_other(tmp_path: Path) -> None:
    assert find_postgres(tmp_path, search=list) == tmp_path
    assert find_valkey(tmp_path / "valkey", search=list) == tmp_path / "valkey"


def test_an_incomplete_folder_of_programs_is_passed_over(tmp_path: Path) -> None:
    incomplete, complete = tmp_path / "incomplete", tmp_path / "complete"
    incomplete.mkdir()
    complete.mkdir()
    (incomplete / "initdb").touch()
    (complete / "initdb").touch()
    (complete / "postgres").touch()

    assert find_postgres(None, search=lambda: [incomplete, complete]) == complete
