"""Every sentence of the storefront in one language, as a table that can be searched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.programme.storefront_notices import BUTTONS, MOST_OF_A_BUTTON
from app.domain.words import Language
from app.domain.words.storefront import ALL, ONE, Counted, Voice, gaps_of
from app.web.admin.storefront.words import HOUSE, needed_gaps, usual

KEYS: Final[tuple[str, ...]] = tuple(
    name
    for key, words in ALL.items()
    for name in ((key, key + ONE) if isinstance(words, Counted) else (key,))
)
"""All of them; a counted one has a second for exactly one."""
SCREENS: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(key.partition(".")[0] for key in KEYS)
)
STATES: Final = ("all", "missing", "own", "long")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence."""

    key: str
    english: str
    usual: str
    """What is said in this language without the merchant."""
    own: str
    gaps: tuple[str, ...]
    """That it must keep."""
    lost: tuple[str, ...]
    house: bool
    """Whether the house says it in this language."""

    @property
    def button(self) -> bool:
        return self.key in BUTTONS

    @property
    def long(self) -> bool:
        """Whether it may not fit its button."""
        said = self.own or self.usual
        return self.button and len(said) > MOST_OF_A_BUTTON

    @property
    def missing(self) -> bool:
        """Whether another language has to speak for this one."""
        return not self.house and not self.own

    @property
    def screen(self) -> str:
        return self.key.partition(".")[0]


def rows_of(voice: Voice) -> list[Row]:
    """Return every sentence of a voice."""
    return [_row(voice, key) for key in KEYS]


def _row(voice: Voice, key: str) -> Row:
    own = voice.own.get(key, "")
    gaps = tuple(sorted(needed_gaps(key)))
    lost = tuple(gap for gap in gaps if own and gap not in gaps_of(own))
    return Row(
        key=key,
        english=usual(key, Language.EN),
        usual=usual(key, voice.base),
        own=own,
        gaps=gaps,
        lost=lost,
        house=voice.tag in HOUSE,
    )


def percent(voice: Voice) -> int:
    """Return how much of a language is said in it, rounded down."""
    rows = rows_of(voice)
    return 100 * sum(not row.missing for row in rows) // len(rows)


def found(rows: Sequence[Row], state: str, screen: str, text: str) -> list[Row]:
    """Return the sentences that a filter lets through."""
    wanted = text.casefold()
    tests: Mapping[str, bool]
    kept = []
    for row in rows:
        tests = {"missing": row.missing, "own": bool(row.own), "long": row.long}
        said = f"{row.key}\n{row.english}\n{row.usual}\n{row.own}".casefold()
        if not tests.get(state, True) or (screen and row.screen != screen):
            continue
        if wanted in said:
            kept.append(row)
    return kept
