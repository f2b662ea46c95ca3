"""Rewards as one shopper sees them: price, what is missing, why not, how many left."""

from typing import Annotated

from pydantic import Field

from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text
from app.domain.programme.reward_words import conditions_in_words, reward_title
from app.domain.programme.rewards import (
    CharityReward,
    Reward,
    SliderReward,
)
from app.domain.programme.section_words import item_title
from app.domain.rewards.pricing import Steps as SliderSteps
from app.domain.rewards.pricing import price
from app.domain.rewards.reward import Offer, offers, reward_of
from app.services import shelf
from app.services.shelf import Seen
from app.services.storefront.home import purse_of
from app.storage.stock import StockRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import UNITS, Asked, Given
from app.web.storefront.answers import text_of
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import (
    MoneyText,
    PointsText,
    Steps,
    money,
    points,
    told_reward,
)

table = Table("Rewards")
RewardId = Annotated[str, Field(min_length=1, max_length=40, examples=["ten-off"])]
NEVER_SHOWN = frozenset({"switched_off", "currency_not_offered", "only_given", "over"})
"""Reasons for which a reward is left out: nothing the shopper does changes them."""
FEW_LEFT = 20


class SliderShape(Given):
    """How many points may be used, in which steps."""

    min: int
    max: int
    step: int
    value: int
    worth_per_step_minor: int
    text: str


class ChoiceShape(Given):
    """One of several things that a reward offers."""

    id: str
    title: str


class RewardShape(Given):
    """A reward, as one shopper sees it."""

    id: RewardId
    kind: str
    title: str
    description: str
    image: str | None
    cost: PointsText | None
    available: bool
    reason_code: str | None
    reason_text: str | None
    missing: PointsText | None
    progress: Steps | None
    slider: SliderShape | None
    choices: list[ChoiceShape]
    conditions: list[str]
    stock_text: str | None


class RewardsShape(Given):
    """What is to be had."""

    data: list[RewardShape]


class QuoteBody(Asked):
    """How many points of a slider."""

    reward_id: RewardId
    points: Annotated[int, Field(ge=1, le=UNITS)]


class QuoteShape(Given):
    """What so many points are worth."""

    points: PointsText
    amount: MoneyText | None
    text: str
    remaining: PointsText | None


@table.route(
    "GET",
    "/rewards",
    who=Who.VISITOR,
    summary="What is to be had, and why not the rest",
    answer=RewardsShape,
)
def list_rewards(ask: Ask) -> RewardsShape:
    return RewardsShape(data=ask.work(lambda uow: shown_rewards(ask, uow)))


def shown_rewards(ask: Ask, uow: UnitOfWork) -> list[RewardShape]:
    """Return the rewards for who asks; a guest sees prices only."""
    document, member = ask.document, ask.visit.member
    active = member is not None and member.state == "active" and not ask.visit.blocked
    if member is not None and active:
        _, seen = shelf.shelf(ask.env, uow, member, ask.store_id)
        live = purse_of(ask.env, uow, member.member_id, document.main_points).usable
    else:
        seen, live = for_guests(ask), None
    stocked = [one.reward.id for one in seen if one.reward.stock is not None]
    taken = StockRepository(uow).taken(stocked) if stocked else {}
    return [
        _shown(ask, one, live, taken.get(one.reward.id, 0))
        for one in seen
        if one.reason not in NEVER_SHOWN
    ]


def for_guests(ask: Ask) -> list[Seen]:
    """Return every reward as somebody without points sees it."""
    document, store = ask.document, ask.visit.store
    found = {
        offer.reward_id: offer
        for asset in document.assets
        for offer in offers(
            document,
            0,
            currency=store.currency,
            at=ask.now,
            asset=asset.id,
            zone=store.timezone,
        )
    }
    return [
        Seen(
            reward,
            found[reward.id].reason,
            found[reward.id].points_missing,
            found[reward.id].least,
            found[reward.id].most,
        )
        for reward in document.rewards
    ]


def _shown(ask: Ask, seen: Seen, live: int | None, taken: int) -> RewardShape:
    document, reward = ask.document, seen.reward
    available = seen.reason == shelf.YES
    code, text = (None, None) if available else reason_of(ask, seen)
    slider = isinstance(reward, SliderReward)
    cost = None if seen.least is None or slider else seen.least.price_points
    missing = seen.points_missing if code == "insufficient_points" else 0
    own = reward.description
    mine = live is not None and reward.asset == document.main_points
    return RewardShape(
        id=reward.id,
        kind=reward.kind,
        title=reward_title(ask.told, told_reward(ask, reward), ask.language),
        description=own.say(ask.language) if own else "",
        image=reward.image,
        cost=None if cost is None else points(ask, cost, reward.asset),
        available=available and live is not None,
        reason_code=code,
        reason_text=text,
        missing=points(ask, missing, reward.asset) if missing and mine else None,
        progress=Steps(current=live or 0, target=cost)
        if cost and missing and mine
        else None,
        slider=_slider(ask, reward, seen, live or 0) if slider else None,
        choices=choices_of(document, reward, ask),
        conditions=conditions_of(ask, reward, seen.least),
        stock_text=_stock(ask, reward, taken),
    )


def reason_of(ask: Ask, seen: Seen) -> tuple[str, str]:
    """Return why a reward can't be had: a code, and words."""
    voice, reward = ask.voice, seen.reward
    match seen.reason:
        case "insufficient_points" | "balance_negative":
            lacking = points(ask, seen.points_missing, reward.asset).text
            return "insufficient_points", voice.say("redeem.locked", points=lacking)
        case "out_of_stock":
            return "sold_out", voice.say("redeem.out_of_stock")
        case "limit_reached" | "contact_hold" as code:
            return code, text_of(code, voice)
        case "locked" if reward.when is not None:
            said = condition_in_words(reward.when, ask.language)
            return "not_eligible", f"{said[:1].upper()}{said[1:]}"
        case "member_frozen":
            return "member_blocked", voice.say("error.blocked")
        case _:
            return "not_eligible", voice.say("error.not_eligible")


def _slider(ask: Ask, reward: Reward, seen: Seen, live: int) -> SliderShape | None:
    if not isinstance(reward, SliderReward) or seen.least is None:
        return None
    scale = ask.document.asset(reward.asset).scale
    steps = SliderSteps(reward, scale)
    most = max(steps.most(live), steps.minimum)
    first = seen.least
    rate = reward.value.get(ask.visit.store.currency)
    each = 0
    if rate is not None:
        exact = rate.exact(scale)
        each = steps.step * exact.denominator // exact.numerator
    worth = first.amount
    text = ""
    if worth is not None:
        text = ask.voice.say(
            "redeem.slider_value",
            points=points(ask, first.price_points, reward.asset).text,
            amount=money_text(worth.amount_minor, worth.currency, ask.language),
        )
    return SliderShape(
        min=steps.minimum,
        max=most,
        step=steps.step,
        value=most,
        worth_per_step_minor=each,
        text=text,
    )


def choices_of(
    document: ProgrammeDocument, reward: Reward, ask: Ask
) -> list[ChoiceShape]:
    """Return what a member picks from, where there is something to pick."""
    if not isinstance(reward, CharityReward) or len(reward.causes) < 2:  # noqa: PLR2004 - a choice
        return []
    return [
        ChoiceShape(id=cause, title=cause_title(document, cause, ask))
        for cause in reward.causes
    ]


def cause_title(document: ProgrammeDocument, cause_id: str, ask: Ask) -> str:
    """Return what a cause is called."""
    cause = document.item("causes", cause_id)
    if cause is None:
        return cause_id
    return item_title(document, "causes", cause, ask.language)


def conditions_of(ask: Ask, reward: Reward, offer: Offer | None) -> list[str]:
    """Return what a member should know before: the cart, the time, the rest."""
    reward = told_reward(ask, reward)
    if offer is None:
        return conditions_in_words(reward, ask.language)
    told = conditions_in_words(reward, ask.language, minimum=False)
    if not offer.minimum_minor:
        return told
    amount = money_text(offer.minimum_minor, offer.currency, ask.language)
    return [ask.voice.say("redeem.min_spend", amount=amount), *told]


def _stock(ask: Ask, reward: Reward, taken: int) -> str | None:
    if reward.stock is None:
        return None
    left = max(0, reward.stock.units - taken)
    if not left:
        return ask.voice.say("redeem.out_of_stock")
    if left > FEW_LEFT:
        return None
    return ask.voice.say("redeem.left", n=left)


@table.route(
    "POST",
    "/quotes",
    who=Who.MEMBER,
    summary="What so many points of a slider are worth",
    answer=QuoteShape,
    body=QuoteBody,
    example={"reward_id": "slide", "points": 300},
)
def quote(ask: Ask) -> QuoteShape:
    body: QuoteBody = ask.body
    document, member = ask.document, ask.member
    reward = reward_of(document, body.reward_id)
    scale = document.asset(reward.asset).scale
    offer = price(reward, body.points, currency=ask.visit.store.currency, scale=scale)
    live = ask.work(
        lambda uow: purse_of(ask.env, uow, member.member_id, reward.asset).usable
    )
    said = points(ask, offer.price_points, reward.asset)
    worth = offer.amount
    amount = None if worth is None else money(ask, worth.amount_minor, worth.currency)
    text = ask.voice.say(
        "redeem.slider_value", points=said.text, amount=amount.text if amount else ""
    )
    left = live - offer.price_points
    return QuoteShape(
        points=said,
        amount=amount,
        text=text,
        remaining=points(ask, left, reward.asset) if left >= 0 else None,
    )
