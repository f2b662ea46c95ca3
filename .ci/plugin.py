"""Makes what the WordPress plugin ships beside its sources: words and the zip.

``words`` writes the template of translations and compiles each language; ``zip``
packs the plugin into ``var/dist``, the same bytes for the same files. Needs
nothing but Python.
"""

import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "setia-loyalty"
PLUGIN: Final = ROOT / "integrations" / "woocommerce" / "plugin" / NAME
WORDS: Final = PLUGIN / "languages"
EDITOR: Final = "setia-rewards-editor"
CALL: Final = re.compile(
    r"\b(?:__|esc_html__|esc_attr__)\(\s*'((?:[^'\\]|\\.)*)',\s*'setia-loyalty'\s*\)"
)
VERSION: Final = re.compile(r"^ \* Version:\s*(\S+)$", re.MULTILINE)
EPOCH: Final = (2026, 1, 1, 0, 0, 0)
MO_MAGIC: Final = 0x950412DE
CONTEXT_END: Final = "\x04"
HEADER: Final = (
    "Project-Id-Version: Setia Loyalty\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "X-Domain: setia-loyalty\n"
)

Key = tuple[str, str]
"""Context (mostly none) and the English text."""


def version() -> str:
    """Return the plugin's version as its header says."""
    found = VERSION.search((PLUGIN / f"{NAME}.php").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("the plugin's header has no version")
    return found[1]


def texts() -> dict[Key, list[str]]:
    """Return every text that can be translated, with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for path in [*sorted(PLUGIN.rglob("*.php")), PLUGIN / "blocks/rewards/editor.js"]:
        place = path.relative_to(PLUGIN).as_posix()
        for match in CALL.finditer(path.read_text(encoding="utf-8")):
            english = re.sub(r"\\(.)", r"\1", match[1])
            places = found.setdefault(("", english), [])
            if place not in places:
                places.append(place)
    block = json.loads((PLUGIN / "blocks/rewards/block.json").read_text("utf-8"))
    for context, english in (
        ("block title", block["title"]),
        ("block description", block["description"]),
        *(("block keyword", word) for word in block["keywords"]),
    ):
        found[context, english] = ["blocks/rewards/block.json"]
    return found


def template() -> str:
    """Return the .pot file."""
    parts = [_entry(("", ""), HEADER, [])]
    parts += [_entry(key, "", places) for key, places in sorted(texts().items())]
    return "\n".join(parts)


def _entry(key: Key, translated: str, places: list[str]) -> str:
    context, english = key
    lines = [f"#: {place}" for place in places]
    if "%s" in english:
        lines.append("#, php-format")
    if context:
        lines.append(f"msgctxt {_quoted(context)}")
    lines += [f"msgid {_quoted(english)}", f"msgstr {_quoted(translated)}", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" not in text:
        return f'"{escaped}"'
    lines = escaped.splitlines()
    return '""\n' + "\n".join(f'"{line}\\n"' for line in lines)


def read(path: Path) -> dict[Key, str]:
    """Return the translations in a .po file; its own header under ("", "")."""
    found: dict[Key, str] = {}
    entry: dict[str, str] = {}
    field = ""
    for raw in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        line = raw.strip()
        if not line:
            if "msgid" in entry:
                found[entry.get("msgctxt", ""), entry["msgid"]] = entry["msgstr"]
            entry, field = {}, ""
        elif line.startswith("#"):
            continue
        elif line.startswith('"'):
            entry[field] += json.loads(line)
        else:
            field, _, text = line.partition(" ")
            entry[field] = json.loads(text)
    return found


def compiled(path: Path) -> bytes:
    """Return the .mo file of a .po file; texts without a translation are left out."""
    pairs = sorted(
        (
            (f"{context}{CONTEXT_END}{english}" if context else english).encode(),
            translated.encode(),
        )
        for (context, english), translated in read(path).items()
        if translated
    )
    head = 28
    start = head + 16 * len(pairs)
    tables: list[tuple[int, int]] = []
    body = b""
    for texts_of in (0, 1):
        for pair in pairs:
            tables.append((len(pair[texts_of]), start + len(body)))
            body += pair[texts_of] + b"\0"
    numbers = [number for entry in tables for number in entry]
    return (
        struct.pack(
            "<7I", MO_MAGIC, 0, len(pairs), head, head + 8 * len(pairs), 0, start
        )
        + struct.pack(f"<{len(numbers)}I", *numbers)
        + body
    )


def for_script(path: Path) -> str:
    """Return what the block's editor script is told in a language."""
    ours = {
        english
        for (context, english), places in texts().items()
        if not context and "blocks/rewards/editor.js" in places
    }
    said = read(path)
    words = {english: [said["", english]] for english in sorted(ours)}
    language = path.stem.removeprefix(f"{NAME}-")
    told = {"": {"domain": "messages", "lang": language}, **words}
    whole = {"domain": "messages", "locale_data": {"messages": told}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def made_words() -> Iterator[tuple[Path, bytes]]:
    """Yield each file that is made of the words, and what it must hold."""
    yield WORDS / f"{NAME}.pot", template().encode()
    for path in sorted(WORDS.glob("*.po")):
        yield path.with_suffix(".mo"), compiled(path)
        yield WORDS / f"{path.stem}-{EDITOR}.json", for_script(path).encode()


def pack(target: Path) -> Path:
    """Write the zip of the plugin into a folder; return where it is."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{NAME}-{version()}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for each in sorted(PLUGIN.rglob("*")):
            if each.is_file() and not each.name.startswith("."):
                inside = f"{NAME}/{each.relative_to(PLUGIN).as_posix()}"
                info = zipfile.ZipInfo(inside, EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                packed.writestr(info, each.read_bytes())
    return path


def main(asked: list[str]) -> None:
    """Do what the first word says."""
    match asked:
        case ["words"]:
            for path, content in made_words():
                path.write_bytes(content)
        case ["zip"]:
            print(pack(ROOT / "var" / "dist"))
        case _:
            raise SystemExit("plugin.py words | zip")


if __name__ == "__main__":
    main(sys.argv[1:])
