"""Perks in plain words: what, for whom, where it holds, and where it can't."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme import memberships_words, tiers_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text, percent_text
from app.domain.programme.perks import (
    CLOSING,
    DISCOUNTS,
    EarlyAccessPerk,
    ExclusivePerk,
    PercentPerk,
    Perk,
    ShippingPerk,
    SupportPerk,
    TagPerk,
    TextPerk,
)
from app.domain.programme.saying import amounts_text, either, say
from app.domain.words import Language

CLASSES = ("order", "product", "shipping")
PLACES = ("online", "till", "app")


def title(_document: ProgrammeDocument, perk: Perk, language: Language) -> str:
    """Return what a perk is called: the merchant's title, or what it is."""
    if perk.title is not None:
        return perk.title.say(language)
    what = _what(perk, language)
    return f"{what[:1].upper()}{what[1:]}"


def tell(
    document: ProgrammeDocument, perk: Perk, language: Language
) -> tuple[str, ...]:
    """Return everything that a member should know of a perk."""
    parts = _perk(document, perk, language)
    return tuple(f"{part[:1].upper()}{part[1:]}".rstrip(".") + "." for part in parts)


def _perk(document: ProgrammeDocument, perk: Perk, language: Language) -> Iterator[str]:
    yield _what(perk, language)
    yield from _more(perk, language)
    yield say("perk.for", language, holders=holders(document, perk, language))
    if perk.held_by.plans and not perk.held_by.trials:
        yield say("perk.not_trials", language)
    places = [name for name in PLACES if getattr(perk.where, name)]
    told = say("join.and", language).join(
        say(f"perk.{place}", language) for place in places
    )
    yield say("perk.where", language, places=told)
    if perk.where.stores:
        yield say("perk.some_stores", language)
    yield from _how(perk, language)


def _what(perk: Perk, language: Language) -> str:
    what = perk.what
    if isinstance(what, PercentPerk):
        return _percent(what, language)
    if isinstance(what, ShippingPerk):
        return _shipping(what, language)
    if isinstance(what, EarlyAccessPerk):
        hours = number_text(Fraction(what.hours), language)
        return say("perk.early", language, hours=hours)
    if isinstance(what, TagPerk | TextPerk):
        return what.text.say(language)
    if isinstance(what, ExclusivePerk) and what.whole_store:
        return say("perk.whole_store", language)
    return say(f"perk.{what.kind}", language)


def _percent(what: PercentPerk, language: Language) -> str:
    percent = percent_text(what.percent, language)
    chosen = [
        say(f"counts.{name}", language)
        for name in ("products", "collections")
        if getattr(what.scope, name)
    ]
    if not chosen:
        return say("perk.percent", language, percent=percent)
    some = either(iter(chosen), language)
    return say("perk.percent_of", language, percent=percent, what=some)


def _shipping(what: ShippingPerk, language: Language) -> str:
    if what.above is not None:
        amount = amounts_text(what.above, language)
        return say("perk.shipping_above", language, amount=amount)
    if what.minimum is not None:
        amount = amounts_text(what.minimum, language)
        return say("perk.shipping_from", language, amount=amount)
    return say("perk.shipping", language)


def _more(perk: Perk, language: Language) -> Iterator[str]:
    what = perk.what
    if isinstance(what, ShippingPerk):
        if what.speed == "express":
            yield say("perk.express", language)
        if what.note is not None:
            yield what.note.say(language)
    if isinstance(what, SupportPerk) and what.contact is not None:
        yield say("perk.contact", language, contact=what.contact.say(language))


def holders(document: ProgrammeDocument, perk: Perk, language: Language) -> str:
    """Return who has a perk."""
    if perk.held_by.everybody:
        return say("perk.everybody", language)
    names = [
        item_of(document, section, name, language)
        for section in ("tiers", "plans")
        for name in getattr(perk.held_by, section)
    ]
    return either(iter(names), language)


def item_of(
    document: ProgrammeDocument, section: str, name: str, language: Language
) -> str:
    """Return what a tier or a plan is called."""
    if section == "tiers":
        return tiers_words.title(document, document.item("tiers", name), language)
    plan = document.item("memberships", name)
    return memberships_words.title(document, plan, language)


def _how(perk: Perk, language: Language) -> Iterator[str]:
    """Say how it works, and where it can't."""
    if isinstance(perk.what, DISCOUNTS):
        if perk.stacks == "best":
            yield say("perk.best", language)
        classes = [
            say(f"class.{name}", language)
            for name in CLASSES
            if getattr(perk.combines_with, name)
        ]
        joined = say("join.and", language).join(classes)
        if classes:
            yield say("perk.combines", language, classes=joined)
        else:
            yield say("perk.alone", language)
        if perk.way == "discount" and perk.where.online:
            yield say("perk.by_code", language)
        if perk.where.till:
            yield say("perk.by_staff", language)
    elif perk.way == "tag" and isinstance(perk.what, CLOSING) and perk.where.online:
        yield say("perk.closed_where", language)
    elif perk.way == "tag":
        yield say("perk.by_shop", language)
