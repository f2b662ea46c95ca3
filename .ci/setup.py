"""Make .venv what requirements.lock says; do nothing where it already is.

Runs on the system's Python before anything is installed, so it imports nothing
but the standard library. A section of the lock that has no ready-made packages
for this machine is named and left out; only the first ones must be there.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setia-stamp"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)
MAY_BE_MISSING = {
    "servers": "set DATABASE_URL and REDIS_URL, or install PostgreSQL and Valkey",
    "browser": "browser tests are left out",
    "parquet": "exports come as CSV or JSON only",
}


def fingerprint() -> str:
    digest = hashlib.sha256(platform.python_version().encode())
    for path in (LOCK, ROOT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sections() -> dict[str, str]:
    parts = re.split(r"^# section: (\w+)\n", LOCK.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def make_environment() -> None:
    python = VENV / "bin" / "python"
    if python.exists() and runs(python, "-m", "pip", "--version", quiet=True):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not runs(Path(sys.executable), "-m", "venv", str(VENV), quiet=True):
        sys.exit(
            "setup: this Python cannot make a virtual environment; on Debian: "
            f"apt-get install python{OLDEST[0]}.{OLDEST[1]}-venv"
        )


def runs(program: Path, *words: str, quiet: bool = False) -> bool:
    stream = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        [str(program), *words], check=False, cwd=ROOT, stdout=stream, stderr=stream
    )
    return done.returncode == 0


def install(*words: str) -> bool:
    return runs(
        VENV / "bin" / "python",
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--root-user-action", "ignore", "--no-deps", *words),
    )


def install_section(name: str, pins: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=f"-{name}.txt") as listed:
        listed.write(pins)
        listed.flush()
        words = ["--require-hashes", "--requirement", listed.name]
        if name in MAY_BE_MISSING:
            words += ["--only-binary", ":all:"]
        if install(*words):
            return
    if name not in MAY_BE_MISSING:
        sys.exit(f"setup: the packages of section {name!r} could not be installed")
    print(f"setup: nothing ready-made for {name!r} here; {MAY_BE_MISSING[name]}")


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit(
            f"setup: Python {OLDEST[0]}.{OLDEST[1]} or later is needed, and this is "
            f"{platform.python_version()}; name another with `make PYTHON=...`"
        )
    found = fingerprint()
    if STAMP.exists() and STAMP.read_text() == found:
        return
    print("setup: installing what requirements.lock names (a minute or two)")
    make_environment()
    STAMP.unlink(missing_ok=True)
    for name, pins in sections().items():
        install_section(name, pins)
    if not install("--no-build-isolation", "--editable", "."):
        sys.exit("setup: the project itself could not be installed")
    STAMP.write_text(found)
    print("setup: done")


if __name__ == "__main__":
    main()
