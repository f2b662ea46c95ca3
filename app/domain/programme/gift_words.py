"""Gifts as parts of sentences: what comes after "you get"."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, number_text, points_text
from app.domain.programme.gifts import (
    BadgeGift,
    ChoiceGift,
    CreditGift,
    Gift,
    PointsGift,
    VoucherGift,
)
from app.domain.programme.reward_words import reward_title
from app.domain.programme.saying import either, say
from app.domain.words import Language


def gift_in_words(document: ProgrammeDocument, gift: Gift, language: Language) -> str:
    """Return one gift as a part of a sentence: ``50 points``, ``a voucher: …``."""
    match gift:
        case PointsGift(asset=asset, points=points):
            return points_text(document.asset(asset), points, language)
        case CreditGift(amount=amount):
            found = (money_text(minor, key, language) for key, minor in amount.items())
            return either(found, language)
        case VoucherGift(reward=reward):
            title = _reward(document, reward, language)
            return say("gift.voucher", language, reward=title)
        case ChoiceGift(rewards=rewards):
            titles = (_reward(document, one, language) for one in rewards)
            return say("gift.choice", language, rewards=either(titles, language))
        case BadgeGift(badge=badge):
            title = _title(document, "badges", badge, language)
            return say("gift.badge", language, badge=title)
        case _:
            title = _title(document, "metrics", gift.metric, language)
            number = number_text(Fraction(gift.amount), language)
            return say("gift.metric", language, amount=number, metric=title)


def gifts_in_words(
    document: ProgrammeDocument, gifts: Sequence[Gift], language: Language
) -> str:
    """Return several gifts that come together, joined with "and"."""
    return say("join.and", language).join(
        gift_in_words(document, gift, language) for gift in gifts
    )


def _reward(document: ProgrammeDocument, reward_id: str, language: Language) -> str:
    reward = document.reward(reward_id)
    return reward_id if reward is None else reward_title(document, reward, language)


def _title(
    document: ProgrammeDocument, section: str, item_id: str, language: Language
) -> str:
    item = document.item(section, item_id)
    named = item is not None and item.title is not None
    return item.title.say(language) if named else item_id
