"""What a rule gives and for what, as one sentence each."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.assets import Asset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    AnniversaryRule,
    BirthdayRule,
    BoughtRule,
    ConsentRule,
    EarningRule,
    GiftsAward,
    LineFilter,
    MeasuredAward,
    MultiplierAward,
    OrderFixedAward,
    OrderRule,
    ProfileRule,
    RateAward,
    ReviewRule,
    SignUpRule,
    SocialRule,
    TagRule,
    VisitRule,
)
from app.domain.programme.facts import ANYTHING
from app.domain.programme.figures import (
    money_text,
    number_text,
    percent_text,
    points_text,
)
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.numbers import HUNDRED
from app.domain.programme.phrases import PHRASES
from app.domain.programme.saying import either, say
from app.domain.words import Language


def award_in_words(
    document: ProgrammeDocument, rule: EarningRule, language: Language
) -> str:
    """Return what a rule gives and for what, without a full stop."""
    match rule.award:
        case RateAward() as award:
            return _rates(document.asset(rule.asset), award, language)
        case MultiplierAward(by=by):
            times = number_text(by, language)
            return say("earn.multiplied", language, multiplier=times)
        case MeasuredAward() as award:
            points = points_text(document.asset(rule.asset), award.points, language)
            per = "" if award.per == 1 else number_text(award.per, language)
            figure = _figure(award.figure, language)
            said = say("earn.measured", language, points=points, per=per, figure=figure)
            return " ".join(said.split())
        case GiftsAward(give=gifts):
            return _gifts(rule, gifts_in_words(document, gifts, language), language)
        case _ as award:
            points = points_text(document.asset(rule.asset), award.points, language)
            return _fixed(rule, points, language)


def _figure(name: str, language: Language) -> str:
    """Return what is measured; a figure of a store's own, as the store calls it."""
    known = PHRASES.get(f"figure.{name}")
    return name.replace("_", " ") if known is None else known.say(language)


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
        case OrderRule(award=OrderFixedAward(per="line" | "unit" as per)):
            return say(f"earn.order.{per}", language, points=points)
        case OrderRule():
            return say("earn.order", language, points=points)
        case _:
            activity = what_for(rule, language)
            return say("earn.activity", language, points=points, activity=activity)


def _gifts(rule: EarningRule, gifts: str, language: Language) -> str:
    match rule:
        case SignUpRule():
            return say("earn.gifts.signup", language, gifts=gifts)
        case ReviewRule():
            return say("earn.gifts.review", language, gifts=gifts)
        case OrderRule():
            return say("earn.gifts.order", language, gifts=gifts)
        case _:
            activity = what_for(rule, language)
            return say("earn.gifts.activity", language, gifts=gifts, activity=activity)


def what_for(rule: EarningRule, language: Language) -> str:
    """Return what earns a rule, as a part of a sentence."""
    if rule.title is not None and isinstance(rule, ActivityRule):
        return rule.title.say(language)
    key, gaps = _what_for(rule, language)
    return say(f"what.{key}", language, **gaps) if key else gaps["name"]


def _what_for(rule: EarningRule, language: Language) -> tuple[str, dict[str, str]]:
    match rule:
        case SocialRule(act=act, network=network):
            return act, {"network": network.capitalize()}
        case VisitRule(place=None):
            return "visit", {}
        case VisitRule(place=place):
            return "visit.place", {"place": str(place)}
        case ConsentRule(consent=consent):
            known = f"what.consent.{consent}" in PHRASES
            return (
                (f"consent.{consent}", {})
                if known
                else ("consent", {"consent": consent})
            )
        case TagRule(tag=tag):
            return "tag", {"tag": tag}
        case _:
            return _dated(rule, language)


def _dated(rule: EarningRule, language: Language) -> tuple[str, dict[str, str]]:
    match rule:
        case ProfileRule() | BirthdayRule():
            return rule.trigger, {}
        case AnniversaryRule(years=years):
            chosen = either((str(year) for year in years), language)
            return ("anniversary.years" if years else "anniversary"), {"years": chosen}
        case BoughtRule(what=what, times=times, within_days=days):
            gaps = {"what": filter_in_words(what, language), "times": str(times)}
            gaps["days"] = str(days)
            return ("bought" if days is None else "bought.within"), gaps
        case _:
            name = rule.activity if isinstance(rule, ActivityRule) else rule.trigger
            return "", {"name": name}


def trigger_details(rule: EarningRule, language: Language) -> Iterator[str]:
    """Return what else a member should know of a rule's trigger."""
    match rule:
        case SignUpRule(after_first_paid_order=True):
            yield say("earn.after_first", language)
        case ReviewRule():
            yield from _review(rule, language)
        case BirthdayRule(before_days=before, after_days=after):
            yield say("once.year", language)
            if before or after:
                gaps = {"before": str(before), "after": str(after)}
                yield say("birthday.window", language, **gaps)
        case BoughtRule(again=True):
            yield say("bought.again", language)
        case ConsentRule() | TagRule() | ProfileRule():
            yield say("once.ever", language)
        case ActivityRule() | SocialRule() | VisitRule():
            yield from _claim(rule, language)


def _review(rule: ReviewRule, language: Language) -> Iterator[str]:
    if rule.bought:
        yield say("earn.bought", language)
    if rule.once_per == "product":
        yield say("once.product", language)


def _claim(
    rule: ActivityRule | SocialRule | VisitRule, language: Language
) -> Iterator[str]:
    if rule.once_per != "activity":
        yield say(f"once.{rule.once_per}", language)
    if isinstance(rule, SocialRule):
        yield say("on_honour", language)


def filter_in_words(chosen: LineFilter, language: Language) -> str:
    """Return what a filter chooses; references mean nothing to members."""
    parts = []
    if ANYTHING in chosen.products:
        return say("counts.anything", language)
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


def rate_words(
    asset: Asset, award: RateAward, currency: str, said: str, language: Language
) -> str:
    """Return the rate that a decision used, as it wrote it; empty where unknown."""
    tables = (award.rates, *(own.rates for own in award.stores))
    for table in tables:
        rate = table.get(currency)
        if rate is None or Fraction(said) != rate.exact(asset.scale):
            continue
        if rate.percentage:
            return percent_text(int(rate.points * HUNDRED), language)
        points = points_text(asset, rate.points, language)
        amount = money_text(rate.per_minor, currency, language)
        return say("earn.each", language, points=points, amount=amount)
    return ""
