"""What a store keeps of the programme, so that its theme shows numbers without us.

Two plain documents: one of the programme, the same for everybody, and one of each
member with nothing but counts. Words, names and the way to write a number stand
in the programme's, so a new name or language changes one document and not one for
every member. Amounts of points are whole numbers of the asset's smallest unit.

Prices in a theme are hundredths of every currency, also of one that has no
decimals; the rate is therefore kept for hundredths.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Final

from app.domain.money import exponent
from app.domain.perks.closing import closed_goods
from app.domain.programme.assets import Asset, CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule, RateAward
from app.domain.programme.figures import units_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import Reward, SliderReward
from app.domain.programme.storefront_voices import voices
from app.domain.programme.tiers import Tier
from app.domain.programme.tiers_words import title as tier_title
from app.domain.words import Language
from app.domain.words.languages import count_text

VERSION: Final = 1
HUNDREDTHS: Final = 2
MOST_REWARDS: Final = 24
THOUSANDS: Final = 1000


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """What is told of one member: counts, and nothing about the person."""

    balance: int
    pending: int
    tier: str | None
    vouchers: int
    """How many wait to be used."""


def member_mark(figures: MemberFigures) -> dict[str, Any]:
    """Return a member's document."""
    return {
        "v": VERSION,
        "balance": figures.balance,
        "pending": figures.pending,
        "tier": figures.tier,
        "vouchers": figures.vouchers,
    }


def programme_mark(
    document: ProgrammeDocument,
    *,
    state: str,
    currency: str,
    path: str,
    names: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the programme's document for a store.

    Args:
        document: The version in force.
        state: Of the programme: whatever is not ``active`` shows as paused.
        currency: What the store sells in.
        path: Where the store's own address leads to us, ``/apps/loyalty``.
        names: The store's own: its id and its domain.
    """
    bases = {tag: voice.base for tag, voice in voices(document).items()}
    asset = document.asset(document.main_points)
    return {
        "v": VERSION,
        "state": "on" if state == "active" else "paused",
        "lang": next(iter(bases)),
        "langs": list(bases),
        "path": path,
        "name": _said(bases, document.identity.name.say),
        "currency": currency,
        "decimals": exponent(currency),
        "scale": asset.scale,
        "unit": _units(document, asset, bases),
        "rate": _rate(document, asset, currency),
        "rewards": _rewards(document, asset, bases),
        "tiers": {
            tier.id: _named(document, tier, bases)
            for tier in document.tiers
            if tier.enabled
        },
        "refer": document.referral is not None and document.referral.enabled,
        "closed": closed_goods(document, *names),
    }


def _said(
    bases: Mapping[str, Language], say: Callable[[Language], str]
) -> dict[str, str]:
    return {tag: say(base) for tag, base in bases.items()}


def _named(
    document: ProgrammeDocument, tier: Tier, bases: Mapping[str, Language]
) -> dict[str, str]:
    return _said(bases, lambda base: tier_title(document, tier, base))


def _units(
    document: ProgrammeDocument, asset: Asset, bases: Mapping[str, Language]
) -> dict[str, dict[str, str]] | None:
    """Return how each language writes this asset; None for money, which shops do."""
    if isinstance(asset, CreditAsset):
        return None
    unit = 10**asset.scale
    found = {}
    for tag, base in bases.items():
        one = units_text(document, asset.id, unit, base)
        many = units_text(document, asset.id, 2 * unit, base)
        found[tag] = {
            "one": one.partition(" ")[2],
            "other": many.partition(" ")[2],
            "thousands": count_text(THOUSANDS, base)[1],
            "decimal": count_text(1, base, decimals=1)[1],
        }
    return found


def _rate(
    document: ProgrammeDocument, asset: Asset, currency: str
) -> dict[str, int] | None:
    """Return points for a price, or None where a price alone doesn't tell.

    Only one rule that asks nothing tells; a member's own figure, with bonuses and
    conditions, comes from our server afterwards.
    """
    rules = [
        (rule, rule.award)
        for rule in document.earning
        if isinstance(rule, OrderRule)
        and isinstance(rule.award, RateAward)
        and rule.enabled
        and rule.asset == asset.id
    ]
    if len(rules) != 1:
        return None
    ((rule, award),) = rules
    asks = (rule.when, rule.active, rule.minimum, rule.chosen)
    some_goods = not (rule.amount.only.empty and rule.amount.exclude.empty)
    rate = award.rates.get(currency)
    if any(each is not None for each in asks) or some_goods or award.stores:
        return None
    if rate is None or rate.percentage is not isinstance(asset, CreditAsset):
        return None
    # Minor units are 10**exponent of one, hundredths always a hundred of it.
    exact = rate.exact(asset.scale) * Fraction(10 ** exponent(currency), 10**HUNDREDTHS)
    per = exact.denominator
    plus = {"down": 0, "half_up": per // 2, "up": per - 1}[award.rounding]
    return {"points": exact.numerator, "per": per, "plus": plus}


def _rewards(
    document: ProgrammeDocument, asset: Asset, bases: Mapping[str, Language]
) -> list[dict[str, Any]]:
    """Return what anybody may have for this asset, the cheapest first."""
    priced = sorted(
        (price, reward.id, reward)
        for reward in document.rewards
        if reward.enabled
        and reward.active is None
        and reward.when is None
        and reward.asset == asset.id
        and (price := _price(reward)) is not None
    )
    unit = 1 if isinstance(asset, CreditAsset) else 10**asset.scale
    return [
        {
            "id": name,
            "cost": price * unit,
            "title": _said(bases, partial(reward_title, document, reward)),
        }
        for price, name, reward in priced[:MOST_REWARDS]
    ]


def _price(reward: Reward) -> int | None:
    """Return the least that it costs; None for what is only given."""
    if isinstance(reward, SliderReward):
        return max(reward.minimum, reward.step)
    return reward.price
