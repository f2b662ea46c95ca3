"""``setia ledger``: prove the books, explain a balance, seal, anchor, rebuild."""

import click

from app.cli.ledger.anchor import anchor
from app.cli.ledger.explain import explain
from app.cli.ledger.prove import prove
from app.cli.ledger.upkeep import expire, rebuild, seal, thaw


@click.group()
def ledger() -> None:
    """The books: proof, explanation, seal, anchor, rebuild."""


for _command in (prove, explain, seal, anchor, rebuild, expire, thaw):
    ledger.add_command(_command)

commands: list[click.Command] = [ledger]
