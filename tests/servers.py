"""One PostgreSQL and one Valkey for a whole test run, and our own server for a test.

The first test that needs a database starts them; the process that leads the run
ends them. Migrations run once, into a template that every other database is
copied from.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, LiteralString
from uuid import uuid4

import psycopg
import redis
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, ObjectInUse
from sqlalchemy.engine import make_url
from werkzeug.serving import make_server

from app.embedded import start_servers, stop_servers

if TYPE_CHECKING:
    from app.wiring import World

FOLDER_PREFIX = "setia-tests-"
LEAD = "lead.lock"
FIRST = "first.lock"
STATE = "state.json"
DROP_TRIES = 20
DROP_PAUSE_S = 0.25


class UnsafeToTest(Exception):
    """The given server holds something that tests would destroy."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all workers of a run use together."""

    database_url: str
    redis_url: str
    template: str
    private: bool

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a migrated database, which is dropped at the end."""
        name = self.new_name()
        self.create(name)
        try:
            yield self.address_of(name)
        finally:
            self.drop(name)

    def new_name(self) -> str:
        return f"{self.template}_{uuid4().hex[:8]}"

    def create(self, name: str) -> None:
        # Files are copied in a moment; page by page through the log takes seconds
        # on a machine that is busy.
        self._execute(
            "create database {} template {} strategy file_copy", name, self.template
        )

    def rename(self, name: str, new_name: str) -> None:
        self._execute("alter database {} rename to {}", name, new_name)

    def drop(self, name: str) -> None:
        # A worker of the server itself may be in there, and only it can leave.
        for _ in range(DROP_TRIES):
            try:
                self._execute("drop database if exists {} with (force)", name)
            except (InsufficientPrivilege, ObjectInUse):
                time.sleep(DROP_PAUSE_S)
            else:
                return
        self._execute("drop database if exists {} with (force)", name)

    def drop_all(self) -> None:
        """Drop the template and the copies that a killed run could not drop."""
        with psycopg.connect(self.database_url) as connection:
            found = connection.execute(
                "select datname from pg_database where starts_with(datname, %s)",
                [self.template],
            ).fetchall()
        for (name,) in found:
            self.drop(name)

    def create_template(self) -> None:
        # Slow to import, and most runs of a single test need no database.
        from app.storage.migrate import upgrade  # noqa: PLC0415 - see above

        self._execute("create database {}", self.template)
        upgrade(self.address_of(self.template))

    def address_of(self, database: str) -> str:
        url = make_url(self.database_url).set(database=database)
        return url.render_as_string(hide_password=False)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        command = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(command)


def new_folder() -> tuple[Path, IO[str]]:
    """A folder for this run, and the lock that says its leader is alive.

    The folders of leaders that were killed go first, with their servers.
    """
    base = Path(tempfile.gettempdir())
    for abandoned in base.glob(f"{FOLDER_PREFIX}*"):
        _remove_if_abandoned(abandoned)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
    lead = (folder / LEAD).open("w")
    fcntl.flock(lead, fcntl.LOCK_EX)
    return folder, lead


def _remove_if_abandoned(folder: Path) -> None:
    try:
        with (folder / LEAD).open("r+") as lead:
            fcntl.flock(lead, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_folder(folder)
    except (FileNotFoundError, PermissionError, BlockingIOError):
        # Just being made, somebody else's, or in use.
        return


def remove_folder(folder: Path) -> None:
    """End the servers of a run, drop what it made on given ones, and forget it."""
    state = folder / STATE
    if state.exists():
        shared = Shared(**json.loads(state.read_text(encoding="utf-8")))
        if not shared.private:
            with suppress(psycopg.OperationalError):
                shared.drop_all()
    stop_servers(folder)
    shutil.rmtree(folder, ignore_errors=True)


def share(folder: Path, environ: Mapping[str, str]) -> Shared:
    """The servers of the run in *folder*, started and migrated if nobody did yet."""
    state = folder / STATE
    with (folder / FIRST).open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        if not state.exists():
            shared = _start(folder, environ)
            state.write_text(json.dumps(asdict(shared)), encoding="utf-8")
    return Shared(**json.loads(state.read_text(encoding="utf-8")))


def _start(folder: Path, environ: Mapping[str, str]) -> Shared:
    redis_url = environ.get("REDIS_URL") or None
    if redis_url is not None:
        _refuse_filled(redis_url)
    programs = {
        name.lower(): Path(environ[name])
        for name in ("PG_BIN", "REDIS_BIN")
        if environ.get(name)
    }
    database_url = _given_database(environ)
    servers = start_servers(
        folder,
        durable=False,
        database_url=database_url,
        redis_url=redis_url,
        **programs,
    )
    template = f"setia_template_{uuid4().hex[:8]}"
    shared = Shared(
        database_url=servers.database_url,
        redis_url=servers.redis_url,
        template=template,
        private=database_url is None,
    )
    try:
        shared.create_template()
    except BaseException:
        servers.stop()
        raise
    servers.leave_running()
    return shared


def _given_database(environ: Mapping[str, str]) -> str | None:
    """A database that tests may use: said to be for them, or named so."""
    given = environ.get("TEST_DATABASE_URL") or environ.get("DATABASE_URL") or ""
    named_so = given.partition("?")[0].endswith("_test")
    if not given or not (named_so or environ.get("TEST_DATABASE_URL")):
        return None
    return f"postgresql://{given.partition('://')[2]}"


def _refuse_filled(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        if client.dbsize():
            raise UnsafeToTest(
                "REDIS_URL leads to a database with keys in it, and the tests would "
                "empty it: give them one of their own, or none."
            )


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
    return port


@contextmanager
def served(world: World, port: int) -> Iterator[None]:
    """Serve *world* at a port of this machine, over real HTTP."""
    # Slow to import, and most runs of a single test serve nothing.
    from app.factory import create_app  # noqa: PLC0415 - see above

    server = make_server("127.0.0.1", port, create_app(world), threaded=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()
