"""What a guest is promised: why to join, in one look. Made of the document."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

from app.domain.programme.award_words import award_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    EarningRule,
    FixedAward,
    OrderRule,
    SignUpRule,
)
from app.domain.programme.figures import points_text, units_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.in_words import rule_title
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import LadderReward
from app.domain.programme.section_words import item_title
from app.domain.programme.storefront_voices import features
from app.domain.words import Words
from app.domain.words.storefront import STOREFRONT
from app.web.api.shapes import Given
from app.web.storefront.route import Ask

MOST_WAYS = 2
PURCHASE = Words(en="Every purchase", id="Setiap belanja", ms="Setiap pembelian")
PlainKind = Literal[
    "purchase",
    "signup",
    "review",
    "birthday",
    "follow",
    "newsletter",
    "visit",
    "profile",
    "activity",
    "product",
]
PLAIN_KINDS: Final[Mapping[str, PlainKind]] = {
    "order": "purchase",
    "sign_up": "signup",
    "review": "review",
    "birthday": "birthday",
    "social": "follow",
    "consent": "newsletter",
    "visit": "visit",
    "profile": "profile",
    "activity": "activity",
    "bought": "product",
    "anniversary": "activity",
    "tag": "activity",
}


class Way(Given):
    """A way to earn, in a line."""

    title: str
    text: str


class CheapReward(Given):
    """The first reward that a new member comes to."""

    title: str
    cost_text: str


class GuestShape(Given):
    """What a guest reads."""

    title: str
    body: str
    steps: list[str]
    bonus: str | None
    earn: list[Way]
    reward: CheapReward | None
    tiers: str | None
    referred: str | None


def promise(ask: Ask) -> GuestShape:
    """Return what the programme promises to somebody who has not joined."""
    document, voice = ask.told, ask.voice
    name = document.identity.name.say(ask.language)
    return GuestShape(
        title=voice.say("guest.title", program=name),
        body=voice.say("guest.body"),
        steps=[voice.say(f"guest.step_{step}") for step in ("join", "earn", "redeem")],
        bonus=_bonus(ask, document),
        earn=_ways(ask, document),
        reward=_cheapest(ask, document),
        tiers=_tiers(ask, document),
        referred=_referred(ask, document),
    )


def panel_promise(ask: Ask) -> GuestShape:
    """Return the promise without the parts of the panel that are off."""
    shown, parts = promise(ask), features(ask.document)
    return shown.model_copy(
        update={
            "earn": shown.earn if "earn" in parts else [],
            "reward": shown.reward if "redeem" in parts else None,
            "tiers": shown.tiers if "tiers" in parts else None,
            "referred": shown.referred if "refer" in parts else None,
        }
    )


def _bonus(ask: Ask, document: ProgrammeDocument) -> str | None:
    for rule in document.earning:
        if isinstance(rule, SignUpRule) and rule.enabled:
            if not isinstance(rule.award, FixedAward):
                continue
            asset = document.asset(rule.asset)
            gives = points_text(asset, Fraction(rule.award.points), ask.language)
            return ask.voice.say("guest.bonus", points=gives)
    return None


def _ways(ask: Ask, document: ProgrammeDocument) -> list[Way]:
    """Return the first ways to earn: buying comes first, joining is the bonus."""
    rules = [
        rule
        for rule in document.earning
        if rule.enabled
        and not isinstance(rule, SignUpRule)
        and (rule.title is not None or not isinstance(rule, ActivityRule))
    ]
    rules.sort(key=lambda rule: not isinstance(rule, OrderRule))
    return [way_of(ask, rule) for rule in rules[:MOST_WAYS]]


def way_of(ask: Ask, rule: EarningRule) -> Way:
    """Return a way to earn: how it is called, and what it gives."""
    text = award_in_words(ask.told, rule, ask.language)
    text = f"{text[:1].upper()}{text[1:]}"
    title = rule_title(ask.told, rule, ask.language)
    if rule.title is None:
        # A title that was made of the award would say the same thing twice.
        key = f"earn.{PLAIN_KINDS[rule.trigger]}"
        plain = key in STOREFRONT and not isinstance(rule, OrderRule)
        title = ask.voice.say(key, network=_network(rule)) if plain else ""
        if isinstance(rule, OrderRule):
            title = PURCHASE.say(ask.language)
    if not title or title.casefold() == text.casefold():
        return Way(title=text, text="")
    return Way(title=title, text=text)


def after(title: str, text: str) -> str:
    """Return *text* without the title that it begins with: nothing is said twice."""
    if not text.casefold().startswith(title.casefold()):
        return text
    return text[len(title) :].lstrip(".: ")


def _network(rule: EarningRule) -> str:
    return str(getattr(rule, "network", "")).capitalize()


def _cheapest(ask: Ask, document: ProgrammeDocument) -> CheapReward | None:
    priced = [
        reward
        for reward in document.rewards
        if isinstance(reward, LadderReward)
        and reward.enabled
        and reward.price
        and reward.asset == document.main_points
        and reward.when is None
        and reward.active is None
    ]
    if not priced:
        return None
    first = min(priced, key=lambda reward: reward.price or 0)
    asset = document.asset(first.asset)
    cost = units_text(
        document, first.asset, (first.price or 0) * 10**asset.scale, ask.language
    )
    return CheapReward(
        title=reward_title(document, first, ask.language), cost_text=cost
    )


def _tiers(ask: Ask, document: ProgrammeDocument) -> str | None:
    shown = [tier for tier in document.tiers if tier.enabled and not tier.hidden]
    if not shown:
        return None
    titles = (item_title(document, "tiers", tier, ask.language) for tier in shown)
    return f"{ask.voice.say('guest.tiers')}: {', '.join(titles)}"


def _referred(ask: Ask, document: ProgrammeDocument) -> str | None:
    referral = document.referral
    if referral is None or not referral.enabled or not referral.friend_gifts:
        return None
    gifts = gifts_in_words(document, referral.friend_gifts, ask.language)
    return ask.voice.say("guest.referred", friend=ask.visit.store.name, reward=gifts)
