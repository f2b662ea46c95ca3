"""``setia ledger explain MEMBER``: why this balance, line by line."""

import json
import sys
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
from app.domain.explain import Explanation, Line, Standing, plain
from app.domain.words import Language, count_text
from app.domain.words.ledger import LABELS
from app.services.env import Env
from app.services.explaining import explain_all
from app.storage.members import MemberRepository

EMAIL = "email:"
SHORT = 8
"""Symbols of a lot's id that tell it from others of the same member."""


@click.command()
@click.argument("member")
@programme_option
@click.option(
    "--lang",
    "language",
    type=click.Choice([language.value for language in Language]),
    help="The member's own language when left out.",
)
@click.option("--asset", help="Only this asset; all of them when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(
    member: str,
    programme: UUID | None,
    language: str | None,
    asset: str | None,
    *,
    as_json: bool,
) -> None:
    """Say why MEMBER (an id, or email:ADDRESS) has what they have.

    Exit code 1 when the lines do not lead to the balance.
    """
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        found = explain_all(
            env,
            programme_id,
            _member(env, programme_id, member),
            Language(language) if language else None,
        )
    chosen = [one for one in found if asset in (None, one.asset)]
    if as_json:
        click.echo(json.dumps([plain(one) for one in chosen], ensure_ascii=False))
    else:
        _print_all(chosen, Language(language) if language else Language.EN)
    sys.exit(0 if all(one.adds_up for one in chosen) else 1)


def _member(env: Env, programme_id: UUID, text: str) -> UUID:
    if not text.startswith(EMAIL):
        return read_any_id("mem", text)
    address = text.removeprefix(EMAIL)
    row = env.database.run(
        programme_id, lambda uow: MemberRepository(uow).by_email(address)
    )
    if row is None:
        stop("no member has this e-mail address")
    return row.member_id


def _print_all(found: list[Explanation], language: Language) -> None:
    if not found:
        console.print(LABELS["nothing_yet"].say(language))
    for one in found:
        _print(one)


def _label(one: Explanation, key: str) -> str:
    return LABELS[key].say(one.language)


def _print(one: Explanation) -> None:
    console.print(f"\n[bold]{one.asset}[/bold]  {one.member_id}")
    console.print(_lines_table(one))
    console.print(_totals_table(one))
    for heading, standings in (
        ("waiting", one.waiting),
        ("lapses", one.lapsing),
        ("held", one.set_aside),
        ("owed", (one.owed,) if one.owed else ()),
    ):
        _print_standings(_label(one, heading), standings)
    if not one.adds_up:
        console.print(
            f"[red]the lines lead to another balance than the ledger keeps:"
            f" {one.balance}; run `setia ledger prove`[/red]"
        )


def _lines_table(one: Explanation) -> Table:
    table = Table(
        _label(one, "date"),
        _label(one, "what"),
        title=_label(one, "why"),
        title_justify="left",
    )
    for key in ("change", "pending", "held", "balance"):
        table.add_column(_label(one, key), justify="right")
    for key in ("lots", "rule"):
        table.add_column(_label(one, key))
    for line in one.lines:
        table.add_row(
            f"{line.entry.occurred_at:%Y-%m-%d %H:%M}",
            line.sentence + (f"\n“{line.entry.note}”" if line.entry.note else ""),
            _signed(line.change, one.language),
            _signed(line.pending_change, one.language),
            _signed(line.held_change, one.language),
            count_text(line.after.shown, one.language),
            _lots(line, one.language),
            _rule(line),
        )
    return table


def _signed(units: int, language: Language) -> str:
    text = count_text(units, language)
    return "" if not units else text if units < 0 else f"+{text}"


def _lots(line: Line, language: Language) -> str:
    return "\n".join(
        f"…{str(touch.lot_id)[-SHORT:]} {touch.source} → {touch.target}"
        f" {count_text(touch.amount, language)}"
        for touch in line.lots
    )


def _rule(line: Line) -> str:
    rule, version = line.entry.rule_ref or "", line.entry.programme_version
    return f"{rule} v{version}" if version is not None else rule


def _totals_table(one: Explanation) -> Table:
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    for total in one.totals:
        table.add_row(total.words, count_text(total.amount, one.language))
    return table


def _print_standings(heading: str, standings: tuple[Standing, ...]) -> None:
    if standings:
        console.print(f"[bold]{heading}[/bold]")
        for one in standings:
            console.print(f"  {one.sentence}")
