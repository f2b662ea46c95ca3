"""What stands beside a segment's questions: what they offer, and what uses it."""

from collections.abc import Sequence
from typing import Any, Final

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rule_names import rule_name
from app.domain.programme.section_words import item_title
from app.domain.programme.storefront_voices import NAMES
from app.domain.words import Language
from app.services import segment_desk
from app.services.member_list import tier_titles
from app.web.admin.route import Ask
from app.web.admin.words import knows

LISTED: Final = ("tier", "language")
"""Facts whose names are ticked in a list; those of others are typed."""
Choices = dict[str, Sequence[tuple[str, str]]]


def listed(ask: Ask, document: ProgrammeDocument) -> Choices:
    """Return what can be ticked, by fact: what is kept, and what it is called."""
    tiers = tier_titles(document, ask.language)
    languages = [(each.value, NAMES[each]) for each in Language]
    return {"tier": list(tiers.items()), "language": languages}


def used(
    ask: Ask, document: ProgrammeDocument, segment_id: str
) -> list[tuple[str, str]]:
    """Return what asks for a segment: the section, and the item where it has a name."""
    return [
        (ask.say(_section(section)), _title(ask, document, section, item))
        for section, item in segment_desk.used_in(document, segment_id)
    ]


def _section(name: str) -> str:
    key = f"programme.section.{name}"
    return key if knows(key) else "nav.programme"


def _title(
    ask: Ask,
    document: ProgrammeDocument,
    section: str,
    item: Any,  # noqa: ANN401 - of any section
) -> str:
    if not hasattr(item, "id"):
        return ""
    if section == "earning":
        return rule_name(document, item.id, ask.language)
    if section == "rewards" and item.title:
        title: str = item.title.say(ask.language)
        return title
    return item_title(document, section, item, ask.language)
