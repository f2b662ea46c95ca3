"""``setia privacy``: who was erased, and erasing them again after a restore."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, TextIO
from uuid import UUID

import click

from app.cli.common import open_env, programme_option, read_any_id, read_uuid, stop
from app.domain.errors import Malformed, Missing
from app.domain.ids import public_id
from app.services import data_files, data_requests, erasure


@click.group()
def privacy() -> None:
    """Erasures, and the list of them that is kept beside the backups."""


@privacy.command()
@programme_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def erased(programme: UUID | None, *, as_json: bool) -> None:
    """List who was erased, and when: ids only, one a line.

    Keep the list beside the backups. After a restore give it to `erase-again`.
    """
    with open_env() as env:
        found = erasure.list_erased(env, read_uuid(env, programme))
    if as_json:
        click.echo(json.dumps([_told(*each) for each in found]))
        return
    for member_id, at in found:
        told = _told(member_id, at)
        click.echo(f"{told['member_id']} {told['erased_at']}")


def _told(member_id: UUID, at: datetime) -> dict[str, str]:
    return {"member_id": public_id("mem", member_id), "erased_at": at.isoformat()}


@privacy.command()
@programme_option
def requests(programme: UUID | None) -> None:
    """List requests for a person's data whose file waits to be fetched."""
    with open_env() as env:
        found = data_requests.open_requests(env, read_uuid(env, programme))
    for each in found:
        told = f"fetched {each.fetched_at:%Y-%m-%d}" if each.fetched_at else "waits"
        click.echo(f"{each.request_id} due {each.due_at:%Y-%m-%d} {told}")


@privacy.command()
@click.argument("request_id", type=click.UUID)
@click.option("--out", type=click.File("wb"), required=True, help="Where to write it.")
@programme_option
def fetch(request_id: UUID, out: BinaryIO, programme: UUID | None) -> None:
    """Write everything that is kept about the person of a request, as JSON."""
    with open_env() as env:
        try:
            file = data_requests.file_of(env, read_uuid(env, programme), request_id)
        except Missing as error:
            stop(str(error))
    out.write(file.content)


@privacy.command("member-file")
@click.argument("member")
@click.option("--out", type=click.File("wb"), required=True, help="Where to write it.")
@click.option("--format", "form", type=click.Choice(data_files.FORMS), default="json")
@programme_option
def member_file(
    member: str, out: BinaryIO, form: data_files.Form, programme: UUID | None
) -> None:
    """Write everything that is kept about MEMBER, as JSON or a zip of sheets."""
    with open_env() as env:
        try:
            member_id = read_any_id("mem", member)
            programme_id = read_uuid(env, programme)
            file = data_files.of_member(env, programme_id, member_id, form)
        except (Malformed, Missing) as error:
            stop(str(error))
    out.write(file.content)


@privacy.command("erase-again")
@click.argument("listed", type=click.File("r", encoding="utf-8"))
@programme_option
def erase_again(listed: TextIO, programme: UUID | None) -> None:
    """Erase everybody on the list LISTED (a file, or - for what is piped in).

    For a database that was restored from a backup. It may be run again; who
    waits for a store's answer about a voucher is erased by the timer later.
    """
    members = _members(listed)
    with open_env() as env:
        done, waiting = erasure.erase_again(env, read_uuid(env, programme), members)
    click.echo(f"{done} erased again, {len(waiting)} wait for a voucher")


def _members(lines: Iterable[str]) -> list[UUID]:
    """Return the ids that begin the lines; stop with every line that has none."""
    members: list[UUID] = []
    bad: list[str] = []
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        try:
            members.append(read_any_id("mem", words[0]))
        except Malformed:
            bad.append(f"line {number}: {words[0]!r} is no member's id")
    if bad:
        stop("\n".join(["nobody was erased:", *bad]))
    return members


commands: list[click.Command] = [privacy]
