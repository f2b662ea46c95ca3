"""``setia ledger seal``, ``rebuild``, ``expire``, ``thaw``: the operator's tools."""

import json
import sys
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import (
    FAILED,
    console,
    open_env,
    programme_option,
    read_any_id,
    read_uuid,
)
from app.services.prove import thaw_member, thaw_programme
from app.services.rebuild import Rebuilt
from app.services.rebuild import rebuild as rebuild_rows
from app.services.sealing import seal as seal_some
from app.services.sweeps import expire as expire_some

BRAKES = {"share_of_available", "daily_mean"}


@click.command()
@programme_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def seal(programme: UUID | None, *, as_json: bool) -> None:
    """Seal what waits for it, until nothing does."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        done, last = 0, 1
        while last:
            last = seal_some(env, programme_id)
            done += last
    click.echo(json.dumps({"sealed": done}) if as_json else f"{done} sealed")


@click.command()
@programme_option
@click.option("--compare", is_flag=True, help="Only list what differs.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def rebuild(programme: UUID | None, *, compare: bool, as_json: bool) -> None:
    """Recompute balances and lots from the postings.

    What differs is listed and swapped in. Exit code 1 when --compare finds a
    difference.
    """
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        done = rebuild_rows(env, programme_id, only_compare=compare)
    if as_json:
        click.echo(_as_json(done))
    else:
        _print(done)
    sys.exit(1 if compare and done.differences else 0)


def _as_json(done: Rebuilt) -> str:
    return json.dumps(
        {
            "lots": done.lots,
            "balances": done.balances,
            "rows_changed": done.rows_changed,
            "differences": [
                {
                    "subject": one.subject,
                    "column": one.column,
                    "was": one.was,
                    "rebuilt": one.rebuilt,
                }
                for one in done.differences
            ],
        }
    )


def _print(done: Rebuilt) -> None:
    console.print(f"{done.lots} lots and {done.balances} balances recomputed")
    if not done.differences:
        console.print("nothing differs")
        return
    table = Table("about", "column", "was", "by its postings")
    for one in done.differences:
        table.add_row(one.subject, one.column, one.was or "", one.rebuilt or "")
    console.print(table)
    console.print(f"{done.rows_changed} rows changed")


@click.command()
@programme_option
@click.option(
    "--confirmed", is_flag=True, help="Somebody has looked, and this much is right."
)
def expire(programme: UUID | None, *, confirmed: bool) -> None:
    """Write down what lapsed, as the timer does.

    A run that would end suspiciously much stops; --confirmed lets it go on. A
    frozen programme and a clock that is wrong stop it all the same.
    """
    with open_env() as env:
        done = expire_some(env, read_uuid(env, programme), confirmed=confirmed)
    if done.stopped is None:
        click.echo(f"{done.units} units of {done.lots} lots expired")
        return
    look = done.stopped in BRAKES and not confirmed
    click.echo(
        f"stopped: {done.stopped}"
        + ("; look at it, and say --confirmed if it is right" if look else ""),
        err=True,
    )
    sys.exit(FAILED)


@click.command()
@click.argument("member", required=False)
@programme_option
def thaw(member: str | None, programme: UUID | None) -> None:
    """Let a frozen MEMBER, or else the programme, go on."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        if member is None:
            thaw_programme(env, programme_id)
            console.print("the programme goes on")
        else:
            thaw_member(env, programme_id, read_any_id("mem", member))
            console.print("the member goes on")
