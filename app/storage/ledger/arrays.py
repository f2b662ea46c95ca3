"""Columns of many rows as one array parameter.

The texts are cast in the statement, so the type of a parameter never depends on
its values and a statement is prepared once. psycopg would send ``[1]`` and
``[100000]`` as arrays of different types.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

Plain = int | UUID | datetime | None


def array(values: Iterable[Plain]) -> str:
    """Return numbers, ids or instants as an array literal."""
    return "{" + ",".join([_plain(value) for value in values]) + "}"


def _plain(value: Plain) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def raw_array(values: Iterable[bytes | None]) -> str:
    """Return byte strings as a ``bytea[]`` literal."""
    return (
        "{"
        + ",".join(
            ["NULL" if value is None else f'"\\\\x{value.hex()}"' for value in values]
        )
        + "}"
    )


def text_array(values: Iterable[str | None]) -> str:
    """Return texts as a ``text[]`` literal, whatever they contain."""
    return "{" + ",".join([_quoted(value) for value in values]) + "}"


def _quoted(value: str | None) -> str:
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
