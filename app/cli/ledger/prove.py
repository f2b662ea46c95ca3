"""``setia ledger prove``: all sixteen rules; exit code 1 when one is broken."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_world, programme_option, read_uuid, stop
from app.cli.ledger.anchor import DEFAULT_FOLDER, read_file
from app.cli.ledger.progress import shown
from app.services import prove as proving
from app.services.env import Env
from app.storage.lookups import all_programmes
from app.storage.prove import RULES, Anchor, Violation

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@programme_option
@click.option("--all", "every", is_flag=True, help="Every programme, one by one.")
@click.option("--anchors", type=FILE, help="Compare with this file of anchors.")
@click.option("--public-key", type=FILE, help="Who must have signed the anchors.")
@click.option(
    "--freeze", is_flag=True, help="Stop the writes of whom violations concern."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def prove(
    programme: UUID | None,
    anchors: Path | None,
    public_key: Path | None,
    *,
    every: bool,
    freeze: bool,
    as_json: bool,
) -> None:
    """Check all sixteen rules; name what breaks one.

    Changes nothing unless --freeze is given. Exit code 0 when all rules hold,
    1 when one is broken.
    """
    if every and (programme or anchors):
        raise click.UsageError("--all goes without --programme and --anchors")
    with open_world() as world:
        env = world.env
        if every:
            with env.database.unbound() as look:
                chosen = all_programmes(look)
        else:
            chosen = [read_uuid(env, programme)]
        broken = False
        for programme_id in chosen:
            known = _anchors(programme_id, anchors, public_key)
            with shown(wanted=not as_json) as told:
                found = proving.prove(env, programme_id, anchors=known, progress=told)
            frozen = freeze and bool(found) and _freeze(env, programme_id, found)
            broken = broken or bool(found)
            if as_json:
                click.echo(_as_json(programme_id, found, len(known), frozen=frozen))
            else:
                _print(programme_id, found, len(known), frozen=frozen)
    sys.exit(1 if broken else 0)


def _anchors(
    programme_id: UUID, anchors: Path | None, public_key: Path | None
) -> list[Anchor]:
    """Return the anchors to compare with; those at the usual place by default."""
    file = anchors or DEFAULT_FOLDER / f"{programme_id}.jsonl"
    key = public_key or file.with_name("anchor.pub")
    if anchors is None and not (file.exists() and key.exists()):
        return []
    if not key.exists():
        stop(f"name the public key of {file} with --public-key")
    return read_file(file, programme_id, key)


def _freeze(env: Env, programme_id: UUID, found: list[Violation]) -> bool:
    proving.freeze(env, programme_id, found)
    return True


def _as_json(
    programme_id: UUID, found: list[Violation], anchors: int, *, frozen: bool
) -> str:
    return json.dumps(
        {
            "programme_id": str(programme_id),
            "holds": not found,
            "rules": len(RULES),
            "anchors": anchors,
            "frozen": frozen,
            "violations": [
                {
                    "rule": one.rule,
                    "check": one.check,
                    "subject": one.subject,
                    "member_id": str(one.member_id) if one.member_id else None,
                    "expected": one.expected,
                    "found": one.found,
                }
                for one in found
            ],
        }
    )


def _print(
    programme_id: UUID, found: list[Violation], anchors: int, *, frozen: bool
) -> None:
    if not found:
        compared = f", {anchors} anchors agree" if anchors else ""
        console.print(f"{programme_id}: all {len(RULES)} rules hold{compared}")
        return
    table = Table("rule", "what", "about", "expected", "found")
    for one in found:
        table.add_row(
            str(one.rule),
            f"{RULES[one.rule]}: {one.check}",
            one.subject,
            one.expected,
            one.found,
        )
    console.print(f"{programme_id}: {len(found)} violations")
    console.print(table)
    if frozen:
        console.print("frozen; `setia ledger thaw` lets them go on")
