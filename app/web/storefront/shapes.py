"""What answers of the storefront share: points and money with their words.

Every text is ready to show, in the language that was asked for.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from pydantic import Field

from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, points_text, units_text
from app.domain.programme.rewards import Reward
from app.domain.words import day_text
from app.web.api.shapes import Currency, Given
from app.web.storefront.route import Ask

PLUS = "+"
INSTANT = timedelta(microseconds=1)
"""Before an end: what ends at midnight ends the day before."""


class PointsText(Given):
    """Points: whole smallest units, and as people read them."""

    value: int = Field(examples=[1250])
    text: str = Field(examples=["1.250 poin"])


class MoneyText(Given):
    """Money: whole minor units, and as people read it."""

    amount_minor: int = Field(examples=[50000])
    currency: Currency
    text: str = Field(examples=["Rp50.000"])


class Steps(Given):
    """How far something is."""

    current: int
    target: int


class Done(Given):
    """It was done, and what to say about it."""

    text: str
    points: PointsText | None = None


def points(ask: Ask, units: int, asset: str | None = None) -> PointsText:
    """Return an amount of an asset, of the main points if none is named."""
    document = ask.document
    name = asset or document.main_points
    return PointsText(value=units, text=units_text(document, name, units, ask.language))


def signed(ask: Ask, units: int, asset: str) -> PointsText:
    """Return a change, with its sign."""
    text = units_text(ask.document, asset, units, ask.language)
    return PointsText(value=units, text=f"{PLUS}{text}" if units > 0 else text)


def money(ask: Ask, amount_minor: int, currency: str) -> MoneyText:
    """Return an amount of money."""
    text = money_text(amount_minor, currency, ask.language)
    return MoneyText(amount_minor=amount_minor, currency=currency, text=text)


def day_of(ask: Ask, at: datetime) -> date:
    """Return the day of an instant in the store's zone."""
    return at.astimezone(ZoneInfo(ask.visit.store.timezone)).date()


def day(ask: Ask, at: datetime) -> str:
    """Return an instant's day as people write it."""
    return day_text(day_of(ask, at), ask.language)


def last_day(ask: Ask, end: datetime) -> str:
    """Return the last day before something ends, as people write it.

    The instant itself is over already: what ends at midnight ends the day before.
    """
    return day(ask, end - INSTANT)


def told_reward(ask: Ask, reward: Reward) -> Reward:
    """Return a reward as this store's shoppers read it."""
    return ask.told.reward(reward.id) or reward


def unit_names(document: ProgrammeDocument, ask: Ask) -> tuple[str, str]:
    """Return what one and what many of the main points are called."""
    asset = document.asset(document.main_points)
    if isinstance(asset, CreditAsset):
        return asset.currency, asset.currency
    one, many = (
        points_text(asset, Fraction(number), ask.language).partition(" ")[2]
        for number in (1, 2)
    )
    return one, many
