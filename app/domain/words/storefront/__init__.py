"""Everything the storefront says to shoppers, by key, and the voice that says it.

``STOREFRONT`` is the panel's catalogue, ``PAGE`` that of the rewards page; ``ALL`` has
what the server alone says as well.
What the rest of the house calls:

* ``say_storefront(key, language, n=…, **gaps)``: one shipped sentence;
* ``Voice(tag, base, own, direction).say(key, n=…, **gaps)``: the same with what
  a merchant worded anew, in any language (``voice_of`` in
  ``programme/storefront_voices`` makes one of a document);
* ``panel_words(voice)``: the flat table that the panel loads, gaps left open and
  a counted sentence as ``{"one": …, "other": …}``.

A key that was shipped once stays, because published documents may name it. Gaps
are filled by name and nothing else: a merchant's sentence is never a format
string.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from app.domain.words.languages import Language, Words
from app.domain.words.storefront.earning import EARNING
from app.domain.words.storefront.helping import HELPING, STANDINGS
from app.domain.words.storefront.kinds import Counted
from app.domain.words.storefront.news import NEWS
from app.domain.words.storefront.page import PAGE
from app.domain.words.storefront.playing import PLAYING
from app.domain.words.storefront.redeeming import REDEEMING
from app.domain.words.storefront.sharing import SHARING
from app.domain.words.storefront.start import START

__all__ = [
    "ALL",
    "ONE",
    "PAGE",
    "STOREFRONT",
    "Counted",
    "Direction",
    "Said",
    "Voice",
    "gaps_of",
    "panel_words",
    "say_storefront",
    "shipped",
]

STOREFRONT: Final[Mapping[str, Words | Counted]] = (
    START | EARNING | REDEEMING | SHARING | NEWS | PLAYING | HELPING
)
ALL: Final[Mapping[str, Words | Counted]] = {**STOREFRONT, **PAGE, **STANDINGS}
ONE: Final = "_one"
"""After the key of a counted sentence: a merchant's own for exactly one."""
Direction = Literal["ltr", "rtl"]
Said = str | dict[str, str]
_GAP: Final = re.compile(r"\{([a-z_]+)\}")


def gaps_of(sentence: str) -> frozenset[str]:
    """Return the names of the gaps of a sentence."""
    return frozenset(_GAP.findall(sentence))


def _filled(sentence: str, gaps: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), sentence)


def shipped(key: str, language: Language, *, n: int | None = None) -> str:
    """Return a sentence of the house with its gaps open.

    Raises:
        KeyError: There is no such sentence.
    """
    words = ALL[key]
    if isinstance(words, Counted):
        words = words.one if n == 1 else words.other
    return words.template(language)


def say_storefront(
    key: str, language: Language, *, n: int | None = None, **gaps: str
) -> str:
    """Return a sentence of the house; *n* picks one or many and fills ``{n}``."""
    return Voice(language.value, language).say(key, n=n, **gaps)


@dataclass(frozen=True, slots=True)
class Voice:
    """In which words a shopper is spoken to."""

    tag: str
    """A language tag: ``id``, ``zh``, ``pt-BR``."""
    base: Language
    """The shipped language that says what the merchant left out, and the figures."""
    own: Mapping[str, str] = field(default_factory=dict)
    """The merchant's sentences, by key."""
    direction: Direction = "ltr"

    def template(self, key: str, *, n: int | None = None) -> str:
        """Return a sentence with its gaps open.

        Raises:
            KeyError: There is no such sentence.
        """
        if n == 1 and key + ONE in self.own:
            return self.own[key + ONE]
        if key in self.own:
            return self.own[key]
        return shipped(key, self.base, n=n)

    def say(self, key: str, *, n: int | None = None, **gaps: str) -> str:
        """Return a sentence; *n* picks one or many and fills ``{n}`` if not given."""
        if n is not None:
            gaps.setdefault("n", str(n))
        return _filled(self.template(key, n=n), gaps)


def panel_words(voice: Voice) -> dict[str, Said]:
    """Return the panel's whole catalogue in one voice, gaps open."""
    return {
        key: {"one": voice.template(key, n=1), "other": voice.template(key)}
        if isinstance(words, Counted)
        else voice.template(key)
        for key, words in STOREFRONT.items()
    }
