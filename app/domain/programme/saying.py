"""Sentences and lists in a member's language."""

from collections.abc import Iterator, Mapping

from app.domain.programme.figures import money_text
from app.domain.programme.phrases import PHRASES
from app.domain.words import Language


def say(key: str, language: Language, **gaps: str) -> str:
    """Return one sentence of the catalogue."""
    return PHRASES[key].say(language, **gaps)


def sentence(part: str) -> str:
    """Return a clause as a sentence, with a capital and a full stop."""
    return f"{part[:1].upper()}{part[1:]}."


def sentences(parts: Iterator[str]) -> str:
    """Return clauses as sentences, one behind the other."""
    return " ".join(map(sentence, parts))


def either(parts: Iterator[str], language: Language) -> str:
    """Return alternatives joined with "or"."""
    return say("join.or", language).join(parts)


def amounts_text(table: Mapping[str, int], language: Language) -> str:
    """Return an amount by currency as alternatives."""
    found = (money_text(amount, key, language) for key, amount in table.items())
    return either(found, language)
