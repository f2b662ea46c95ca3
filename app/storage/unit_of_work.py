"""One unit of work is one database transaction, bound to one programme.

The programme is bound with SET LOCAL before anything else is said, so a pooled
connection shows nothing to its next user. Work that meets a lock time-out, a
deadlock or a lost connection is done again whole, at most five times; keys in
the ledger make the repetition harmless. No network call and no sleep happen
inside.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from app.domain.errors import Busy
from app.ports import Ids

T = TypeVar("T")

ATTEMPTS = 5
BACKOFF_MS = 20
TIMEOUTS = (
    "-c lock_timeout=3000 -c statement_timeout=15000"
    " -c idle_in_transaction_session_timeout=15000"
)
REPEATABLE_STATES = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "55P03",  # lock not available in time
    "57P01",  # the server is going away
    "57P02",
    "57P03",  # the server is starting
    "53300",  # too many connections
}


def driver_url(database_url: str) -> str:
    """Return *database_url* with psycopg 3 named as the driver."""
    for plain in ("postgresql://", "postgres://"):
        if database_url.startswith(plain):
            return "postgresql+psycopg://" + database_url.removeprefix(plain)
    return database_url


def make_engine(database_url: str, *, pool_size: int = 10) -> Engine:
    """Return an engine whose every connection acts as the application role."""
    engine = create_engine(
        driver_url(database_url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=3,
        pool_pre_ping=True,
        connect_args={"options": TIMEOUTS, "connect_timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def become_app(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("SET ROLE setia_app")
        cursor.close()
        connection.commit()

    return engine


@dataclass(slots=True)
class UnitOfWork:
    """What repositories need while a unit of work is open."""

    connection: Connection
    programme_id: UUID
    ids: Ids
    _afterwards: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do *act* once everything is safely written (wake-ups only)."""
        self._afterwards.append(act)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside when it raises, and only that."""
        with self.connection.begin_nested():
            yield


def repeatable(error: DBAPIError) -> bool:
    """Tell whether doing the whole unit of work again may help."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return state in REPEATABLE_STATES or state.startswith("08")


class Database:
    """Opens units of work. One per process; never crosses a fork."""

    def __init__(self, engine: Engine, ids: Ids) -> None:
        self.engine = engine
        self._ids = ids

    @contextmanager
    def unit_of_work(self, programme_id: UUID) -> Iterator[UnitOfWork]:
        """Open one unit of work; commit at the end, roll back on any error."""
        with self.engine.connect() as connection:
            with connection.begin():
                connection.exec_driver_sql(
                    "SELECT set_config('setia.programme_id', %s, true)",
                    (str(programme_id),),
                )
                uow = UnitOfWork(connection, programme_id, self._ids)
                yield uow
        for act in uow._afterwards:  # noqa: SLF001 - our own record
            act()

    @contextmanager
    def unbound(self) -> Iterator[Connection]:
        """Open a connection without a programme: for look-ups that return ids."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def run(self, programme_id: UUID, work: Callable[[UnitOfWork], T]) -> T:
        """Do *work* in a unit of work, again when the database asks for it.

        Raises:
            Busy: The locks or the connection were not had in five attempts.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self.unit_of_work(programme_id) as uow:
                    return work(uow)
            except DBAPIError as error:
                if not repeatable(error):
                    raise
                if attempt == ATTEMPTS:
                    raise Busy("the database did not answer in time") from error
            pause_ms = self._ids.jitter_ms(BACKOFF_MS * 2**attempt)
            sleep(pause_ms / 1000)
        raise AssertionError("unreachable")  # pragma: no cover
