"""``setia keys``: API keys, and the keys under which secrets are stored."""

import sys
from uuid import UUID

import click
from rich.table import Column, Table

from app.cli.common import (
    FAILED,
    ProgrammeId,
    console,
    open_env,
    programme_option,
    read_uuid,
)
from app.services import keys as service
from app.services import rekeying
from app.services.env import Env
from app.storage.keys import KeyRepository, KeyRow
from app.storage.lookups import all_programmes
from app.storage.unit_of_work import UnitOfWork


@click.group()
def keys() -> None:
    """Make API keys, take them back; seal stored secrets under a new key."""


@keys.command()
@programme_option
@click.option(
    "--scopes",
    default=",".join(service.SCOPES),
    show_default=True,
    help="What the key may do, separated by commas.",
)
@click.option("--name", default="made on the command line", show_default=True)
@click.option("--test", "mode", flag_value="test", help="A key for test mode.")
@click.option("--live", "mode", flag_value="live", default="live")
def create(programme: UUID | None, scopes: str, name: str, mode: str) -> None:
    """Make a key and print it. It is not kept and can't be shown again."""
    with open_env() as env:
        key, _ = service.create(
            env,
            read_uuid(env, programme),
            name=name,
            scopes=[scope.strip() for scope in scopes.split(",") if scope.strip()],
            mode="test" if mode == "test" else "live",
        )
        click.echo(key)


@keys.command("list")
@programme_option
def list_keys(programme: UUID | None) -> None:
    """List the keys of a programme: names and endings, never the keys."""

    def read(uow: UnitOfWork) -> list[KeyRow]:
        return KeyRepository(uow).all()

    with open_env() as env:
        table = Table(
            Column("id", no_wrap=True, min_width=36),
            "name",
            "ends with",
            "scopes",
            "last used",
            "state",
        )
        for row in env.database.run(read_uuid(env, programme), read):
            table.add_row(
                str(row.key_id),
                row.name,
                f"…{row.ending}",
                " ".join(row.scopes),
                row.last_used_at.isoformat() if row.last_used_at else "never",
                "revoked" if row.revoked_at else "in use",
            )
        console.print(table)


@keys.command()
@click.argument("key_id", type=click.UUID)
@programme_option
def revoke(key_id: UUID, programme: UUID | None) -> None:
    """Take a key back at once."""
    with open_env() as env:

        def write(uow: UnitOfWork) -> None:
            KeyRepository(uow).get(key_id)
            KeyRepository(uow).revoke(key_id, at=env.clock.now())

        env.database.run(read_uuid(env, programme), write)
        console.print("revoked")


@keys.command("rotate-secrets")
@click.option(
    "--programme",
    type=ProgrammeId(),
    default=None,
    help="Only this programme's secrets; without it, every programme's.",
)
@click.option("--check", is_flag=True, help="Count what is left, and change nothing.")
def rotate_secrets(programme: UUID | None, *, check: bool) -> None:
    """Seal all stored secrets anew under the first of SECRET_KEYS.

    Put the new key in front of the old one, restart, run this; then the old key
    can go. It may be stopped and run again.
    """
    with open_env() as env:
        chosen = [read_uuid(env, programme)] if programme else _every(env)
        total = rekeying.Rekeyed()
        for programme_id in chosen:
            done = rekeying.seal_anew(env, programme_id, write=not check, told=_told)
            total.renewed += done.renewed
            total.fresh += done.fresh
            total.broken += done.broken
    for place in total.broken:
        click.echo(f"none of the keys opens {place}", err=True)
    says = "are under an older key" if check else "sealed anew"
    click.echo(f"{total.renewed} {says}, {total.fresh} are under the newest key")
    if total.broken or (check and total.renewed):
        sys.exit(FAILED)


def _every(env: Env) -> list[UUID]:
    with env.database.unbound() as look:
        return all_programmes(look)


def _told(place: str, done: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"{place}: {done}", err=True)


commands: list[click.Command] = [keys]
