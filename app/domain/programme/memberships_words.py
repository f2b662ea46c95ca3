"""Memberships in plain words, made from the configuration itself."""

from collections.abc import Iterator

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.memberships import Offer, Plan
from app.domain.programme.saying import say
from app.domain.words import Language


def title(_document: ProgrammeDocument, plan: Plan, language: Language) -> str:
    """Return what a plan is called."""
    if plan.title is not None:
        return plan.title.say(language)
    return plan.id.replace("-", " ").replace("_", " ").capitalize()


def tell(
    document: ProgrammeDocument, plan: Plan, language: Language
) -> tuple[str, ...]:
    """Return how a plan is had, how it ends and what it brings."""
    parts = (
        f"{part[:1].upper()}{part[1:]}." for part in _plan(document, plan, language)
    )
    own = () if plan.description is None else (plan.description.say(language),)
    return (*own, *parts)


def _plan(document: ProgrammeDocument, plan: Plan, language: Language) -> Iterator[str]:
    for offer in plan.offers:
        yield _offer(offer, language)
    if not plan.offers:
        yield say("plan.granted", language)
    if any(not offer.lasts.lifetime for offer in plan.offers):
        yield say("plan.renewal", language)
    if plan.grace_days:
        yield say("plan.grace", language, days=str(plan.grace_days))
    for name in ("gifts", "monthly_gifts", "yearly_gifts"):
        if gifts := getattr(plan, name):
            told = gifts_in_words(document, gifts, language)
            yield say(f"plan.{name}", language, gifts=told)
    if plan.offers:
        yield say("plan.refund", language)


def _offer(offer: Offer, language: Language) -> str:
    lasts = offer.lasts
    months, days = str(lasts.months), str(lasts.days)
    if offer.trial:
        key = "plan.trial" if lasts.days is not None else "plan.trial_months"
        gap = {"days": days} if lasts.days is not None else {"months": months}
        return say(key, language, **gap)
    if lasts.lifetime:
        return say("plan.lifetime", language)
    if lasts.days is not None:
        return say("plan.days", language, days=days)
    if lasts.months == 1:
        return say("plan.month", language)
    return say("plan.months", language, months=months)
