"""Write requirements.lock: every package with the hashes of all its files.

One section per group of pyproject.toml, each without what an earlier section
already has, so that a machine may leave the last ones out. The answer holds for
every system and Python version that we support, whatever machine asks.

Usage: lock.py [--exclude-newer SPAN] and other options of `uv pip compile`.
Needs uv; nothing else in the project does.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
# In this order: what cannot be installed everywhere comes last.
GROUPS = ("run", "dev", "sandbox", "servers", "browser", "parquet")
# Python 3.12 and later no longer bring it, and the project itself is built with it.
BUILT_WITH = "setuptools>=80"


def pinned(requirements: list[str], options: list[str]) -> list[str]:
    """One text per package that *requirements* lead to, hashes included."""
    command = ["uv", "pip", "compile", "-", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command += ["--no-config", "--default-index", "https://pypi.org/simple", *options]
    done = subprocess.run(
        command,
        check=False,
        input="\n".join(requirements),
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.returncode)
    return re.split(r"\n(?=\w)", done.stdout.strip())


def main(options: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = {
        "run": [BUILT_WITH, *project["dependencies"]],
        **project["optional-dependencies"],
    }
    everything = pinned([line for name in GROUPS for line in groups[name]], options)
    versions = "\n".join(package.partition(" \\")[0] for package in everything)
    constraints = LOCK.with_suffix(".pins")
    constraints.write_text(versions + "\n")
    try:
        sections, seen, wanted = [], set(), []
        for name in GROUPS:
            wanted += groups[name]
            found = pinned(wanted, [*options, "--constraints", str(constraints)])
            new = [package for package in found if package not in seen]
            seen.update(new)
            sections.append(f"# section: {name}\n" + "\n".join(new) + "\n")
    finally:
        constraints.unlink()
    LOCK.write_text(
        "# Made by `make lock` from pyproject.toml.\n\n" + "\n".join(sections)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
