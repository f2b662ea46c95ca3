"""The processes of the demonstration: started, watched, and stopped again."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import requests

from app.settings import child_environ

READY_WITHIN_S = 30
STOP_WITHIN_S = 30
TRY_EVERY_S = 0.05
HIGHEST_PORT = 65_000


def free_port(wanted: int) -> int:
    """Return *wanted*, or the next port that nobody listens on."""
    for port in range(wanted, HIGHEST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise click.ClickException(f"no free port from {wanted} on")


class PortsInHand:
    """Keeps other demonstrations of this machine from choosing ports meanwhile.

    Between the look for a free port and the process that listens on it there are
    seconds; two that start together would choose the same one.
    """

    def __init__(self) -> None:
        name = f"setia-demo-ports-{os.getuid()}.lock"
        handle = os.open(Path(tempfile.gettempdir()) / name, os.O_RDWR | os.O_CREAT)
        fcntl.flock(handle, fcntl.LOCK_EX)
        self._handle: int | None = handle
        self._given: set[int] = set()

    def free(self, wanted: int) -> int:
        """Return *wanted*, or the next port that nobody listens on or was given."""
        while True:
            port = free_port(wanted)
            if port not in self._given:
                self._given.add(port)
                return port
            wanted = port + 1

    def release(self) -> None:
        """Let others choose; doing it twice is the same as once."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@dataclass(slots=True)
class Company:
    """Child processes that end together with this one."""

    logs: Path
    environ: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(
        self,
        name: str,
        arguments: Sequence[str],
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Start ``python -m`` *arguments*; its output goes to a log of its name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=child_environ({**self.environ, **(environ or {})}),
            )

    def pids(self) -> dict[str, int]:
        return {name: child.pid for name, child in self.running.items()}

    def wait_for_line(self, name: str) -> dict[str, Any]:
        """Return the JSON line with which a sandbox store says that it listens."""
        deadline = time.monotonic() + READY_WITHIN_S
        log = self.logs / f"{name}.log"
        while time.monotonic() < deadline:
            self.check(name)
            for line in log.read_text(errors="replace").splitlines():
                if line.startswith("{") and '"ready"' in line:
                    found: dict[str, Any] = json.loads(line)
                    return found
            time.sleep(TRY_EVERY_S)
        raise click.ClickException(f"{name} did not start; see {log}")

    def wait_for_url(self, name: str, url: str) -> None:
        """Wait until *url* answers 200."""
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            self.check(name)
            try:
                if requests.get(url, timeout=2).status_code == requests.codes.ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(TRY_EVERY_S)
        raise click.ClickException(f"{name} does not answer at {url}")

    def check(self, name: str) -> None:
        """Stop with the end of its log when a child has died."""
        code = self.running[name].poll()
        if code is None:
            return
        tail = (self.logs / f"{name}.log").read_text(errors="replace")[-2000:]
        raise click.ClickException(f"{name} ended with {code}:\n{tail}")

    def end(self, name: str, number: int = signal.SIGTERM) -> None:
        """End one child and wait for it."""
        child = self.running.pop(name)
        child.send_signal(number)
        _wait(child)

    def stop(self) -> None:
        """Ask all to end, in the reverse order of their start; insist in the end."""
        children = list(reversed(self.running.values()))
        for child in children:
            if child.poll() is None:
                child.terminate()
        for child in children:
            _wait(child)
        self.running.clear()


def _wait(child: subprocess.Popen[bytes]) -> None:
    """Wait for a child, then end whatever is left of what it started."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(STOP_WITHIN_S)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
