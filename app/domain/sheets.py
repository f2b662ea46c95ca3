"""Lines of a spreadsheet in which no text is taken for a formula.

A text that begins like a formula gets a single quote in front; numbers stay
numbers, also below zero (SEC-J1; quoting by RFC 4180).
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, TypeAlias
from uuid import UUID

Cell: TypeAlias = "str | int | date | datetime | UUID | None"

RISKY: Final = (
    *("=", "+", "-", "@", "\t", "\r", "\n", "\0"),
    *("\uff1d", "\uff0b", "\uff0d", "\uff20"),
)
"""Signs with which a spreadsheet begins a formula, and their full-width twins."""


def sheet_cell(value: Cell) -> str | int:
    """Return what stands in a cell: a number, or a text that is only a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def sheet_line(cells: Iterable[Cell]) -> str:
    """Return one line of CSV, ended as RFC 4180 wants it."""
    out = io.StringIO()
    csv.writer(out).writerow([sheet_cell(cell) for cell in cells])
    return out.getvalue()
