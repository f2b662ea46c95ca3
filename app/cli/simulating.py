"""``setia programme simulate``: try a document on the orders of the past."""

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from threading import Event
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.cli.documents import read_document
from app.domain.metrics.periods import first_day, shifted
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.numbers import HUNDRED, parse_fraction
from app.domain.simulation.telling import compared, months_told
from app.services import programmes, simulation
from app.services.env import Env
from app.services.simulation import Question, Simulated, Told
from app.services.simulation_desk import told_of

LAST_MONTHS = re.compile(r"last-([1-9][0-9]?)-months?")
ALL = "all"
DRAFT, LIVE = "draft", "live"


@click.command()
@click.argument("document", metavar="DRAFT")
@click.option(
    "--orders",
    "orders",
    default="last-12-months",
    show_default=True,
    help="last-N-months, all, or a file of orders (.csv or .jsonl).",
)
@click.option(
    "--redemption-rate",
    "rate",
    default="70%",
    show_default=True,
    help="Which part of the points is expected to be used.",
)
@click.option("--top", default=10, show_default=True, help="Members to name.")
@click.option("--alone", is_flag=True, help="Without the live version beside it.")
@click.option("--order", "one", help="Only this order: STORE/REF, with every reason.")
@click.option("--json", "as_data", is_flag=True, help="For programs.")
@programme_option
def simulate(  # noqa: PLR0917 - one for each option of the command
    document: str,
    orders: str,
    rate: str,
    top: int,
    one: str | None,
    programme: UUID | None,
    *,
    alone: bool,
    as_data: bool,
) -> None:
    """Say what DRAFT would have given, cost and left owed; nothing is changed.

    DRAFT is a file, ``draft``, ``live`` or the number of a version. Ctrl-C stops
    and tells of the orders that were played.
    """
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        tried = _document(env, programme_id, document)
        if one is not None:
            _one(env, programme_id, tried, one)
            return
        since, file = _span(env, orders)
        question = Question(
            tried,
            since=since,
            file=file,
            redemption_rate=_share(rate),
            leaders=top,
            beside_live=not alone and document != LIVE,
        )
        with _shown(wanted=not as_data) as told:
            found = simulation.simulate(env, programme_id, question, told=told)
    if as_data:
        click.echo(json.dumps(told_of(found)))
    else:
        _print(found)


def _document(env: Env, programme_id: UUID, named: str) -> ProgrammeDocument:
    if named == DRAFT:
        return programmes.draft(env, programme_id).document
    if named == LIVE:
        return programmes.live(env, programme_id)[1]
    if named.isdigit():
        return programmes.version(env, programme_id, int(named))
    if not Path(named).is_file():
        raise click.UsageError(f"{named!r} is no file, no version, draft or live")
    return read_document(Path(named))


def _share(text: str) -> Fraction:
    try:
        share = parse_fraction(text.removesuffix("%").strip())
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no percentage such as 70%") from error
    share = share / HUNDRED if text.endswith("%") else share
    if share > 1:
        raise click.UsageError(f"{text!r} is more than everything")
    return share


def _span(env: Env, orders: str) -> tuple[datetime | None, Path | None]:
    if orders == ALL:
        return None, None
    if (found := LAST_MONTHS.fullmatch(orders)) is not None:
        now = env.clock.now()
        first = shifted("month", first_day("month", now.date()), -int(found[1]))
        return datetime.combine(first, now.timetz()).replace(hour=0, minute=0), None
    if not Path(orders).is_file():
        raise click.UsageError(f"{orders!r} is no file and no span of months")
    return None, Path(orders)


@contextmanager
def _shown(*, wanted: bool) -> Iterator[Told]:
    """Draw how far it is, on a terminal; Ctrl-C ends it after the page in hand."""
    errors = Console(stderr=True, highlight=False)
    stopped = Event()
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(
        *columns,
        console=errors,
        transient=True,
        disable=not wanted or not errors.is_terminal,
    )
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stopped.set())
    try:
        with bar:
            task = bar.add_task("orders", total=None)

            def told(done: int, total: int) -> bool:
                bar.update(task, completed=done, total=total)
                return not stopped.is_set()

            yield told
    finally:
        signal.signal(signal.SIGINT, before)


def _print(found: Simulated) -> None:
    table = Table("", "tried", "live" if found.live is not None else "")
    for row in compared(found.tried, found.live):
        table.add_row(row.what, row.tried, row.live)
    console.print(table)
    months = Table("month", "asset", "issued", "used", "lapsed", "outstanding", "owed")
    for line in months_told(found.tried):
        months.add_row(*line)
    console.print(months)
    leaders = Table("member", "earned", "orders", "spent")
    for leader in found.tried.leaders:
        spent = f"{leader.spent_minor} {leader.currency}"
        leaders.add_row(leader.ref, str(leader.units), str(leader.orders), spent)
    console.print(leaders)
    if found.tried.left_out:
        console.print("not played: " + ", ".join(found.tried.left_out))
    if found.tried.in_part:
        names = ", ".join(found.tried.in_part)
        console.print(f"played by what earned before, no more is stored: {names}")
    if found.stopped:
        console.print("stopped: the figures are of the orders that were played")


def _one(env: Env, programme_id: UUID, document: ProgrammeDocument, named: str) -> None:
    store, _, ref = named.partition("/")
    try:
        store_id = UUID(store)
    except ValueError as error:
        raise click.UsageError("an order is named STORE/REF") from error
    found = simulation.one_order(env, programme_id, document, store_id, ref)
    for step in found.decision.trace:
        click.echo(json.dumps(dict(step), default=str))
    for earned in found.earned:
        click.echo(f"{earned.rule_id}: {earned.units} {earned.asset}")
