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
    return f"{{{','.join(map(_plain, values))}}}"


def _plain(value: Plain) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, UUID):
        return f"{value.int:032x}"  # without dashes: half the work
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def raw_array(values: Iterable[bytes | None]) -> str:
    """Return byte strings as a ``bytea[]`` literal."""
    return f"{{{','.join(map(_hex, values))}}}"


def _hex(value: bytes | None) -> str:
    return "NULL" if value is None else f'"\\\\x{value.hex()}"'


def text_array(values: Iterable[str | None]) -> str:
    """Return texts as a ``text[]`` literal, whatever they contain."""
    return f"{{{','.join(map(_quoted, values))}}}"


def _quoted(value: str | None) -> str:
    if value is None:
        return "NULL"
    if value.isidentifier():
        return f'"{value}"'
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
