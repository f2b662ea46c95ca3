"""The theme app extension: Shopify's limits, our budgets, and who may see what."""

import gzip
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.node_tools import installed, node

EXTENSION = Path(__file__).resolve().parents[3] / "integrations/shopify/extension"
BLOCKS = sorted((EXTENSION / "blocks").glob("*.liquid"))
LIQUID = sorted(EXTENSION.glob("*/*.liquid"))
LOCALES = EXTENSION / "locales"
MOST_LIQUID_BYTES = 100_000
MOST_LOCALE_BYTES = 15_000
MOST_CSS_BYTES = 100_000
MOST_SCRIPT_BYTES = {"loader.js": 3_000, "panel.js": 22_000}
"""gzip. The loader is on every page; all else comes on the shopper's intent, so that
Shopify's advice of 10,000 for what a page loads by itself is kept."""
MOST_LAZY_SCRIPT_BYTES = 22_000
ASSET_KINDS = {".css", ".js", ".json", ".wasm", ".jpg", ".jpeg", ".png", ".svg"}
SCHEMA = re.compile(r"{% schema %}(.*){% endschema %}", re.DOTALL)


def schema_of(block: Path) -> dict[str, Any]:
    found = SCHEMA.search(block.read_text())
    assert found is not None
    said: dict[str, Any] = json.loads(found[1])
    return said


def flat(words: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in words.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = value
    return found


def words(name: str) -> dict[str, str]:
    return flat(json.loads((LOCALES / name).read_text()))


def gaps(text: str) -> set[str]:
    return set(re.findall(r"{{ (\w+) }}", text))


@pytest.mark.node
def test_shopifys_own_checks_find_nothing() -> None:
    place = installed(".ci/theme-check")

    done = node(place, "check.mjs", str(EXTENSION))

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.node
def test_shopifys_own_checks_do_look(tmp_path: Path) -> None:
    place = installed(".ci/theme-check")
    (tmp_path / "blocks").mkdir()
    (tmp_path / ".theme-check.yml").write_text(
        (EXTENSION / ".theme-check.yml").read_text()
    )
    (tmp_path / "blocks/bad.liquid").write_text(
        '<script src="https://x.test/a.js"></script>'
    )

    done = node(place, "check.mjs", str(tmp_path))

    assert "ParserBlockingScript" in done.stdout
    assert done.returncode == 1


def test_it_is_a_theme_extension() -> None:
    said = tomllib.loads((EXTENSION / "shopify.extension.toml").read_text())

    assert said["type"] == "theme"


def test_the_folder_holds_what_shopify_takes() -> None:
    folders = {path.name for path in EXTENSION.iterdir() if path.is_dir()}
    assets = {path.suffix for path in (EXTENSION / "assets").iterdir()}

    assert folders == {"assets", "blocks", "locales", "snippets"}
    assert assets <= ASSET_KINDS
    assert len(BLOCKS) <= 30


def test_all_liquid_together_is_small_enough() -> None:
    assert sum(path.stat().st_size for path in LIQUID) <= MOST_LIQUID_BYTES


def test_every_language_file_is_small_enough() -> None:
    sizes = [path.stat().st_size for path in LOCALES.iterdir()]

    assert max(sizes) <= MOST_LOCALE_BYTES


@pytest.mark.parametrize("asset", sorted((EXTENSION / "assets").glob("*.js")), ids=str)
def test_every_script_keeps_its_budget(asset: Path) -> None:
    budget = MOST_SCRIPT_BYTES.get(asset.name, MOST_LAZY_SCRIPT_BYTES)

    assert len(gzip.compress(asset.read_bytes(), 9)) <= budget


def test_the_style_sheet_names_nothing_but_our_own_classes() -> None:
    text = (EXTENSION / "assets/setia.css").read_text()
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    selectors = [
        one.strip()
        for rule in re.findall(r"([^{}]+){", bare)
        for one in rule.split(",")
    ]

    assert len(text) <= MOST_CSS_BYTES
    assert [one for one in selectors if not one.startswith(".lym-")] == []
    assert re.findall(r"\d(?:rem|em)\b", bare) == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda path: path.stem)
def test_a_block_has_a_short_name_without_the_apps(block: Path) -> None:
    schema = schema_of(block)
    key = schema["name"].removeprefix("t:")
    names = [words(f"{lang}.schema.json")[key] for lang in ("en.default", "id", "ms")]

    assert max(map(len, names)) < 25
    assert not any("setia" in name.lower() for name in names)
    assert schema["target"] == ("body" if block.stem == "launcher" else "section")


@pytest.mark.parametrize("suffix", ["json", "schema.json"])
@pytest.mark.parametrize("lang", ["id", "ms"])
def test_every_language_says_everything_with_the_same_gaps(
    lang: str, suffix: str
) -> None:
    english, other = words(f"en.default.{suffix}"), words(f"{lang}.{suffix}")
    without_one = {key for key in english if not key.endswith(".one")}

    assert set(other) == without_one
    assert {key: gaps(other[key]) for key in other} == {
        key: gaps(english[key]) for key in other
    }


@pytest.mark.parametrize("path", LIQUID, ids=lambda path: path.stem)
def test_nothing_is_printed_unescaped(path: Path) -> None:
    text = SCHEMA.sub("", path.read_text())
    text = re.sub(
        r"{%-? (?:comment|doc) -?%}.*?{%-? end\w+ -?%}", "", text, flags=re.DOTALL
    )
    safe = re.compile(
        r"escape$|\| t(?::|$)|asset_url$|shopify_attributes$|^product\.id$"
    )
    ours = {"points", "page", "share", "minor | strip", "balance", "target.cost"}
    printed = {one.strip() for one in re.findall(r"{{-?(.*?)-?}}", text, re.DOTALL)}
    echoed = {one.strip() for one in re.findall(r"^ *echo (.*)$", text, re.MULTILINE)}
    numbers = {
        "'en'",
        "earned",
        "price",
        "price | divided_by: 100",
        "price | times: 10",
    }

    loose = {one for one in printed - ours if not safe.search(one)}
    assert loose == set()
    assert {one for one in echoed - numbers if not one.endswith("escape")} == set()


def test_the_launcher_prints_nothing_of_the_customer() -> None:
    text = (EXTENSION / "blocks/launcher.liquid").read_text()

    assert set(re.findall(r"customer\.\w+", text)) == set()
    assert "metafields['$app:loyalty']" not in text


@pytest.mark.parametrize("path", LIQUID, ids=lambda path: path.stem)
def test_only_the_signed_in_customers_own_figures_are_read(path: Path) -> None:
    read = set(re.findall(r"(\w+)\.metafields(\S*?)\.value", path.read_text()))

    assert read <= {
        ("app", ".loyalty.programme"),
        ("customer", "['$app:loyalty'].member"),
    }
