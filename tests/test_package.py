"""An installed package has everything that lies beside its code."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
READ_IN_THE_REPOSITORY = {".md"}
INSTALLED = "node_modules"
"""What tests fetched from a registry; git ignores it."""


def test_what_lies_beside_the_code_is_shipped_with_it() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["*"]

    left_out = [
        path.relative_to(ROOT).as_posix()
        for package in ("app", "integrations", "webhooks")
        for path in (ROOT / package).rglob("*")
        if path.is_file()
        and INSTALLED not in path.parts
        and path.suffix not in {".py", ".pyc", *READ_IN_THE_REPOSITORY}
        and not any(fnmatch(path.name, pattern) for pattern in shipped)
    ]

    assert left_out == []
