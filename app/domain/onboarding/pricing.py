"""What a programme would do in a store, in the three figures a merchant asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.programme.assets import CreditAsset
from app.domain.programme.challenges import EveryChallenge
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import SliderReward
from app.domain.simulation.people import Person, Placed, Shop
from app.domain.simulation.report import Report

FEWEST: Final = 30
"""Orders from which a store's own figures say something."""
BASIS: Final = 10_000
HABITS: Final = ((62, 1), (20, 2), (10, 3), (5, 5), (3, 12))
"""Of a hundred buyers so many order so often in a year, where nothing is known."""
SIZES: Final = (60, 90, 100, 110, 140)
"""Percent of a usual order, one after the other."""
YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Price:
    """What was found."""

    currency: str
    orders: int
    buyers: int
    usual: bool
    """Not the store's own figures: too few orders are known."""
    average_minor: int
    first_after: int | None
    """The order after which a usual buyer can have the first reward."""
    first_spent_minor: int | None
    tiers: tuple[tuple[str, int], ...]
    """Tier and percent of the buyers who reach it, the lowest left out."""
    cost_bp: int | None
    """Of what was sold, in hundredths of a percent."""
    sampled: bool = False
    """Some of the buyers stand for all of them."""


def usual_people(
    shop: Shop, currency: str, average_minor: int, *, until: datetime
) -> Iterator[Person]:
    """Yield a hundred made-up buyers with a usual year."""
    number = 0
    for buyers, often in HABITS:
        for _ in range(buyers):
            number += 1
            gap = YEAR_DAYS // (often + 1)
            yield Person(
                f"usual-{number}",
                [
                    Placed(
                        shop,
                        _order(
                            f"{number}-{nth}",
                            currency,
                            average_minor * SIZES[(number + nth) % len(SIZES)] // 100,
                            until - timedelta(days=YEAR_DAYS - gap * (nth + 1)),
                        ),
                    )
                    for nth in range(often)
                ],
            )


def _order(ref: str, currency: str, amount_minor: int, at: datetime) -> OrderSnapshot:
    return OrderSnapshot(
        order_ref=ref,
        number=ref,
        state=OrderState.FULFILLED,
        currency=currency,
        lines=(OrderLine("1", "", 1, amount_minor),),
        version=at,
        placed_at=at,
        paid_at=at,
        fulfilled_at=at,
        total_minor=amount_minor,
    )


def price(
    document: ProgrammeDocument, report: Report, *, usual: bool, sampled: bool = False
) -> Price:
    """Return the three figures of a simulated year."""
    currency = report.currency or document.identity.currency
    sold_minor = report.revenue.get(currency, 0)
    average_minor = sold_minor // report.orders if report.orders else 0
    after = first_after(document, report)
    share = report.share_of_revenue
    return Price(
        currency=currency,
        orders=report.orders,
        buyers=report.members,
        usual=usual,
        average_minor=average_minor,
        first_after=after,
        first_spent_minor=None if after is None else after * average_minor,
        tiers=tuple(_reached(document, report)),
        cost_bp=None if share is None else round(share * BASIS),
        sampled=sampled,
    )


def first_after(document: ProgrammeDocument, report: Report) -> int | None:
    """Return after how many usual orders the cheapest reward can be had."""
    found = [
        ceil(Fraction(needed) / per_order)
        for asset_id, needed in _prices(document)
        if (per_order := _per_order(report, asset_id)) > 0
    ]
    found += [
        item.goal.count
        for item in document.challenges
        if isinstance(item, EveryChallenge) and item.goal.count is not None
    ]
    return max(min(found), 1) if found else None


def _prices(document: ProgrammeDocument) -> Iterator[tuple[str, int]]:
    """Yield what each reward costs in smallest units of its asset."""
    for reward in document.rewards:
        asset = document.asset(reward.asset)
        if isinstance(asset, CreditAsset):
            yield asset.id, 1
        elif isinstance(reward, SliderReward):
            yield asset.id, reward.minimum * 10**asset.scale
        elif reward.price is not None:
            yield asset.id, reward.price * 10**asset.scale


def _per_order(report: Report, asset_id: str) -> Fraction:
    units = sum(one.issued for one in report.assets if one.asset == asset_id)
    return Fraction(units, report.orders) if report.orders else Fraction(0)


def _reached(document: ProgrammeDocument, report: Report) -> Iterator[tuple[str, int]]:
    """Yield each tier but the lowest with the percent who hold it or a higher one."""
    names: Sequence[str] = [tier.id for tier in document.tiers]
    holders = {one.tier_id: one.holders for one in report.tiers}
    for place, name in enumerate(names[1:], start=1):
        number = sum(holders.get(each, 0) for each in names[place:])
        yield name, 100 * number // report.members if report.members else 0
