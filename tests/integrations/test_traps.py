"""No trap of the list is forgotten, and no test that it names is gone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRAPS = (ROOT / "docs" / "traps.md").read_text(encoding="utf-8")
NAMES = {
    name
    for path in Path(__file__).parent.rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
}
COUNTS = {"WooCommerce": 43, "Shopify": 27}


def rows(platform: str) -> dict[int, str]:
    section = TRAPS.split(f"## {platform}\n")[1].split("\n## ")[0]
    return {
        int(number): held
        for number, held in re.findall(
            r"^\| (\d+) \|[^|]+\| (.+) \|$", section, re.MULTILINE
        )
    }


@pytest.mark.parametrize("platform", COUNTS)
def test_every_number_has_a_test_or_a_reason(platform: str) -> None:
    assert list(rows(platform)) == list(range(1, COUNTS[platform] + 1))
    assert all(len(held) > 8 for held in rows(platform).values())


@pytest.mark.parametrize("platform", COUNTS)
def test_every_test_that_is_named_exists(platform: str) -> None:
    named = {
        name
        for held in rows(platform).values()
        for name in re.findall(r"`(test_\w+)`", held)
    }

    assert named
    assert named <= NAMES
