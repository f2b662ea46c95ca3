"""A progress line on standard error, so that standard output stays clean."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from app.storage.prove import Progress as Told
from app.storage.prove import silent

LEAST_MS = 100
"""Between two redraws."""


@contextmanager
def shown(*, wanted: bool) -> Iterator[Told]:
    """Give a function that draws how far a long run is; nothing off a terminal."""
    errors = Console(stderr=True, highlight=False)
    if not wanted or not errors.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("", total=None)
        last_ns = 0

        def told(what: str, done: int, of: int) -> None:
            nonlocal last_ns
            now_ns = time.monotonic_ns()
            if done < of and now_ns - last_ns < LEAST_MS * 1_000_000:
                return
            last_ns = now_ns
            bar.update(task, description=what, completed=done, total=of)

        yield told
