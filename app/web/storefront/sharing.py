"""Bringing friends: the link, who came, and coming through a link oneself."""

from typing import Annotated, Final, Literal

from pydantic import Field

from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.referral import Referral
from app.domain.programme.referral_words import opening, reason_in_words
from app.services import referral_desk
from app.services.referral_desk import Claim
from app.services.referral_notes import plain_code
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import Email
from app.web.api.shapes import Asked, Given
from app.web.storefront.member import say_friend
from app.web.storefront.route import Ask, Pace, Table, Who

table = Table("Referral")
MOST_FRIENDS: Final = 50
GOOD: Final = frozenset({"earned"})
WAITING: Final = frozenset({"open", "waiting", "held"})


class FriendShape(Given):
    """Somebody who came; nothing says who it is."""

    name: str
    state_text: str


class ReferralShape(Given):
    """A member's link, and what came of it."""

    url: str
    code: str
    title: str
    text: str
    message: str
    friends: list[FriendShape]
    count_text: str


class ClaimBody(Asked):
    """Somebody came through a link."""

    code: Annotated[
        str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9 _-]+$")
    ]
    email: Email | None = Field(
        default=None, description="Of a guest; checked, compared, and not kept."
    )


class ClaimedShape(Given):
    """What waits for the friend."""

    state: Literal["guest_known", "claimed"]
    text: str


@table.route(
    "GET",
    "/referral",
    who=Who.MEMBER,
    summary="A member's link, and who came through it",
    answer=ReferralShape,
)
def read_referral(ask: Ask) -> ReferralShape:
    return ask.work(lambda uow: shown_referral(ask, uow))


def shown_referral(ask: Ask, uow: UnitOfWork) -> ReferralShape:
    """Return the link of who asks, for this store."""
    document, voice = ask.told, ask.voice
    link = referral_desk.link_of(ask.env, uow, ask.member)
    terms = document.referral
    rows = ReferralRepository(uow).of_advocate(ask.member.member_id)[:MOST_FRIENDS]
    url = dict(link.urls).get(ask.store_id) or (
        f"{ask.visit.store.base_url}/?ref={link.code}"
    )
    friend, mine = gifts_of(ask, terms)
    joined = sum(row.state in GOOD for row in rows)
    title = voice.say("refer.title", friend_reward=friend, your_reward=mine)
    if terms is not None and not (friend and mine):
        title = opening(document, terms, ask.language)
    return ReferralShape(
        url=url,
        code=link.code,
        title=title,
        text=voice.say("refer.body"),
        message=voice.say(
            "refer.message",
            shop=ask.visit.store.name,
            friend_reward=friend or document.identity.name.say(ask.language),
            url=url,
        ),
        friends=[
            FriendShape(name=say_friend(ask), state_text=_friend(ask, row))
            for row in rows
        ],
        count_text=voice.say("refer.count", n=joined),
    )


def gifts_of(ask: Ask, terms: Referral | None) -> tuple[str, str]:
    """Return what the friend gets and what the member gets, in words."""
    if terms is None:
        return "", ""
    document, language = ask.told, ask.language
    return (
        gifts_in_words(document, terms.friend_gifts, language)
        if terms.friend_gifts
        else "",
        gifts_in_words(document, terms.advocate_gifts, language)
        if terms.advocate_gifts
        else "",
    )


def _friend(ask: Ask, row: ReferralRow) -> str:
    if row.state in GOOD:
        return ask.voice.say("refer.joined")
    if row.state in WAITING or not row.reasons:
        return ask.voice.say("refer.pending")
    return reason_in_words(row.reasons[0], "advocate", ask.language)


@table.route(
    "POST",
    "/referral/claims",
    who=Who.VISITOR,
    summary="Tell that one came through a link; the gift comes with the account",
    answer=ClaimedShape,
    body=ClaimBody,
    pace=Pace.GUESS,
    example={"code": "7Q8H5M2N4P6R"},
)
def claim_referral(ask: Ask) -> ClaimedShape:
    body: ClaimBody = ask.body
    member = ask.visit.member
    if member is None or member.state != "active":
        return _of_guest(ask, body)
    said = Claim(code=body.code, store_id=ask.store_id, device_text=ask.agent)
    row, _ = ask.work(lambda uow: referral_desk.claim(ask.env, uow, member, said))
    # Apart from the claim: two who claim for one friend must not wait for balances.
    ask.work(lambda uow: referral_desk.judge_now(ask.env, uow, row.referral_id))
    return ClaimedShape(state="claimed", text=ask.voice.say("refer.claimed"))


def _of_guest(ask: Ask, body: ClaimBody) -> ClaimedShape:
    """Say what waits. The same for every address: none is given away by it.

    Nothing is written: the code comes again with the account or the order.
    """

    def known(uow: UnitOfWork) -> None:
        referral_desk.terms_of(uow)
        code = plain_code(body.code)
        if not ReferralRepository(uow).owners([code]):
            raise referral_desk.CodeUnknown("nobody has this code")

    ask.work(known)
    friend, _ = gifts_of(ask, ask.told.referral)
    text = ask.voice.say("guest.known", points=friend)
    return ClaimedShape(state="guest_known", text=text)
