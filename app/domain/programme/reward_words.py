"""Rewards in plain words, made from the configuration itself."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.condition_words import (
    condition_in_words,
    window_in_words,
)
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import (
    money_text,
    number_text,
    percent_text,
    points_text,
)
from app.domain.programme.reward_checks import Scoped
from app.domain.programme.rewards import (
    BaseReward,
    CharityReward,
    CodePoolReward,
    ExperienceReward,
    FixedAmountReward,
    FreeProductReward,
    FreeShippingReward,
    GiftCardReward,
    LadderReward,
    PartnerReward,
    PercentReward,
    Reward,
    SliderReward,
    StoreCreditReward,
    TicketsReward,
)
from app.domain.programme.saying import (
    amounts_text,
    either,
    say,
    sentence,
    sentences,
)
from app.domain.programme.windows import Window
from app.domain.words import Language


def reward_title(
    document: ProgrammeDocument, reward: Reward, language: Language
) -> str:
    """Return what a reward is called: the merchant's title, or what it gives."""
    if reward.title is not None:
        return reward.title.say(language)
    return _gives(document, reward, language)


def title_again(document: ProgrammeDocument, title: str, language: Language) -> str:
    """Return a title that was written down once, in another language of today's.

    Where no reward of the document is called so in any language, the words stay.
    """
    for reward in document.rewards:
        if any(reward_title(document, reward, each) == title for each in Language):
            return reward_title(document, reward, language)
    return title


def reward_in_words(
    document: ProgrammeDocument, reward: Reward, language: Language
) -> str:
    """Return everything that a member should know of a reward, in sentences."""
    return sentences(_reward(document, reward, language))


def conditions_in_words(
    reward: Reward, language: Language, *, minimum: bool = True
) -> list[str]:
    """Return what a member should know beside what is given and what it costs.

    Args:
        reward: The reward.
        language: In which language.
        minimum: Also the least order, which a page may have said by itself.

    Returns:
        A sentence for each.
    """
    parts = [] if isinstance(reward, LadderReward) else [*_share(reward, language)]
    if minimum:
        parts += _minimum(reward, language)
    return [sentence(part) for part in (*parts, *_terms(reward, language))]


def _gives(document: ProgrammeDocument, reward: Reward, language: Language) -> str:
    match reward:
        case PartnerReward() | FixedAmountReward() | PercentReward():
            return _off(reward, language)
        case FreeProductReward(product_name=name):
            own = None if name is None else name.say(language)
            product = own or say("reward.a_product", language)
            return say("reward.free_product", language, product=product)
        case GiftCardReward() | StoreCreditReward() | CharityReward():
            text = amounts_text(reward.amount, language)
            return say(f"reward.{reward.kind}", language, amount=text)
        case TicketsReward(tickets=asset, number=number):
            return points_text(document.asset(asset), Fraction(number), language)
        case SliderReward():
            return _slider(document, reward, language)
        case _:
            return say(f"reward.{reward.kind}", language)


def _off(
    reward: FixedAmountReward | PercentReward | PartnerReward, language: Language
) -> str:
    share = None if isinstance(reward, FixedAmountReward) else reward.percent
    if share is None:
        amounts = None if isinstance(reward, PercentReward) else reward.amount
        text = amounts_text(amounts or {}, language)
        off = say("reward.amount_off", language, amount=text)
    else:
        percent = percent_text(share, language)
        off = say("reward.percent_off", language, percent=percent)
    if isinstance(reward, PartnerReward):
        return say("reward.partner", language, discount=off)
    return off


def _slider(
    document: ProgrammeDocument, reward: SliderReward, language: Language
) -> str:
    asset = document.asset(reward.asset)
    return either(
        (
            say(
                "reward.slider",
                language,
                points=points_text(asset, rate.points, language),
                amount=money_text(rate.per_minor, currency, language),
            )
            for currency, rate in reward.value.items()
        ),
        language,
    )


def _reward(
    document: ProgrammeDocument, reward: Reward, language: Language
) -> Iterator[str]:
    asset = document.asset(reward.asset)

    def points(number: int) -> str:
        return points_text(asset, Fraction(number), language)

    yield _gives(document, reward, language)
    if isinstance(reward, LadderReward):
        if reward.price is None:
            yield say("reward.only_given", language)
        else:
            yield say("reward.cost", language, points=points(reward.price))
    else:
        if reward.minimum > reward.step:
            yield say("reward.from", language, points=points(reward.minimum))
        if reward.step > 1:
            yield say("reward.steps", language, points=points(reward.step))
        if reward.maximum is not None:
            yield say("reward.up_to", language, points=points(reward.maximum))
        yield from _share(reward, language)
    yield from _minimum(reward, language)
    yield from _terms(reward, language)


def _share(reward: SliderReward, language: Language) -> Iterator[str]:
    if reward.maximum_share is not None:
        percent = percent_text(reward.maximum_share, language)
        yield say("reward.share", language, percent=percent)


def _minimum(reward: Reward, language: Language) -> Iterator[str]:
    if reward.minimum_order is not None:
        amount = amounts_text(reward.minimum_order, language)
        yield say("reward.minimum", language, amount=amount)


def _terms(reward: Reward, language: Language) -> Iterator[str]:
    if isinstance(reward, Scoped):
        scope = reward.scope
        chosen = [
            say(f"counts.{name}", language)
            for name in ("products", "collections")
            if getattr(scope, name)
        ]
        if chosen:
            yield say("reward.scope", language, what=either(iter(chosen), language))
    if isinstance(reward, PercentReward) and reward.pieces is not None:
        number = number_text(Fraction(reward.pieces), language)
        yield say("reward.pieces", language, pieces=number)
    if reward.when is not None:
        condition = condition_in_words(reward.when, language)
        yield say("reward.when", language, condition=condition)
    if reward.stock is not None:
        units = number_text(Fraction(reward.stock.units), language)
        yield say("reward.stock", language, units=units)
    if reward.active is not None:
        yield window_in_words(reward.active, language)
    yield from _life(reward, language)
    if isinstance(reward, Scoped | FreeProductReward | FreeShippingReward):
        yield _combines(reward, language)
    yield from _limits(reward, language)


def _life(reward: Reward, language: Language) -> Iterator[str]:
    """Say how long it is good for, and what comes back unused."""
    where = getattr(reward, "where", None)
    if where is not None:
        yield where.say(language)
    match reward:
        case GiftCardReward() | StoreCreditReward():
            if reward.lasts_days is not None:
                yield say("reward.lasts", language, days=str(reward.lasts_days))
        case ExperienceReward(starts_at=since, ends_at=until):
            yield window_in_words(Window(since=since, until=until), language)
            if reward.closes is not None:
                closes = window_in_words(Window(until=reward.closes), language)
                yield say("reward.closes", language, until=closes)
        case CharityReward() | TicketsReward() | CodePoolReward():
            yield say("reward.final", language)
        case _:
            yield say("reward.valid", language, days=str(reward.code.validity_days))


def _combines(reward: BaseReward, language: Language) -> str:
    classes = [
        say(f"class.{name}", language)
        for name in ("order", "product", "shipping")
        if getattr(reward.combines_with, name)
    ]
    if not classes:
        return say("reward.alone", language)
    joined = say("join.and", language).join(classes)
    return say("reward.combines", language, classes=joined)


def _limits(reward: BaseReward, language: Language) -> Iterator[str]:
    limits = reward.limits
    if limits.per_member is not None:
        times = number_text(Fraction(limits.per_member), language)
        yield say("reward.per_member", language, times=times)
    if limits.per_period is not None:
        times = number_text(Fraction(limits.per_period.times), language)
        yield say(f"limit.times.{limits.per_period.per}", language, times=times)
