"""Plain words of sections other than rules, rewards and terms.

A topic tells its section by an entry here: how an item is called, and what it
says to members. A section without an entry is told by its ids.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.programme import (
    badge_words,
    campaigns_words,
    causes_words,
    challenges_words,
    dividends_words,
    memberships_words,
    metrics_words,
    perks_words,
    play_words,
    referral_words,
    segments_words,
    stacking_words,
    storefront_words,
    tiers_words,
)
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language


@dataclass(frozen=True, slots=True)
class SectionWords:
    """How one section speaks."""

    title: Callable[[ProgrammeDocument, Any, Language], str]
    """What an item is called."""
    tell: Callable[[ProgrammeDocument, Any, Language], tuple[str, ...]]
    """Sentences for members about an item, or about a section that is one table."""


SECTION_WORDS: Mapping[str, SectionWords] = {
    "badges": SectionWords(badge_words.title, badge_words.tell),
    "metrics": SectionWords(metrics_words.title, metrics_words.tell),
    "causes": SectionWords(causes_words.title, causes_words.tell),
    "challenges": SectionWords(challenges_words.title, challenges_words.tell),
    "dividends": SectionWords(dividends_words.title, dividends_words.tell),
    "tiers": SectionWords(tiers_words.title, tiers_words.tell),
    "tier_terms": SectionWords(tiers_words.no_title, tiers_words.tell_terms),
    "memberships": SectionWords(memberships_words.title, memberships_words.tell),
    "perks": SectionWords(perks_words.title, perks_words.tell),
    "referral": SectionWords(referral_words.title, referral_words.tell),
    "segments": SectionWords(segments_words.title, segments_words.tell),
    "campaigns": SectionWords(campaigns_words.title, campaigns_words.tell),
    "goals": SectionWords(campaigns_words.goal_title, campaigns_words.tell_goal),
    "play": SectionWords(play_words.title, play_words.tell),
    "stacking": SectionWords(stacking_words.title, stacking_words.tell),
    "storefront": SectionWords(tiers_words.no_title, storefront_words.tell),
}


def item_title(
    document: ProgrammeDocument,
    section: str,
    item: Any,  # noqa: ANN401 - an item of any section
    language: Language,
) -> str:
    """Return what an item of a list is called."""
    words = SECTION_WORDS.get(section)
    return item.id if words is None else words.title(document, item, language)


def item_in_words(
    document: ProgrammeDocument,
    section: str,
    item: Any,  # noqa: ANN401 - an item of any section
    language: Language,
) -> str:
    """Return an item of a list in words, or its id where nobody tells it."""
    words = SECTION_WORDS.get(section)
    if words is None:
        return str(item.id)
    return " ".join(words.tell(document, item, language))


def table_in_words(
    document: ProgrammeDocument, section: str, language: Language
) -> str:
    """Return a section that is one table in words; empty where nobody tells it."""
    words, table = SECTION_WORDS.get(section), getattr(document, section)
    if words is None or table is None:
        return ""
    return " ".join(words.tell(document, table, language))
