"""The lock holds what pyproject.toml asks for, pinned, hashed and from nowhere else."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def locked() -> dict[str, Requirement]:
    lines = re.findall(r"^([\w.-]+==[^\\\n]*)", LOCK, flags=re.MULTILINE)
    pins = map(Requirement, lines)
    return {canonicalize_name(pin.name): pin for pin in pins}


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    pins = locked()

    missing = [
        line
        for line in wanted
        if (pin := pins.get(canonicalize_name((asked := Requirement(line)).name)))
        is None
        or not asked.specifier.contains(str(pin.specifier).removeprefix("=="))
    ]

    assert missing == []


def test_every_pin_has_a_hash() -> None:
    packages = re.split(r"\n(?=[\w.-]+==)", LOCK)[1:]

    assert [text for text in packages if "--hash=sha256:" not in text] == []


def test_the_lock_names_no_address() -> None:
    assert re.findall(r"https?:|file:|--index|--find-links|@ ", LOCK) == []
