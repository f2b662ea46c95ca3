"""Tiers in plain words, made from the configuration itself."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.metrics import BUILT_IN
from app.domain.programme.saying import amounts_text, say
from app.domain.programme.tiers import (
    Requirement,
    RollingWindow,
    Threshold,
    Tier,
    TierTerms,
)
from app.domain.words import Language


def title(_document: ProgrammeDocument, tier: Tier, language: Language) -> str:
    """Return what a tier is called."""
    if tier.title is not None:
        return tier.title.say(language)
    return tier.id.replace("-", " ").replace("_", " ").capitalize()


def tell(
    document: ProgrammeDocument, tier: Tier, language: Language
) -> tuple[str, ...]:
    """Return how a tier is reached and kept, and what it brings."""
    parts = (
        f"{part[:1].upper()}{part[1:]}." for part in _tier(document, tier, language)
    )
    own = () if tier.description is None else (tier.description.say(language),)
    return (*own, *parts)


def _tier(document: ProgrammeDocument, tier: Tier, language: Language) -> Iterator[str]:
    if tier.reach is not None:
        what = threshold_in_words(document, tier.reach, language)
        yield say("tier.reach", language, what=what)
    if tier.assigned_by is not None:
        yield say("tier.assigned", language)
    elif tier.reach is None:
        yield say("tier.everybody", language)
    if tier.invite:
        yield say("tier.invite", language)
    if tier.keep is not None:
        what = threshold_in_words(document, tier.keep, language)
        yield say("tier.keep", language, what=what)
    for name in ("gifts", "yearly_gifts"):
        if gifts := getattr(tier, name):
            told = gifts_in_words(document, gifts, language)
            yield say(f"tier.{name}", language, gifts=told)


def threshold_in_words(
    document: ProgrammeDocument, threshold: Threshold, language: Language
) -> str:
    """Return what must be met, as a part of a sentence."""
    join = "join.and" if threshold.all_of else "join.or"
    return say(join, language).join(
        _requirement(document, one, language) for one in threshold.items
    )


def _requirement(
    document: ProgrammeDocument, requirement: Requirement, language: Language
) -> str:
    if requirement.amount is not None:
        amount = amounts_text(requirement.amount, language)
        return say("tier.need_spend", language, amount=amount)
    count = number_text(Fraction(requirement.count or 0), language)
    kind = BUILT_IN.get(requirement.metric)
    if kind is not None:
        return say(f"tier.need_{kind}", language, count=count)
    metric = document.item("metrics", requirement.metric)
    named = metric is not None and metric.title is not None
    name = metric.title.say(language) if named else requirement.metric
    return say("tier.need_metric", language, count=count, metric=name)


def no_title(_document: ProgrammeDocument, _terms: TierTerms, _lang: Language) -> str:
    """Return nothing: what all tiers share is called nothing."""
    return ""


def tell_terms(
    document: ProgrammeDocument, terms: TierTerms, language: Language
) -> tuple[str, ...]:
    """Return what counts, how long a tier lasts and how it is lost."""
    if not document.tiers:
        return ()
    return tuple(f"{part[:1].upper()}{part[1:]}." for part in _terms(terms, language))


def _terms(terms: TierTerms, language: Language) -> Iterator[str]:
    window = terms.window
    ends = terms.at_term_end in ("one_step", "recount")
    if isinstance(window, RollingWindow):
        yield say("tiers.rolling", language, months=str(window.months))
        if ends:
            yield say("tiers.term", language, months=str(window.term_months))
    else:
        yield say(f"tiers.{window.kind}", language)
    yield say(f"tiers.{terms.counts}", language)
    if terms.upgrade == "period_end":
        yield say("tiers.period_end", language)
    if window.kind == "lifetime":
        return
    if ends and terms.grace_days:
        yield say("tiers.grace", language, days=str(terms.grace_days))
    yield say(f"tiers.{terms.at_term_end}", language)
