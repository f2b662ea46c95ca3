"""What the things of a programme are called, and what each of them says."""

from typing import Any

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.in_words import rule_in_words, rule_title
from app.domain.programme.reward_words import reward_in_words, reward_title
from app.domain.programme.section_words import (
    item_in_words,
    item_title,
    table_in_words,
)
from app.domain.programme.terms_words import terms_in_words
from app.domain.words import Language


def title_of(
    document: ProgrammeDocument,
    section: str,
    item: Any,  # noqa: ANN401 - an item of any section
    language: Language,
) -> str:
    """Return what an item is called."""
    if section == "earning":
        return rule_title(document, item, language)
    if section == "rewards":
        return reward_title(document, item, language)
    return str(item_title(document, section, item, language) or item.id)


def words_of(
    document: ProgrammeDocument,
    section: str,
    item: Any,  # noqa: ANN401 - an item of any section
    language: Language,
) -> str:
    """Return what an item says to members."""
    if section == "earning":
        return rule_in_words(document, item, language)
    if section == "rewards":
        return reward_in_words(document, item, language)
    return item_in_words(document, section, item, language)


def table_words(document: ProgrammeDocument, section: str, language: Language) -> str:
    """Return what a section that is one table says."""
    if section == "terms":
        return terms_in_words(document.terms, language)
    return table_in_words(document, section, language)
