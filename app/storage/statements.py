"""Statements for the hot paths: written once, prepared on each connection.

They go past SQLAlchemy's statement and result machinery and past psycopg's
cursors, straight to libpq, on the same connection and in the same transaction,
and fail with the same exceptions. A statement that a session has prepared is one
call that blocks outside the interpreter's lock; waiting in Python for what the
server will say in a tenth of a millisecond costs more than the statement.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import NoneType
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.abc import PQGen
from psycopg.abc import Transformer as Reader
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.rows import RowFactory, tuple_row
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
DONE: Final = frozenset((ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK))

_numbers = itertools.count(1)


class Link(psycopg.Connection[tuple[Any, ...]]):
    """A connection that ends its transactions in one call to libpq.

    It knows what was prepared on it, by name, and who reads the rows of each.
    Savepoints aside, no transaction block, pipeline or second phase of psycopg's
    own is in use here.
    """

    def __init__(
        self, server: PGconn, row_factory: RowFactory[Any] = tuple_row
    ) -> None:
        super().__init__(server, row_factory)
        self.readers: dict[bytes, Reader | None] = {}

    @override
    def commit(self) -> None:
        """Make what was done durable."""
        self._end(b"COMMIT")

    @override
    def rollback(self) -> None:
        """Undo what was done."""
        self._end(b"ROLLBACK")

    def _end(self, command: bytes) -> None:
        if self.pgconn.transaction_status != TransactionStatus.IDLE:
            checked(self, self.pgconn.exec_(command))

    @override
    def _deallocate(self, name: bytes | None) -> PQGen[None]:
        # After a savepoint was undone psycopg forgets all statements, ours too.
        if name is None:
            self.readers.clear()
        return super()._deallocate(name)


class Prepared:
    """A statement with ``%(name)s`` parameters. A percent sign is itself."""

    def __init__(self, text: str) -> None:
        self._names = list(dict.fromkeys(PLACEHOLDER.findall(text)))
        numbers = {name: n for n, name in enumerate(self._names, start=1)}
        self._text = PLACEHOLDER.sub(lambda found: f"${numbers[found[1]]}", text)
        self._bytes = self._text.encode()
        self._called = b"setia_%d" % next(_numbers)

    def rows(
        self, connection: Connection, parameters: Mapping[str, object]
    ) -> list[tuple[Any, ...]]:
        """Execute and return every row.

        Raises:
            DBAPIError: As SQLAlchemy raises it: ``IntegrityError`` and so on.
        """
        link = driver_of(connection)
        result = self._execute(connection, link, parameters)
        # How columns are read follows from the statement, so it is worked out once.
        reader = link.readers[self._called]
        if reader is None:
            reader = link.readers[self._called] = Transformer(link)
            reader.set_pgresult(result)
        else:
            reader.set_pgresult(result, set_loaders=False)
        rows = reader.load_rows(0, result.ntuples, tuple)
        reader.set_pgresult(None, set_loaders=False)
        return rows

    def run(self, connection: Connection, parameters: Mapping[str, object]) -> int:
        """Execute and return how many rows were touched."""
        result = self._execute(connection, driver_of(connection), parameters)
        return result.command_tuples or 0

    def _execute(
        self, connection: Connection, link: Link, parameters: Mapping[str, object]
    ) -> PGresult:
        server, called = link.pgconn, self._called
        try:
            values: list[Any] = [sent(parameters[name]) for name in self._names]
            if server.transaction_status == TransactionStatus.IDLE:
                checked(link, server.exec_(b"BEGIN"))
            if called not in link.readers:
                checked(link, server.prepare(called, self._bytes))
                link.readers[called] = None
            result = server.exec_prepared(called, values, None, Format.BINARY)
            return checked(link, result)
        except psycopg.Error as error:
            raise translated(connection, link, self._text, error) from error


def _text(value: str) -> bytes:
    encoded = value.encode()
    if 0 in encoded:
        raise psycopg.DataError("a text must not contain NUL")
    return encoded


SENT: Final[dict[type, Callable[[Any], bytes | None]]] = {
    NoneType: lambda _none: None,
    str: _text,
    int: lambda number: b"%d" % number,
    bool: lambda yes: b"t" if yes else b"f",
    UUID: lambda identity: b"%032x" % identity.int,
    datetime: lambda at: at.isoformat().encode(),
    bytes: lambda raw: b"\\x" + raw.hex().encode(),
}
"""How a parameter is written for the server: as text, whatever it is."""


def sent(value: object) -> bytes | None:
    """Return a parameter as the server is sent it."""
    write = SENT.get(type(value)) or next(
        (SENT[kind] for kind in SENT if isinstance(value, kind)), None
    )
    if write is None:
        raise TypeError(f"{type(value).__name__} is no parameter of such statements")
    return write(value)


def driver_of(connection: Connection) -> Link:
    """Return psycopg's connection under *connection*."""
    link = connection.connection.driver_connection
    if not isinstance(link, Link):
        raise TypeError("this is no connection of make_engine")
    return link


def checked(link: Link, result: PGresult) -> PGresult:
    """Return *result*; raise what psycopg would when it is an error."""
    if result.status in DONE:
        return result
    if link.pgconn.status == ConnStatus.BAD:
        raise psycopg.OperationalError(result.get_error_message())
    raise error_from_result(result, link.info.encoding)


def translated(
    connection: Connection, link: Link, text: str, error: psycopg.Error
) -> BaseException:
    """Return the driver's error as SQLAlchemy would raise it."""
    if link.closed:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        psycopg.Error,
        connection_invalidated=link.closed,
        dialect=connection.dialect,
    )
