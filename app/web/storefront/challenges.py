"""Challenges that run now, and gifts that a member may choose from."""

from typing import Final, Literal

from app.domain.challenges.progress import Progress
from app.domain.ids import public_id, read_id
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import count_text, day_text
from app.services import choices, redemption
from app.services.challenges import progress_of
from app.storage.gifts import GiftRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Asked, Given
from app.web.storefront.guests import after
from app.web.storefront.rewards import ChoiceShape, RewardId
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import day
from app.web.storefront.vouchers import VoucherShape, shown

table = Table("Challenges")
CURRENCY_LENGTH: Final = 3


class ChallengeShape(Given):
    """A challenge, and how far the member is; or a gift to choose."""

    id: str
    title: str
    text: str
    current: int
    target: int
    value_text: str
    state: Literal["open", "done", "choose"]
    ends_text: str | None
    choices: list[ChoiceShape]


class ChallengesShape(Given):
    """What runs now."""

    data: list[ChallengeShape]


class ChoiceBody(Asked):
    """What the member chooses."""

    option: RewardId


@table.route(
    "GET",
    "/challenges",
    who=Who.VISITOR,
    summary="Challenges that run now, and gifts to choose from",
    answer=ChallengesShape,
)
def list_challenges(ask: Ask) -> ChallengesShape:
    return ChallengesShape(data=ask.work(lambda uow: shown_challenges(ask, uow)))


def shown_challenges(ask: Ask, uow: UnitOfWork) -> list[ChallengeShape]:
    """Return what runs now for who asks; gifts to choose come first."""
    member, document = ask.visit.member, ask.document
    if member is None or member.state != "active":
        return [
            _of_guest(ask, challenge.id)
            for challenge in document.challenges
            if challenge.enabled
        ]
    waiting = [
        _choice(ask, row)
        for row in choices.choices_of(uow, member.member_id)
        if row.due_at is None or ask.now < row.due_at
    ]
    running = progress_of(ask.env, uow, member.member_id) if document.challenges else ()
    return [*waiting, *(_running(ask, one) for one in running)]


def _of_guest(ask: Ask, challenge_id: str) -> ChallengeShape:
    title, text = _said(ask, challenge_id)
    return ChallengeShape(
        id=challenge_id,
        title=title,
        text=text,
        current=0,
        target=1,
        value_text="",
        state="open",
        ends_text=None,
        choices=[],
    )


def _said(ask: Ask, challenge_id: str) -> tuple[str, str]:
    """Return what a challenge is called, and what else there is to know."""
    challenge = ask.document.item("challenges", challenge_id)
    title = item_title(ask.document, "challenges", challenge, ask.language)
    title = f"{title[:1].upper()}{title[1:]}"
    text = item_in_words(ask.document, "challenges", challenge, ask.language)
    return title, after(title, text)


def _running(ask: Ask, seen: Progress) -> ChallengeShape:
    language = ask.language
    title, text = _said(ask, seen.challenge_id)
    said = ask.voice.say(
        "earn.challenge",
        done=_amount(ask, min(seen.done, seen.goal), seen.unit),
        target=_amount(ask, seen.goal, seen.unit),
    )
    ends = None
    if seen.ends_on is not None:
        ends = ask.voice.say("challenge.ends", date=day_text(seen.ends_on, language))
    return ChallengeShape(
        id=seen.challenge_id,
        title=title,
        text=text,
        current=min(seen.done, seen.goal),
        target=max(seen.goal, 1),
        value_text=said,
        state="done" if seen.closed else "open",
        ends_text=ends,
        choices=[],
    )


def _amount(ask: Ask, number: int, unit: str) -> str:
    if len(unit) == CURRENCY_LENGTH and unit.isupper():
        return money_text(number, unit, ask.language)
    if any(asset.id == unit for asset in ask.document.assets):
        return units_text(ask.document, unit, number, ask.language)
    return count_text(number, ask.language)


def _choice(ask: Ask, row: GiftRow) -> ChallengeShape:
    options = []
    for name in row.terms.get("rewards", []):
        reward = ask.document.reward(str(name))
        title = str(name)
        if reward is not None:
            title = reward_title(ask.document, reward, ask.language)
        options.append(ChoiceShape(id=str(name), title=title))
    ends = None
    if row.due_at is not None:
        ends = ask.voice.say("challenge.ends", date=day(ask, row.due_at))
    return ChallengeShape(
        id=public_id("gft", row.gift_id),
        title=ask.voice.say("redeem.choose"),
        text=", ".join(option.title for option in options),
        current=0,
        target=1,
        value_text="",
        state="choose",
        ends_text=ends,
        choices=options,
    )


@table.route(
    "POST",
    "/choices/{choice}",
    who=Who.MEMBER,
    summary="Choose one of the rewards of a gift",
    answer=VoucherShape,
    body=ChoiceBody,
    keyed=True,
    example={"option": "breakfast"},
)
def choose(ask: Ask) -> VoucherShape:
    gift_id, wanted = read_id("gft", ask.path["choice"]), ask.body.option
    member_id = ask.member.member_id
    voucher = ask.work(
        lambda uow: choices.choose(ask.env, uow, member_id, gift_id, wanted)
    )
    tried = redemption.hurry(ask.env, ask.visit.programme_id, voucher)
    return shown(ask, [tried])[0]
