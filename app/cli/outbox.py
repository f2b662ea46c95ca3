"""``setia outbox``: see what is owed to the stores, and have it tried again."""

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
from app.storage.outbox import DebtRow, OutboxRepository
from app.storage.unit_of_work import UnitOfWork

STATES = ("waiting", "blocked", "set_aside", "settled", "cancelled")
OPEN = STATES[:3]


@click.group()
def outbox() -> None:
    """What is owed to the stores."""


@outbox.command("list")
@programme_option
@click.option("--state", "states", type=click.Choice(STATES), multiple=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=50)
def list_command(programme: UUID | None, states: tuple[str, ...], limit: int) -> None:
    """List debts, newest first; those that are open when no state is given."""
    with open_env() as env:
        rows = env.database.run(
            read_uuid(env, programme),
            lambda uow: OutboxRepository(uow).listed(states=states or OPEN, most=limit),
        )
    console.print(_table(rows))


def _table(rows: list[DebtRow]) -> Table:
    table = Table("debt", "created", "kind", "subject", "state", "tries", "due", "why")
    for row in rows:
        table.add_row(
            str(row.debt_id),
            f"{row.created_at:%Y-%m-%d %H:%M:%S}",
            row.kind,
            row.subject,
            row.state + (" (in hand)" if row.leased else ""),
            str(row.attempts),
            f"{row.due_at:%Y-%m-%d %H:%M:%S}",
            row.reason or "",
        )
    return table


@outbox.command()
@click.argument("debt", required=False)
@click.option("--all", "every", is_flag=True, help="All that were set aside.")
@programme_option
def retry(debt: str | None, *, every: bool, programme: UUID | None) -> None:
    """Have DEBT tried again at once, from its first attempt on."""
    if bool(debt) == every:
        raise click.UsageError("name one debt, or give --all")
    with open_env() as env:

        def again(uow: UnitOfWork) -> int:
            debts = OutboxRepository(uow)
            chosen = (
                [row.debt_id for row in debts.listed(states=["set_aside"], most=1000)]
                if debt is None
                else [read_any_id("debt", debt)]
            )
            for debt_id in chosen:
                debts.retry(debt_id, env.clock.now())
            uow.after_commit(lambda: env.wake.work("outbox"))
            return len(chosen)

        count = env.database.run(read_uuid(env, programme), again)
    click.echo(f"{count} to be tried again")


commands: list[click.Command] = [outbox]
