"""Rows as CSV, as lines of JSON, or as Parquet; into one archive, piece by piece.

Parquet needs DuckDB, which is an extra: whoever lacks it is told how to get it.
"""

import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from typing_extensions import override

from app.domain.errors import Refused
from app.domain.exporting import ENDINGS, Format
from app.domain.sheets import sheet_line

Rows = Iterable[Sequence[tuple[Any, ...]]]
MODULE: Final = "duckdb"
READ_BYTES: Final = 256 * 1024


class ParquetMissing(Refused):
    """Parquet files are written by DuckDB, which is not installed."""

    code = "parquet_missing"


def refuse_parquet() -> None:
    """Raise ``ParquetMissing`` where DuckDB is not installed."""
    if find_spec(MODULE) is None:
        raise ParquetMissing(
            'Parquet files are written by DuckDB: pip install "duckdb>=2",'
            " or choose CSV or JSON"
        )


class _Sink(io.RawIOBase):
    """Takes what an archive writes and gives it away; nothing can be gone back to."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: Any, /) -> int:
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        """Return what came since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


def archive(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield a zip of *files* while it is written; each is read when its turn comes."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as zipped:
        for name, chunks in files:
            with zipped.open(name, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def written(
    name: str, columns: Sequence[str], rows: Rows, kind: Format
) -> tuple[str, Iterator[bytes]]:
    """Return the name of a file and its bytes."""
    name = f"{name.replace('_', '-')}.{ENDINGS[kind]}"
    if kind == "csv":
        return name, as_csv(columns, rows)
    if kind == "json":
        return name, as_json(columns, rows)
    return name, as_parquet(columns, rows)


def as_csv(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield a header and lines in which no text is a formula."""
    yield sheet_line(columns).encode()
    for some in rows:
        yield "".join(map(sheet_line, some)).encode()


def as_json(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield one object a line."""
    for some in rows:
        lines = [
            json.dumps(
                dict(zip(columns, map(_plain, row), strict=True)),
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for row in some
        ]
        yield ("\n".join(lines) + "\n").encode() if lines else b""


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def as_parquet(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield a Parquet file; it is made beside, for its end is written into its head."""
    refuse_parquet()
    duckdb: Any = import_module(MODULE)
    with tempfile.TemporaryDirectory() as folder:
        lines, made = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        with lines.open("wb") as file:
            empty = True
            for chunk in as_json(columns, rows):
                empty = empty and not chunk
                file.write(chunk)
            if empty:
                # A file without rows has no columns either; one line shows them.
                file.write(json.dumps(dict.fromkeys(columns)).encode() + b"\n")
        where = "WHERE false" if empty else ""
        with duckdb.connect() as engine:
            engine.execute(
                f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited',"  # noqa: S608 - our own words
                f" sample_size = -1) {where}) TO '{made}' (FORMAT parquet)",
                [str(lines)],
            )
        with made.open("rb") as file:
            while chunk := file.read(READ_BYTES):
                yield chunk
