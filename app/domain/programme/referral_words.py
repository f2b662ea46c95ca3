"""A referral in plain words, made from the configuration itself."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.referral import Referral
from app.domain.programme.saying import amounts_text, say, sentences
from app.domain.words import Language

Side = Literal["friend", "advocate"]


def title(_document: ProgrammeDocument, _referral: Referral, language: Language) -> str:
    """Return what the section is called."""
    return say("referral.title", language)


def tell(
    document: ProgrammeDocument, referral: Referral, language: Language
) -> tuple[str, ...]:
    """Return everything that a member should know of bringing friends."""
    if not referral.enabled:
        return ()
    return (sentences(_tell(document, referral, language)),)


def opening(document: ProgrammeDocument, referral: Referral, language: Language) -> str:
    """Return the first thing to know of bringing friends, as a heading."""
    first = next(_tell(document, referral, language))
    return f"{first[:1].upper()}{first[1:]}"


def _tell(
    document: ProgrammeDocument, referral: Referral, language: Language
) -> Iterator[str]:
    if referral.friend_gifts:
        gifts = gifts_in_words(document, referral.friend_gifts, language)
        yield say("referral.friend", language, gifts=gifts)
    if referral.advocate_gifts:
        gifts = gifts_in_words(document, referral.advocate_gifts, language)
        key = "advocate" if referral.first_order_only else "advocate_any"
        yield say(f"referral.{key}", language, gifts=gifts)
        days = (referral.wait or document.terms.pending).days
        if days:
            yield say("referral.wait", language, days=str(days))
        if referral.minimum is not None:
            amount = amounts_text(referral.minimum, language)
            yield say("referral.minimum", language, amount=amount)
        yield say("referral.link_days", language, days=str(referral.link_days))
        for name in ("most_per_month", "most_ever"):
            most = getattr(referral, name)
            if most is not None:
                times = number_text(Fraction(most), language)
                yield say(f"referral.{name}", language, times=times)
        yield say("referral.refunds", language)
    yield say("referral.new_friend", language)


def reason_in_words(code: str, side: Side, language: Language) -> str:
    """Return why a referral was not rewarded, for the friend or for the member."""
    return say(f"referral.why.{code}.{side}", language)
