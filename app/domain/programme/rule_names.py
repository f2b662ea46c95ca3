"""How whoever gave something is called, by the name that the ledger keeps."""

from collections.abc import Mapping

from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.in_words import rule_title
from app.domain.programme.section_words import SECTION_WORDS, item_title
from app.domain.words import Language

SECTIONS: Mapping[str, str] = {
    "challenge": "challenges",
    "dividend": "dividends",
    "tier": "tiers",
    "membership": "memberships",
    "campaign": "campaigns",
}
"""The section behind the first part of ``challenge:<id>``."""


def rule_name(document: ProgrammeDocument, rule_ref: str, language: Language) -> str:
    """Return the words for *rule_ref*; itself where this version knows none.

    An earning rule is named by its id alone; everything else that gives says
    its kind first (``tier:gold``). What is one table is named by its section.
    """
    rule = document.rule(rule_ref)
    if rule is not None:
        return rule_title(document, rule, language)
    kind, _, item_id = rule_ref.partition(":")
    section = SECTIONS.get(kind, kind)
    if section in LISTS:
        item = document.item(section, item_id)
        return (
            rule_ref if item is None else item_title(document, section, item, language)
        )
    words, table = SECTION_WORDS.get(section), getattr(document, section, None)
    if words is None or table is None:
        return rule_ref
    return words.title(document, table, language) or rule_ref
