"""A file of bytes as numbered rows of cells, whatever program wrote it.

UTF-8, UTF-16 and Latin-1 (as Windows writes it) are told apart; a file that mixes
them is refused, because half of its names would come out wrong. The delimiter is
the one that the first line has most of.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.domain.importing.faults import (
    ImportTooLarge,
    ImportTooLong,
    ImportUnreadable,
)

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 100
MOST_CELL_LETTERS: Final = csv.field_size_limit()
"""What the library reads into one cell; it stops there, and says so in a sentence."""
TOO_LARGE: Final = "field larger than field limit"
DELIMITERS: Final = (",", ";", "\t")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRANGERS: Final = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"\x1f\x8b", "compressed"),
)
_LATIN: Final = "cp1252"
_UTF8_LETTER: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written."""

    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file; *number* is what a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


def recognise(data: bytes) -> Dialect:
    """Return how *data* is written.

    Raises:
        ImportTooLarge: More than 20 MB.
        ImportUnreadable: No text, or letters of two encodings.
    """
    if len(data) > MOST_BYTES:
        raise ImportTooLarge(most_bytes=MOST_BYTES)
    encoding = _encoding(data)
    try:
        first = _first_line(data, encoding)
    except UnicodeDecodeError as error:
        raise ImportUnreadable("binary") from error
    if not first.strip():
        raise ImportUnreadable("empty")
    named = re.fullmatch(r"sep=(.)", first.strip("\r\n"), re.IGNORECASE)
    if named:
        return Dialect(encoding, named[1])
    return Dialect(encoding, max(DELIMITERS, key=lambda each: _cells(first, each)))


def _encoding(data: bytes) -> str:
    for mark, reason in _STRANGERS:
        if data.startswith(mark):
            raise ImportUnreadable(reason)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if b"\x00" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        if max(odd, even) < len(head) // 4:
            raise ImportUnreadable("binary")
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    return "utf-8"


def _not_utf8(data: bytes, at: int) -> str:
    """Return Latin-1 for a file that is not UTF-8, unless it is some of both."""
    letters = len(_UTF8_LETTER.findall(data))
    alone = len(_HIGH.findall(_UTF8_LETTER.sub(b"", data)))
    if letters > alone // 10:
        raise ImportUnreadable("mixed_encodings", line=data.count(b"\n", 0, at) + 1)
    try:
        data.decode(_LATIN)
    except UnicodeDecodeError as error:
        raise ImportUnreadable("binary") from error
    return _LATIN


def _first_line(data: bytes, encoding: str) -> str:
    return _texts(data, encoding).readline()


def _texts(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _cells(line: str, delimiter: str) -> int:
    """Return into how many cells a line falls; none where one would be too large."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 0


def read_rows(data: bytes, dialect: Dialect) -> Iterator[Row]:
    """Yield the first row and those after it; empty rows are left out.

    Raises:
        ImportTooLong: More than 200,000 rows after the first.
        ImportUnreadable: A quotation mark that is not closed, letters that can't
            be read, a cell that is too large, or too many columns.
    """
    found, lines = 0, _texts(data, dialect.encoding)
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    try:
        for cells in reader:
            if not any(cells) or (not found and _names_separator(cells)):
                continue
            found += 1
            if len(cells) > MOST_COLUMNS:
                raise ImportUnreadable(
                    "columns", line=reader.line_num, most=MOST_COLUMNS
                )
            if found > MOST_ROWS + 1:
                raise ImportTooLong(most_rows=MOST_ROWS)
            yield Row(reader.line_num, tuple(map(clean, cells)))
    except UnicodeDecodeError as error:
        raise ImportUnreadable("binary", line=reader.line_num + 1) from error
    except csv.Error as error:
        large = str(error).startswith(TOO_LARGE)
        reason = "cell" if large else "quotes"
        most = MOST_CELL_LETTERS if large else 0
        raise ImportUnreadable(reason, line=reader.line_num, most=most) from error


def _names_separator(cells: list[str]) -> bool:
    """Tell whether this is the line by which Excel is told the delimiter."""
    return cells[0].lower().startswith("sep=") and not any(cells[1:])


def clean(text: str) -> str:
    """Return a cell as one would read it: composed, without what can't be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()
