"""``setia inbox``: see deliveries, and have them handled again."""

from uuid import UUID

import click
from rich.table import Table

from app.cli.common import (
    console,
    open_env,
    programme_option,
    read_any_id,
    read_uuid,
)
from app.storage.inbox import InboxRepository, InboxRow
from app.storage.unit_of_work import UnitOfWork

STATES = ("waiting", "set_aside", "superseded", "done")


@click.group()
def inbox() -> None:
    """Deliveries from the stores."""


@inbox.command("list")
@programme_option
@click.option(
    "--state",
    "states",
    type=click.Choice(STATES),
    multiple=True,
    help="May be given several times; waiting and set aside when left out.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=50)
def list_command(programme: UUID | None, states: tuple[str, ...], limit: int) -> None:
    """List deliveries, newest first, with why they were set aside."""
    with open_env() as env:
        rows = env.database.run(
            read_uuid(env, programme),
            lambda uow: InboxRepository(uow).listed(
                states=states or STATES[:2], most=limit
            ),
        )
    console.print(_table(rows))


def _table(rows: list[InboxRow]) -> Table:
    table = Table("delivery", "received", "provider", "topic", "state", "tries", "why")
    for row in rows:
        table.add_row(
            str(row.inbox_id),
            f"{row.received_at:%Y-%m-%d %H:%M:%S}",
            row.provider,
            row.topic,
            row.state + (" (late)" if row.late else ""),
            str(row.attempts),
            row.reason or "",
        )
    return table


@inbox.command()
@click.argument("delivery", required=False)
@click.option("--all", "every", is_flag=True, help="All that were set aside.")
@programme_option
def replay(delivery: str | None, *, every: bool, programme: UUID | None) -> None:
    """Have DELIVERY handled again, whatever became of it before.

    What it caused before is found again and not done twice.
    """
    if bool(delivery) == every:
        raise click.UsageError("name one delivery, or give --all")
    with open_env() as env:

        def again(uow: UnitOfWork) -> int:
            deliveries = InboxRepository(uow)
            chosen = (
                [row.inbox_id for row in deliveries.listed(most=1000)]
                if delivery is None
                else [read_any_id("del", delivery)]
            )
            for inbox_id in chosen:
                deliveries.replay(inbox_id, env.clock.now())
            uow.after_commit(lambda: env.wake.work("inbox"))
            return len(chosen)

        count = env.database.run(read_uuid(env, programme), again)
    click.echo(f"{count} to be handled again")


commands: list[click.Command] = [inbox]
