"""Imports as people ask for them: upload, answers, dry run, run, stop, undo.

The row is the work; a debt only leads a worker to it. One that waits for a second
person, or whose options changed since the dry run, does not run.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from app.domain.errors import Conflict, Refused
from app.domain.importing.columns import Column, suggest
from app.domain.importing.options import ImportOptions, needs_second_person
from app.domain.importing.reading import Dialect, Row, read_rows, recognise
from app.domain.importing.sources import SOURCES
from app.services import kept_files
from app.services.env import Env
from app.services.importing.job import dialect_of, file_of, sample
from app.services.importing.undoing import ImportTouched
from app.services.outbox import owe
from app.storage.importing import WORKING, ImportRepository, ImportRow, State
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "import"
FILE_LIVES: Final = timedelta(days=7)
"""Shorter than an erasure may take: nobody has to be looked for in it."""
UNDO_WITHIN: Final = timedelta(days=30)
ROWS_LIVE: Final = timedelta(days=60)
"""Of one that began late, too, undo is over by then."""
LONGEST_NAME: Final = 120
MOST_TIERS: Final = 30
RECENT: Final = 50


class ImportNotReady(Conflict):
    """The import is at another step than this deed needs."""

    code = "import_not_ready"

    def __init__(self, *, state: str) -> None:
        self.state = state
        super().__init__(f"this import is {state}")


class SecondPersonNeeded(Refused):
    """So many points need the word of somebody else."""

    code = "second_person_needed"


class UndoTooLate(Refused):
    """An import can be taken back for thirty days."""

    code = "import_undo_too_late"


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a file, and what its columns probably are."""

    headers: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    suggested: dict[Column, int]


def tiers_in(env: Env, programme_id: UUID, row: ImportRow) -> list[str]:
    """Return the names of tiers in the file, as far as there are not too many."""
    at = row.options["columns"].get(Column.TIER.value)
    if at is None:
        return []
    data = file_of(env, programme_id, row)
    found: dict[str, None] = {}
    for each in islice(read_rows(data, dialect_of(row)), 1, None):
        if at < len(each.cells) and each.cells[at] and len(found) < MOST_TIERS:
            found[each.cells[at]] = None
    return list(found)


def upload(
    env: Env,
    programme_id: UUID,
    data: bytes,
    *,
    name: str,
    source: str,
    actor: str,
) -> ImportRow:
    """Keep a file and begin an import of it; every row is read once.

    Raises:
        ImportTooLarge, ImportTooLong, ImportUnreadable: Nothing was kept.
        NothingPublished: There are no points to bring anything to yet.
    """
    _, document = env.database.run(
        programme_id, lambda uow: ProgrammeRepository(uow).live()
    )
    dialect = recognise(data)
    rows = sum(1 for _ in read_rows(data, dialect)) - 1
    head = sample(data, dialect)
    options = ImportOptions(
        source=source,
        columns=_suggested(head, source),
        asset=document.main_points,
    )
    now = env.clock.now()
    file_id = kept_files.keep(
        env, programme_id, "import", [data], dies_at=now + FILE_LIVES
    )
    import_id = env.ids.new()

    def write(uow: UnitOfWork) -> ImportRow:
        repository = ImportRepository(uow)
        repository.add(
            import_id,
            file_id=file_id,
            name=_safe(name),
            options=options.model_dump(mode="json"),
            shape=_shape(dialect, head, rows),
            by=actor,
            at=now,
        )
        return repository.get(import_id)

    return env.database.run(programme_id, write)


def _safe(name: str) -> str:
    """Return a name for showing; no file of ours is ever called it."""
    shown = "".join(letter for letter in name if letter.isprintable())
    return shown.replace("\\", "/").rsplit("/", maxsplit=1)[-1][-LONGEST_NAME:] or "csv"


def _shape(dialect: Dialect, head: list[Row], rows: int) -> dict[str, Any]:
    return {
        "encoding": dialect.encoding,
        "delimiter": dialect.delimiter,
        "headers": list(head[0].cells),
        "rows": rows,
    }


def _suggested(head: list[Row], source: str) -> dict[Column, int]:
    samples = [row.cells for row in head[1:]]
    return suggest(head[0].cells, samples, SOURCES[source].own)


def look(env: Env, programme_id: UUID, row: ImportRow, most: int = 5) -> Look:
    """Return the beginning of the file.

    Raises:
        FileMissing: Its time is over.
    """
    head = sample(file_of(env, programme_id, row), dialect_of(row))
    return Look(
        head[0].cells,
        tuple(each.cells for each in head[1 : most + 1]),
        _suggested(head, row.options["source"]),
    )


def answer(uow: UnitOfWork, import_id: UUID, options: ImportOptions) -> ImportRow:
    """Write what was chosen; what was tried before holds no more.

    Raises:
        ImportNotReady: It works, or has run.
    """
    repository = ImportRepository(uow)
    _at(repository.get(import_id, lock=True), "uploaded", "checked", "failed")
    repository.change(
        import_id,
        options=options.model_dump(mode="json"),
        state="uploaded",
        checked=None,
        approved_by=None,
        problem=None,
    )
    return repository.get(import_id)


def check(env: Env, uow: UnitOfWork, import_id: UUID) -> ImportRow:
    """Ask for a dry run.

    Raises:
        ImportNotReady: It works, or has run.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "uploaded", "checked", "failed")
    if row.begun_at is not None:
        raise ImportNotReady(state="stopped")
    repository.forget_faults(import_id, "check")
    return _work(env, uow, row, "checking")


def approve(uow: UnitOfWork, import_id: UUID, *, actor: str) -> ImportRow:
    """Give the second person's word for as many points as were tried.

    Raises:
        ImportNotReady: Nothing was tried yet.
        SecondPersonNeeded: Who asked for it can't be the second person.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "checked")
    if actor == row.asked_by:
        raise SecondPersonNeeded("somebody else than who uploaded it must agree")
    repository.change(import_id, approved_by=actor)
    return repository.get(import_id)


def start(env: Env, uow: UnitOfWork, import_id: UUID) -> ImportRow:
    """Begin the run, or go on with one that was stopped or failed.

    Raises:
        ImportNotReady: No dry run was made, or it works already.
        SecondPersonNeeded: Somebody else must agree first.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "checked", "stopped", "failed")
    if row.checked is None:
        raise ImportNotReady(state="uploaded")
    if waits_for_second_person(row):
        raise SecondPersonNeeded("so many points need the word of somebody else")
    return _work(env, uow, row, "running")


def waits_for_second_person(row: ImportRow) -> bool:
    """Tell whether somebody else must still agree."""
    tried = row.checked
    if tried is None or row.approved_by is not None:
        return False
    scale = 10 ** tried.get("scale", 0)
    total = tried["given"] + tried["pending"] + tried["taken"]
    return needs_second_person(largest=tried["largest"] // scale, total=total // scale)


def stop(uow: UnitOfWork, import_id: UUID) -> ImportRow:
    """Let a run or a dry run end after the chunk in hand.

    Raises:
        ImportNotReady: It does not work.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "checking", "running")
    after: State = "uploaded" if row.state == "checking" else "stopped"
    repository.change(import_id, state=after, lease_token=None, leased_until=None)
    return repository.get(import_id)


def undo(
    env: Env, uow: UnitOfWork, import_id: UUID, *, leave_touched: bool = False
) -> ImportRow:
    """Ask for everything to be taken back by counter-entries.

    Raises:
        ImportNotReady: It has not run, or works.
        UndoTooLate: Thirty days have passed.
        ImportTouched: Somebody used some of it, and theirs was not to stay.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "done", "stopped", "failed")
    if row.begun_at is None:
        raise ImportNotReady(state=row.state)
    if env.clock.now() > row.begun_at + UNDO_WITHIN:
        raise UndoTooLate("an import can be taken back for thirty days")
    touched = repository.touched(import_id)
    if touched and not leave_touched:
        raise ImportTouched(lots_touched=touched)
    repository.change(import_id, leave_touched=leave_touched)
    return _work(env, uow, row, "undoing")


def undo_until(row: ImportRow) -> datetime | None:
    """Return until when it can be taken back; None when there is nothing to."""
    if row.begun_at is None or row.state in {"undone", "undoing", "running"}:
        return None
    return row.begun_at + UNDO_WITHIN


def _at(row: ImportRow, *states: State) -> None:
    if row.state not in states:
        raise ImportNotReady(state=row.state)


def _work(env: Env, uow: UnitOfWork, row: ImportRow, state: State) -> ImportRow:
    repository = ImportRepository(uow)
    repository.change(
        row.import_id,
        state=state,
        problem=None,
        lease_token=None,
        leased_until=None,
    )
    subject = str(row.import_id)
    key = f"{subject}/{state}/{env.ids.new()}"
    owe(env, uow, KIND, subject, store_id=None, key=key)
    return repository.get(row.import_id)


def sweep(env: Env, programme_id: UUID) -> int:
    """Forget single rows once nothing can be taken back; the timer's way."""
    before = env.clock.now() - ROWS_LIVE

    def old(uow: UnitOfWork) -> list[UUID]:
        return ImportRepository(uow).old(before=before, most=RECENT)

    found = env.database.run(programme_id, old)
    for import_id in found:

        def forget(uow: UnitOfWork, import_id: UUID = import_id) -> None:
            ImportRepository(uow).forget_rows(import_id)

        env.database.run(programme_id, forget)
    return len(found)


def working(row: ImportRow) -> bool:
    """Tell whether a worker is at it, or will be."""
    return row.state in WORKING
