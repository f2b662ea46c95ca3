"""Node programs that tests run: installed once from a committed lock, or skipped."""

import shutil
import subprocess
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INSTALL_WITHIN_S = 180
RUN_WITHIN_S = 120


def installed(folder: str) -> Path:
    """Return the folder of a ``package-lock.json`` with its packages installed.

    Skips the test, in one line, where there is no Node or no registry to ask.
    """
    place = ROOT / folder
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip(f"Node.js is not installed; {folder} is left out")
    with (place / "package-lock.json").open("rb") as lock:
        # Several test processes may want the same packages at once.
        flock(lock, LOCK_EX)
        _install(place, lock.read())
    return place


def _install(place: Path, wanted: bytes) -> None:
    stamp = place / "node_modules" / "setia-lock"
    if stamp.is_file() and stamp.read_bytes() == wanted:
        return
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],  # noqa: S607 - npm of the machine
        cwd=place,
        check=False,
        capture_output=True,
        text=True,
        timeout=INSTALL_WITHIN_S,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        pytest.skip(f"npm ci in {place.relative_to(ROOT)} did not work: {last}")
    stamp.write_bytes(wanted)


def node(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Node in a folder and return what it printed."""
    return subprocess.run(
        ["node", *words],  # noqa: S607 - Node of the machine
        cwd=place,
        check=False,
        capture_output=True,
        text=True,
        timeout=RUN_WITHIN_S,
    )
