"""Causes in plain words."""

from app.domain.programme.causes import Cause
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language


def title(_document: ProgrammeDocument, cause: Cause, language: Language) -> str:
    """Return what a cause is called."""
    return cause.id if cause.title is None else cause.title.say(language)


def tell(
    document: ProgrammeDocument, cause: Cause, language: Language
) -> tuple[str, ...]:
    """Return what a cause is, as the merchant says it."""
    if cause.description is None:
        return (title(document, cause, language),)
    return (title(document, cause, language), cause.description.say(language))
