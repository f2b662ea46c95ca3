"""Rewards of the programme in force, and what one member may have of them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.domain.errors import Conflict, Refused
from app.domain.money import Money
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.reward_words import reward_in_words, reward_title
from app.domain.programme.rewards import (
    CharityReward,
    LadderReward,
    Reward,
    SliderReward,
)
from app.domain.words import Language
from app.services import shelf
from app.services.channel_orders import PLATFORM
from app.services.shelf import Seen
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.reading import store_in
from app.web.api.route import Ask, Table
from app.web.api.shapes import AssetName, Given, Listed, MoneyShape

table = Table("Rewards")
RewardId = Annotated[
    str, Field(min_length=1, max_length=40, examples=["ten-thousand-off"])
]


class StoreNeeded(Conflict):
    """The programme has several stores: the request must name one."""

    code = "store_needed"


class NoCheckout(Refused):
    """A channel without a connector has nowhere to use a code."""

    code = "store_has_no_checkout"


class RewardShape(Given):
    """A reward of the programme in force."""

    id: RewardId
    kind: Literal[
        "fixed_amount",
        "percent",
        "free_shipping",
        "free_product",
        "slider",
        "gift_card",
        "store_credit",
        "charity",
        "tickets",
        "manual",
        "code_pool",
        "experience",
        "partner",
    ]
    title: str
    description: str
    enabled: bool
    asset: AssetName
    price_points: int | None = Field(
        description="Smallest units; null for a slider, whose points are chosen,"
        " and for what is only given."
    )
    minimum_points: int | None
    maximum_points: int | None
    step_points: int | None
    validity_days: int
    choices: list[str] = Field(description="Causes to pick one from.")


class OfferShape(Given):
    """One thing to have at one price."""

    price_points: int
    amount: MoneyShape | None
    percent_bp: int | None
    minimum: MoneyShape | None


class MemberRewardShape(RewardShape):
    """A reward as one member sees it."""

    available: bool
    reason: str = Field(description="`yes`, or why not; a stable code.")
    points_missing: int
    least: OfferShape | None
    most: OfferShape | None


def _shape(
    document: ProgrammeDocument, reward: Reward, language: Language
) -> dict[str, Any]:
    unit = _unit(document, reward)
    slider = reward if isinstance(reward, SliderReward) else None
    ladder = reward if isinstance(reward, LadderReward) else None
    price = ladder and ladder.price and ladder.price * unit
    own = reward.description
    words = reward_in_words(document, reward, language)
    return {
        "id": reward.id,
        "kind": reward.kind,
        "title": reward_title(document, reward, language),
        "description": own.say(language) if own else words,
        "enabled": reward.enabled,
        "asset": reward.asset,
        "price_points": price,
        "minimum_points": slider and max(slider.minimum, slider.step) * unit,
        "maximum_points": slider and slider.maximum and slider.maximum * unit,
        "step_points": slider and slider.step * unit,
        "validity_days": reward.code.validity_days,
        "choices": list(reward.causes) if isinstance(reward, CharityReward) else [],
    }


def _unit(document: ProgrammeDocument, reward: Reward) -> int:
    asset = document.asset(reward.asset)
    return 1 if isinstance(asset, CreditAsset) else int(10**asset.scale)


@table.route(
    "GET",
    "/rewards",
    scope="programme:read",
    summary="The rewards of the programme in force",
    answer=Listed[RewardShape],
)
def list_rewards(ask: Ask) -> Listed[RewardShape]:
    _, document = ask.work(lambda uow: ProgrammeRepository(uow).live())
    return Listed(
        data=[
            RewardShape(**_shape(document, reward, ask.language))
            for reward in document.rewards
        ]
    )


@table.route(
    "GET",
    "/members/{member}/rewards",
    scope="members:read",
    summary="What this member may have, and why not the rest",
    answer=Listed[MemberRewardShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_member_rewards(ask: Ask) -> Listed[MemberRewardShape]:
    def read(uow: UnitOfWork) -> tuple[ProgrammeDocument, list[Seen]]:
        member = found(ask, uow)
        store_id = store_for(uow, ask.query.store_id, "store_id")
        return shelf.shelf(ask.env, uow, member, store_id)

    document, seen = ask.work(read)
    return Listed(
        data=[
            MemberRewardShape(
                **_shape(document, each.reward, ask.language),
                available=each.reason == shelf.YES,
                reason=each.reason,
                points_missing=each.points_missing,
                least=_offer(each.least),
                most=_offer(each.most),
            )
            for each in seen
        ]
    )


def _offer(offer: shelf.Offer | None) -> OfferShape | None:
    if offer is None:
        return None
    minimum = offer.minimum_minor
    return OfferShape(
        price_points=offer.price_points,
        amount=MoneyShape.maybe(offer.amount),
        percent_bp=offer.percent_bp,
        minimum=MoneyShape.maybe(
            None if minimum is None else Money(minimum, offer.currency)
        ),
    )


def store_for(uow: UnitOfWork, text: str | None, pointer: str) -> UUID:
    """Return the store that the request names, or the only one there is."""
    if text is not None:
        named = StoreRepository(uow).get(store_in(pointer, text))
        if named.platform == PLATFORM:
            raise NoCheckout("the API channel has no checkout that takes codes")
        return named.store_id
    connected = [
        row.store_id
        for row in StoreRepository(uow).all()
        if row.state == "connected" and row.platform != PLATFORM
    ]
    if len(connected) != 1:
        raise StoreNeeded("name the store in store_id")
    return connected[0]
