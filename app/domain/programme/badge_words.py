"""Badges in plain words."""

from app.domain.programme.badges import Badge
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language


def title(_document: ProgrammeDocument, badge: Badge, language: Language) -> str:
    """Return what a badge is called."""
    return badge.id if badge.title is None else badge.title.say(language)


def tell(
    _document: ProgrammeDocument, badge: Badge, language: Language
) -> tuple[str, ...]:
    """Return what a badge is for, as the merchant says it."""
    return () if badge.description is None else (badge.description.say(language),)
