"""Documents that commands are given as files."""

from pathlib import Path

import click

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid, Problem
from app.recipes.reading import Source, read_source
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork


def read_document(path: Path) -> ProgrammeDocument:
    """Return the document of a file, or end with every problem and its line."""
    source: Source | None = None
    try:
        source = read_source(path.read_text(encoding="utf-8"))
        return load_document(source.data)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8 text") from error
    except DocumentInvalid as error:
        for problem in error.problems:
            line = None if source is None else source.line(problem.steps)
            print_problem(problem, str(path) if line is None else f"{path}:{line}")
        count = len(error.problems)
        raise click.ClickException(
            f"{count} problem(s), nothing was changed"
        ) from error


def draft_or_file(path: Path | None, uow: UnitOfWork) -> ProgrammeDocument:
    """Return the document of a file, or without one the draft."""
    return (
        ProgrammeRepository(uow).draft().document
        if path is None
        else read_document(path)
    )


def print_problem(problem: Problem, where: str) -> None:
    click.echo(f"{where}: {problem.path}", err=True)
    click.echo(f"    {problem.reason}", err=True)
    if problem.value is not None:
        click.echo(f"    found: {problem.shown}", err=True)
    if problem.nearest is not None:
        click.echo(f"    nearest: {problem.nearest}", err=True)
