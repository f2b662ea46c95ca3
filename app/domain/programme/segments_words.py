"""Segments in plain words: for those who decide who is meant."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from app.domain.programme.award_words import filter_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text
from app.domain.programme.metrics_words import metric_title
from app.domain.programme.saying import amounts_text, say, sentences
from app.domain.programme.segments import (
    BalanceFact,
    BirthdayFact,
    BoughtFact,
    Bounded,
    ExpiringFact,
    Fact,
    MetricFact,
    PlaceFact,
    RfmFact,
    RhythmFact,
    Segment,
    SpendFact,
    WhoGroup,
)
from app.domain.words import Language


def title(_document: ProgrammeDocument, segment: Segment, language: Language) -> str:
    """Return what a segment is called."""
    return segment.id if segment.title is None else segment.title.say(language)


def tell(
    document: ProgrammeDocument, segment: Segment, language: Language
) -> tuple[str, ...]:
    """Return who belongs to a segment."""
    who = who_in_words(document, segment.who, language)
    return (sentences(iter([say("segment.who", language, who=who)])),)


def who_in_words(
    document: ProgrammeDocument,
    who: Any,  # noqa: ANN401 - a question or a group
    language: Language,
) -> str:
    """Return a tree of questions as a clause."""
    if not isinstance(who, WhoGroup):
        return _fact(document, who, language)
    told = [who_in_words(document, item, language) for item in who.items]
    nested = [isinstance(item, WhoGroup) and item.match != "none" for item in who.items]
    parts = [
        f"({words})" if inner else words
        for words, inner in zip(told, nested, strict=True)
    ]
    joined = say("segment.all" if who.match == "all" else "segment.any", language)
    what = joined.join(parts)
    return say("segment.none", language, what=what) if who.match == "none" else what


def _number(number: int, language: Language) -> str:
    return number_text(Fraction(number), language)


def _bounds(least: str | None, most: str | None, language: Language) -> str:
    if least is None:
        return say("segment.at_most", language, n=most or "")
    if most is None:
        return say("segment.at_least", language, n=least)
    return say("segment.between", language, least=least, most=most)


def _range(fact: Bounded, language: Language) -> str:
    least, most = fact.at_least, fact.at_most
    return _bounds(
        None if least is None else _number(least, language),
        None if most is None else _number(most, language),
        language,
    )


def _spend(fact: SpendFact, language: Language) -> str:
    least, most = fact.at_least, fact.at_most
    return _bounds(
        amounts_text(least, language) if least else None,
        amounts_text(most, language) if most else None,
        language,
    )


def _within(fact: Fact, language: Language) -> str:
    days: int | None = getattr(fact, "within_days", None)
    if days is None:
        return ""
    return say("segment.within", language, days=_number(days, language))


def _classes(fact: RfmFact, language: Language) -> Iterator[str]:
    for name in ("recency", "frequency", "monetary"):
        if classes := getattr(fact, name):
            n = ", ".join(str(one) for one in classes)
            yield say(f"segment.{name}", language, n=n)


def _fact(document: ProgrammeDocument, fact: Fact, language: Language) -> str:
    said = say(f"segment.{fact.fact}", language, **_gaps(document, fact, language))
    return said + _within(fact, language)


def _gaps(
    document: ProgrammeDocument, fact: Fact, language: Language
) -> dict[str, str]:
    gaps: dict[str, str] = {}
    match fact:
        case SpendFact():
            gaps["n"] = _spend(fact, language)
        case RfmFact():
            gaps["classes"] = ", ".join(_classes(fact, language))
        case PlaceFact():
            gaps["names"] = ", ".join((*fact.regions, *fact.countries))
        case BirthdayFact():
            gaps["before"] = _number(fact.within_days_before, language)
            gaps["after"] = _number(fact.within_days_after, language)
        case RhythmFact():
            gaps["times"] = number_text(fact.exceeds, language)
        case Bounded():
            gaps["n"] = _range(fact, language)
        case _:
            gaps["names"] = ", ".join(fact.of)
    if isinstance(fact, BoughtFact):
        gaps["what"] = filter_in_words(fact.what, language)
    if isinstance(fact, MetricFact):
        gaps["metric"] = metric_title(document, fact.metric, language)
    if isinstance(fact, BalanceFact | ExpiringFact):
        gaps["asset"] = fact.asset
    return gaps
