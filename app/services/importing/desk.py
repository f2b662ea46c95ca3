"""Imports as people ask for them: upload, answers, dry run, run, stop, undo.

The row is the work; a debt only leads a worker to it. One that waits for a second
person, or whose options changed since the dry run, does not run.

Points come in within the limits of who begins the run, as by hand. Beyond them the
word of somebody is needed whose limits cover it, and who had no hand in the numbers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Conflict, Refused
from app.domain.goodwill import over_batch
from app.domain.importing.columns import Column, suggest
from app.domain.importing.options import ImportOptions
from app.domain.importing.reading import Dialect, Row, read_rows, recognise
from app.domain.importing.sources import SOURCES
from app.domain.staff import Role
from app.services import goodwill, kept_files
from app.services.env import Env
from app.services.goodwill import OverLimit
from app.services.importing.agreeing import SecondPersonNeeded, allowed_to, is_author
from app.services.importing.allowance import batch_of
from app.services.importing.job import dialect_of, file_of, sample
from app.services.importing.undoing import ImportTouched
from app.services.outbox import owe
from app.services.staff.principal import StaffPrincipal
from app.storage.importing import WORKING, ImportRepository, ImportRow, State
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "import"
FILE_LIVES: Final = goodwill.FILE_LIVES
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


def answer(
    uow: UnitOfWork, import_id: UUID, options: ImportOptions, *, by: str
) -> ImportRow:
    """Write what *by* chose; what was tried before holds no more.

    Raises:
        ImportNotReady: It works, or has run.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "uploaded", "checked", "failed")
    if row.begun_at is not None:
        # Part of it is done as it was answered then: it goes on, or is taken back.
        raise ImportNotReady(state="stopped")
    repository.change(
        import_id,
        hands=Jsonb([*row.hands, *({by} - set(row.hands))]),
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
    # Whoever agreed did so to other figures.
    repository.change(import_id, approved_by=None)
    return _work(env, uow, row, "checking")


def approve(
    uow: UnitOfWork, import_id: UUID, *, actor: str, role: Role | None = None
) -> ImportRow:
    """Give the second person's word for as many points as were tried.

    Args:
        uow: The unit of work.
        import_id: The import.
        actor: Who agrees.
        role: Theirs; None: on the machine itself, where everybody is its owner.

    Raises:
        ImportNotReady: Nothing was tried yet.
        SecondPersonNeeded: Whose numbers they are can't be the second person.
        OverLimit: Beyond what this person may do alone, too.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "checked")
    if is_author(row, actor):
        raise SecondPersonNeeded(
            "somebody else than who uploaded or answered must agree"
        )
    if role is not None and row.checked is not None:
        limits = goodwill.limits_of(uow)[role]
        found = over_batch(batch_of(row.checked), limits, today=0)
        if found is not None:
            raise OverLimit(found, limits, used=0)
    repository.change(import_id, approved_by=actor)
    return repository.get(import_id)


def start(
    env: Env, uow: UnitOfWork, import_id: UUID, staff: StaffPrincipal | None = None
) -> ImportRow:
    """Begin the run, or go on with one that was stopped or failed.

    Args:
        env: The collaborators.
        uow: The unit of work.
        import_id: The import.
        staff: Who begins; None: on the machine itself.

    Raises:
        ImportNotReady: No dry run was made, or it works already.
        SecondPersonNeeded: Somebody else must agree first.
    """
    repository = ImportRepository(uow)
    row = repository.get(import_id, lock=True)
    _at(row, "checked", "stopped", "failed")
    if row.checked is None:
        raise ImportNotReady(state="uploaded")
    # What has begun goes on within what was allowed then.
    if row.begun_at is None:
        allowed = allowed_to(env, uow, row, row.checked, staff)
        repository.change(import_id, allowed=allowed)
    return _work(env, uow, row, "running")


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
