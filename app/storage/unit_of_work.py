"""One unit of work is one database transaction, bound to one programme.

What belongs to a merchant (staff, sessions, the trail of both) has units of work of
its own: they are bound to the merchant and see nothing of its programmes.

The programme is bound with SET LOCAL before anything else is said, so a pooled
connection shows nothing to its next user. Work that meets a lock time-out, a
deadlock, a lost connection, a twin of its key or a member who was merged or erased
meanwhile is done again whole, at most five times; keys in the ledger make the
repetition harmless. No network call and no sleep happen inside.
"""

import os
import select
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import sleep
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from app.domain.errors import Busy
from app.domain.ledger.errors import MemberMoved
from app.domain.outgoing.happening import Happening
from app.ports import Ids
from app.storage.statements import Link, checked, driver_of, translated

T = TypeVar("T")
Told = Callable[[], Iterable[Happening]]
"""Facts to tell developers; asked for only if somebody listens."""

ATTEMPTS = 5
BACKOFF_MS = 20
SETTINGS = (
    "-c timezone=UTC -c jit=off -c lock_timeout=3000 -c statement_timeout=15000"
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
TWIN = "uq_ledger_transaction_programme_id_key_digest"
"""Two units of work wrote one key under different locks: the second finds it."""


def driver_url(database_url: str) -> str:
    """Return *database_url* with psycopg 3 named as the driver."""
    for plain in ("postgresql://", "postgres://"):
        if database_url.startswith(plain):
            return "postgresql+psycopg://" + database_url.removeprefix(plain)
    return database_url


def _connect(
    _dialect: object,
    _entry: object,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
) -> Link:
    return Link.connect(*arguments, **options)


def make_engine(database_url: str, *, pool_size: int = 10) -> Engine:
    """Return an engine whose every connection acts as the application role.

    No connection crosses a fork: a child begins with an empty pool.
    """
    engine = create_engine(
        driver_url(database_url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=3,
        connect_args={"options": SETTINGS, "connect_timeout": 5},
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "connect", _become_app)
    event.listen(engine, "checkout", _refuse_dead)
    known = weakref.ref(engine)
    os.register_at_fork(after_in_child=lambda: _forget_connections(known))
    return engine


def _become_app(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("SET ROLE setia_app")
    cursor.close()
    connection.commit()


def _refuse_dead(
    connection: DBAPIConnection,
    _entry: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    """Ping without a round trip: an idle server has nothing to say but goodbye."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError("the server closed the connection")


def _forget_connections(known: weakref.ref[Engine]) -> None:
    engine = known()
    if engine is not None:
        engine.dispose(close=False)


def _begin(connection: Connection, variable: str, tenant_id: UUID) -> None:
    """Begin and bind the tenant, in one message to the server."""
    driver = driver_of(connection)
    command = f"BEGIN; SET LOCAL setia.{variable} = '{tenant_id}'"
    try:
        checked(driver, driver.pgconn.exec_(command.encode()))
    except psycopg.Error as error:
        raise translated(connection, driver, command, error) from error


class Teller(Protocol):
    """Writes down for developers what a unit of work told, as its last act."""

    def write(self, uow: "UnitOfWork", told: Sequence[Told]) -> None:
        """Write messages in the unit of work that holds the facts."""

    def listen(self, programme_id: UUID) -> None:
        """Forget that nobody listens to a programme: somebody does now."""


@dataclass(slots=True)
class UnitOfWork:
    """What repositories need while a unit of work is open."""

    connection: Connection
    programme_id: UUID
    ids: Ids
    ahead: timedelta = timedelta()
    """How far our clock was moved on purpose: what the database stamps follows."""
    teller: Teller | None = None
    _afterwards: list[Callable[[], None]] = field(default_factory=list)
    _told: list[Told] = field(default_factory=list)

    def tell(self, facts: Told) -> None:
        """Have developers hear of facts once everything is safely written."""
        if self.teller is not None:
            self._told.append(facts)

    def finish(self) -> None:
        """Write what was told; the last thing before the commit."""
        if self.teller is not None and self._told:
            self.teller.write(self, self._told)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do *act* once everything is safely written (wake-ups only)."""
        self._afterwards.append(act)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside when it raises, and only that."""
        told = len(self._told)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self._told[told:]
            raise


@dataclass(frozen=True, slots=True)
class MerchantWork:
    """What the repositories of staff need while a unit of work is open."""

    connection: Connection
    merchant_id: UUID
    ids: Ids


def repeatable(error: DBAPIError) -> bool:
    """Tell whether doing the whole unit of work again may help."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    if isinstance(error.orig, psycopg.errors.UniqueViolation):
        return error.orig.diag.constraint_name == TWIN
    return state in REPEATABLE_STATES or state.startswith("08")


class Database:
    """Opens units of work. One per process; never crosses a fork."""

    def __init__(
        self,
        engine: Engine,
        ids: Ids,
        ahead: Callable[[], timedelta] = timedelta,
        teller: Teller | None = None,
    ) -> None:
        self.engine = engine
        self._ids = ids
        self._teller = teller
        self.ahead = ahead
        """How far our clock was moved on purpose; a machine's own never is."""

    @contextmanager
    def unit_of_work(self, programme_id: UUID) -> Iterator[UnitOfWork]:
        """Open one unit of work; commit at the end, roll back on any error."""
        with self.engine.connect() as connection, connection.begin():
            _begin(connection, "programme_id", programme_id)
            uow = UnitOfWork(
                connection, programme_id, self._ids, self.ahead(), self._teller
            )
            yield uow
            uow.finish()
        for act in uow._afterwards:  # noqa: SLF001 - our own record
            act()

    @contextmanager
    def merchant_work(self, merchant_id: UUID) -> Iterator[MerchantWork]:
        """Open one unit of work on what belongs to a merchant."""
        with self.engine.connect() as connection, connection.begin():
            _begin(connection, "merchant_id", merchant_id)
            yield MerchantWork(connection, merchant_id, self._ids)

    @contextmanager
    def unbound(self) -> Iterator[Connection]:
        """Open a connection without a programme: for look-ups that return ids."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def run(self, programme_id: UUID, work: Callable[[UnitOfWork], T]) -> T:
        """Do *work* in a unit of work, again when the database asks for it.

        Raises:
            Busy: The locks or the connection were not had in five attempts.
            MemberMoved: A member of the work is gone each time; who called it holds
                something that was read before.
        """

        def once() -> T:
            with self.unit_of_work(programme_id) as uow:
                return work(uow)

        return self._repeated(once)

    def run_merchant(self, merchant_id: UUID, work: Callable[[MerchantWork], T]) -> T:
        """Do *work* on what belongs to a merchant, repeated as ``run`` does.

        Raises:
            Busy: The locks or the connection were not had in five attempts.
        """

        def once() -> T:
            with self.merchant_work(merchant_id) as merchant:
                return work(merchant)

        return self._repeated(once)

    def _repeated(self, once: Callable[[], T]) -> T:
        cause: Exception | None = None
        for attempt in range(1, ATTEMPTS + 1):
            if cause is not None:
                sleep(self._ids.jitter_ms(BACKOFF_MS * 2**attempt) / 1000)
            try:
                return once()
            except DBAPIError as error:
                if not repeatable(error):
                    raise
                cause = error
            except (PoolTimeoutError, MemberMoved) as error:
                cause = error
        if isinstance(cause, MemberMoved):
            raise cause
        raise Busy("the database did not answer in time") from cause
