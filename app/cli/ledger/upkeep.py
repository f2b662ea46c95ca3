"""``setia ledger seal``, ``rebuild`` and ``thaw``: the operator's other tools."""

import json
import sys
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_any_id, read_uuid
from app.services.prove import thaw_member, thaw_programme
from app.services.rebuild import Rebuilt
from app.services.rebuild import rebuild as rebuild_rows
from app.services.sealing import seal as seal_some


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
