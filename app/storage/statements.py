"""Statements for the hot paths: written once, prepared by the driver.

They go past SQLAlchemy's statement and result machinery, on the same connection
and in the same transaction, and fail with the same exceptions. psycopg neither
caches nor prepares a converted statement beyond 4096 characters or 50
parameters, so placeholders are numbered here, once.
"""

import re
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement with ``%(name)s`` parameters. A percent sign is itself."""

    def __init__(self, text: str) -> None:
        self._names = list(dict.fromkeys(PLACEHOLDER.findall(text)))
        numbers = {name: n for n, name in enumerate(self._names, start=1)}
        self._text = PLACEHOLDER.sub(lambda found: f"${numbers[found[1]]}", text)
        self._bytes = self._text.encode()

    def rows(
        self, connection: Connection, parameters: Mapping[str, object]
    ) -> list[tuple[Any, ...]]:
        """Execute and return every row.

        Raises:
            DBAPIError: As SQLAlchemy raises it: ``IntegrityError`` and so on.
        """
        return self._execute(connection, parameters).fetchall()

    def run(self, connection: Connection, parameters: Mapping[str, object]) -> int:
        """Execute and return how many rows were touched."""
        return self._execute(connection, parameters).rowcount

    def _execute(
        self, connection: Connection, parameters: Mapping[str, object]
    ) -> psycopg.RawCursor[tuple[Any, ...]]:
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("this is no connection of psycopg")
        cursor = psycopg.RawCursor(driver)
        values = [parameters[name] for name in self._names]
        try:
            cursor.execute(self._bytes, values, prepare=True)
        except psycopg.Error as error:
            raise translated(connection, driver, self._text, error) from error
        return cursor


def translated(
    connection: Connection,
    driver: psycopg.Connection[Any],
    text: str,
    error: psycopg.Error,
) -> BaseException:
    """Return the driver's error as SQLAlchemy would raise it."""
    if driver.closed:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        psycopg.Error,
        connection_invalidated=driver.closed,
        dialect=connection.dialect,
    )
