"""The programme's terms in sentences: waiting, life, notices, law, refunds."""

from collections.abc import Iterator

from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.saying import either, say, sentences
from app.domain.programme.terms import InactivityExpiry, LifeExpiry, NoExpiry, Terms
from app.domain.words import Language


def pending_in_words(days: int, since: str, language: Language) -> str:
    """Return how long points wait."""
    if days == 0 and since != "fulfilled":
        return say("pending.none", language)
    return say(f"pending.{since}", language, days=str(days))


def expiry_in_words(
    expiry: NoExpiry | LifeExpiry | InactivityExpiry, language: Language
) -> str:
    """Return how long points live."""
    if isinstance(expiry, NoExpiry):
        return say("expiry.none", language)
    unit = "months" if expiry.months is not None else "days"
    span = {unit: str(expiry.months or expiry.days)}
    if isinstance(expiry, InactivityExpiry):
        kinds = (say(f"activity.{kind}", language) for kind in expiry.activity)
        activity = either(kinds, language)
        return say(f"expiry.idle.{unit}", language, activity=activity, **span)
    clause = say(f"expiry.{unit}", language, **span)
    if expiry.until == "day":
        return clause
    return f"{clause}, {say(f'expiry.until.{expiry.until}', language)}"


def terms_in_words(terms: Terms, language: Language) -> str:
    """Return the programme's terms in sentences, for a terms page."""
    return sentences(_clauses(terms, language))


def _clauses(terms: Terms, language: Language) -> Iterator[str]:
    if terms.enrolment == "opt_in":
        yield say("enrolment.opt_in", language)
    yield pending_in_words(terms.pending.days, terms.pending.since, language)
    yield expiry_in_words(terms.expiry, language)
    if terms.spared is not None:
        clause = condition_in_words(terms.spared, language)
        yield say("expiry.unless", language, condition=clause)
    if terms.expiry_notices.required and not isinstance(terms.expiry, NoExpiry):
        days = ", ".join(str(each) for each in terms.expiry_notices.days_before)
        yield say("expiry.notice", language, days=days)
    if terms.law != "none":
        yield say(f"law.{terms.law}", language)
    yield say("refunds.earned", language)
    yield say(f"refunds.{terms.refunds.spent_points}", language)
