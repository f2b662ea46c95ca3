"""What a new version changes for members, in their words.

Members are told what they can notice: ways to earn, rewards, tiers, terms. Who is
meant by offers, what the programme aims at, settings without words of their own,
and what is hidden or switched off are not theirs to read.
"""

from collections.abc import Sequence

from app.domain.programme.comparing import Change, Teller, changes
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.saying import say
from app.domain.words import Language

NOT_FOR_MEMBERS = frozenset(
    {"assets", "campaigns", "goals", "metrics", "schema_version", "segments"}
    | {"storefront", "words"}
)


def announcement(
    before: ProgrammeDocument, after: ProgrammeDocument, language: Language
) -> tuple[str, ...]:
    """Return what changes for members as sentences, or one that says nothing does."""
    teller = Teller(before, after, language, settings=False)
    lines = [
        line
        for change in changes(before, after)
        if _noticed(change, before, after)
        for line in teller.tell(change)
    ]
    return tuple(dict.fromkeys(lines)) or (say("change.none", language),)


def announcements(
    before: ProgrammeDocument, after: ProgrammeDocument
) -> dict[Language, Sequence[str]]:
    """Return the announcement in every language."""
    return {language: announcement(before, after, language) for language in Language}


def _noticed(
    change: Change, before: ProgrammeDocument, after: ProgrammeDocument
) -> bool:
    """Tell whether a member could notice a change."""
    if change.section in NOT_FOR_MEMBERS or change.kind == "reordered":
        return False
    if change.section not in LISTS:
        return True
    name = str(change.item_id)
    items = [document.item(change.section, name) for document in (before, after)]
    shown = [
        item is not None
        and getattr(item, "enabled", True)
        and not getattr(item, "hidden", False)
        for item in items
    ]
    return any(shown)
