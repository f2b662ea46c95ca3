"""The whole programme in plain words, section by section, for members.

Made from the configuration itself, so it can't drift from what the programme
does: the rewards page, the terms page and the command line read it out.
"""

from collections.abc import Collection, Iterator
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


def ended(document: ProgrammeDocument, at: datetime, zone: str) -> frozenset[str]:
    """Return what of a programme is over, as ``section/id``."""
    return frozenset(
        f"{section}/{item.id}"
        for section in LISTS
        for item in getattr(document, section)
        if isinstance(window := getattr(item, "active", None), Window)
        if (ends_at := window.ends_at(zone)) is not None and ends_at <= at
    )


def chapters(
    document: ProgrammeDocument,
    language: Language,
    *,
    without: Collection[str] = frozenset(),
) -> tuple[Chapter, ...]:
    """Return everything that members should know; sections without words are left out.

    What is switched off is not told, nor what *without* names as ``section/id``.
    """
    return tuple(
        Chapter(name, say(f"page.{name}", language), told)
        for name in type(document).model_fields
        if (told := tuple(_told(document, name, language, without)))
    )


def _told(
    document: ProgrammeDocument,
    section: str,
    language: Language,
    without: Collection[str],
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
        if not item.enabled or getattr(item, "hidden", False):
            continue
        if f"{section}/{item.id}" in without:
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
