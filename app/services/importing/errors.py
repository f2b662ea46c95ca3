"""The rows that were left out, as a file: the same cells, and why.

Put right, it can be brought in again as it is; what it says beside is ignored.
"""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from app.domain.importing.faults import FAULTS
from app.domain.importing.reading import read_rows
from app.domain.sheets import sheet_line
from app.services.env import Env
from app.services.importing.job import dialect_of, file_of
from app.storage.importing import ImportRepository, ImportRow, Phase
from app.storage.unit_of_work import UnitOfWork

ADDED: Final = ("error_code", "error", "column")
BOM: Final = "\ufeff"
"""By this Excel knows that it is UTF-8."""

Say = Callable[[str], str]


def in_english(code: str) -> str:
    """Return why a row was left out, as the command line says it."""
    return FAULTS.get(code, code)


def fault_counts(env: Env, programme_id: UUID, row: ImportRow) -> list[tuple[str, int]]:
    """Return how often each fault was, the most frequent first; duplicates too."""
    phase: Phase = "check" if row.begun_at is None else "run"

    def read(uow: UnitOfWork) -> list[tuple[str, int]]:
        return ImportRepository(uow).fault_counts(row.import_id, phase)

    return env.database.run(programme_id, read)


def error_file(
    env: Env, programme_id: UUID, row: ImportRow, say: Say = in_english
) -> Iterator[bytes]:
    """Yield the refused rows of the run, or of the dry run before it, as CSV.

    Args:
        env: The world.
        programme_id: Whose import it is.
        row: The import.
        say: Returns why, for the code of a fault.

    Raises:
        FileMissing: The file's time is over.
    """
    phase: Phase = "check" if row.begun_at is None else "run"
    faults = env.database.run(
        programme_id, lambda uow: ImportRepository(uow).faults(row.import_id, phase)
    )
    data, dialect = file_of(env, programme_id, row), dialect_of(row)
    rows = read_rows(data, dialect)
    first = next(rows)
    yield (BOM + sheet_line([*first.cells, *ADDED])).encode()
    for each in rows:
        fault = faults.get(each.number)
        if fault is not None:
            cells = [*each.cells, *[""] * (len(first.cells) - len(each.cells))]
            told = (fault.code, say(fault.code), fault.column)
            yield sheet_line([*cells, *told]).encode()
