"""Gifts that a member may choose from, and the badges a member has."""

from datetime import datetime

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.reward_words import reward_title
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from app.services import choices, redemption
from app.storage.gifts import GiftRepository, GiftRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.rewards import RewardId
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import Asked, GiftId, Given, Instant, Listed
from app.web.api.voucher_shapes import VoucherShape, shape

table = Table("Members")


class OptionShape(Given):
    """One of the rewards to choose from."""

    reward_id: RewardId
    title: str


class ChoiceShape(Given):
    """A choice that is still open."""

    id: GiftId
    rule: str = Field(description="Who gives it: `tier:gold`, `challenge:…`.")
    source: str = Field(description="The occasion.")
    options: list[OptionShape]
    choose_by: Instant | None
    given_at: Instant


class Choose(Asked):
    """What the member chooses."""

    reward_id: RewardId


class BadgeShape(Given):
    """A badge that a member has."""

    badge_id: RewardId
    title: str
    description: str
    given_at: Instant


def _choice(
    document: ProgrammeDocument, row: GiftRow, language: Language
) -> ChoiceShape:
    options = []
    for name in row.terms.get("rewards", []):
        reward = document.reward(str(name))
        title = str(name)
        if reward is not None:
            title = reward_title(document, reward, language)
        options.append(OptionShape(reward_id=str(name), title=title))
    return ChoiceShape(
        id=public_id("gft", row.gift_id),
        rule=row.rule_id,
        source=row.source,
        options=options,
        choose_by=row.due_at,
        given_at=row.created_at,
    )


@table.route(
    "GET",
    "/members/{member}/choices",
    scope="members:read",
    summary="Gifts that the member may still choose from",
    answer=Listed[ChoiceShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_choices(ask: Ask) -> Listed[ChoiceShape]:
    def read(uow: UnitOfWork) -> list[ChoiceShape]:
        _, document = ProgrammeRepository(uow).live()
        rows = choices.choices_of(uow, found(ask, uow).member_id)
        return [
            _choice(document, row, ask.language) for row in rows if _open(row, ask.now)
        ]

    return Listed(data=ask.work(read))


def _open(row: GiftRow, now: datetime) -> bool:
    return row.due_at is None or now < row.due_at


@table.route(
    "POST",
    "/members/{member}/choices/{choice}",
    scope="redemptions:write",
    summary="Choose one of the rewards of a gift",
    answer=VoucherShape,
    body=Choose,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"reward_id": "breakfast"},
)
def choose(ask: Ask) -> VoucherShape:
    gift_id = read_id("gft", ask.path["choice"])
    voucher = ask.work(
        lambda uow: choices.choose(
            ask.env, uow, found(ask, uow).member_id, gift_id, ask.body.reward_id
        )
    )
    return shape(ask, redemption.hurry(ask.env, ask.programme_id, voucher))


@table.route(
    "GET",
    "/members/{member}/badges",
    scope="members:read",
    summary="The badges that a member has",
    answer=Listed[BadgeShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_badges(ask: Ask) -> Listed[BadgeShape]:
    def read(uow: UnitOfWork) -> list[BadgeShape]:
        _, document = ProgrammeRepository(uow).live()
        member_id = found(ask, uow).member_id
        rows = GiftRepository(uow).of_member(member_id, kind="badge")
        return [_badge(document, row, ask.language) for row in rows]

    return Listed(data=ask.work(read))


def _badge(document: ProgrammeDocument, row: GiftRow, language: Language) -> BadgeShape:
    badge_id = str(row.terms["badge"])
    badge = document.item("badges", badge_id)
    title, words = badge_id, ""
    if badge is not None:
        title = item_title(document, "badges", badge, language)
        words = item_in_words(document, "badges", badge, language)
    return BadgeShape(
        badge_id=badge_id, title=title, description=words, given_at=row.created_at
    )
