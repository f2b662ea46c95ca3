"""Texts that members read, in three languages.

A text should have all three. One that lacks a language is shown in another,
and the document's notices say so; a plain text stands for all three (a brand's
name needs no translation).
"""

from collections.abc import Mapping

from pydantic import model_validator

from app.domain.programme.base import Prose, Section, refuse
from app.domain.words import Language

FALLBACK = (Language.EN, Language.ID, Language.MS)


class Text(Section):
    """One text in up to three languages; at least one."""

    id: Prose | None = None
    ms: Prose | None = None
    en: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _same_everywhere(cls, value: object) -> object:
        if isinstance(value, str):
            return dict.fromkeys(("id", "ms", "en"), value)
        if isinstance(value, Mapping) and not value:
            refuse("empty_text", "at least one language is needed", '{en: "…"}')
        return value

    @model_validator(mode="after")
    def _some_language(self) -> "Text":
        if self.missing == FALLBACK:
            refuse("empty_text", "at least one language is needed", '{en: "…"}')
        return self

    def _own(self, language: Language) -> str | None:
        match language:
            case Language.ID:
                return self.id
            case Language.MS:
                return self.ms
            case _:
                return self.en

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages that fall back on another."""
        return tuple(language for language in FALLBACK if self._own(language) is None)

    def say(self, language: Language) -> str:
        """Return the text in *language*, else in English, Indonesian or Malay."""
        found = (self._own(choice) for choice in (language, *FALLBACK))
        return next(text for text in found if text is not None)
