"""The three languages, and how each writes a number and a day.

Formats are ours on purpose: the common locale data gives rupiah decimals and
differs between releases. ``Rp`` amounts and points group with a point in
Indonesian and with a comma in Malay and English.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

GROUP = 3


class Language(StrEnum):
    """A language in which members and staff are spoken to."""

    EN = "en"
    ID = "id"
    MS = "ms"


_GROUPING = {Language.EN: ",", Language.ID: ".", Language.MS: ","}
_POINT = {Language.EN: ".", Language.ID: ",", Language.MS: "."}
_MONTHS = {
    Language.EN: ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    Language.ID: ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun"),
    Language.MS: ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun"),
}
_LATER_MONTHS = {
    Language.EN: ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    Language.ID: ("Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    Language.MS: ("Jul", "Ogo", "Sep", "Okt", "Nov", "Dis"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in every language, with ``{named}`` gaps."""

    en: str
    id: str
    ms: str

    def template(self, language: Language) -> str:
        """Return the sentence with its gaps."""
        said = {Language.EN: self.en, Language.ID: self.id, Language.MS: self.ms}
        return said[language]

    def say(self, language: Language, **gaps: str) -> str:
        """Return the sentence with its gaps filled.

        Raises:
            KeyError: A gap of the sentence was not given.
        """
        return self.template(language).format_map(gaps)


def count_text(units: int, language: Language, *, decimals: int = 0) -> str:
    """Return *units* grouped as the language does it, ``decimals`` digits apart.

    A minus is the real minus sign, so that a column of figures lines up.
    """
    whole, part = divmod(abs(units), 10**decimals)
    digits = str(whole)
    head = len(digits) % GROUP or GROUP
    groups = [digits[:head]]
    groups += [digits[at : at + GROUP] for at in range(head, len(digits), GROUP)]
    text = _GROUPING[language].join(groups)
    if decimals:
        text += f"{_POINT[language]}{part:0{decimals}d}"
    return f"−{text}" if units < 0 else text  # noqa: RUF001 - the minus sign is meant


def day_text(day: date, language: Language) -> str:
    """Return a day as people write it: ``22 Nov 2026``."""
    return f"{yearly_text(day, language)} {day.year}"


def yearly_text(day: date, language: Language) -> str:
    """Return a day that comes round each year: ``22 Nov``."""
    names = _MONTHS[language] + _LATER_MONTHS[language]
    return f"{day.day} {names[day.month - 1]}"
