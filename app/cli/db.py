"""``setia db``: bring the database to this program's schema, or check it."""

import click

from app.cli.common import FAILED, read_settings, servers
from app.storage.migrate import differences, pending, upgrade


@click.group()
def db() -> None:
    """The database's schema."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Run the migrations that the database lacks. Safe to run twice at once."""
    settings = read_settings()
    with servers(settings) as (database_url, _):
        lacking = pending(database_url)
        upgrade(database_url)
    if lacking:
        click.echo(f"ran {', '.join(lacking)}")
    else:
        click.echo("nothing to do")


@db.command("check")
@click.pass_context
def check(ctx: click.Context) -> None:
    """Tell whether the database is at this program's schema, and where not."""
    settings = read_settings()
    with servers(settings) as (database_url, _):
        lacking = pending(database_url)
        differing = [] if lacking else differences(database_url)
    for revision in lacking:
        click.echo(f"lacks migration {revision}")
    for difference in differing:
        click.echo(f"differs: {difference}")
    if lacking or differing:
        ctx.exit(FAILED)
    click.echo("the schema is the program's")


commands: list[click.Command] = [db]
