"""``setia tiers``: who would move by a draft, who stands where, and setting by hand."""

import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.cli.documents import draft_or_file
from app.domain.ids import public_id
from app.services import members, tier_preview, tier_setting, tier_view
from app.services.tier_preview import Preview
from app.services.tier_setting import TierOrder
from app.storage.unit_of_work import UnitOfWork

WORDS = {
    "up_now": "up, at once",
    "down_now": "down, at once",
    "down_later": "down, when the term ends",
    "stays": "stays",
}


@click.group()
def tiers() -> None:
    """Preview changes of tiers, and see or set the tier of a member."""


@tiers.command("preview")
@click.argument(
    "path",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--sample", default=3, show_default=True, help="Members shown a move.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@programme_option
def preview(
    path: Path | None, sample: int, programme: UUID | None, *, as_json: bool
) -> None:
    """Show who would move if the draft, or the file PATH, were published now."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)

        def read(uow: UnitOfWork) -> Preview:
            draft = draft_or_file(path, uow)
            return tier_preview.preview(env, uow, draft, sample=sample)

        found = env.database.run(programme_id, read)
    if as_json:
        click.echo(json.dumps(asdict(found), default=str))
        return
    table = Table("from", "to", "when", "members", "for example")
    for move in found.moves:
        if move.when != "stays":
            names = ", ".join(public_id("mem", one) for one in move.sample)
            table.add_row(
                move.source or "-",
                move.target or "-",
                WORDS[move.when],
                str(move.members),
                names,
            )
    console.print(table)
    console.print(
        f"{found.members} members: {found.up_now} up, {found.down_now} down at once,"
        f" {found.down_later} down when their term ends"
    )


@tiers.command("recount")
@programme_option
def recount(programme: UUID | None) -> None:
    """Look for members who stand where they should not, and owe them a look."""
    with open_env() as env:
        found = tier_preview.sweep(env, read_uuid(env, programme))
    console.print(f"{found} members to look at")


@tiers.command("show")
@click.argument("member")
@programme_option
def show(member: str, programme: UUID | None) -> None:
    """Show the tier of MEMBER (``mem_…`` or ``email:…``) and how it came about."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)

        def read(uow: UnitOfWork) -> tier_view.TierView:
            row = members.find(uow, members.read_ref(member))
            return tier_view.view(env, uow, row.member_id)

        found = env.database.run(programme_id, read)
    console.print(f"tier: {found.tier_id or 'none'} ({found.reason})")
    if found.term_end is not None:
        console.print(f"kept until {found.term_end:%Y-%m-%d}")
    for goal, word in ((found.following, "next"), (found.keeping, "to keep")):
        for one in () if goal is None else goal.requirements:
            unit = f" {one.unit}" if one.unit else ""
            figures = f"{one.has} of {one.needs}{unit}"
            console.print(
                f"{word}: {goal.tier_id if goal else ''} {one.metric} {figures}"
            )
    for spell in found.history:
        until = "now" if spell.until is None else f"{spell.until:%Y-%m-%d}"
        line = f"{spell.since:%Y-%m-%d} to {until}: {spell.tier_id or 'none'}"
        console.print(f"{line} ({spell.reason}, {spell.by})")


@tiers.command("set")
@click.argument("member")
@click.argument("tier")
@click.option("--reason", required=True, help="Why; it stays with the member.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Its last day, UTC.")
@click.option("--no-gifts", is_flag=True, help="Without the gifts of the tier.")
@click.option("--invite", is_flag=True, help="Only allow the member to reach it.")
@programme_option
def set_tier(
    member: str,
    tier: str,
    reason: str,
    until: datetime | None,
    programme: UUID | None,
    *,
    no_gifts: bool,
    invite: bool,
) -> None:
    """Put MEMBER into TIER by hand."""
    order = TierOrder(
        tier_id=tier,
        reason=reason,
        by=f"cli:{getpass.getuser()}",
        until=None if until is None else until.replace(tzinfo=UTC),
        with_gifts=not no_gifts,
        invite=invite,
    )
    with open_env() as env:
        programme_id = read_uuid(env, programme)

        def write(uow: UnitOfWork) -> str | None:
            row = members.find(uow, members.read_ref(member))
            tier_setting.set_tier(env, uow, row.member_id, order)
            tier_setting.evaluate_now(env, uow, row.member_id)
            return tier_view.view(env, uow, row.member_id).tier_id

        held = env.database.run(programme_id, write)
    console.print(f"the member holds {held or 'no tier'}")


commands = [tiers]
