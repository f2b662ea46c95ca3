"""``setia members``: people and their points from a file, and everything as files."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid, stop
from app.domain.errors import Malformed
from app.domain.exporting import FORMATS, Format, Topic
from app.domain.importing.faults import FAULTS
from app.domain.importing.options import ImportOptions
from app.domain.importing.reading import MOST_BYTES
from app.domain.importing.sources import SOURCES
from app.services.env import Env
from app.services.exporting import desk as exporting
from app.services.exporting.formats import refuse_parquet
from app.services.importing import agreeing, desk, errors, work
from app.storage.importing import ImportRepository, ImportRow
from app.storage.unit_of_work import UnitOfWork

ACTOR = "cli"
LOOK_EVERY_S = 0.5
Told = Callable[[int, int], None]
SAID = (
    ("rows", "rows"),
    ("people", "people"),
    ("found", "  members already"),
    ("new", "  new"),
    ("given", "points given"),
    ("pending", "points that wait"),
    ("taken", "points taken"),
    ("credit", "store credit"),
    ("liability_minor", "worth (smallest units)"),
    ("tiers_up", "tiers up"),
    ("rewards", "live discount codes"),
    ("rewards_over", "  lapsed, left out"),
    ("codes", "referral codes"),
    ("tagged", "members with tags"),
    ("past", "members with a history"),
    ("duplicates", "duplicates left out"),
    ("refused", "rows left out"),
)


@click.group()
def members() -> None:
    """Members: bring them in from a file, take everything out."""


@members.command("import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--source", type=click.Choice(sorted(SOURCES)), default="generic")
@click.option("--mode", type=click.Choice(["add", "set", "keep_higher"]), default="add")
@click.option("--unknown", type=click.Choice(["create", "invite", "skip"]))
@click.option("--rate", help="What an old point is worth in ours, such as 2 or 1/10.")
@click.option("--expiry", help="programme, never, a number of days, or a day.")
@click.option("--dates", type=click.Choice(["day_first", "month_first"]))
@click.option("--country", help="Of phone numbers without one: ID, MY …")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option("--errors", "faulty", type=click.Path(), help="Write refused rows here.")
@click.option("--approved-by", help="The second person, for very many points.")
@click.option("--resume", help="Go on with this import, which was stopped.")
@click.option("--undo", help="Take this import back.")
@click.option("--leave-touched", is_flag=True, help="With --undo: used points stay.")
@programme_option
def import_file(programme: UUID | None, **said: Any) -> None:  # noqa: ANN401 - options
    """Bring people and points in from FILE: first tried, then done.

    Ctrl-C stops it after the people in hand; --resume ID goes on.
    """
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        if said["undo"]:
            _undo(env, programme_id, _id(said["undo"]), stays=said["leave_touched"])
            return
        if said["resume"]:
            _run(env, programme_id, _id(said["resume"]))
            return
        if said["file"] is None:
            raise click.UsageError("name a file, or --resume ID, or --undo ID")
        row = _upload(env, programme_id, Path(said["file"]), said)
        row = _try(env, programme_id, row)
        if said["faulty"]:
            with Path(said["faulty"]).open("wb") as out:
                out.writelines(errors.error_file(env, programme_id, row))
        if said["dry_run"]:
            return
        if said["approved_by"]:
            by = f"{ACTOR}:{said['approved_by']}"
            _do(
                env,
                programme_id,
                lambda uow: desk.approve(uow, row.import_id, actor=by),
            )
        _run(env, programme_id, row.import_id)


def _upload(
    env: Env, programme_id: UUID, path: Path, said: dict[str, Any]
) -> ImportRow:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    row = desk.upload(
        env, programme_id, data, name=path.name, source=said["source"], actor=ACTOR
    )
    answers = {
        "mode": said["mode"],
        "unknown": said["unknown"],
        "rate": said["rate"],
        "date_order": said["dates"],
        "country": said["country"],
        **_expiry(said["expiry"]),
    }
    chosen = {name: value for name, value in answers.items() if value is not None}
    try:
        options = ImportOptions.model_validate({**row.options, **chosen})
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return _do(
        env,
        programme_id,
        lambda uow: desk.answer(uow, row.import_id, options, by=ACTOR),
    )


def _expiry(text: str | None) -> dict[str, object]:
    if text is None or text in {"programme", "never"}:
        return {"expiry": text}
    if text.isdecimal():
        return {"expiry": "days", "expiry_days": int(text)}
    return {"expiry": "date", "expiry_date": text}


def _try(env: Env, programme_id: UUID, row: ImportRow) -> ImportRow:
    _do(env, programme_id, lambda uow: desk.check(env, uow, row.import_id))
    found = _worked(env, programme_id, row.import_id, "tried")
    if found.checked is None:
        stop(f"not tried: {found.problem or 'stopped'}")
    _print(found, found.checked)
    return found


def _run(env: Env, programme_id: UUID, import_id: UUID) -> None:
    _do(env, programme_id, lambda uow: desk.start(env, uow, import_id))
    found = _worked(env, programme_id, import_id, "done")
    _print(found, found.done)
    if found.state != "done":
        stop(
            f"{found.state}: {found.problem or ''} go on with"
            f" `setia members import --resume {import_id}`"
        )
    click.echo(f"take it back with `setia members import --undo {import_id}`")


def _undo(env: Env, programme_id: UUID, import_id: UUID, *, stays: bool) -> None:
    _do(
        env,
        programme_id,
        lambda uow: desk.undo(env, uow, import_id, leave_touched=stays),
    )
    found = _worked(env, programme_id, import_id, "taken back")
    click.echo(found.state)


def _worked(env: Env, programme_id: UUID, import_id: UUID, what: str) -> ImportRow:
    """Do what the import waits for, with a bar; Ctrl-C stops it."""
    with _bar(env, programme_id, import_id, what) as told:
        while work.work_on(env, programme_id, import_id, told) is not None:
            # A worker was faster: look how far it is.
            row = _look(env, programme_id, import_id)
            if not desk.working(row):
                break
            told(row.people_done, row.people_total)
            sleep(LOOK_EVERY_S)
    return _look(env, programme_id, import_id)


def _look(env: Env, programme_id: UUID, import_id: UUID) -> ImportRow:
    return _do(env, programme_id, lambda uow: ImportRepository(uow).get(import_id))


@contextmanager
def _bar(env: Env, programme_id: UUID, import_id: UUID, what: str) -> Iterator[Told]:
    bar = Progress(
        f"{what:>10}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
    asked: list[bool] = []
    before = signal.signal(signal.SIGINT, lambda _number, _frame: asked.append(True))
    try:
        with bar:
            task = bar.add_task(what, total=None)

            def told(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)
                if asked:
                    asked.clear()
                    _do(env, programme_id, lambda uow: desk.stop(uow, import_id))

            yield told
    finally:
        signal.signal(signal.SIGINT, before)


def _do(
    env: Env, programme_id: UUID, act: Callable[[UnitOfWork], ImportRow]
) -> ImportRow:
    return env.database.run(programme_id, act)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Malformed(f"{text!r} is no import's id") from error


def _print(row: ImportRow, figures: dict[str, Any]) -> None:
    table = Table("import", str(row.import_id), show_header=True)
    for name, words in SAID:
        if figures.get(name):
            table.add_row(words, f"{figures[name]:,}")
    console.print(table)
    if figures.get("refused"):
        console.print("rows left out: write them with --errors FILE.csv")
    if agreeing.waits_for_second_person(row):
        console.print("so many points need a second person: --approved-by NAME")
    if row.problem in FAULTS:
        console.print(FAULTS[row.problem])


@members.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True))
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([topic.value for topic in Topic]),
    help="Only these; may be said several times.",
)
@programme_option
def export_file(
    file: str, kind: Format, only: tuple[str, ...], programme: UUID | None
) -> None:
    """Write everything of a programme into FILE, a zip with one file a topic."""
    if kind == "parquet":
        refuse_parquet()
    topics = tuple(Topic(each) for each in only) or tuple(Topic)
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        counted: dict[str, int] = {}

        def told(name: str, rows: int) -> None:
            counted[name] = counted.get(name, 0) + rows
            bar.update(task, description=f"{name} {counted[name]:,}", advance=rows)

        target = Path(file)
        part = target.with_name(f"{target.name}.part")
        with (
            Progress(
                "{task.description}",
                TimeElapsedColumn(),
                console=Console(stderr=True, highlight=False),
                transient=True,
            ) as bar,
            part.open("wb") as out,
        ):
            task = bar.add_task("", total=None)
            wish = exporting.Wish(kind, topics)
            out.writelines(exporting.export(env, programme_id, wish, told))
        part.replace(target)
    for name, rows in counted.items():
        click.echo(f"{name}: {rows}")


commands: list[click.Command] = [members]
