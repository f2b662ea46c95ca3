"""``setia rewards``: stock, pools of codes, and handing over."""

from typing import TextIO
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid, stop
from app.domain.errors import SetiaError
from app.services import code_pools, handover
from app.services.code_pools import CodesRefused, PoolFigures
from app.services.handover import Handed
from app.services.stock import stock_of_rewards
from app.storage.unit_of_work import UnitOfWork

BY = "cli"


@click.group()
def rewards() -> None:
    """Show stock, add codes to pools, hand over."""


@rewards.command()
@programme_option
def stock(programme: UUID | None) -> None:
    """Show what is left of every reward that is limited."""
    with open_env() as env:
        table = Table("reward", "left", "of", "out", "")
        for each in env.database.run(read_uuid(env, programme), stock_of_rewards):
            pool = each.pool
            table.add_row(
                each.reward_id,
                str(each.left),
                str(each.units) if each.units is not None else "—",
                str(pool.given if pool else each.taken),
                "upload more" if pool and pool.alarm else "",
            )
        console.print(table)


@rewards.group()
def codes() -> None:
    """Codes that the merchant uploads."""


@codes.command()
@click.argument("reward_id")
@click.argument("file", type=click.File(encoding="utf-8"))
@programme_option
def add(reward_id: str, file: TextIO, programme: UUID | None) -> None:
    """Add the codes of a file (lines, or a CSV) to a pool: all of them or none."""
    lines = code_pools.codes_in(file.read())
    with open_env() as env:

        def write(uow: UnitOfWork) -> PoolFigures:
            return code_pools.add_codes(env, uow, reward_id, lines, by=BY)

        try:
            stands = env.database.run(read_uuid(env, programme), write)
        except CodesRefused as refusal:
            for mistake in refusal.mistakes:
                other = f" {mistake.other_line}" if mistake.other_line else ""
                click.echo(f"line {mistake.line}: {mistake.reason}{other}", err=True)
            stop(f"{refusal.in_all} lines can't be taken; nothing was added")
        except SetiaError as error:
            stop(str(error))
        console.print(f"{len(lines)} added, {stands.left} left, {stands.given} given")


@rewards.command("hand-over")
@click.argument("code")
@click.option("--place", help="Where it is handed over.")
@click.option("--by", default=BY, show_default=True, help="Whose hands.")
@programme_option
def hand_over(code: str, place: str | None, by: str, programme: UUID | None) -> None:
    """Note that staff handed over what a member's QR code stands for."""
    with open_env() as env:

        def write(uow: UnitOfWork) -> Handed:
            voucher = handover.find(uow, code)
            return handover.hand_over(env, uow, voucher.voucher_id, by=by, place=place)

        try:
            handed = env.database.run(read_uuid(env, programme), write)
        except SetiaError as error:
            stop(str(error))
        first = handed.hand_over
        if not handed.first_time:
            when = first.handed_at.isoformat()
            stop(f"handed over before: {when} by {first.handed_by}")
        console.print(f"handed over: {handed.voucher.terms.title}")


commands: list[click.Command] = [rewards]
