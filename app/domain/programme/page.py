"""The whole programme in plain words, section by section, for members.

Made from the configuration itself, so it can't drift from what the programme
does: the rewards page, the terms page and the command line read it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.in_words import rule_in_words, rule_title
from app.domain.programme.reward_words import reward_in_words, reward_title
from app.domain.programme.saying import say
from app.domain.programme.section_words import SECTION_WORDS, item_in_words, item_title
from app.domain.programme.terms_words import terms_in_words
from app.domain.programme.windows import Window
from app.domain.words import Language

UNTOLD = frozenset(
    {"assets", "campaigns", "goals", "metrics", "segments", "storefront"}
)
"""Sections that members meet only through what uses them."""


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of reading, where it is read."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that members should know."""

    id: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the programme, in words."""

    section: str
    heading: str
    told: tuple[Told, ...]


def chapters(
    document: ProgrammeDocument, language: Language, *, now: Now | None = None
) -> tuple[Chapter, ...]:
    """Return everything that members should know; sections without words are left out.

    What is switched off is not told; nor, where *now* is given, what has ended.
    """
    return tuple(
        Chapter(name, say(f"page.{name}", language), told)
        for name in type(document).model_fields
        if (told := tuple(_told(document, name, language, now)))
    )


def _is_over(item: object, now: Now | None) -> bool:
    window = getattr(item, "active", None)
    if now is None or not isinstance(window, Window):
        return False
    ends_at = window.ends_at(now.zone)
    return ends_at is not None and ends_at <= now.at


def _told(
    document: ProgrammeDocument, section: str, language: Language, now: Now | None
) -> Iterator[Told]:
    if section in UNTOLD:
        return
    if section == "terms":
        yield Told("terms", "", terms_in_words(document.terms, language))
        return
    if section not in LISTS:
        yield from _table(document, section, language)
        return
    for item in getattr(document, section):
        if not item.enabled or getattr(item, "hidden", False) or _is_over(item, now):
            continue
        match section:
            case "earning":
                title = rule_title(document, item, language)
                words = rule_in_words(document, item, language)
            case "rewards":
                title = reward_title(document, item, language)
                words = reward_in_words(document, item, language)
            case _:
                title = item_title(document, section, item, language)
                words = item_in_words(document, section, item, language)
        # A title that was made from the words is not said twice.
        yield Told(item.id, "" if words.startswith(title) else title, words)


def _table(
    document: ProgrammeDocument, section: str, language: Language
) -> Iterator[Told]:
    words, table = SECTION_WORDS.get(section), getattr(document, section)
    if words is None or table is None:
        return
    said = " ".join(words.tell(document, table, language))
    if said:
        yield Told(section, words.title(document, table, language), said)
