"""Starting a server process, knowing it again later, and ending it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

STOP_WITHIN_SECONDS = 10.0
POLL_SECONDS = 0.02


class EmbeddedError(Exception):
    """The embedded servers cannot run; one line says why and what would help."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a server runs as: ourselves, ourselves under another number, or *uid*."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    @property
    def groups(self) -> list[int] | None:
        return None if self.uid is None else []

    @property
    def owner_uid(self) -> int:
        return os.geteuid() if self.uid is None else self.uid

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run *command* to its end; a program that cannot start counts as failed."""
        words = [*self.prefix, *map(str, command)]
        try:
            return subprocess.run(  # noqa: S603 - the words are paths we looked up
                words,
                capture_output=True,
                check=False,
                cwd="/",
                text=True,
                stdin=subprocess.DEVNULL,
                user=self.uid,
                group=self.gid,
                extra_groups=self.groups,
            )
        except OSError as error:
            return subprocess.CompletedProcess(words, 127, "", str(error))

    def can(self, *command: str | Path) -> bool:
        return self.run(*command).returncode == 0

    def start(
        self, command: Sequence[str | Path], log: Path
    ) -> subprocess.Popen[bytes]:
        """Start a server whose output goes to the end of *log*.

        A session of its own keeps it out of the terminal's Ctrl-C: the app
        decides when a server stops, after it has finished with it.
        """
        log.touch(mode=0o600)
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - the words are paths we looked up
                [*self.prefix, *map(str, command)],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.uid,
                group=self.gid,
                extra_groups=self.groups,
            )

    def own(self, path: Path) -> None:
        """Hand *path* and everything in it to this identity."""
        if self.uid is None or self.gid is None:
            return
        os.chown(path, self.uid, self.gid)
        for inside in path.rglob("*"):
            os.chown(inside, self.uid, self.gid, follow_symlinks=False)


def ordinary_identity(program: Path, *, owner_uid: int | None) -> Identity:
    """An identity that *program* accepts, whoever we are.

    PostgreSQL refuses to run as root, and as a number without a name. A user
    namespace changes the number and keeps the rights; where the kernel forbids
    one, root runs it as `nobody`.

    Args:
        program: What is going to be run.
        owner_uid: Who owns the data already there, if any.
    """
    mine = os.geteuid()
    if mine != 0 and user_name(mine) is not None:
        return Identity()
    nobody = pwd.getpwnam("nobody")
    as_nobody = Identity(uid=nobody.pw_uid, gid=nobody.pw_gid)
    if mine == 0 and owner_uid == nobody.pw_uid:
        return as_nobody
    # Mapped to a user that every system has: initdb looks its own name up.
    maps = (f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}")
    namespace = Identity(prefix=("unshare", "--user", *maps))
    if shutil.which("unshare") and namespace.can(program, "--version"):
        return namespace
    return as_nobody if mine == 0 else Identity()


def user_name(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def command_line(pid: int) -> str:
    """What process *pid* was started as; empty when it is gone or only a zombie."""
    entry = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    shown = Identity().run("ps", "-o", "stat=,command=", "-p", str(pid)).stdout.strip()
    return "" if shown.startswith("Z") else shown


def pid_in(path: Path) -> int | None:
    """The process id on the first line of *path*."""
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdigit() and int(first) > 1 else None


def running_pid(pid_file: Path, mark: str) -> int | None:
    """The process that *pid_file* names, if it still is the one we started.

    A process id is used again sooner or later; *mark* is what the command line
    of ours contains.
    """
    pid = pid_in(pid_file)
    return pid if pid is not None and mark in command_line(pid) else None


def let_outlive(process: subprocess.Popen[bytes] | None) -> None:
    """Forget *process*, which goes on; a Popen complains unless it saw an end."""
    if process is not None:
        process.returncode = 0


def wait_until(done: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def end(pid: int, gone: Callable[[], bool], *signals: signal.Signals) -> None:
    """Ask *pid* to end, with one signal after another until *gone*."""
    for number in (*signals, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        if wait_until(gone, seconds=STOP_WITHIN_SECONDS):
            return
    raise EmbeddedError(f"process {pid} does not end, not even when killed")
