"""The programme in plain words, made from the configuration itself.

What members read about a rule or a reward can't drift from what the rule does,
because it is the rule that is read out. A merchant's own title stands in front.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.domain.programme.assets import Asset
from app.domain.programme.condition_words import condition_in_words, window_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    AmountBasis,
    EarningRule,
    FixedAward,
    Limit,
    LineFilter,
    MultiplierAward,
    OrderRule,
    RateAward,
    ReviewRule,
    SignUpRule,
)
from app.domain.programme.figures import (
    money_text,
    number_text,
    percent_text,
    points_text,
)
from app.domain.programme.numbers import HUNDRED
from app.domain.programme.phrases import PHRASES
from app.domain.programme.terms import LifeExpiry, NoExpiry, Terms
from app.domain.words import Language


def say(key: str, language: Language, **gaps: str) -> str:
    """Return one sentence of the catalogue."""
    return PHRASES[key].say(language, **gaps)


def sentences(parts: Iterator[str]) -> str:
    """Return clauses as sentences, each with a capital and a full stop."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def either(parts: Iterator[str], language: Language) -> str:
    """Return alternatives joined with "or"."""
    return say("join.or", language).join(parts)


def amounts_text(table: Mapping[str, int], language: Language) -> str:
    """Return an amount by currency as alternatives."""
    found = (money_text(amount, key, language) for key, amount in table.items())
    return either(found, language)


def rule_title(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    """Return what a rule is called: the merchant's title, or what it does."""
    if rule.title is not None:
        return rule.title.say(language)
    return _headline(document, rule, language)


def rule_in_words(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    """Return everything that a member should know of a rule, in sentences."""
    return sentences(_rule(document, rule, language))


def _rule(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> Iterator[str]:
    yield _headline(document, rule, language)
    if isinstance(rule, OrderRule):
        yield from _order_details(rule, language)
    else:
        yield from _trigger_details(rule, language)
    yield from _when(rule, language)
    for limit in rule.limits:
        yield from _limit(document.asset(rule.asset), limit, language)
    yield from _waiting(rule, language)
    if rule.expiry is not None:
        yield expiry_in_words(rule.expiry, language)


def _trigger_details(
    rule: SignUpRule | ReviewRule | ActivityRule, language: Language
) -> Iterator[str]:
    match rule:
        case SignUpRule():
            if rule.after_first_paid_order:
                yield say("earn.after_first", language)
        case ReviewRule():
            if rule.bought:
                yield say("earn.bought", language)
            if rule.once_per == "product":
                yield say("once.product", language)
        case _:
            if rule.once_per != "activity":
                yield say(f"once.{rule.once_per}", language)


def _when(rule: EarningRule, language: Language) -> Iterator[str]:
    if rule.when is not None:
        clause = condition_in_words(rule.when, language)
        yield say("counts.if", language, condition=clause)
    if rule.active is not None:
        yield window_in_words(rule.active, language)


def _headline(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    asset, award = document.asset(rule.asset), rule.award
    match award:
        case RateAward():
            return _rates(asset, award, language)
        case MultiplierAward(by=by):
            times = number_text(by, language)
            return say("earn.multiplied", language, multiplier=times)
        case _:
            points = points_text(asset, award.points, language)
            return _fixed(rule, points, language)


def _rates(asset: Asset, award: RateAward, language: Language) -> str:
    each = []
    for currency, rate in award.rates.items():
        if rate.percentage:
            percent = percent_text(int(rate.points * HUNDRED), language)
            return say("earn.back", language, percent=percent)
        points = points_text(asset, rate.points, language)
        amount = money_text(rate.per_minor, currency, language)
        each.append(say("earn.each", language, points=points, amount=amount))
    return say("earn.spend", language, each=either(iter(each), language))


def _fixed(rule: EarningRule, points: str, language: Language) -> str:
    match rule:
        case SignUpRule():
            return say("earn.signup", language, points=points)
        case ReviewRule(needs=needs):
            return say(f"earn.review.{needs}", language, points=points)
        case ActivityRule(activity=activity, title=title):
            name = activity if title is None else title.say(language)
            return say("earn.activity", language, points=points, activity=name)
        case _:
            return say("earn.order", language, points=points)


def _order_details(rule: OrderRule, language: Language) -> Iterator[str]:
    if rule.minimum is not None:
        amount = amounts_text(rule.minimum, language)
        yield say("counts.minimum", language, amount=amount)
    yield from _basis(rule.amount, language)
    rounding = "down" if isinstance(rule.award, FixedAward) else rule.award.rounding
    if rounding != "down":
        yield say(f"counts.{rounding}", language)
    if rule.refund_mode == "stays":
        yield say("refunds.stays", language)


def _basis(basis: AmountBasis, language: Language) -> Iterator[str]:
    if not basis.only.empty:
        yield say("counts.only", language, what=filter_in_words(basis.only, language))
    if not basis.exclude.empty:
        what = filter_in_words(basis.exclude, language)
        yield say("counts.exclude", language, what=what)
    for name in ("tax", "shipping", "gift_cards", "paid_with_points"):
        if getattr(basis, name):
            yield say(f"counts.{name}", language)


def filter_in_words(chosen: LineFilter, language: Language) -> str:
    """Return what a filter chooses; references mean nothing to members."""
    parts = []
    if chosen.products:
        parts.append(say("counts.products", language))
    if chosen.collections:
        parts.append(say("counts.collections", language))
    if chosen.tags:
        parts.append(say("counts.tags", language, tags=", ".join(chosen.tags)))
    if chosen.vendors:
        vendors = ", ".join(chosen.vendors)
        parts.append(say("counts.vendors", language, vendors=vendors))
    return either(iter(parts), language)


def _limit(asset: Asset, limit: Limit, language: Language) -> Iterator[str]:
    if limit.points is not None:
        points = points_text(asset, Fraction(limit.points), language)
        yield say(f"limit.points.{limit.per}", language, points=points)
    if limit.times is not None:
        times = number_text(Fraction(limit.times), language)
        yield say(f"limit.times.{limit.per}", language, times=times)


def _waiting(rule: EarningRule, language: Language) -> Iterator[str]:
    if isinstance(rule, OrderRule):
        if rule.pending is not None:
            yield pending_in_words(rule.pending.days, rule.pending.since, language)
    elif rule.pending_days:
        yield pending_in_words(rule.pending_days, "after", language)


def pending_in_words(days: int, since: str, language: Language) -> str:
    """Return how long points wait."""
    if days == 0 and since != "fulfilled":
        return say("pending.none", language)
    return say(f"pending.{since}", language, days=str(days))


def expiry_in_words(expiry: NoExpiry | LifeExpiry, language: Language) -> str:
    """Return how long points live."""
    if expiry.months is not None:
        return say("expiry.months", language, months=str(expiry.months))
    if expiry.days is not None:
        return say("expiry.days", language, days=str(expiry.days))
    return say("expiry.none", language)


def terms_in_words(terms: Terms, language: Language) -> str:
    """Return the programme's terms in sentences, for a terms page."""
    pending, refunds = terms.pending, terms.refunds
    return sentences(
        iter(
            (
                pending_in_words(pending.days, pending.since, language),
                expiry_in_words(terms.expiry, language),
                say("refunds.earned", language),
                say(f"refunds.{refunds.spent_points}", language),
            )
        )
    )
