"""A file of sentences: what it would change, what is not known, what is wrong."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from app.domain.programme.storefront import MAX_SENTENCE
from app.domain.sheets import RISKY
from app.domain.words import Language
from app.domain.words.storefront import Voice, gaps_of
from app.web.admin.storefront.catalogue import KEYS
from app.web.admin.storefront.words import HOUSE, missing_gaps, usual

MOST_BYTES: Final = 1024 * 1024
MOST_ROWS: Final = 2_000
KEY, TEXT = "key", "text"
Fault = Literal["gaps", "unknown_gap", "long", "twice", "lines"]
FileFault = Literal["unreadable", "no_columns", "too_big"]


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that would be worded anew."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that is not taken."""

    line: int
    key: str
    fault: Fault
    about: str


@dataclass(slots=True)
class DryRun:
    """What a file would do to a language."""

    changed: list[Change] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    same: int = 0
    """Lines that say what is said already, or nothing."""
    fault: FileFault | None = None

    @property
    def words(self) -> dict[str, str]:
        """Return the sentences to take, by key."""
        return {change.key: change.after for change in self.changed}


def dry_run(content: bytes, voice: Voice) -> DryRun:
    """Return what a file would do. Pure; nothing is taken yet."""
    told = DryRun()
    if len(content) > MOST_BYTES:
        return DryRun(fault="too_big")
    try:
        text = content.decode("utf-8-sig")
        lines = list(_lines(text))
    except (UnicodeDecodeError, csv.Error):
        return DryRun(fault="unreadable")
    if not lines or len(lines) > MOST_ROWS:
        return DryRun(fault="no_columns" if not lines else "too_big")
    seen: set[str] = set()
    for line, key, said in lines:
        if key not in KEYS:
            told.unknown.append((line, key))
        elif not said or said == voice.own.get(key, _unsaid(voice, key)):
            told.same += 1
        else:
            _judge(told, Change(key, voice.own.get(key, ""), said), line, seen)
        seen.add(key)
    return told


def _unsaid(voice: Voice, key: str) -> str:
    """Return what needs no saying: the house's own sentence in its own language."""
    return usual(key, voice.base) if voice.tag in HOUSE else ""


def _judge(told: DryRun, change: Change, line: int, seen: set[str]) -> None:
    key, said = change.key, change.after
    known = gaps_of(usual(key, Language.EN))
    lost, strange = missing_gaps(key, said), sorted(gaps_of(said) - known)
    if key in seen:
        told.wrong.append(Wrong(line, key, "twice", ""))
    elif lost:
        told.wrong.append(Wrong(line, key, "gaps", lost))
    elif strange:
        about = ", ".join(f"{{{gap}}}" for gap in strange)
        told.wrong.append(Wrong(line, key, "unknown_gap", about))
    elif len(said) > MAX_SENTENCE:
        told.wrong.append(Wrong(line, key, "long", str(MAX_SENTENCE)))
    elif not said.isprintable():
        told.wrong.append(Wrong(line, key, "lines", ""))
    else:
        told.changed.append(change)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, key and text of each row that has a key."""
    first = text.partition("\n")[0]
    sign = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    head = [name.strip().casefold() for name in next(rows, [])]
    if KEY not in head or TEXT not in head:
        return
    at_key, at_text = head.index(KEY), head.index(TEXT)
    for row in rows:
        if len(row) > max(at_key, at_text) and row[at_key].strip():
            yield rows.line_num, row[at_key].strip(), bare(row[at_text]).strip()


def bare(cell: str) -> str:
    """Return a text without the quote that keeps spreadsheets from reckoning."""
    guarded = cell.startswith("'") and cell[1:].startswith(RISKY)
    return cell[1:] if guarded else cell
