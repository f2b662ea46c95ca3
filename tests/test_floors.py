"""Each import contract was seen to fail: here it fails again, on every run.

A small tree with the packages of the contracts stands in for the project. It
passes as it is, and with one planted import it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
OURS = re.compile(r"^(app|integrations|webhooks)(\.\w+)*$")

PLANTED = {
    "floors": {"app/domain/planted.py": "import app.services"},
    "no-stray-modules": {"app/stray.py": ""},
    "adapters-plug-in-at-the-top": {
        "app/services/planted.py": "import integrations.shopify"
    },
    "platforms-are-strangers": {
        "integrations/shopify/planted.py": "import integrations.woocommerce"
    },
    "pure-ground": {"app/domain/planted.py": "import sqlalchemy"},
    "use-cases-know-no-framework": {"app/services/planted.py": "import flask"},
    "no-knots": {
        "app/services/knot.py": "import app.services.tied",
        "app/services/tied.py": "import app.services.knot",
    },
    "the-sandbox-is-a-stranger": {
        "integrations/sandbox/planted.py": "import app.domain"
    },
}


def contract_text() -> str:
    return (
        "[tool.importlinter]"
        + PYPROJECT.read_text().partition("[tool.importlinter]")[2]
    )


def contract_ids() -> list[str]:
    linter = tomllib.loads(contract_text())["tool"]["importlinter"]
    return [contract["id"] for contract in linter["contracts"]]


def modules_named(value: object) -> Iterator[str]:
    """Every module of ours in *value*, a piece of the contracts."""
    if isinstance(value, str):
        yield from filter(OURS.match, value.split(" | "))
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from modules_named(part)


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """All packages that the contracts name, empty, under the real contracts."""
    (tmp_path / "pyproject.toml").write_text(contract_text())
    for module in modules_named(tomllib.loads(contract_text())):
        folder = tmp_path / module.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    return tmp_path


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", "--no-logo", "--contract", contract],
        capture_output=True,
        check=False,
        cwd=tree,
        text=True,
    )


def test_every_contract_has_a_planted_violation() -> None:
    assert sorted(PLANTED) == sorted(contract_ids())


@pytest.mark.slow
@pytest.mark.parametrize("contract", PLANTED)
def test_a_contract_breaks_on_the_import_it_forbids(
    contract: str, small_tree: Path
) -> None:
    clean = lint(small_tree, contract)
    for name, text in PLANTED[contract].items():
        (small_tree / name).write_text(text)

    broken = lint(small_tree, contract)

    assert "0 broken" in clean.stdout, clean.stdout
    assert "1 broken" in broken.stdout, broken.stdout
