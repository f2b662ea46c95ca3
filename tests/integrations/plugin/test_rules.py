"""Habits of the plugin's sources: escaped, checked, translated, packed alike."""

import gettext
import importlib.util
import json
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.integrations.plugin.wordpress import PLUGIN, ROOT

SOURCES = sorted(PLUGIN.rglob("*.php"))
ESCAPED = re.compile(
    r"^(?:'[^'$]*'|esc_html__?\(|esc_attr\(|esc_url\(|wp_kses\(|Rewards_Page::html\()"
)
CLEANED = ("sanitize_text_field( wp_unslash(", "esc_url_raw( trim( wp_unslash(")


def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plugin_tool", ROOT / ".ci/plugin.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_printed_unescaped(path: Path) -> None:
    for line in lines(path):
        said = line.strip()
        if said.startswith("echo "):
            for part in said.removeprefix("echo ").split(" . "):
                assert ESCAPED.match(part.strip()), line
        assert not re.match(r"print\b|print_r|var_dump|vprintf", said), line


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_printf_gets_escaped_arguments_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for call in re.finditer(r"(?<!s)printf\((.*?)\n?\t*\);", text, re.DOTALL):
        given = re.sub(r"'[^']*'", "''", call[1])
        rest = re.sub(r"esc_(?:html|attr|url)(?:__)?\(.*?\)(?=\s*(?:,|$))", "", given)
        assert "$" not in rest, call[0]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_what_a_browser_sends_is_cleaned_where_it_is_read(path: Path) -> None:
    for line in lines(path):
        if re.search(r"\$_(GET|POST|REQUEST|COOKIE|SERVER)\b", line):
            assert any(way in line for way in CLEANED), line
        assert "$_REQUEST" not in line


def test_each_form_of_the_back_office_checks_its_nonce() -> None:
    text = (PLUGIN / "includes/class-settings.php").read_text(encoding="utf-8")

    for action in re.findall(r"'admin_post_(\w+)'", text):
        assert f"only_staff( '{action}' )" in text
        assert f"wp_nonce_field( '{action}' )" in text
    assert "check_admin_referer" in text
    assert "admin_post_nopriv" not in text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_file_runs_by_itself(path: Path) -> None:
    guard = "WP_UNINSTALL_PLUGIN" if path.name == "uninstall.php" else "ABSPATH"

    assert f"defined( '{guard}' ) || exit;" in path.read_text(encoding="utf-8")


def test_orders_are_never_read_as_posts() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)

    for name in ("get_post_meta", "update_post_meta", "shop_order", "eval(", "curl_"):
        assert name not in text


def test_header_readme_and_block_tell_one_version() -> None:
    tool = made()
    version = tool.version()
    readme = (PLUGIN / "readme.txt").read_text(encoding="utf-8")
    main = (PLUGIN / "setia-loyalty.php").read_text(encoding="utf-8")
    block = json.loads((PLUGIN / "blocks/rewards/block.json").read_text("utf-8"))

    assert f"Stable tag: {version}" in readme
    assert f"= {version} =" in readme
    assert f"'SETIA_LOYALTY_VERSION', '{version}'" in main
    assert block["version"] == version
    assert "License:           GPL-2.0-or-later" in main
    assert "GNU GENERAL PUBLIC LICENSE" in (PLUGIN / "LICENSE").read_text("utf-8")


def test_what_is_made_of_the_words_is_up_to_date() -> None:
    for path, content in made().made_words():
        assert path.read_bytes() == content, f"run `make plugin`: {path.name} is old"


@pytest.mark.parametrize("language", ["id_ID", "ms_MY"])
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    tool = made()
    path = tool.WORDS / f"setia-loyalty-{language}.po"
    said = tool.read(path)

    assert {key for key in said if key != ("", "")} == set(tool.texts())
    for (context, english), translated in said.items():
        assert translated, english
        if (context, english) != ("", ""):
            assert english.count("%s") == translated.count("%s"), english
    with path.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("Rewards") == said["", "Rewards"]


def test_the_zip_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    tool = made()
    one, two = tool.pack(tmp_path / "one"), tool.pack(tmp_path / "two")

    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
    assert one.name == f"setia-loyalty-{tool.version()}.zip"
    assert all(name.startswith("setia-loyalty/") for name in names)
    assert {"setia-loyalty/setia-loyalty.php", "setia-loyalty/uninstall.php"} <= {
        *names
    }
