"""The widget's files: small enough, made of the sources that lie beside them, tame."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from app.domain.words.languages import Language
from app.domain.words.storefront import STOREFRONT, Voice, panel_words

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "app/web/static/widget"
DIST = WIDGET / "dist"
EXAMPLES = ROOT / "tests/web/storefront/examples"
SOURCES = sorted((WIDGET / "src").rglob("*.js"))
MANIFEST = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))

LOADER_BYTES = 3_000
FIRST_BYTES = 8_000
PANEL_BYTES = 22_000
WORDS_BYTES = 6_000
LAZY_BYTES = 2_500
HOLDS_LIT = {"panel.js"}
OWN_FILES = {f"{path.stem}.js" for path in (WIDGET / "src").glob("*.js")}


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def size(name: str) -> int:
    return gzipped((DIST / name).read_bytes())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bootstrap_bytes() -> int:
    body = json.loads((EXAMPLES / "bootstrap.json").read_text(encoding="utf-8"))
    return gzipped(json.dumps(body, ensure_ascii=False).encode())


def test_the_loader_weighs_at_most_three_kilobytes() -> None:
    assert size("loader.js") <= LOADER_BYTES


def test_all_that_a_page_fetches_before_it_is_touched_weighs_at_most_eight() -> None:
    first = size("loader.js") + bootstrap_bytes()

    assert first <= FIRST_BYTES
    assert first + size("page.js") <= FIRST_BYTES + 1_000, "with numbers in the page"


def test_the_panel_with_its_library_weighs_at_most_twenty_two() -> None:
    assert size("panel.js") <= PANEL_BYTES


@pytest.mark.parametrize(
    "name", sorted(OWN_FILES - {"loader.js", "page.js", "panel.js"})
)
def test_a_rare_view_weighs_little(name: str) -> None:
    assert size(name) <= LAZY_BYTES


@pytest.mark.parametrize("language", list(Language))
def test_the_words_of_a_language_weigh_at_most_six(language: Language) -> None:
    said = panel_words(Voice(language.value, language))

    assert gzipped(json.dumps(said, ensure_ascii=False).encode()) <= WORDS_BYTES


def test_dist_is_made_of_the_sources_as_they_are_now() -> None:
    now = {
        path.relative_to(WIDGET).as_posix(): digest(path)
        for folder in ("src", "vendor")
        for path in (WIDGET / folder).rglob("*.js")
    }

    assert MANIFEST["sources"] == now, "run `make widget` and commit what it wrote"


def test_dist_has_every_file_once_and_as_the_manifest_says() -> None:
    described = MANIFEST["files"]

    assert set(described) == OWN_FILES == {path.name for path in DIST.glob("*.js")}
    for name, told in described.items():
        assert told["sha256"] == digest(DIST / name)
        assert told["served_as"] == f"{name[:-3]}.{told['sha256'][:12]}.js"


def test_the_panel_and_the_loader_know_the_files_they_fetch_by_their_hashes() -> None:
    loader = (DIST / "loader.js").read_text(encoding="utf-8")
    page = (DIST / "page.js").read_text(encoding="utf-8")

    def short(name: str) -> str:
        return str(MANIFEST["files"][name]["sha256"])[:12]

    assert short("panel.js") in loader
    assert short("page.js") in loader
    for name in OWN_FILES - {"loader.js", "page.js", "panel.js"}:
        assert short(name) in page


@pytest.mark.parametrize(
    "folder",
    [
        "integrations/shopify/extension/assets",
        "integrations/woocommerce/plugin/setia-loyalty/assets",
    ],
)
def test_the_copies_in_the_stores_own_packages_are_the_same(folder: str) -> None:
    copies = {name: ROOT / folder / name for name in MANIFEST["files"]}

    stale = [
        name for name, path in copies.items() if digest(path) != digest(DIST / name)
    ]

    assert stale == [], "run `make widget` and commit what it wrote"


FORBIDDEN = {
    "makes markup of a string": r"\b(inner|outer)HTML\b|insertAdjacentHTML|unsafeHTML",
    "writes into the page as it loads": r"document\.write\b",
    "runs a string": r"\beval\(|new Function\b|setTimeout\(\s*[\"'`]",
    "trusts the theme's rem": r"\d(?:rem|em)\b",
    "knows left from right": r"(?:margin|padding|border|inset)-(?:left|right)\b"
    r"|(?<![-\w=\[])(?:left|right)\s*:\s*[^,\s]|text-align:\s*(?:left|right)\b",
    "sets a cookie": r"\bdocument\.cookie\b",
    "leaves a style rule to be closed": r"<style\b",
    "calls another host": r"https?://(?!www\.w3\.org|wa\.me|api\.w\.org)[\w]",
}
EXAMPLES_OF_THEM = {
    "makes markup of a string": "place.innerHTML = text",
    "writes into the page as it loads": "document.write(text)",
    "runs a string": "setTimeout('go()', 1)",
    "trusts the theme's rem": "padding:1.5rem",
    "knows left from right": "margin-left:4px",
    "sets a cookie": "document.cookie = 'a=1'",
    "leaves a style rule to be closed": "<style>",
    "calls another host": "https://fonts.example/a.css",
}
SPACING_IN_EM = re.compile(r"letter-spacing:-?\.?\d*em")


@pytest.mark.parametrize("habit", sorted(FORBIDDEN))
def test_no_source_has_a_bad_habit(habit: str) -> None:
    pattern = re.compile(FORBIDDEN[habit])

    found = [
        f"{path.relative_to(WIDGET)}: {match[0]}"
        for path in SOURCES
        for match in pattern.finditer(
            SPACING_IN_EM.sub("", path.read_text(encoding="utf-8"))
        )
    ]

    assert found == []


@pytest.mark.parametrize("habit", sorted(FORBIDDEN))
def test_a_bad_habit_would_be_found(habit: str) -> None:
    assert re.search(FORBIDDEN[habit], EXAMPLES_OF_THEM[habit])


def test_a_source_fits_in_one_reading() -> None:
    long = {
        path.name: count
        for path in SOURCES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


KEY = re.compile(r"""["'`]((?:[a-z0-9]+)\.[a-z_]+)["'`]""")
NAMESPACES = {key.partition(".")[0] for key in STOREFRONT}


def test_every_word_the_widget_says_is_in_the_catalogue() -> None:
    said = {
        key
        for path in SOURCES
        for key in KEY.findall(path.read_text(encoding="utf-8"))
        if key.partition(".")[0] in NAMESPACES
    }

    assert said - set(STOREFRONT) == set()
    assert len(said) > 100


def test_what_runs_in_a_page_is_mit_and_lit_keeps_its_own_licence() -> None:
    lit = WIDGET / "vendor/LICENSE-lit.txt"
    library = next((WIDGET / "vendor").glob("lit-*.js")).read_text(encoding="utf-8")

    assert (WIDGET / "LICENSE.txt").read_text().startswith("MIT License")
    assert "BSD 3-Clause License" in lit.read_text(encoding="utf-8")
    assert "BSD-3-Clause" in library.splitlines()[0]
    for name in HOLDS_LIT:
        panel = (DIST / name).read_text(encoding="utf-8")
        assert "contains Lit, BSD-3-Clause" in panel.splitlines()[0]
