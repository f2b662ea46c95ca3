"""Gifts as units and vouchers, so that they can be added up."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gifts import (
    ChoiceGift,
    CreditGift,
    Gift,
    PointsGift,
    VoucherGift,
)
from app.domain.simulation.outcome import Bestowed


def bestowed(
    document: ProgrammeDocument,
    gift: Gift,
    *,
    rule_id: str,
    source: str,
    day: date,
    times: int = 1,
) -> Iterator[Bestowed]:
    """Return what a gift adds up to; badges and figures cost nothing.

    Of a choice the first reward stands for all.
    """
    match gift:
        case PointsGift(asset=asset, points=points):
            worth = Fraction(points * times * 10 ** document.asset(asset).scale)
            units = worth.numerator // worth.denominator
            yield Bestowed(rule_id, source, day, asset, units)
        case CreditGift(asset=asset, amount=amount):
            yield Bestowed(rule_id, source, day, asset, sum(amount.values()) * times)
        case VoucherGift(reward=reward):
            yield Bestowed(rule_id, source, day, None, times, reward)
        case ChoiceGift(rewards=rewards):
            yield Bestowed(rule_id, source, day, None, times, rewards[0])
        case _:
            return
