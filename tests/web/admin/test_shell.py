"""What every page of the back office has, whoever's page it is."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from app.domain.staff import Role
from app.domain.words import Language
from app.domain.words.storefront.kinds import Counted
from app.web.admin.groups import every_page
from app.web.admin.nav import TREE, current, shown
from app.web.admin.words import ALL, PARTS
from tests.web.admin.conftest import Office

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "templates"
GAP = re.compile(r"\{([a-z_]+)\}")


def test_help_is_there_for_everybody(office: Office) -> None:
    for role in Role:
        answer = office.as_role(role).get("/help")

        assert answer.status == 200
        assert "<h1>Help</h1>" in answer.text


def test_a_page_speaks_the_language_of_who_reads_it(office: Office) -> None:
    answer = office.as_role(Role.OWNER, Language.ID).get("/help")

    assert '<html lang="id"' in answer.text
    assert "<h1>Bantuan</h1>" in answer.text


def test_a_page_loads_only_from_us_and_stands_in_no_frame(office: Office) -> None:
    answer = office.get("/help")

    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_is_found_under_its_hash_and_kept_for_good(office: Office) -> None:
    page = office.get("/help").text
    address = re.search(r'href="/admin(/files/admin\.[0-9a-f]{12}\.css)"', page)
    assert address is not None

    answer = office.get(address[1])

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert office.get("/files/admin.000000000000.css").status == 404


def test_no_page_has_two_addresses_and_every_tab_belongs_somewhere() -> None:
    pages = list(every_page())

    assert len({(page.method, page.rule) for page in pages}) == len(pages)
    assert len({page.endpoint for page in pages}) == len(pages)


def test_the_nearest_entry_is_the_one_a_page_belongs_to() -> None:
    entry, tab = current(TREE, "/members/segments/new")
    assert entry is not None
    assert tab is not None
    assert (entry.key, tab.key) == ("members", "segments")

    entry, tab = current(TREE, "/members/0b1f")
    assert entry is not None
    assert tab is not None
    assert (entry.key, tab.key) == ("members", "list")

    assert current(TREE, "/nowhere") == (None, None)


def test_an_entry_without_pages_is_not_shown() -> None:
    entries = shown(frozenset({"/home", "/settings/team"}))

    assert [entry.key for entry in entries] == ["home", "settings"]
    assert entries[1].path == "/settings/team"


def sentences() -> list[tuple[str, str, str, str]]:
    found = []
    for key, words in ALL.items():
        parts = (words.one, words.other) if isinstance(words, Counted) else (words,)
        found += [(key, each.en, each.id, each.ms) for each in parts]
    return found


def test_every_sentence_stands_in_three_languages_with_the_same_gaps() -> None:
    for key, en, id_, ms in sentences():
        assert en.strip(), key
        assert id_.strip(), key
        assert ms.strip(), key
        gaps = set(GAP.findall(en)) - {"n"}
        assert set(GAP.findall(id_)) - {"n"} == gaps, key
        assert set(GAP.findall(ms)) - {"n"} == gaps, key


FOREIGN = {
    Language.ID: re.compile(r"\b(anda|anggota(mu|nya)?|ahli)\b", re.IGNORECASE),
    Language.MS: re.compile(r"\b(kamu|anggota|poin|kode)\b", re.IGNORECASE),
}
"""Words that the shops of the other country use."""


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_keeps_to_its_own_words(language: Language) -> None:
    said = {
        (key, words.say(language, **dict.fromkeys(GAP.findall(words.en), "")))
        for key, found in ALL.items()
        for words in (
            (found.one, found.other) if isinstance(found, Counted) else [found]
        )
    }

    assert [pair for pair in sorted(said) if FOREIGN[language].search(pair[1])] == []


def test_a_key_stands_once() -> None:
    keys = [key for part in PARTS.values() for key in part]

    assert sorted(keys) == sorted(set(keys))


def templates() -> list[str]:
    found = [*(TEMPLATES / "admin").rglob("*.html"), *(TEMPLATES / "macros").glob("*")]
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in found)


@pytest.mark.parametrize("name", templates())
def test_a_template_asks_for_words_that_exist(name: str) -> None:
    tree = Environment(autoescape=True).parse((TEMPLATES / name).read_text("utf-8"))

    asked = {
        call.args[0].value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "t"
        and call.args
        and isinstance(call.args[0], nodes.Const)
    }

    assert asked <= set(ALL)


@pytest.mark.parametrize("name", templates())
def test_a_template_holds_no_script_and_no_style_of_its_own(name: str) -> None:
    text = (TEMPLATES / name).read_text("utf-8")

    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"\sstyle\s*=\s*[\"']", text)
    assert "hx-on" not in text
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


def test_templates_find_the_templates_they_use() -> None:
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(loader=loader, autoescape=True)
    for name in templates():
        tree = environment.parse((TEMPLATES / name).read_text("utf-8"))
        for used in meta.find_referenced_templates(tree):
            assert used is None or (TEMPLATES / used).exists(), (name, used)


def audited() -> set[str]:
    """Return the deeds that pages write down under a name of their own."""
    found = set()
    for path in (ROOT / "app" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "audit"
                and isinstance(node.args[1], ast.Constant)
            ):
                found.add(str(node.args[1].value))
    return found


def test_every_deed_that_is_written_down_has_words() -> None:
    missing = {deed for deed in audited() if f"audit.action.{deed}" not in ALL}

    assert missing == set()
