"""Both servers of one `var/`, and the one app that owns them."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from app.embedded.places import find_places, forget_sockets, socket_folder
from app.embedded.postgres import Postgres, find_postgres
from app.embedded.processes import EmbeddedError, command_line, pid_in
from app.embedded.valkey import Valkey, find_valkey

RECORD = "servers.json"
LOCK = "servers.lock"
NEEDED_BYTES = 200 * 1024 * 1024
LONG_LOG_BYTES = 10 * 1024 * 1024


class Servers:
    """The addresses of a database and a Redis, and the power to end ours.

    As a context manager it stops, at the end of the block, what it started.
    Servers that somebody else runs (given by address, or found running) are
    never stopped.
    """

    def __init__(
        self,
        var: Path,
        *,
        database: Postgres | str,
        redis: Valkey | str,
        lock: IO[str] | None = None,
    ) -> None:
        self.database_url = database if isinstance(database, str) else database.url
        self.redis_url = redis if isinstance(redis, str) else redis.url
        self._postgres = None if isinstance(database, str) else database
        self._valkey = None if isinstance(redis, str) else redis
        self._var = var
        self._lock = lock
        self._app_pid = os.getpid()
        if lock is not None:
            atexit.register(self.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pids(self) -> Mapping[str, int]:
        """The private servers' processes that run now, by name."""
        found = {
            "postgres": None if self._postgres is None else self._postgres.pid,
            "valkey": None if self._valkey is None else self._valkey.pid,
        }
        return {name: pid for name, pid in found.items() if pid is not None}

    def start(self, *, durable: bool) -> None:
        """Start ours, on the data there is, and write down where they are."""
        if self._postgres is not None:
            self._postgres.start(durable=durable)
        if self._valkey is not None:
            self._valkey.start()
        self._write_record()

    def restart_postgres(self) -> None:
        """Start PostgreSQL again on its data, whether it runs or was killed."""
        if self._postgres is None:
            raise EmbeddedError("This PostgreSQL was given by DATABASE_URL.")
        self._postgres.restart()
        self._write_record()

    def restart_valkey(self) -> None:
        """Start Valkey again, empty, whether it runs or was killed."""
        if self._valkey is None:
            raise EmbeddedError("This Valkey was given by REDIS_URL.")
        self._valkey.start()
        self._write_record()

    def stop(self) -> None:
        """End the servers that were started here; a second call does nothing."""
        lock, self._lock = self._lock, None
        # A forked child inherits the object, not the servers.
        if lock is None or os.getpid() != self._app_pid:
            return
        atexit.unregister(self.stop)
        with lock:
            (self._var / RECORD).unlink(missing_ok=True)
            if self._valkey is not None:
                self._valkey.stop()
            if self._postgres is not None:
                self._postgres.stop()
            forget_sockets(self._var)

    def leave_running(self) -> None:
        """Give the servers up without ending them; `stop_servers` ends them."""
        lock, self._lock = self._lock, None
        if lock is not None:
            atexit.unregister(self.stop)
            lock.close()
            if self._valkey is not None:
                self._valkey.disown()
            if self._postgres is not None:
                self._postgres.disown()

    def _write_record(self) -> None:
        record = {
            "database_url": None if self._postgres is None else self.database_url,
            "redis_url": None if self._valkey is None else self.redis_url,
            "pids": dict(self.pids),
        }
        draft = self._var / f"{RECORD}.new"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(record), encoding="utf-8")
        draft.replace(self._var / RECORD)


def start_servers(
    var: Path,
    *,
    durable: bool,
    database_url: str | None = None,
    redis_url: str | None = None,
    pg_bin: Path | None = None,
    redis_bin: Path | None = None,
) -> Servers:
    """Start what is not given by address, on the data under *var*.

    Args:
        var: The folder of the data, kept between runs. One app at a time owns it.
        durable: Off only for throw-away data: a crash may lose commits then.
        database_url: A database that stands in for the private PostgreSQL.
        redis_url: A Redis or Valkey that stands in for the private one.
        pg_bin: The folder of the PostgreSQL binaries to use.
        redis_bin: The Valkey or Redis program to use.

    Raises:
        EmbeddedError: A server is missing or cannot run, or another app owns
            *var*. The message is one line with the way out.
    """
    if database_url is not None and redis_url is not None:
        return Servers(var, database=database_url, redis=redis_url)
    var = var.absolute()
    lock = _own(var)
    try:
        servers = Servers(
            var,
            database=database_url or _postgres(var, pg_bin),
            redis=redis_url or _valkey(var, redis_bin),
            lock=lock,
        )
    except BaseException:
        lock.close()
        raise
    try:
        servers.start(durable=durable)
    except BaseException:
        servers.stop()
        raise
    return servers


def running_servers(
    var: Path, *, database_url: str | None = None, redis_url: str | None = None
) -> Servers | None:
    """The servers that an app on *var* runs now, for a command beside it."""
    try:
        record = json.loads((var / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    sockets = str((var / "run").resolve())
    if not all(sockets in command_line(pid) for pid in record["pids"].values()):
        return None
    database, redis = (
        database_url or record["database_url"],
        redis_url or record["redis_url"],
    )
    if database is None or redis is None:
        return None
    return Servers(var, database=database, redis=redis)


def stop_servers(
    var: Path, *, pg_bin: Path | None = None, redis_bin: Path | None = None
) -> None:
    """End what a killed app, or one that left them running, left under *var*."""
    var = var.absolute()
    with _own(var):
        (var / RECORD).unlink(missing_ok=True)
        if (var / "run").exists():
            _valkey(var, redis_bin).stop()
        if (var / "postgres").exists():
            _postgres(var, pg_bin).stop()
        forget_sockets(var)


def _own(var: Path) -> IO[str]:
    """Own *var* as long as the answer stays open.

    The system lets go of the lock when the process ends, however it ends.
    """
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise EmbeddedError(
            f"{var} cannot be written ({error.strerror}): "
            f"set VAR_DIR to a folder of yours."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise EmbeddedError(
            f"{var} is in use by process {pid_in(var / LOCK)}: "
            f"stop that one, or set VAR_DIR to another folder."
        ) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _postgres(var: Path, pg_bin: Path | None) -> Postgres:
    binaries = find_postgres(pg_bin)
    free_bytes = shutil.disk_usage(var).free
    if free_bytes < NEEDED_BYTES:
        raise EmbeddedError(
            f"{var} has {free_bytes // 1024**2} MB left and PostgreSQL needs "
            f"{NEEDED_BYTES // 1024**2}: make room, or set VAR_DIR to another folder."
        )
    places = find_places(var, binaries)
    return Postgres(
        places.binaries,
        data=places.data,
        sockets=places.sockets,
        log=_log(var, "postgres.log"),
        identity=places.identity,
    )


def _valkey(var: Path, redis_bin: Path | None) -> Valkey:
    program = find_valkey(redis_bin)
    # PostgreSQL shares the folder, and may have handed it to another identity.
    sockets = var / "run" if (var / "run").exists() else socket_folder(var)
    return Valkey(program, sockets=sockets.resolve(), log=_log(var, "valkey.log"))


def _log(var: Path, name: str) -> Path:
    log = var / name
    if log.exists() and log.stat().st_size > LONG_LOG_BYTES:
        log.replace(log.with_suffix(".log.old"))
    return log
