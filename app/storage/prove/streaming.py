"""Long answers row by row: memory stays flat, however long they are.

The driver's own cursors, because millions of rows pass through here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection

AT_ONCE = 2_000
"""Rows fetched at a time."""


@contextmanager
def streamed(
    connection: Connection, statement: str, parameters: Mapping[str, Any]
) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Run *statement* and give its rows one by one; the cursor closes at the end."""
    with _driver(connection).cursor(name="setia_prove") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(statement.encode(), parameters)
        yield iter(cursor)


def answered(
    connection: Connection, statement: str, parameters: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Run *statement* and yield its rows as they come; read them to the end.

    Without a cursor in the server, which would keep it from using more than one
    of its processes. Nothing else can be asked of the connection meanwhile.
    """
    with _driver(connection).cursor() as cursor:
        yield from cursor.stream(statement.encode(), parameters)


def interrupt(connection: Connection) -> None:
    """End what another thread asks of the connection."""
    _driver(connection).cancel_safe()


def _driver(connection: Connection) -> psycopg.Connection[tuple[Any, ...]]:
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("the books are kept in PostgreSQL, reached through psycopg")
    return driver
