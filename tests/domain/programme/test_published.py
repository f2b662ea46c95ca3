"""What was published once stays loadable and means what it meant.

The files beside this module are versions as earlier code stored them. They are
never written again; a later schema adds files of its own.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.programme.canonical import canonical
from app.domain.programme.loading import load_document

STORED = sorted((Path(__file__).parent / "published").glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def lost(old: Any, new: Any, place: str = "") -> list[str]:  # noqa: ANN401 - JSON values
    """Return what of *old* is not the same in *new*, which may know more."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            found
            for key, value in old.items()
            for found in lost(value, new.get(key), f"{place}.{key}")
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = zip(old, new, strict=True)
        return [
            found
            for at, (one, other) in enumerate(pairs)
            for found in lost(one, other, f"{place}[{at}]")
        ]
    return [] if old == new else [place]


@pytest.mark.parametrize("path", STORED, ids=[path.stem for path in STORED])
def test_a_stored_version_loads_and_keeps_every_setting(path: Path) -> None:
    stored = read(path)

    again = canonical(load_document(stored))

    del stored["schema_version"], again["schema_version"]
    assert lost(stored, again) == []


def test_there_are_stored_versions() -> None:
    assert len(STORED) >= 4


def test_a_setting_that_changed_would_be_found() -> None:
    assert lost({"a": [{"b": 1}]}, {"a": [{"b": 2, "c": 3}]}) == [".a[0].b"]
    assert lost({"a": [1]}, {"a": []}) == [".a"]
