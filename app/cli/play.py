"""``setia play``: draws that anybody can check, entries of contests, surveys."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import (
    console,
    open_env,
    programme_option,
    read_any_id,
    read_uuid,
    stop,
)
from app.domain.errors import SetiaError
from app.domain.ids import public_id
from app.services import contests, draws, quizzes
from app.services.contests import Decision
from app.services.draws import Verdict
from app.services.env import Env
from app.storage.contests import ContestRepository, EntryRow
from app.storage.draws import DrawRepository
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
BY = "cli"


@click.group()
def play() -> None:
    """Check prize draws, moderate contests, read surveys."""


def _ask(programme: UUID | None, work: Callable[[Env, UnitOfWork], T]) -> T:
    """Do *work* in a unit of work; a refusal ends the command in one line."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        try:
            return env.database.run(programme_id, lambda uow: work(env, uow))
        except SetiaError as error:
            stop(f"{error.code}: {error}")


@play.command("draws")
@programme_option
def list_draws(programme: UUID | None) -> None:
    """Show every draw with its commitment, and how it came out."""
    rows = _ask(programme, lambda _env, uow: DrawRepository(uow).all())
    table = Table("draw", "state", "closes", "commitment", "tickets", "members")
    for row in rows:
        table.add_row(
            row.game_id,
            row.state,
            row.closes_at.isoformat(),
            row.commitment,
            "—" if row.tickets is None else str(row.tickets),
            "—" if row.participants is None else str(row.participants),
        )
    console.print(table)


@play.command()
@click.argument("draw")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@programme_option
def verify(draw: str, programme: UUID | None, *, as_json: bool) -> None:
    """Work the winners of DRAW out again from its seed and the ledger.

    Ends with status 1 when anything differs from what is stored.
    """
    found = _ask(programme, lambda _env, uow: draws.verify(uow, draw))
    if as_json:
        click.echo(json.dumps({**asdict(found), "equal": found.equal}))
    else:
        for line in _told(found):
            click.echo(line)
    if not found.equal:
        raise SystemExit(1)


def _told(found: Verdict) -> list[str]:
    checks = [
        ("the seed is the one that was committed to", found.seed_fits),
        ("the ledger gives the list that was drawn from", found.list_fits),
        ("seed and list give the winners that are stored", found.winners_fit),
    ]
    lines = [f"{'yes' if fits else 'NO '}  {words}" for words, fits in checks]
    if not found.before_tickets:
        lines.append("note: there were tickets before the commitment")
    return [*lines, "equal" if found.equal else "NOT EQUAL"]


@play.command()
@click.argument("draw")
@programme_option
def close(draw: str, programme: UUID | None) -> None:
    """Close DRAW now if its time has come; the timer does so by itself."""
    with open_env() as env:
        try:
            row = draws.close(env, read_uuid(env, programme), draw)
        except SetiaError as error:
            stop(f"{error.code}: {error}")
    click.echo(f"{row.game_id}: {row.participants} members, {row.tickets} tickets")


@play.command()
@click.argument("contest")
@click.option("--state", type=click.Choice(["waiting", "shown", "refused"]))
@programme_option
def entries(contest: str, state: str | None, programme: UUID | None) -> None:
    """List the entries of CONTEST."""
    rows = _ask(
        programme,
        lambda _env, uow: ContestRepository(uow).entries(contest, state=state),
    )
    table = Table("entry", "state", "place", "body", "reason")
    for row in rows:
        table.add_row(
            public_id("ent", row.entry_id),
            row.state,
            "" if row.place is None else str(row.place),
            row.body,
            row.reason or "",
        )
    console.print(table)


def _moderate(
    contest: str,
    entry: str,
    programme: UUID | None,
    decision: Decision,
    reason: str | None,
) -> None:
    entry_id = read_any_id("ent", entry)

    def write(env: Env, uow: UnitOfWork) -> EntryRow:
        return contests.moderate(
            env, uow, contest, entry_id, decision, reason=reason, actor=BY
        )

    row = _ask(programme, write)
    click.echo(f"{public_id('ent', row.entry_id)}: {row.state}")


@play.command()
@click.argument("contest")
@click.argument("entry")
@programme_option
def show(contest: str, entry: str, programme: UUID | None) -> None:
    """Show an ENTRY of CONTEST to members."""
    _moderate(contest, entry, programme, "shown", None)


@play.command()
@click.argument("contest")
@click.argument("entry")
@click.option("--reason", required=True, help="Kept with the entry.")
@programme_option
def refuse(contest: str, entry: str, reason: str, programme: UUID | None) -> None:
    """Refuse an ENTRY of CONTEST, also one that has won already."""
    _moderate(contest, entry, programme, "refused", reason)


@play.command()
@click.argument("contest")
@programme_option
def decide(contest: str, programme: UUID | None) -> None:
    """Say who wins CONTEST, once it has closed; the timer does so by itself."""
    rows = _ask(programme, lambda env, uow: contests.decide(env, uow, contest))
    for place, row in enumerate(rows, start=1):
        click.echo(f"{place}. {public_id('ent', row.entry_id)} {row.body}")
    if not rows:
        click.echo("nobody has a vote or a score")


@play.command()
@click.argument("survey")
@programme_option
def results(survey: str, programme: UUID | None) -> None:
    """Sum up how SURVEY was answered."""
    found = _ask(programme, lambda _env, uow: quizzes.survey_results(uow, survey))
    table = Table("question", "kind", "answers", "score", "counts")
    for one in found:
        counts = ", ".join(f"{number}: {times}" for number, times in one.counts.items())
        score = "" if one.score is None else str(one.score)
        table.add_row(one.question, one.kind, str(one.answers), score, counts)
    console.print(table)


commands: list[click.Command] = [play]
