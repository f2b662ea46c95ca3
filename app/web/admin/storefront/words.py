"""Sentences of the storefront: the house's, the merchant's, and their gaps."""

from typing import Any, Final

from app.domain.words import Language
from app.domain.words.storefront import ALL, ONE, gaps_of, shipped

HOUSE: Final = frozenset(language.value for language in Language)


def usual(key: str, base: Language) -> str:
    """Return what the house says; of ``…_one`` the sentence for exactly one."""
    if key in ALL:
        return shipped(key, base)
    return shipped(key.removesuffix(ONE), base, n=1)


def needed_gaps(key: str) -> frozenset[str]:
    """Return the gaps that a sentence must keep; a number may be written out."""
    return gaps_of(usual(key, Language.EN)) - {"n"}


def missing_gaps(key: str, own: str) -> str:
    """Return the gaps that a sentence lost, as they are written."""
    gone = sorted(needed_gaps(key) - gaps_of(own))
    return ", ".join(f"{{{gap}}}" for gap in gone)


def set_word(data: dict[str, Any], tag: str, key: str, own: str) -> None:
    """Write a sentence of the merchant's, or take it back where it is empty."""
    if tag in HOUSE:
        words = data.setdefault("words", {})
        entry = {**words.get(key, {}), tag: own}
        entry = {language: text for language, text in entry.items() if text}
        data["words"] = {**words, key: entry}
        if not entry:
            del data["words"][key]
        return
    for language in data["storefront"].get("languages", []):
        if language["tag"] == tag:
            kept = {**language.get("words", {}), key: own}
            language["words"] = {each: text for each, text in kept.items() if text}
