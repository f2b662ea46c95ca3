"""The programme in plain words, made from the configuration itself.

What members read about a rule or a reward can't drift from what the rule does,
because it is the rule that is read out. A merchant's own title stands in front.
"""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.assets import Asset
from app.domain.programme.award_words import (
    award_in_words,
    filter_in_words,
    trigger_details,
)
from app.domain.programme.condition_words import condition_in_words, window_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    AmountBasis,
    EarningRule,
    Limit,
    MultiplierAward,
    OrderRule,
    RateAward,
)
from app.domain.programme.figures import number_text, points_text
from app.domain.programme.saying import amounts_text, say, sentences
from app.domain.programme.terms_words import expiry_in_words, pending_in_words
from app.domain.words import Language


def rule_title(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    """Return what a rule is called: the merchant's title, or what it does."""
    if rule.title is not None:
        return rule.title.say(language)
    return award_in_words(document, rule, language)


def rule_in_words(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    """Return everything that a member should know of a rule, in sentences."""
    return sentences(_rule(document, rule, language))


def _rule(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> Iterator[str]:
    yield award_in_words(document, rule, language)
    if isinstance(rule, OrderRule):
        yield from _order_details(rule, language)
    else:
        yield from trigger_details(rule, language)
    yield from _when(rule, language)
    for limit in rule.limits:
        yield from _limit(document.asset(rule.asset), limit, language)
    if rule.budget is not None:
        yield say("budget", language)
    yield from _waiting(rule, language)
    if rule.expiry is not None:
        yield expiry_in_words(rule.expiry, language)


def _when(rule: EarningRule, language: Language) -> Iterator[str]:
    if rule.when is not None:
        clause = condition_in_words(rule.when, language)
        yield say("counts.if", language, condition=clause)
    if rule.active is not None:
        yield window_in_words(rule.active, language)


def _order_details(rule: OrderRule, language: Language) -> Iterator[str]:
    if rule.minimum is not None:
        amount = amounts_text(rule.minimum, language)
        yield say("counts.minimum", language, amount=amount)
    yield from _basis(rule.amount, language)
    if isinstance(rule.award, RateAward | MultiplierAward):
        rounding = rule.award.rounding
        if rounding != "down":
            yield say(f"counts.{rounding}", language)
    if rule.chosen is not None:
        days = str(rule.chosen.days)
        yield say(f"chosen.{rule.chosen.per}", language, days=days)
    if rule.refund_mode == "stays":
        yield say("refunds.stays", language)


def _basis(basis: AmountBasis, language: Language) -> Iterator[str]:
    if not basis.only.empty:
        yield say("counts.only", language, what=filter_in_words(basis.only, language))
    if not basis.exclude.empty:
        what = filter_in_words(basis.exclude, language)
        yield say("counts.exclude", language, what=what)
    for name in ("full_price", "tax", "shipping", "gift_cards", "paid_with_points"):
        if getattr(basis, name):
            yield say(f"counts.{name}", language)


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
