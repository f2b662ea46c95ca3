"""``setia staff``: the first owner, and help for who can't come in.

Whoever runs commands on this machine owns the installation anyway; each of these
leaves an entry in the audit trail.
"""

import sys
from datetime import timedelta
from uuid import UUID

import click
from rich.table import Column, Table

from app.cli.common import FAILED, console, open_env, stop
from app.domain.ids import public_id
from app.services.env import Env
from app.services.staff import account, audit, first_run, staffing
from app.services.staff.passwords import WeakPassword
from app.storage.lookups import all_programmes
from app.storage.staff import merchants

MOST_MINUTES = 10
MOST_MINUTES_HERE = 7 * 24 * 60
"""In development nobody but the developer finds a link."""


of_merchant = click.option(
    "--merchant",
    type=click.UUID,
    default=None,
    help="Of which merchant, where the address works for several.",
)


@click.group()
def staff() -> None:
    """Who works in the back office, and how the first of them comes in."""


@staff.command("first-owner")
@click.option("--merchant", type=click.UUID, default=None, help="Whose first owner.")
@click.option("--name", default=None, help="Make a new merchant of this name.")
def first_owner(merchant: UUID | None, name: str | None) -> None:
    """Print the link by which the first owner of a merchant comes in, once."""
    with open_env() as env:
        token = first_run.offer(env, merchant_id=merchant, name=name)
        click.echo(_address(env, f"/admin/setup/{token}"))


@staff.command("sign-in-link")
@click.option("--email", required=True, help="Of whom.")
@of_merchant
@click.option("--minutes", default=MOST_MINUTES, show_default=True, help="How long.")
def sign_in_link(email: str, merchant: UUID | None, minutes: int) -> None:
    """Print a link that signs somebody in once, without a password."""
    with open_env() as env:
        most = MOST_MINUTES_HERE if env.loopback else MOST_MINUTES
        if not 1 <= minutes <= most:
            stop(f"a link lasts from 1 to {most} minutes")
        lasts = timedelta(minutes=minutes)
        token = first_run.sign_in_link(env, email, merchant_id=merchant, lasts=lasts)
        click.echo(_address(env, f"/admin/enter/{token}"))


@staff.command("set-password")
@click.option("--email", required=True, help="Of whom.")
@of_merchant
@click.password_option(help="Asked for when left out.")
def set_password(email: str, merchant: UUID | None, password: str) -> None:
    """Give somebody another password, and sign them out everywhere."""
    with open_env() as env:
        person = first_run.by_address(env, email, merchant)
        try:
            account.force_password(env, person, password, by=first_run.OPERATOR)
        except WeakPassword as error:
            stop(f"refused: {error.reason}")
        console.print("changed")


@staff.command("drop-second-factor")
@click.option("--email", required=True, help="Of whom.")
@of_merchant
def drop_second_factor(email: str, merchant: UUID | None) -> None:
    """Take a lost second factor away; an owner sets up a new one on the way in."""
    with open_env() as env:
        person = first_run.by_address(env, email, merchant)
        account.drop_second_factor(
            env,
            person.merchant_id,
            person.staff_id,
            by=first_run.OPERATOR,
            forced=True,
        )
        console.print("taken away")


@staff.command("list")
def list_staff() -> None:
    """List merchants and who works there: roles and ids, no addresses."""
    with open_env() as env:
        table = Table(
            Column("merchant", no_wrap=True), "person", "role", "second factor", "open"
        )
        with env.database.unbound() as look:
            there = merchants(look)
        for merchant_id, count in there:
            if not count:
                table.add_row(str(merchant_id), "(nobody)", "", "", "")
            for each in staffing.team(env, merchant_id):
                table.add_row(
                    str(merchant_id),
                    str(each.row.staff_id),
                    each.row.role.value,
                    "on" if each.row.has_second_factor else "off",
                    str(len(each.sessions)),
                )
        console.print(table)


@staff.command("audit-check")
def audit_check() -> None:
    """Compute every chain of the audit trail anew; fail where one breaks."""
    broken = []
    with open_env() as env:
        with env.database.unbound() as look:
            owners = [merchant_id for merchant_id, _ in merchants(look)]
            there = all_programmes(look)
        for merchant_id in owners:
            seq = audit.check_merchant(env, merchant_id)
            if seq is not None:
                broken.append(f"team of {merchant_id}: entry {seq}")
        for programme_id in there:
            seq = audit.check(env, programme_id)
            if seq is not None:
                broken.append(f"{public_id('prg', programme_id)}: entry {seq}")
    for line in broken:
        click.echo(f"broken: {line}")
    if broken:
        sys.exit(FAILED)
    console.print(f"{len(owners) + len(there)} trails hold")


def _address(env: Env, path: str) -> str:
    return f"{env.public_url.rstrip('/')}{path}"


commands: list[click.Command] = [staff]
