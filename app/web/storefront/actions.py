"""What members do about themselves: join, birthday, consents, follows, news seen."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from app.domain.errors import Malformed
from app.services import consents
from app.services.consents import Shown
from app.services.storefront import acting, nudging
from app.storage.storefront import StorefrontRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Asked, Given
from app.web.storefront.member import CONSENT_NAMES, Channel, HomeShape, shown_home
from app.web.storefront.rewards import RewardId
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import Done, points

table = Table("Actions")
NudgeKind = Literal[
    "redeem",
    "unused",
    "almost",
    "expiring",
    "guest",
    "friend",
    "campaign",
    "birthday",
]


class AgreementNeeded(Malformed):
    """Nobody joins without having said so."""

    code = "agreement_needed"


class JoinBody(Asked):
    """A word of consent."""

    agree: bool


class BirthdayBody(Asked):
    """A day; the year may be kept to oneself."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


class ConsentBody(Asked):
    """A consent to news over one channel."""

    channel: Channel
    granted: bool


class ActivityBody(Asked):
    """Which way to earn was followed."""

    rule_id: RewardId


class SeenBody(Asked):
    """What was shown."""

    celebrations: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=120)]],
        Field(max_length=20),
    ]


class NudgeBody(Asked):
    """What became of a hint."""

    kind: NudgeKind
    action: Literal["shown", "used", "dismissed"]


class Noted(Given):
    """It was noted."""

    done: bool = True


@table.route(
    "POST",
    "/join",
    who=Who.CUSTOMER,
    summary="Become a member, where an account alone does not make one",
    answer=HomeShape,
    body=JoinBody,
    example={"agree": True},
)
def join(ask: Ask) -> HomeShape:
    if not ask.body.agree:
        raise AgreementNeeded("nobody joins without having agreed")
    member = ask.work(lambda uow: acting.join(ask.env, uow, ask.visit))
    joined = replace(ask, visit=replace(ask.visit, member=member))
    return ask.work(lambda uow: shown_home(joined, uow))


@table.route(
    "PUT",
    "/birthday",
    who=Who.MEMBER,
    summary="Tell one's birthday, once",
    answer=Done,
    body=BirthdayBody,
    example={"month": 11, "day": 22},
)
def tell_birthday(ask: Ask) -> Done:
    body: BirthdayBody = ask.body

    def write(uow: UnitOfWork) -> None:
        acting.tell_birthday(
            ask.env, uow, ask.member, month=body.month, day=body.day, year=body.year
        )

    ask.work(write)
    return Done(text=ask.voice.say("birthday.saved"))


@table.route(
    "PUT",
    "/consents",
    who=Who.MEMBER,
    summary="Give a consent to news, or withdraw it",
    answer=Done,
    body=ConsentBody,
    example={"channel": "email", "granted": True},
)
def set_consent(ask: Ask) -> Done:
    body: ConsentBody = ask.body
    said = {CONSENT_NAMES[body.channel]: body.granted}
    label = ask.voice.say(f"consent.{body.channel}")
    shown = Shown(
        ask.place,
        ask.store_id,
        language=ask.voice.tag,
        wording=f"{ask.voice.say('consent.title')}: {label}",
    )
    ask.work(lambda uow: consents.say(ask.env, uow, ask.member, said, shown))
    return Done(text=label)


@table.route(
    "POST",
    "/activities",
    who=Who.MEMBER,
    summary="Say that one followed or shared; believed as often as it counts",
    answer=Done,
    body=ActivityBody,
    keyed=True,
    example={"rule_id": "follow-ig"},
)
def claim_activity(ask: Ask) -> Done:
    body: ActivityBody = ask.body

    def write(uow: UnitOfWork) -> int:
        row = acting.claim_action(
            ask.env,
            uow,
            ask.member,
            ask.document,
            body.rule_id,
            key=ask.key or "",
        )
        main = ask.document.main_points
        awards = row.outcome["awards"]
        return sum(int(one["amount"]) for one in awards if one["asset"] == main)

    units = ask.work(write)
    if not units:
        return Done(text=ask.voice.say("earn.limit"))
    given = points(ask, units)
    return Done(text=ask.voice.say("celebrate.points", points=given.text), points=given)


@table.route(
    "POST",
    "/seen",
    who=Who.MEMBER,
    summary="Tell which good news were shown; they don't come again",
    answer=Noted,
    body=SeenBody,
    example={"celebrations": ["reward:first"]},
)
def see(ask: Ask) -> Noted:
    names, now = ask.body.celebrations, ask.now
    member_id = ask.member.member_id
    ask.work(lambda uow: StorefrontRepository(uow).see(member_id, names, at=now))
    return Noted()


@table.route(
    "POST",
    "/nudges",
    who=Who.VISITOR,
    summary="Tell what became of a hint",
    answer=Noted,
    body=NudgeBody,
    example={"kind": "unused", "action": "shown"},
)
def note_nudge(ask: Ask) -> Noted:
    member, body = ask.visit.member, ask.body
    if member is None:
        return Noted(done=False)
    ask.work(
        lambda uow: nudging.note(ask.env, uow, member.member_id, body.kind, body.action)
    )
    return Noted()
