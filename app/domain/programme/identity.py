"""Who the programme is: name, words, languages, zone, reporting currency."""

from collections.abc import Mapping
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, Strict

from app.domain.programme.base import Currency, Section, refuse
from app.domain.programme.nearest import nearest
from app.domain.programme.texts import Text
from app.domain.words import Language

WORD_KEY = r"^[a-z0-9_]+\.[a-z0-9_]+$"


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        near = nearest(text, available_timezones()) or "Asia/Jakarta"
        refuse("unknown_zone", "the time zone is not known", near)
    return text


Zone = Annotated[str, Strict(), AfterValidator(_zone)]


class Identity(Section):
    """What members know the programme by."""

    name: Text
    description: Text | None = None
    currency: Currency = "IDR"
    """Of reports. Members earn and spend in the tables of rules and rewards."""
    timezone: Zone = "Asia/Jakarta"
    """Decides days and windows where a store has no zone of its own."""
    language: Language = Language.ID
    """Spoken to those who chose none."""
    terms_url: Annotated[str, Strict(), Field(pattern=r"^https://\S+$")] | None = None


Words = Mapping[Annotated[str, Strict(), Field(pattern=WORD_KEY)], Text]
"""The merchant's own version of single sentences, by their key in the catalogue."""
