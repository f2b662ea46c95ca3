"""``setia segments``: who belongs where, personal offers, and proof of draws."""

from pathlib import Path
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.cli.documents import draft_or_file
from app.domain.ids import public_id
from app.domain.programme.section_words import item_in_words
from app.domain.words import Language
from app.services import personal
from app.services import segments as service
from app.storage.programmes import ProgrammeRepository
from app.storage.segments import SegmentRepository
from app.storage.unit_of_work import UnitOfWork


@click.group()
def segments() -> None:
    """Groups of members: how many, who, and what was drawn among them."""


@segments.command("list")
@click.option(
    "--lang",
    type=click.Choice([one.value for one in Language]),
    default=Language.EN.value,
)
@programme_option
def listed(lang: str, programme: UUID | None) -> None:
    """Show each segment of the live programme: who is meant, and how many."""

    def read(uow: UnitOfWork) -> Table:
        _, document = ProgrammeRepository(uow).live()
        states = {one.segment: one for one in SegmentRepository(uow).states()}
        table = Table("segment", "members", "as of", "who")
        for one in document.segments:
            told = item_in_words(document, "segments", one, Language(lang))
            state = states.get(one.id)
            if state is None:
                table.add_row(one.id, "-", "not asked yet", told)
            else:
                at = f"{state.evaluated_at:%Y-%m-%d %H:%M} UTC"
                table.add_row(one.id, f"{state.members:,}", at, told)
        return table

    with open_env() as env:
        console.print(env.database.run(read_uuid(env, programme), read))


@segments.command("evaluate")
@programme_option
def evaluate(programme: UUID | None) -> None:
    """Ask all members who belongs where, now. Nothing is given."""
    with open_env() as env:
        states = service.evaluate_all(env, read_uuid(env, programme))
    table = Table("segment", "members", "entered", "left")
    for one in states:
        table.add_row(
            one.segment, f"{one.members:,}", f"{one.entered:,}", f"{one.left:,}"
        )
    console.print(table)


@segments.command("preview")
@click.argument(
    "path",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--sample", default=3, show_default=True, help="Members shown of each.")
@programme_option
def preview(path: Path | None, sample: int, programme: UUID | None) -> None:
    """Count who the segments of the draft, or of the file PATH, would mean now."""
    with open_env() as env:

        def read(uow: UnitOfWork) -> Table:
            document = draft_or_file(path, uow)
            table = Table("segment", "members", "for example")
            for one in document.segments:
                found = service.preview(env, uow, document, one, sample=sample)
                names = ", ".join(public_id("mem", each) for each in found.sample)
                table.add_row(one.id, f"{found.members:,}", names)
            return table

        console.print(env.database.run(read_uuid(env, programme), read))


@segments.command("members")
@click.argument("segment")
@click.option("--most", default=100, show_default=True)
@programme_option
def members(segment: str, most: int, programme: UUID | None) -> None:
    """List who is in SEGMENT and since when."""

    def read(uow: UnitOfWork) -> list[tuple[UUID, str]]:
        service.segment_of(ProgrammeRepository(uow).live()[1], segment)
        found = SegmentRepository(uow).members(segment, most=most)
        return [(member_id, f"{since:%Y-%m-%d %H:%M}") for member_id, since in found]

    with open_env() as env:
        for member_id, since in env.database.run(read_uuid(env, programme), read):
            click.echo(f"{public_id('mem', member_id)}\t{since}")


@segments.command("verify")
@click.argument("campaign", required=False)
@programme_option
def verify(campaign: str | None, programme: UUID | None) -> None:
    """Derive draws again from their seeds and lists; say whether they are equal."""
    with open_env() as env:
        verdicts = personal.verify(env, read_uuid(env, programme), campaign)
    table = Table("campaign", "occasion", "members", "winners", "list", "verdict")
    for one in verdicts:
        table.add_row(
            one.draw.campaign,
            one.draw.occasion,
            f"{one.draw.members:,}",
            f"{len(one.draw.winners):,}",
            one.draw.digest.hex()[:16],
            "equal" if one.sound else "DIFFERS",
        )
    console.print(table)
    if not all(one.sound for one in verdicts):
        raise SystemExit(1)


commands: list[click.Command] = [segments]
