"""Bytes become rows whatever program wrote them; what can't be told is refused."""

import gzip
from collections.abc import Sequence

import pytest

from app.domain.importing.faults import (
    ImportTooLarge,
    ImportTooLong,
    ImportUnreadable,
)
from app.domain.importing.reading import (
    MOST_BYTES,
    MOST_ROWS,
    Dialect,
    clean,
    read_rows,
    recognise,
)

TEXT = "email,name\nzoe@x.test,Zoë Müller\n"
WIDE = "email,naam\r\nzoe@x.test,Zoë\r\n"


def rows(data: bytes) -> list[Sequence[str]]:
    return [row.cells for row in read_rows(data, recognise(data))]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_usual_encoding_is_recognised(encoding: str, named: str) -> None:
    data = TEXT.encode(encoding)

    assert recognise(data) == Dialect(named, ",")
    assert rows(data) == [("email", "name"), ("zoe@x.test", "Zoë Müller")]


def test_utf_16_with_the_big_end_first_is_known_by_its_mark() -> None:
    assert rows(b"\xfe\xff" + WIDE.encode("utf-16-be"))[1] == ("zoe@x.test", "Zoë")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_is_there(delimiter: str) -> None:
    data = f'a{delimiter}b\n"1,5;2"{delimiter}x\n'.encode()

    assert rows(data) == [("a", "b"), ("1,5;2", "x")]


def test_the_line_that_tells_excel_the_delimiter_is_no_row() -> None:
    assert rows(b"sep=;\r\na;b\r\n1;2\r\n") == [("a", "b"), ("1", "2")]


def test_a_row_is_numbered_as_a_spreadsheet_does() -> None:
    data = b'a,b\n\n1,"two\nlines"\n3,4\n'

    assert [row.number for row in read_rows(data, recognise(data))] == [1, 4, 5]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "workbook"),
        (gzip.compress(b"a,b", mtime=0), "compressed"),
        (b"a\x00b" + bytes(range(1, 200)) * 3, "binary"),
        (b"a,b\n\x81\x8d\n", "binary"),
        (b"\xff\xfea\x00\x00\xd8,", "binary"),
        ("Zoë\n".encode() + "Müller\n".encode("cp1252"), "mixed_encodings"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ImportUnreadable) as refused:
        recognise(data)

    assert refused.value.reason == reason


def test_mixed_letters_are_named_by_their_line() -> None:
    data = "a\nZoë\n".encode() + "Müller\n".encode("cp1252")

    with pytest.raises(ImportUnreadable) as refused:
        recognise(data)

    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'a,b\n"never closed,1\n', "quotes"),
        (b'a,b\n"x"y,1\n', "quotes"),
        (b"a," * 101 + b"\n", "columns"),
        (b"a" * 200_000 + b"\nx\n", "cell"),
        (b"a," * 200_000 + b"\n", "columns"),
        (b"a,b\nx," + b"1" * 200_000 + b"\n", "cell"),
        (b'a,b\n"' + b"1" * 200_000 + b'",x\n', "cell"),
        (("a\n" * 9_000).encode("utf-16") + b"\x00\xd8a\x00\n\x00", "binary"),
    ],
)
def test_what_can_not_be_read_to_its_end_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ImportUnreadable) as refused:
        rows(data)

    assert refused.value.reason == reason


def test_more_than_twenty_megabytes_are_refused() -> None:
    with pytest.raises(ImportTooLarge):
        recognise(b"x" * (MOST_BYTES + 1))


def test_two_hundred_thousand_rows_come_in_and_one_more_does_not() -> None:
    most = b"a\n" + b"1\n" * MOST_ROWS

    assert sum(1 for _ in read_rows(most, recognise(most))) == MOST_ROWS + 1
    with pytest.raises(ImportTooLong):
        rows(most + b"1\n")


def test_a_bomb_of_one_cell_is_refused() -> None:
    bomb = b'a\n"' + b"x" * 200_000 + b'"\n'

    with pytest.raises(ImportUnreadable):
        rows(bomb)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (" a ", "a"),
        ("a\u200bda\ufeff", "ada"),
        ("e\u0301", "é"),
        ("a\x00b", "ab"),
    ],
)
def test_what_can_not_be_seen_is_taken_away(said: str, read: str) -> None:
    assert clean(said) == read
