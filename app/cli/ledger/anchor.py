"""``setia ledger anchor``: the head of the journal, signed, outside the database."""

import os
from pathlib import Path
from uuid import UUID

import click

from app.cli.common import console, open_env, programme_option, read_uuid, stop
from app.services.anchoring import (
    new_key,
    present_head,
    public_of,
    read_anchors,
    signed_line,
)
from app.storage.prove import Anchor

DEFAULT_FOLDER = Path("var/anchors")
OWNER_ONLY = 0o600
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@programme_option
@click.option(
    "--folder",
    type=FOLDER,
    default=DEFAULT_FOLDER,
    show_default=True,
    help="Where the file of each programme is kept; best on another machine.",
)
@click.option(
    "--key",
    "key_file",
    type=FILE,
    required=True,
    help="The private key. Keep it where no serving process can read it.",
)
@click.option("--new-key", "make_key", is_flag=True, help="Make the key first.")
def anchor(
    programme: UUID | None, folder: Path, key_file: Path, *, make_key: bool
) -> None:
    """Append the journal's head to the file of anchors."""
    key = _key(key_file, make_key=make_key)
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        head = present_head(env, programme_id)
    if head is None:
        console.print("nothing is sealed yet; no anchor written")
        return
    folder.mkdir(parents=True, exist_ok=True)
    public_file = folder / "anchor.pub"
    if not public_file.exists():
        public_file.write_text(public_of(key).hex() + "\n", encoding="ascii")
    file = folder / f"{programme_id}.jsonl"
    known = read_file(file, programme_id, public_file)
    if known and known[-1][:2] == head[:2]:
        console.print(f"seq {head.seq} is anchored already")
        return
    lines = _lines(file)
    line = signed_line(programme_id, head, key, after=lines[-1] if lines else None)
    _append(file, line)
    console.print(f"seq {head.seq} anchored in {file}")


def read_file(file: Path, programme_id: UUID, public_file: Path) -> list[Anchor]:
    """Return the verified anchors of a file; none when there is no file."""
    public = bytes.fromhex(public_file.read_text(encoding="ascii").strip())
    return read_anchors(_lines(file), programme_id, public)


def _lines(file: Path) -> list[str]:
    if not file.exists():
        return []
    return file.read_text(encoding="utf-8").splitlines()


def _append(file: Path, line: str) -> None:
    """Append and wait until the disk has it."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def _key(key_file: Path, *, make_key: bool) -> bytes:
    if make_key:
        if key_file.exists():
            stop(f"{key_file} is there already; it is not overwritten")
        key_file.parent.mkdir(parents=True, exist_ok=True)
        key_file.touch(mode=OWNER_ONLY)
        key_file.write_text(new_key()[0].hex() + "\n", encoding="ascii")
    if not key_file.exists():
        stop(f"there is no key at {key_file}; make one with --new-key")
    return bytes.fromhex(key_file.read_text(encoding="ascii").strip())
