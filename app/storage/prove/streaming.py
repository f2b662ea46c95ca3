"""Long answers through a server-side cursor: memory stays flat, however long.

The driver's own cursor, because millions of rows pass through here.
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
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("the books are kept in PostgreSQL, reached through psycopg")
    with driver.cursor(name="setia_prove") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(statement.encode(), parameters)
        yield iter(cursor)
